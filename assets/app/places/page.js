/* The places of a country as a page: a map of units, one period, the way back to the region. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const own = (PS.places = PS.places || {});
  const NAMES = { areas: "ref_area", other: "counterpart_area" };
  let map = null;
  let later = {};

  const page = {
    question: "places-question",
    period: "places-period",
    selects: { "places-indicator": "indicator", "places-areas": "areas", "places-counterpart": "other", "places-sex": "sex", "places-age": "age", "places-breakdown": "breakdown", "places-source": "source" },
    hasData: (at) => PS.cube.stops[at].has,
    fit: () => PS.sayInsight(PS.el("places-insight")),
    areasSaid: () => PS.el("places-areas").selectedOptions[0].textContent,
    named: () => ["places", PS.cube.query.ref_area, PS.cube.query.indicator, PS.cube.query.counterpart_area, PS.cube.query.sex, PS.cube.query.age],
    picture: (...given) => own.picture(...given),
    notes: () => [[own.say("share"), own.located().says], ...PS.cube.remarks.map((text) => [own.say("column_notes"), text])],
    rows: () => rows(),
  };

  page.moment = (query) => {
    if (PS.pin) query.set("pin", PS.pin);
    if (PS.show !== "map") query.set("show", PS.show);
  };

  /** A picture is never of the table: put the map on the stage meanwhile, and give what undoes it. */
  page.drawnForPicture = async () => {
    await PS.load(later.picture);
    const shown = PS.show;
    if (shown === "table") page.setShow("map");
    return () => PS.show !== shown && page.setShow(shown);
  };

  page.refill = () => {
    fillChoices();
    PS.showPeriod();
  };

  const fillChoices = () => {
    const { controls } = PS.cube;
    PS.fillSelects();
    const pieceOf = (name) => document.querySelector(`.sentence [data-piece="${name}"]`);
    pieceOf("areas").querySelector(".role").textContent = controls.areas.role;
    pieceOf("counterpart").querySelector(".role").textContent = controls.other.role;
    for (const name of ["counterpart", "sex", "age", "breakdown"]) pieceOf(name).classList.toggle("is-idle", Boolean(controls[name === "counterpart" ? "other" : name].idle));
    PS.placeCommas();
    document.querySelector("#places-path .path-country").textContent = page.areasSaid();
  };

  /** The way back: the region with the same question, the country held in focus. */
  const linkBack = () => {
    const { indicator, source, counterpart_area: other, sex, age, ref_area: country } = PS.cube.query;
    // Where the map of the region is of nationalities, this country is who registers them.
    const isMapped = PS.cube.drawn_by.mapped === "ref_area";
    const query = new URLSearchParams({ indicator, source, [isMapped ? "pin" : "ref_area"]: country, time_period: PS.stop().id });
    for (const [name, value] of Object.entries({ counterpart_area: isMapped ? other : "", sex, age })) if (value) query.set(name, value);
    const lang = new URLSearchParams(location.search).get("lang");
    if (lang) query.set("lang", lang);
    if (PS.wished === "present") query.set("mode", "present");
    PS.el("places-back").href = `/?${query}`;
    document.querySelector("#places-path .path-unit").textContent = PS.pin ? `› ${own.name(PS.pin)}` : "";
  };

  page.fill = (answer, first) => {
    if (answer.later) ({ later } = answer);
    if (first) map = PS.unitMap(PS.el("places-map"), { cube: () => PS.cube, at: () => PS.at, focus: () => PS.lit || PS.pin, aside, floor });
    fillChoices();
    PS.fillTimebar();
    own.fillLegend();
  };

  /** Where the legend begins, below a box of islands: the map ends there, where it does not stand beside it. */
  const floor = () => (aside() ? PS.el("places-legend").getBoundingClientRect().top - PS.el("places-map").getBoundingClientRect().top : Infinity);

  /** What the legend takes of the map's room, where it stands beside it. */
  const aside = () => {
    const legend = PS.el("places-legend");
    return getComputedStyle(legend).position === "absolute" ? legend.offsetWidth + 12 : 0;
  };

  page.draw = async (first, anew) => {
    page.setShow(anew ? PS.cube.view.show || "map" : PS.show);
    PS.render();
    await map.draw();
  };

  page.render = () => {
    own.showPanels();
    linkBack();
    map.paint();
    showPins();
    return Promise.resolve();
  };

  page.resized = () => map.draw();

  page.setShow = (show) => {
    PS.show = show;
    PS.el("places-table").hidden = show !== "table";
    for (const id of ["places-map", "places-legend", "places-remarks"]) PS.el(id).hidden = show === "table";
    PS.el("places-stage").dataset.show = show;
    PS.pressTwins(show);
    if (show === "map" && PS.cube.geometry) map.draw();
    PS.keepAddress();
  };

  /** Another country or indicator has other parts and periods: only what still holds is kept. */
  page.choose = (choice) => {
    const [[name, value]] = Object.entries(choice);
    const elsewhere = { time_period: null };
    const parts = { sex: null, age: null, breakdown: null };
    if (name === "areas") PS.ask({ ref_area: value, pin: null, ...elsewhere });
    else if (name === "indicator") PS.ask({ indicator: value, source: null, counterpart_area: null, ...parts, ...elsewhere });
    else if (name === "source") PS.ask({ source: value, ...elsewhere });
    else PS.ask({ [NAMES[name] || name]: value === "_T" ? null : value });
  };

  /** Every place at the period on screen, as the table of observations has it. */
  const rows = () => {
    const heads = ["indicator", "ref_area", "name", "counterpart_area", "sex", "age", "breakdown", "time_period", "obs_value", "unit_measure", "obs_status", "source", "flags", "notes"];
    const asked = PS.cube.drawn_by;
    const told = PS.cube.places
      .map(({ id, name }) => ({ id, name, cell: own.cell(id) }))
      .map(({ id, name, cell }) => [asked.indicator, id, name, asked.counterpart_area, asked.sex, asked.age, asked.breakdown, PS.stop().id, cell.value, PS.cube.unitMeasure, cell.status, asked.source, cell.flags, [cell.state === "none" ? cell.full : "", cell.note].filter(Boolean).join(". ")]);
    return { heads, rows: told };
  };

  const PLACES = ".places .unit, .places .unit-mark, #places-ranking button, #places-table tr[data-area]";

  const showPins = () => {
    const focus = PS.lit || PS.pin;
    for (const node of document.querySelectorAll("#places-ranking .row, #places-table tr[data-area]")) {
      const mine = isIn(node.dataset.area, focus);
      node.classList.toggle("is-lit", mine);
      node.classList.toggle("is-pinned", node.dataset.area === PS.pin);
      if (node.matches("button")) node.setAttribute("aria-pressed", String(node.dataset.area === PS.pin));
    }
  };

  /** Whether a place is the one in focus, or drawn together with it. */
  const isIn = (place, focus) => Boolean(focus) && (place === focus || focus.split("+").includes(place));

  const lightUp = (area) => {
    if (area === PS.lit) return;
    PS.lit = area;
    map.light();
    showPins();
  };

  /** A shape of two units holds the first of them. */
  const hold = (area) => {
    const unit = area.split("+")[0];
    PS.pin = PS.pin === unit ? null : unit;
    map.light();
    showPins();
    linkBack();
    PS.keepAddress();
  };

  const sayTip = (area, event) => {
    const cube = PS.cube;
    const cell = cube.drawn[area] ? PS.unitCell(cube, area, PS.at) : own.cell(area);
    const name = (cube.shapes.find(({ id }) => id === area) || cube.places.find(({ id }) => id === area)).name;
    const unit = cell.value === null ? "" : ` ${cube.unit}`;
    PS.tipBeside(PS.el("places-tip"), event, PS.make("strong", {}, name), PS.make("span", { class: "tip-value" }, `${cell.full}${unit}`), PS.make("span", {}, PS.stop().says), ...(cell.note ? [PS.make("span", { class: "tip-note" }, cell.note)] : []));
  };

  const isHere = () => PS.page === page && PS.cube;
  const placeAt = (event) => isHere() && event.target.closest && event.target.closest(PLACES);

  document.addEventListener("pointermove", (event) => {
    if (!isHere()) return;
    const place = placeAt(event);
    if (place && own.isUnit(place.dataset.area)) {
      lightUp(place.dataset.area);
      sayTip(place.dataset.area, event);
    } else {
      PS.el("places-tip").hidden = true;
      if (!document.querySelector(":focus-visible[data-area]")) lightUp(null);
    }
  });

  document.addEventListener("focusin", (event) => {
    const place = placeAt(event);
    if (place && place.matches(":focus-visible")) lightUp(place.dataset.area);
  });

  document.addEventListener("focusout", (event) => {
    if (placeAt(event)) lightUp(null);
  });

  document.addEventListener("click", (event) => {
    const place = placeAt(event);
    const bar = isHere() && event.target.closest("#places-history [data-at]");
    if (place && own.isUnit(place.dataset.area)) hold(place.dataset.area);
    else if (bar) PS.goTo(Number(bar.dataset.at));
  });

  document.addEventListener("keydown", (event) => {
    const place = placeAt(event);
    if (place && place.matches("path") && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      hold(place.dataset.area);
    }
  });

  own.draw = (answer, drawn) => PS.take(page, answer, drawn);
})();
