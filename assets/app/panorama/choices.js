/* What a choice on the panorama changes: the address that is asked next, the twin on the stage. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});

  /** Fill every choice from a new answer. */
  PS.fillControls = () => {
    const { controls } = PS.cube;
    PS.fillSelects();
    PS.fillAreas("panorama-areas");
    const piece = document.querySelector('[data-piece="counterpart"]');
    piece.querySelector(".role").textContent = controls.other.role;
    PS.fillRole(document.querySelector('[data-piece="areas"] .role'), controls.areas.role);
    document.querySelector('[data-piece="breakdown"] .role').textContent = controls.breakdown.role;
    const whole = controls.other.value === "_Z" || controls.other.name === "ref_area";
    piece.classList.toggle("is-idle", whole && controls.other.options.length < 2);
    for (const name of ["age", "breakdown"]) {
      const idle = controls[name].options.length < 2 && controls[name].value === "_T";
      document.querySelector(`[data-piece="${name}"]`).classList.toggle("is-idle", idle);
    }
    PS.placeCommas();
    PS.el("panorama-freq").closest(".tool").hidden = controls.freq.options.length < 2;
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
    if (name === "beside") return { beside: value || null };
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
    PS.pressTwins(show);
    if (show === "map") PS.placeLabels();
    if (show === "multiples") PS.showMultiples();
    PS.keepAddress();
  };
})();
