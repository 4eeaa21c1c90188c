/* Another indicator beside the one on screen: a map of its own, the same time bar. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const HOME = "panorama-beside-view";
  const TRIES = 3;
  const there = () => Boolean(PS.cube && PS.cube.beside);
  const part = (name) => document.querySelector(`:is(#${HOME}, .beside-words) .${name}`);

  const map = PS.mapIn(HOME, {
    cube: () => PS.cube.beside,
    ids: () => PS.cube.beside.areas.map((area) => area.id),
    cell: (area) => PS.cell(area, PS.at, PS.cube.beside),
  });
  const first = PS.maps[0];

  /** Make the second map of the first one: the same ground, frame and size of words. */
  const plot = async () => {
    const home = part("js-plotly-plot");
    if (home._fullLayout) return;
    const model = await first.drawn();
    const { data, layout } = JSON.parse(JSON.stringify({ data: model.data, layout: model.layout }));
    const { areas } = PS.ground;
    data.forEach((trace, place) => {
      const locations = place ? [] : areas;
      Object.assign(trace, { locations, z: locations.map(() => 0) });
    });
    const { topojsonURL } = model._context;
    await window.Plotly.newPlot(home, data, { ...layout, width: undefined, height: undefined }, { staticPlot: true, displayModeBar: false, responsive: true, topojsonURL });
    // Dash watches the size of its own graphs only, and loses a change while one is drawn.
    for (const gd of [model, home]) new ResizeObserver(() => fit(gd)).observe(gd);
  };

  /** Draw a map as large as its place is, which may change again meanwhile. */
  const fit = async (gd) => {
    const isOff = () => gd.clientHeight && Math.abs(gd._fullLayout.height - gd.clientHeight) > 1;
    for (let tries = 0; tries < TRIES && isOff(); tries += 1) await window.Plotly.Plots.resize(gd);
  };

  /** What is on a map at any stop besides classes: the legend is the same for all of them. */
  const kindsOf = (cube) => {
    const seen = Object.values(cube.cells).flatMap(({ s }) => s);
    return [...["missing", "zero", "not_applicable"].filter((kind) => seen.includes(PS.STATES.indexOf(kind))), "context"];
  };

  /** A legend in one line for a projected pair: the bounds between the colours they part. */
  const shortLegend = (cube) => {
    const steps = cube.legend.flatMap((_, klass) => [
      PS.make("i", { class: "key", style: `background:${PS.colour(klass, cube)}` }),
      ...(klass < cube.bounds.length ? [PS.make("span", {}, cube.bounds[klass])] : []),
    ]);
    const kinds = kindsOf(cube).filter((kind) => kind !== "context");
    return PS.make(
      "div",
      { class: "legend-short" },
      PS.make("span", { class: "legend-unit" }, cube.unit),
      PS.make("span", { class: "legend-steps" }, ...steps),
      ...PS.kindKeys(kinds).map((keys) => PS.make("span", { class: "key-kind" }, ...keys)),
    );
  };
  PS.shortLegend = shortLegend;

  const legend = (cube) => {
    const classes = cube.legend.map((label, klass) =>
      PS.make("li", {}, PS.make("i", { class: "key", style: `background:${PS.colour(klass, cube)}` }), label),
    );
    part("legend").replaceChildren(
      PS.make("p", { class: "legend-title" }, cube.unit),
      PS.make("ul", {}, ...classes.reverse()),
      PS.make("ul", { class: "kinds" }, ...PS.kindKeys(kindsOf(cube)).map((keys) => PS.make("li", { class: "key-kind" }, ...keys))),
      shortLegend(cube),
    );
  };

  /** Take what a new answer has beside it, or nothing. */
  PS.fillBeside = async () => {
    PS.maps = there() ? [first, map] : [first];
    PS.showBeside();
    if (!there()) return;
    const cube = PS.cube.beside;
    part("beside-source").replaceChildren(
      PS.make("strong", {}, PS.say("source")),
      PS.make("span", { class: "long" }, ` ${[cube.source.source, cube.source.counted].join(" · ")}`),
      PS.make("span", { class: "short" }),
      " ",
      PS.make("a", { href: `/data?lang=${PS.cube.lang}#${cube.indicator}` }, PS.say("card")),
    );
    legend(cube);
    await plot();
  };

  /** It stands beside the map, not beside its twins. */
  PS.shownBeside = () => there() && PS.show === "map";

  /** Show it or take it away, and with it the marks of its periods. */
  PS.showBeside = () => {
    const shown = PS.shownBeside();
    const home = PS.el(HOME);
    const changed = home.hidden === shown;
    home.hidden = !shown;
    document.querySelector(".beside-words").hidden = !shown;
    home.parentElement.classList.toggle("has-beside", shown);
    document.querySelector(".panorama").classList.toggle("is-pair", shown);
    if (!changed) return;
    PS.fillTimebar();
    window.dispatchEvent(new Event("resize"));
  };

  /** The title of the second map: a period that lacks months names those that it has. */
  PS.besideTitle = () => {
    const { title, stops } = PS.cube.beside;
    return stops[PS.at].partial ? `${title}, ${stops[PS.at].says}` : title;
  };

  /** Say what the second map shows now; a stop without data names the nearest that have some. */
  PS.sayBeside = () => {
    if (!there()) return;
    const { insights, source, stops } = PS.cube.beside;
    part("beside-source").querySelector(".short").textContent = ` ${source.brief}, ${stops[PS.at].says}`;
    part("beside-title").textContent = PS.besideTitle();
    part("beside-says").textContent = insights[PS.at];
    PS.showCutKeys(part("legend"), PS.cube.beside);
    part("beside-says").classList.toggle("is-empty", !stops[PS.at].has);
  };

  document.addEventListener("click", (event) => {
    if (!there() || !event.target.closest(`#${HOME}`)) return;
    if (event.target.closest(".close")) PS.ask({ beside: null });
    if (event.target.closest(".swap")) {
      const was = PS.cube.query.indicator;
      const { time_period: _, ...changes } = PS.toIndicator(PS.cube.beside.indicator);
      PS.ask({ ...changes, beside: was });
    }
  });
})();
