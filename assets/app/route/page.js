/* A route as a page: one chart a register, one period in all of them. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const route = (PS.route = PS.route || {});
  const IDLE = ["nationality", "sex", "age"];

  const page = {
    question: "route-question",
    period: "route-period",
    selects: { "route-measure": "measure", "route-nationality": "nationality", "route-sex": "sex", "route-age": "age", "route-freq": "freq" },
    hasData: (at) => PS.cube.stops[at].has,
    fit: () => {},
    areasSaid: () => route.drawn().map((stage) => stage.place).join(", "),
    named: () => ["route", PS.cube.query.route, PS.cube.query.measure, PS.cube.query.counterpart_area, PS.cube.query.sex, PS.cube.query.age, PS.cube.freq],
    card: () => route.listed().register,
    picture: (...given) => route.picture(...given),
    rows: () => rows(),
    drawnForPicture: () => undrawn(),
  };

  let later = {}; // scripts that one act alone needs

  page.moment = (query) => {
    if (PS.scaleOf !== "own") query.set("scale", PS.scaleOf);
    if (PS.pin) query.set("pin", PS.pin);
    if (route.isTable) query.set("table", "yes");
  };

  page.refill = () => {
    fillChoices();
    PS.showPeriod();
  };

  const fillChoices = () => {
    PS.fillSelects();
    for (const name of IDLE) document.querySelector(`[data-piece="${name}"]`).classList.toggle("is-idle", PS.cube.controls[name].idle);
    PS.placeCommas();
    fillSwitch("route-scale", PS.scaleOf === "same");
    fillSwitch("route-deaths-switch", Boolean(PS.cube.deaths));
    linkFlows();
  };

  /** The corridors of the register in focus. */
  const linkFlows = () => {
    PS.el("route-to-flows").href = `/flows?indicator=${route.listed().register}`;
  };

  const fillSwitch = (id, isOn) => {
    const label = PS.el(id);
    const box = label.querySelector("input") || PS.make("input", { type: "checkbox" });
    box.checked = isOn;
    if (!box.parentElement) label.prepend(box);
  };

  page.fill = (answer, first, anew) => {
    if (answer.later) ({ later } = answer);
    if (anew) {
      route.isTable = answer.view.table === "yes";
      PS.scaleOf = answer.view.scale || "own";
    }
    fillChoices();
    PS.fillTimebar();
    drawCharts();
    putOnStage();
  };

  const drawCharts = () => {
    route.fillCharts();
    route.fillLegend();
  };

  const putOnStage = () => {
    PS.el("flows-table").hidden = !route.isTable;
    PS.el("flows-table-button").setAttribute("aria-pressed", String(route.isTable));
    for (const id of ["route-strip", "route-charts", "route-legend"]) PS.el(id).hidden = route.isTable;
  };

  page.draw = () => PS.render();

  page.render = () => {
    route.showCharts();
    route.showPanels();
    route.forgetSum();
    return Promise.resolve();
  };

  page.resized = () => {
    drawCharts();
    route.showCharts();
  };

  /** Another kind of period begins at its latest whole one. */
  page.choose = (choice) => {
    const [[name, value]] = Object.entries(choice);
    if (name === "freq") PS.ask({ freq: value, time_period: null });
    else if (name === "measure") PS.ask({ measure: value, counterpart_area: null, sex: null, age: null });
    else if (name === "nationality") PS.ask({ counterpart_area: value, sex: null, age: null });
    else PS.ask({ [name]: value });
  };

  page.setShow = () => {};

  /** A picture shows the charts as they are, whatever lies over them. */
  const undrawn = async () => {
    await PS.load(later.picture);
    return () => {};
  };

  /** Every period of every register that is drawn, as the table of observations has them; then the deaths. */
  const rows = () => {
    const heads = ["indicator", "ref_area", "name", "counterpart_area", "sex", "age", "time_period", "obs_value", "unit_measure", "obs_status", "source", "flags", "notes"];
    const { stops, drawn, deaths } = PS.cube;
    const told = [];
    for (const stage of route.drawn()) {
      stops.forEach((stop, at) => {
        const cell = route.cell(stage, at);
        told.push([stage.indicator, stage.area, stage.place, drawn.counterpart_area, drawn.sex, drawn.age, stop.id, cell.value, stage.unitMeasure, cell.status, stage.source, cell.flags, route.notesOf(stage, cell)]);
      });
    }
    for (const [area, name, , along] of deaths ? deaths.places : []) {
      along.forEach((value, at) => {
        if (value !== null) told.push([deaths.indicator, area, name, "W", "_T", "_T", stops[at].id, value, "persons", "A", deaths.source, "", ""]);
      });
    }
    return { heads, rows: told };
  };

  const hold = (area) => {
    PS.pin = PS.pin === area ? null : area;
    linkFlows();
    drawCharts();
    page.render();
    PS.keepAddress();
  };

  /** Let go of the register held in focus; while projecting, only from where it is held. */
  page.release = (target) => {
    if (!PS.pin || (PS.mode === "present" && !target.closest(".stage-head"))) return false;
    hold(PS.pin);
    return true;
  };

  const sayTip = (event, plot) => {
    const stage = route.stage(plot.closest(".stage-row").dataset.area);
    const at = route.stopAt(event, plot);
    const cell = route.cell(stage, at);
    const unit = cell.value === null || stage.unitMeasure === "percent" ? "" : ` ${stage.unit}`;
    const dead = route.deathsOf(stage, at);
    PS.tipBeside(
      PS.el("route-tip"),
      event,
      PS.make("strong", {}, stage.place),
      PS.make("span", { class: "tip-value" }, `${cell.text}${unit}`),
      PS.make("span", {}, PS.cube.stops[at].says),
      PS.make("span", {}, `${stage.title} · ${stage.producer}`),
      ...(dead ? [PS.make("span", {}, PS.say("deaths_line", { value: PS.full(dead) }))] : []),
      ...[route.notesOf(stage, cell)].filter(Boolean).map((note) => PS.make("span", { class: "tip-note" }, note)),
    );
  };

  document.addEventListener("pointermove", (event) => {
    if (PS.page !== page || !event.target.closest) return;
    const plot = event.target.closest(".stage-plot");
    if (plot) sayTip(event, plot);
    else PS.el("route-tip").hidden = true;
  });

  document.addEventListener("click", (event) => {
    if (PS.page !== page || !event.target.closest) return;
    const plot = event.target.closest(".stage-plot");
    const head = event.target.closest(".stage-head, .only");
    const nationality = event.target.closest("[data-nationality]");
    if (plot) PS.goTo(route.stopAt(event, plot));
    else if (head) hold(head.dataset.area || head.dataset.hold);
    else if (nationality) page.choose({ nationality: nationality.dataset.nationality });
    else if (event.target.closest("#flows-table-button")) {
      PS.turnAddress();
      route.isTable = !route.isTable;
      putOnStage();
      page.resized();
      PS.keepAddress();
    }
  });

  document.addEventListener("change", (event) => {
    if (PS.page !== page) return;
    if (event.target.closest("#route-scale")) {
      PS.scaleOf = event.target.checked ? "same" : "own";
      page.resized();
      PS.keepAddress();
    } else if (event.target.closest("#route-deaths-switch")) {
      PS.ask({ deaths: event.target.checked ? "yes" : null });
    }
  });

  route.draw = (answer, drawn) => PS.take(page, answer, drawn);
})();
