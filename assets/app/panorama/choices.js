/* What a choice on the panorama changes: the address that is asked next, the twin on the stage. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});

  /** Fill every choice from a new answer. */
  PS.fillControls = () => {
    const { controls } = PS.cube;
    PS.fillSelects();
    PS.fillAreas("panorama-areas");
    const pieceOf = (name) => document.querySelector(`.sentence [data-piece="${name}"]`);
    pieceOf("counterpart").querySelector(".role").textContent = controls.other.role;
    PS.fillRole(pieceOf("areas").querySelector(".role"), controls.areas.role);
    pieceOf("breakdown").querySelector(".role").textContent = controls.breakdown.role;
    for (const [name, control] of Object.entries(controls)) {
      const piece = pieceOf(name === "other" ? "counterpart" : name);
      if (piece) piece.classList.toggle("is-idle", Boolean(control.idle));
    }
    PS.placeCommas();
    closeBeside();
    PS.el("panorama-freq").closest(".tool").hidden = controls.freq.options.length < 2;
  };

  /** What stands beside stands beside the map: elsewhere its choice is closed, and says why. */
  const closeBeside = () => {
    const { beside } = PS.cube.controls;
    const select = PS.el("panorama-beside");
    const why = beside.why || (PS.show && PS.show !== "map" ? PS.say("beside_map") : "");
    select.disabled = Boolean(why);
    select.title = why;
    if (why) select.setAttribute("aria-describedby", "panorama-whys");
    else select.removeAttribute("aria-describedby");
    select.parentElement.classList.toggle("is-closed", select.disabled);
    PS.el("panorama-whys").textContent = [PS.cube.whys, why !== beside.why ? why : ""].filter(Boolean).join(" · ");
  };

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
  PS.toIndicator = toIndicator;

  const toAreas = (chosen) => {
    const pin = !chosen || chosen.includes(PS.pin) ? {} : { pin: null };
    return { [PS.cube.controls.areas.name]: chosen && chosen.join(","), ...pin };
  };

  const changesOf = (name, value) => {
    if (name === "areas") return toAreas(value);
    if (name === "indicator") return toIndicator(value);
    if (name === "other") return { [PS.cube.controls.other.name]: value };
    const { other } = PS.cube.controls;
    const elsewhere = { time_period: null, base: null };
    // A pair opens where both have data, unless another period was asked for.
    if (name === "beside") return { beside: value || null, ...(PS.stop().id === PS.cube.latest ? { time_period: null } : {}) };
    if (name === "source") return { source: value, freq: null, ...elsewhere };
    if (name === "freq") return { freq: value, [other.name]: null, ...elsewhere };
    if (["age", "breakdown"].includes(name) && value === "_T") return { [name]: null };
    return { [name]: value };
  };

  /** Ask anew with one choice changed. */
  PS.choose = (choice) => {
    const [[name, value]] = Object.entries(choice);
    PS.ask(changesOf(name, value));
  };

  /** Whether nothing of the answer has a place on a map of countries. */
  PS.isAlone = () => !PS.cube.beside && PS.ids().every((area) => !PS.ground.areas.includes(area));

  /** What is on the stage: a chart instead of a map on which there would be nothing. */
  PS.shown = () => (PS.isAlone() && ["map", "tiles"].includes(PS.show) ? "multiples" : PS.show);

  /** Put the map or one of its twins on the stage. */
  PS.setShow = (show) => {
    PS.show = show;
    const seen = PS.shown();
    for (const twin of ["map", "tiles", "multiples", "table"]) PS.el(`panorama-${twin}`).hidden = seen !== twin;
    PS.el("panorama-scale").hidden = seen !== "multiples" || PS.ids().length < 2;
    PS.showBeside();
    closeBeside();
    PS.el("panorama-legend").hidden = ["table", "multiples"].includes(seen);
    PS.el("panorama-stage").dataset.show = seen;
    PS.showRemarks();
    PS.showZoom();
    PS.pressTwins(seen);
    for (const twin of document.querySelectorAll('.twin:is([data-show="map"], [data-show="tiles"])')) {
      twin.disabled = PS.isAlone();
      twin.title = PS.isAlone() ? PS.say("no_map") : "";
    }
    if (seen === "map") PS.placeLabels();
    if (seen === "multiples") PS.showMultiples();
    PS.keepAddress();
  };
})();
