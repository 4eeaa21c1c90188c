/* The panorama as a page: how an answer fills it, and what a step in time draws. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});

  const page = {
    question: "panorama-question",
    areas: "panorama-areas",
    period: "panorama-period",
    selects: {
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
    },
    hasData: (at) => PS.cube.stops[at].has || Boolean(PS.shownBeside() && PS.cube.beside.stops[at].has),
    isPartial: (at) => Boolean(PS.shownBeside() && PS.cube.beside.stops[at].partial),
    choose: (choice) => PS.choose(choice),
    setShow: (show) => PS.setShow(show),
    fit: () => PS.sayInsight(PS.el("panorama-insight")),
    picture: (...given) => PS.panoramaPicture(...given),
    notes: () => PS.besideNotes(),
    rows: () => PS.panoramaRows(),
    areasSaid: () => PS.cube.areas.map((area) => area.short).join(", "),
  };

  /** The part of the address that the browser changes by itself. */
  page.moment = (query) => {
    if (PS.cube.controls.base.value) query.set("base", PS.cube.controls.base.value);
    if (PS.pin) query.set("pin", PS.pin);
    if (PS.show !== "map") query.set("show", PS.show);
    if (PS.scaleOf !== "same") query.set("scale", PS.scaleOf);
  };

  /** A picture is never of the table: put the map on the stage meanwhile, and give what undoes it. */
  page.drawnForPicture = () => {
    const shown = PS.show;
    if (shown === "table") PS.setShow("map");
    return () => PS.show !== shown && PS.setShow(shown);
  };

  /** Another size of the window. */
  page.resized = async () => {
    for (const one of PS.maps) await window.Plotly.Plots.resize(await one.drawn());
    await PS.drawTrend();
  };

  page.refill = () => {
    PS.fillControls();
    PS.showPeriod();
  };

  page.fill = async (answer, first, anew) => {
    PS.fillControls();
    PS.fillTimebar();
    PS.fillRanking();
    PS.fillTiles();
    PS.scaleOf = anew ? answer.view.scale || "same" : PS.scaleOf;
    PS.fillMultiples();
    await PS.fillBeside();
    PS.fillLegend();
    for (const unit of document.querySelectorAll(".card .unit")) unit.textContent = answer.unit;
  };

  page.draw = async (first, anew) => {
    PS.setShow(anew ? PS.cube.view.show || "map" : PS.show);
    await Promise.all([PS.render(), PS.fillTrend(first)]);
  };

  page.render = () => {
    PS.showPanels();
    PS.sayBeside();
    PS.showTrend();
    PS.showPins();
    PS.showZoom();
    return PS.paint();
  };

  const draw = (answer, drawn) => PS.take(page, answer, drawn);
  window.dash_clientside = Object.assign({}, window.dash_clientside, { panorama: { draw } });
})();
