/* From an answer to a page: fill what the answer decides, then draw the year on screen. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});

  /** Draw the year on screen: everything that time changes, and nothing that it does not. */
  PS.render = () => {
    PS.showTime();
    PS.showPeriod();
    PS.showPanels();
    PS.sayBeside();
    PS.showTrend();
    PS.showPins();
    showSource(PS.cube.source);
    const title = PS.title();
    PS.el("panorama-heading").textContent = title;
    document.title = `${title} · Panorama Sur`;
    PS.painted = PS.paint();
    return PS.painted;
  };

  /** Take a new answer. */
  const draw = async (answer, drawn) => {
    if (!answer || answer.count < PS.asked) return window.dash_clientside.no_update;
    const first = !drawn;
    PS.cube = answer;
    if (answer.ground) PS.ground = answer.ground;
    PS.at = Math.max(0, answer.stops.findIndex((stop) => stop.id === answer.view.time_period));
    PS.pin = answer.view.pin || null;
    PS.lit = null;
    PS.fillControls();
    PS.fillTimebar();
    PS.fillRanking();
    PS.fillTiles();
    PS.scaleOf = first ? answer.view.scale || "same" : PS.scaleOf;
    PS.fillMultiples();
    await PS.fillBeside();
    PS.fillLegend();
    PS.notify(answer.notices);
    for (const unit of document.querySelectorAll(".card .unit")) unit.textContent = answer.unit;
    const touched = PS.wasTouched();
    if (first) restoreMode(answer.view);
    PS.setShow(first ? answer.view.show || "map" : PS.show);
    await Promise.all([PS.render(), PS.fillTrend(first)]);
    if (touched) PS.keepAddress();
    PS.linkLanguages();
    delete document.body.dataset.asking;
    await frames(2);
    document.body.dataset.ready = "true";
    return answer.query;
  };

  const restoreMode = (view) => {
    if ((view.mode || "explore") !== PS.mode) PS.setMode(view.mode || "explore");
  };

  const frames = (count) =>
    new Promise((resolve) => {
      const next = (left) => (left ? requestAnimationFrame(() => next(left - 1)) : resolve());
      next(count);
    });

  /** Show notices above the page until they are closed. */
  PS.notify = (notices) => {
    PS.el("frame-notices").replaceChildren(
      ...notices.map((words) => {
        const close = PS.make("button", { "aria-label": PS.say("close") }, "×");
        const notice = PS.make("p", { class: "notice" }, words, close);
        close.addEventListener("click", () => notice.remove());
        return notice;
      }),
    );
  };

  const showSource = (source) => {
    const name = PS.make("strong", {}, PS.say("source"));
    PS.el("source-line").replaceChildren(
      name,
      PS.make("span", { class: "long" }, ` ${[source.source, PS.stop().says, source.counted].filter(Boolean).join(" · ")}`),
      PS.make("span", { class: "short" }, ` ${source.brief}, ${PS.stop().says}`),
      " ",
      PS.make("a", { href: `/data?lang=${PS.cube.lang}#${PS.cube.query.indicator}` }, PS.say("card")),
    );
  };

  window.dash_clientside = Object.assign({}, window.dash_clientside, { panorama: { draw } });
})();
