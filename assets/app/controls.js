/* The choices of the sentence: filled from the answer, each change asks the server once. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const SELECTS = {
    "panorama-indicator": "indicator",
    "panorama-counterpart": "counterpart_area",
    "panorama-sex": "sex",
    "panorama-measure": "measure",
    "panorama-source": "source",
    "panorama-base": "base",
  };

  const option = ([value, words]) => PS.make("option", { value }, words);

  const fillSelect = (id, control) => {
    const select = PS.el(id);
    const listed = control.leading && control.leading.length
      ? [
          ...control.options.filter(([value]) => value === "W").map(option),
          group(control.groups.leading, control.leading),
          group(control.groups.all, control.options.filter(([value]) => value !== "W")),
        ]
      : control.options.map(option);
    select.replaceChildren(...listed);
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
    const control = PS.cube.controls.ref_area;
    const menu = PS.el("panorama-areas");
    menu.querySelector(".choice-words").textContent = control.says;
    const boxes = control.options.map(([area, words]) => {
      const box = PS.make("input", { type: "checkbox", value: area });
      box.checked = control.value.includes(area);
      return PS.make("label", { class: "menu-item" }, box, words);
    });
    const all = PS.make("button", { class: "menu-item", type: "button" }, PS.say("all_areas"));
    all.addEventListener("click", () => PS.ask({ ref_area: null }));
    menu.querySelector(".menu-panel").replaceChildren(all, ...boxes);
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
    PS.ask({ ref_area: chosen.length === boxes.length ? null : chosen.join(","), ...pin });
  };

  /** Fill every choice from a new answer. */
  PS.fillControls = () => {
    const { controls } = PS.cube;
    for (const [id, name] of Object.entries(SELECTS)) fillSelect(id, controls[name]);
    fillAreas();
    const piece = document.querySelector('[data-piece="counterpart"]');
    piece.querySelector(".role").textContent = controls.counterpart_area.role;
    document.querySelector('[data-piece="areas"] .role').textContent = controls.ref_area.role;
    piece.classList.toggle("is-idle", controls.counterpart_area.value === "_Z");
    fillPeriods();
    const whys = Object.values(controls).map((control) => control.why).filter(Boolean);
    PS.el("panorama-whys").textContent = whys.join(" · ");
  };

  const fillPeriods = () => {
    const select = PS.el("panorama-period");
    const options = PS.cube.stops.map((stop) =>
      PS.make("option", { value: stop.id }, stop.has ? stop.says : PS.say("empty_stop", { year: stop.id })),
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

  /** A new indicator or source has other years and partners: only what still holds is kept. */
  const changesOf = (name, value) => {
    if (name === "indicator") {
      const kept = { indicator: value, time_period: null, base: null, source: null, measure: null };
      const { kinds, value: before } = PS.cube.controls.indicator;
      const partner = kinds[before] === kinds[value] ? PS.cube.controls.counterpart_area.value : null;
      const sex = PS.cube.controls.sex.value;
      return { ...kept, counterpart_area: partner, sex: sex === "_T" ? null : sex };
    }
    if (name === "source") return { source: value, time_period: null, base: null };
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
    PS.el("panorama-table").hidden = show !== "table";
    PS.el("panorama-legend").hidden = show === "table";
    PS.el("panorama-stage").dataset.show = show;
    for (const twin of document.querySelectorAll("[data-show].twin")) {
      twin.setAttribute("aria-pressed", String(twin.dataset.show === show));
    }
    if (show === "map") PS.placeLabels();
    PS.keepAddress();
  };

  /** Say something to those who hear the page. */
  PS.tell = (words) => {
    PS.el("panorama-live").textContent = words;
  };
})();
