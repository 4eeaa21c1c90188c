/* The charts: one a register, all on one axis of time; bars by period, hatched where none was published. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const route = (PS.route = PS.route || {});
  const make = (...all) => PS.make(...all);
  const INK = (route.INK = { bar: "#1F7F8C", least: "#A9D3CB", edge: "#0A4A63", now: "#A2410F", leastNow: "#F3C3A6" });
  const LEAST = 0.9; // per cent of a chart's height: what is not zero is seen
  const GAP = 0.1; // part of a period between two bars

  const home = () => PS.el("route-charts");
  const count = () => PS.cube.stops.length;
  const across = (at) => (100 * at) / count();

  /** The highest whole value of some registers. */
  const highest = (stages) => Math.max(0, ...stages.flatMap((stage) => stage.v.filter((value) => value !== null)));

  /** How many ticks a chart has room for, beside the one at zero. */
  const room = () => {
    const size = parseFloat(getComputedStyle(home()).fontSize);
    const high = home().clientHeight / route.stages().length - 2 * size;
    return Math.max(1, Math.min(4, Math.floor(high / (2.2 * size))));
  };

  /** The least round step that leaves no more ticks below a value than there is room for. */
  const stepBelow = (most) => {
    const size = 10 ** (Math.floor(Math.log10(most)) - 1);
    return [1, 2, 5, 10, 20, 50].map((part) => part * size).find((step) => most / step < room() + 1);
  };

  /** What a chart's height stands for, and its ticks. */
  route.scaleOf = (stage) => {
    const most = highest(PS.scaleOf === "same" ? route.drawn() : [stage]) || 1;
    const step = stepBelow(most);
    const ticks = [];
    for (let tick = 0; tick <= most; tick += step) ticks.push(tick);
    const top = 1.06 * most;
    return { top, ticks, up: (value) => (value ? Math.max(LEAST, (100 * value) / top) : 0) };
  };

  /** Runs of stops at which a register published nothing. */
  route.gaps = (stage) => {
    const runs = [];
    stage.s.forEach((state, at) => {
      if (state !== 2) return;
      const last = runs[runs.length - 1];
      if (last && last.to === at) last.to = at + 1;
      else runs.push({ from: at, to: at + 1 });
    });
    return runs;
  };

  /** Bars of whole periods as one path, in units of stops and per cent of the height. */
  route.barsOf = (stage, up, only = () => true) =>
    stage.v
      .map((value, at) => {
        if (!value || stage.partial[at] || !only(at)) return "";
        return `M${at + GAP} 100V${(100 - up(value)).toFixed(2)}H${at + 1 - GAP}V100Z`;
      })
      .join("");

  /** How a bar is filled: one that is no more than a lower bound is pale with an edge, the period on screen as well. */
  route.lookAt = (stage, at) => {
    const isNow = at === PS.at;
    if (!route.isLeast(stage, at)) return { fill: isNow ? INK.now : INK.bar };
    return { fill: isNow ? INK.leastNow : INK.least, stroke: isNow ? INK.now : INK.edge, "stroke-width": 1 };
  };

  /** What a value counts; a share says of what it is one. */
  const unitOf = (stage) => (PS.cube.query.measure === "share" ? PS.say("of", { counts: stage.counts }) : stage.counts);
  route.unitOf = unitOf;

  const head = (stage, place) => {
    const button = make(
      "button",
      { class: "stage-head", "data-area": stage.area, "aria-pressed": String(PS.pin === stage.area), title: PS.say("hold", { place: stage.place }) },
      make("span", { class: "stage-name" }, make("b", { class: "badge", "aria-hidden": "true" }, String(place + 1)), stage.place),
      make("span", { class: "stage-now" }, make("strong", { class: "stage-value" }), " ", make("span", { class: "stage-unit" }, unitOf(stage))),
      make("span", { class: "stage-months" }),
      make("span", { class: "stage-cut" }, PS.say("key_partial")),
      make("span", { class: "stage-title" }, stage.title),
      make("span", { class: "stage-register" }, [stage.producer, route.isDrawn(stage) ? stage.last : ""].filter(Boolean).join(" · ")),
    );
    return button;
  };

  /** A run without data is hatched; one before the first datum says so where it is wide enough. */
  const gapOf = (stage, { from, to }) => {
    const words = from === 0 ? make("span", { class: "gap-words" }, stage.first) : "";
    return make("i", { class: "gap", style: `left:${across(from)}%;width:${across(to) - across(from)}%` }, words);
  };

  const years = () => PS.cube.stops.map((stop, at) => ({ year: stop.x, at })).filter(({ year }) => year % 1 === 0);

  const plot = (stage, scale) => {
    const svg = PS.svg("svg", { viewBox: `0 0 ${count()} 100`, preserveAspectRatio: "none", "aria-hidden": "true" });
    for (const tick of scale.ticks) svg.append(line(`M0 ${100 - (100 * tick) / scale.top}H${count()}`, tick ? "#D5DDDF" : "#49616B"));
    for (const { at } of PS.cube.freq === "A" ? [] : years()) svg.append(line(`M${at} 0V100`, "#E1E6E7"));
    const { least, edge, bar } = INK;
    const outlined = { fill: least, stroke: edge, "stroke-width": 1, "vector-effect": "non-scaling-stroke" };
    const bars = (isLeast) => route.barsOf(stage, scale.up, (at) => route.isLeast(stage, at) === isLeast);
    svg.append(PS.svg("path", { class: "bars", d: bars(false), fill: bar }), PS.svg("path", { class: "bounds", d: bars(true), ...outlined }), PS.svg("path", { class: "bar-now", "vector-effect": "non-scaling-stroke" }));
    const cut = Object.keys(stage.partial).map((at) => make("i", { class: "spot is-partial", style: `left:${across(Number(at) + 0.5)}%;top:${100 - scale.up(stage.v[at])}%` }));
    return make(
      "span",
      { class: "stage-plot", role: "img", "aria-label": chartSays(stage) },
      ...route.gaps(stage).map((run) => gapOf(stage, run)),
      svg,
      ...cut,
      make("i", { class: "rule" }),
    );
  };

  const line = (d, stroke) => PS.svg("path", { d, stroke, "stroke-width": 1, "vector-effect": "non-scaling-stroke", fill: "none" });

  const chartSays = (stage) => PS.say("chart", stage);

  const scaleMarks = (scale) =>
    make(
      "span",
      { class: "stage-scale", "aria-hidden": "true" },
      ...scale.ticks.map((tick) => make("span", { style: `bottom:${(100 * tick) / scale.top}%` }, route.tick(tick))),
    );

  /** What stands in place of a line: why there is none, and the way to see one register alone. */
  const instead = (stage) => {
    const alone = make("button", { class: "plain only", "data-hold": stage.area }, PS.say("only_one"));
    const words = stage.why || PS.cube.apart;
    return make("span", { class: "stage-instead" }, make("span", {}, words), ...(stage.why ? [] : [alone]));
  };

  /** Marks of the periods with deaths on the way: of one size, whatever their number. */
  const lane = (stage) => {
    const along = (PS.cube.deaths && PS.cube.deaths.stages[stage.area]) || [];
    return make("span", { class: "lane", "aria-hidden": "true" }, ...along.flatMap((value, at) => (value ? [make("i", { class: "death", style: `left:${across(at + 0.5)}%` })] : [])));
  };

  const row = (stage, place) => {
    const isDrawn = route.isDrawn(stage);
    const scale = route.scaleOf(stage);
    const inner = isDrawn ? [scaleMarks(scale), plot(stage, scale)] : [instead(stage)];
    const told = make("li", { class: `stage-row${isDrawn ? "" : " is-bare"}`, "data-area": stage.area }, head(stage, place), ...inner, ...(PS.cube.deaths ? [lane(stage)] : []));
    return told;
  };

  /** The years below the charts, as many as there is room for. */
  const axis = () => {
    const own = years();
    const wide = home().clientWidth - (parseFloat(getComputedStyle(home()).getPropertyValue("--head")) || 0);
    const letters = 4.6 * parseFloat(getComputedStyle(home()).fontSize) * 0.62;
    const every = [1, 2, 5, 10].find((step) => (own.length / step) * letters * 1.3 < Math.max(wide, 100)) || 20;
    const middle = PS.cube.freq === "A" ? 0.5 : 0;
    return make(
      "div",
      { class: "axis", "aria-hidden": "true" },
      ...own.filter(({ year }) => year % every === 0).map(({ year, at }) => make("span", { class: middle ? "is-middle" : across(at) > 96 ? "is-end" : "", style: `left:${across(at + middle)}%` }, String(year))),
    );
  };

  /** Draw the charts of a new answer, another scale or another focus. */
  route.fillCharts = () => {
    const held = home().contains(document.activeElement) ? document.activeElement.dataset : {};
    const list = make("ol", { class: "stages" }, ...route.stages().map(row));
    home().replaceChildren(list, axis());
    home().classList.toggle("has-deaths", Boolean(PS.cube.deaths));
    for (const words of home().querySelectorAll(".gap-words")) words.hidden = words.scrollWidth > words.parentElement.clientWidth || words.offsetHeight > words.parentElement.clientHeight;
    fillStrip();
    if (held.area || held.hold) home().querySelector(`.stage-head[data-area="${held.area || held.hold}"]`).focus({ preventScroll: true });
  };

  /** The places in order, from south to north: a line of stops, no map. */
  const fillStrip = () => {
    const places = route.stages().map((stage, at) => make("li", { class: PS.pin === stage.area ? "is-pinned" : "" }, make("b", { class: "badge" }, String(at + 1)), make("span", {}, stage.place)));
    PS.el("route-strip").replaceChildren(make("span", { class: "end-of-way" }, PS.say("south")), make("ol", {}, ...places), make("span", { class: "end-of-way" }, PS.say("north")));
  };

  /** Move every chart to the period on screen. */
  route.showCharts = () => {
    for (const row of home().querySelectorAll(".stage-row")) {
      const stage = route.stage(row.dataset.area);
      const isDrawn = route.isDrawn(stage);
      const cell = route.cell(stage);
      row.dataset.state = isDrawn ? cell.state : "none";
      row.classList.toggle("is-cut", isDrawn && Boolean(cell.months));
      row.querySelector(".stage-value").textContent = isDrawn ? cell.text : "–";
      row.querySelector(".stage-months").textContent = isDrawn && cell.months ? PS.say("only_months", { months: cell.months }) : "";
      if (!isDrawn) continue;
      const { up } = route.scaleOf(stage);
      const now = row.querySelector(".bar-now");
      now.setAttribute("d", route.barsOf(stage, up, (at) => at === PS.at));
      for (const [name, look] of Object.entries({ stroke: "none", ...route.lookAt(stage, PS.at) })) now.setAttribute(name, look);
      row.querySelector(".rule").style.left = `${across(PS.at + 0.5)}%`;
    }
  };

  /** The stop under the pointer, in a chart. */
  route.stopAt = (event, plot) => {
    const box = plot.getBoundingClientRect();
    return Math.max(0, Math.min(count() - 1, Math.floor((count() * (event.clientX - box.left)) / box.width)));
  };

  /** What the marks mean, as far as they are there. */
  route.fillLegend = () => {
    const drawn = route.drawn();
    const keys = [
      ["value", drawn.some((stage) => stage.v.some((value, at) => value && !route.isLeast(stage, at)))],
      ["least", drawn.some((stage) => stage.least.length)],
      ["missing", drawn.some((stage) => stage.s.includes(2))],
      ["partial", drawn.some((stage) => Object.keys(stage.partial).length)],
      ["deaths", Boolean(PS.cube.deaths)],
    ];
    const items = keys.filter(([, there]) => there).map(([name]) => make("li", {}, make("i", { class: `key is-${name}` }), PS.say(`key_${name}`)));
    const scale = drawn.length > 1 ? [make("p", {}, PS.say(PS.scaleOf === "same" ? "same_scale" : "own_scale"))] : [];
    PS.el("route-legend").replaceChildren(...scale, make("ul", {}, ...items));
  };
})();
