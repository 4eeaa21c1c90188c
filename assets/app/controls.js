/* The choices of the sentence: filled from the answer, each change asks the server once. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const SELECTS = {
    "panorama-indicator": "indicator",
    "panorama-counterpart": "other",
    "panorama-sex": "sex",
    "panorama-age": "age",
    "panorama-breakdown": "breakdown",
    "panorama-measure": "measure",
    "panorama-source": "source",
    "panorama-freq": "freq",
    "panorama-base": "base",
    "panorama-beside": "beside",
  };

  const option = ([value, words]) => PS.make("option", { value }, words);

  const fillSelect = (id, control) => {
    const select = PS.el(id);
    const words = new Map(control.options);
    const grouped = new Set((control.groups || []).flatMap((each) => each.values));
    select.replaceChildren(
      ...control.options.filter(([value]) => !grouped.has(value)).map(option),
      ...(control.groups || []).map(({ label, values }) =>
        group(label, values.map((value) => [value, words.get(value)])),
      ),
    );
    select.value = control.value;
    select.disabled = control.options.length < 2;
    select.title = control.why;
    const why = control.why ? "panorama-whys" : null;
    if (why) select.setAttribute("aria-describedby", why);
    else select.removeAttribute("aria-describedby");
    showChosen(select);
  };

  const group = (label, options) => {
    const node = PS.make("optgroup", { label });
    node.append(...options.map(option));
    return node;
  };

  const showChosen = (select) => {
    const chosen = select.selectedOptions[0];
    const home = select.parentElement;
    home.querySelector(".choice-words").textContent = chosen ? chosen.textContent : "";
    home.classList.toggle("is-closed", select.disabled);
  };

  const fillAreas = () => {
    const control = PS.cube.controls.areas;
    const menu = PS.el("panorama-areas");
    menu.querySelector(".choice-words").textContent = control.says;
    const boxOf = ([area, words]) => {
      const box = PS.make("input", { type: "checkbox", value: area });
      box.checked = control.value.includes(area);
      return PS.make("label", { class: "menu-item" }, box, words);
    };
    const all = PS.make("button", { class: "menu-item", type: "button" }, PS.say("all_areas"));
    all.addEventListener("click", () => PS.ask({ [control.name]: null }));
    const more = control.more.length ? [PS.make("p", { class: "menu-label" }, control.more_label)] : [];
    menu.querySelector(".menu-panel").replaceChildren(...(control.options.length ? [all] : []), ...control.options.map(boxOf), ...more, ...control.more.map(boxOf));
  };

  const askAreas = (changed) => {
    const boxes = [...document.querySelectorAll("#panorama-areas input")];
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    if (!chosen.length) {
      changed.checked = true; // a view has at least one country
      PS.notify([PS.say("one_area")]);
      return;
    }
    const pin = chosen.includes(PS.pin) ? {} : { pin: null };
    const { name, options } = PS.cube.controls.areas;
    const nine = options.map(([area]) => area);
    const isAll = chosen.length === nine.length && nine.every((area) => chosen.includes(area));
    PS.ask({ [name]: isAll ? null : chosen.join(","), ...pin });
  };

  /** Fill every choice from a new answer. */
  PS.fillControls = () => {
    const { controls } = PS.cube;
    for (const [id, name] of Object.entries(SELECTS)) fillSelect(id, controls[name]);
    fillAreas();
    const piece = document.querySelector('[data-piece="counterpart"]');
    piece.querySelector(".role").textContent = controls.other.role;
    fillRole(document.querySelector('[data-piece="areas"] .role'), controls.areas.role);
    document.querySelector('[data-piece="breakdown"] .role').textContent = controls.breakdown.role;
    const whole = controls.other.value === "_Z" || controls.other.name === "ref_area";
    piece.classList.toggle("is-idle", whole && controls.other.options.length < 2);
    for (const name of ["age", "breakdown"]) {
      const idle = controls[name].options.length < 2 && controls[name].value === "_T";
      document.querySelector(`[data-piece="${name}"]`).classList.toggle("is-idle", idle);
    }
    placeCommas();
    PS.el("panorama-freq").closest(".tool").hidden = controls.freq.options.length < 2;
    fillPeriods();
    PS.el("panorama-whys").textContent = PS.cube.whys;
  };

  const fillRole = (home, words) => {
    const comma = words.startsWith(",") ? [PS.make("span", { class: "comma" }, ",")] : [];
    home.replaceChildren(...comma, words.slice(comma.length));
  };

  /** A comma is drawn at the end of the choice before it, so that no line begins with one. */
  const placeCommas = () => {
    const pieces = [...document.querySelectorAll("#panorama-sentence .piece:not(.is-idle)")];
    pieces.forEach((piece, place) => {
      const next = pieces[place + 1];
      piece.classList.toggle("has-comma", Boolean(next && next.querySelector(".comma")));
    });
  };

  const fillPeriods = () => {
    const select = PS.el("panorama-period");
    const options = PS.cube.stops.map((stop) =>
      PS.make("option", { value: stop.id }, stop.has ? stop.says : PS.say("empty_stop", { year: stop.short })),
    );
    select.replaceChildren(...options.reverse());
    select.disabled = PS.cube.stops.length < 2;
  };

  PS.showPeriod = () => {
    const select = PS.el("panorama-period");
    select.value = PS.stop().id;
    showChosen(select);
  };

  document.addEventListener("change", (event) => {
    const { target } = event;
    if (SELECTS[target.id]) {
      showChosen(target);
      PS.ask(changesOf(SELECTS[target.id], target.value));
    } else if (target.id === "panorama-period") {
      PS.goTo(PS.cube.stops.findIndex((stop) => stop.id === target.value));
    } else if (target.closest("#panorama-areas")) {
      askAreas(target);
    }
  });

  /** A new indicator has other periods, parts and partners: only what still holds is kept. */
  const toIndicator = (value) => {
    const { indicator, areas, other, sex } = PS.cube.controls;
    const nine = areas.options.map(([area]) => area);
    const chosen = areas.value.filter((area) => nine.includes(area));
    const mapped = indicator.mapped[value];
    const same = indicator.kinds[indicator.value] === indicator.kinds[value] && mapped === areas.name;
    const ends = { ref_area: null, counterpart_area: null };
    if (same && other.value !== "_Z") ends[other.name] = other.value;
    if (chosen.length && chosen.length < nine.length) ends[mapped] = chosen.join(",");
    const parts = { sex: sex.value === "_T" ? null : sex.value, age: null, breakdown: null };
    const beside = PS.cube.query.beside === value ? { beside: null } : {};
    return { ...beside, indicator: value, source: null, measure: null, freq: null, time_period: null, base: null, ...parts, ...ends };
  };

  const changesOf = (name, value) => {
    if (name === "indicator") return toIndicator(value);
    if (name === "other") return { [PS.cube.controls.other.name]: value };
    const { other } = PS.cube.controls;
    const elsewhere = { time_period: null, base: null };
    if (name === "beside") return { beside: value || null };
    if (name === "source") return { source: value, freq: null, ...elsewhere };
    if (name === "freq") return { freq: value, [other.name]: null, ...elsewhere };
    if (["age", "breakdown"].includes(name) && value === "_T") return { [name]: null };
    return { [name]: value };
  };

  document.addEventListener("click", (event) => {
    const twin = event.target.closest("[data-show]");
    if (twin) PS.setShow(twin.dataset.show);
  });

  /** Put the map or one of its twins on the stage. */
  PS.setShow = (show) => {
    PS.show = show;
    PS.el("panorama-map").hidden = show !== "map";
    PS.el("panorama-tiles").hidden = show !== "tiles";
    PS.el("panorama-multiples").hidden = show !== "multiples";
    PS.el("panorama-scale").hidden = show !== "multiples";
    PS.el("panorama-table").hidden = show !== "table";
    PS.showBeside();
    PS.el("panorama-legend").hidden = ["table", "multiples"].includes(show);
    PS.el("panorama-stage").dataset.show = show;
    PS.showRemarks();
    for (const twin of document.querySelectorAll("[data-show].twin")) {
      twin.setAttribute("aria-pressed", String(twin.dataset.show === show));
    }
    if (show === "map") PS.placeLabels();
    if (show === "multiples") PS.showMultiples();
    PS.keepAddress();
  };

  PS.toIndicator = toIndicator;

  /** Say something to those who hear the page. */
  PS.tell = (words) => {
    PS.el("panorama-live").textContent = words;
  };
})();
