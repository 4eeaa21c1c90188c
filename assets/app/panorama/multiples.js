/* Small multiples: one chart an area, all of one time; the lines are those of the trend. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const home = () => PS.el("panorama-multiples");

  /** The range of values: that of the trend for all areas, or an area's own. */
  const rangeOf = (traces) => {
    const { range } = PS.cube.trend.layout.yaxis;
    if (PS.scaleOf === "same") return range;
    const values = traces.flatMap((trace) => trace.y).filter((value) => value !== null);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const low = range[0] === 0 ? 0 : Math.min(least, range[0] < 0 ? 0 : least);
    return [low, most > low ? most + 0.06 * (most - low) : low + 1];
  };

  /** Parts of a line between its gaps, as an SVG path in per cent of the chart. */
  const pathOf = (trace, across, up) => {
    let pen = "M";
    return trace.x
      .map((x, place) => {
        if (trace.y[place] === null) {
          pen = "M";
          return "";
        }
        const step = `${pen}${across(x).toFixed(2)} ${up(trace.y[place]).toFixed(2)}`;
        pen = "L";
        return step;
      })
      .join("");
  };

  const lineOf = (trace, across, up) =>
    PS.svg("path", {
      d: pathOf(trace, across, up),
      fill: "none",
      stroke: trace.line.color,
      "stroke-width": 2.5,
      "stroke-dasharray": trace.line.dash === "dot" ? "2 4" : "none",
      "vector-effect": "non-scaling-stroke",
    });

  /** Open marks after a break and on a lonely period; those of partial figures and lower bounds have forms of their own. */
  const marksOf = (trace, across, up) => {
    const apart = !trace.line;
    const sizes = apart ? trace.x.map(() => 1) : [].concat(trace.marker.size);
    const colour = apart ? trace.marker.color : trace.line.color;
    const form = apart ? (isBound(trace) ? "spot is-bound" : "spot is-partial") : "spot";
    return trace.x.flatMap((x, place) =>
      sizes[place] && trace.y[place] !== null
        ? [PS.make("i", { class: form, style: `left:${across(x)}%;top:${up(trace.y[place])}%;border-color:${colour}` })]
        : [],
    );
  };

  const isBound = (trace) => trace.marker.symbol === "triangle-up-open";

  /** Say the highest value of an area and when it was; a projection is none. */
  const topOf = (area) => {
    const { v, t, m } = PS.cube.cells[area];
    const counts = (value, at) => value !== null && !m[at] && !PS.cube.stops[at].ahead;
    const most = Math.max(...v.filter(counts));
    const at = v.findIndex((value, place) => value === most && counts(value, place));
    return at < 0 ? "" : PS.say("top", { value: t[at], period: PS.cube.stops[at].short });
  };

  const chart = (area, traces, names) => {
    const { range } = PS.cube.trend.layout.xaxis;
    const across = (x) => (100 * (x - range[0])) / (range[1] - range[0]);
    const [low, high] = rangeOf(traces);
    const up = (value) => 100 - (100 * (value - low)) / (high - low);
    const svg = PS.svg("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" });
    const zero = low <= 0 && high >= 0 ? up(0) : 100;
    const one = PS.cube.areas.length === 1;
    const { tickvals, ticktext } = PS.cube.trend.layout.yaxis;
    const ticks = (one && PS.scaleOf === "same" ? tickvals : []).map((value, place) => {
      svg.append(PS.svg("path", { d: `M0 ${up(value)}L100 ${up(value)}`, stroke: "#E1E6E7", "stroke-width": 1, "vector-effect": "non-scaling-stroke" }));
      return PS.make("span", { class: "multiple-tick", style: `top:${up(value)}%` }, ticktext[place]);
    });
    svg.append(PS.svg("path", { d: `M0 ${zero}L100 ${zero}`, stroke: "#8FA3AB", "stroke-width": 1, "vector-effect": "non-scaling-stroke" }));
    for (const trace of traces) if (trace.line) svg.append(lineOf(trace, across, up));
    const plot = PS.make("span", { class: "plot", "aria-hidden": "true" }, svg, ...ticks, ...traces.flatMap((trace) => marksOf(trace, across, up)), PS.make("i", { class: "rule" }), PS.make("i", { class: "spot is-now" }));
    const { stops } = PS.cube;
    const years = PS.make(
      "span",
      { class: "multiple-years", "aria-hidden": "true" },
      ...[stops[0].short, topOf(area), stops[stops.length - 1].short].map((words) => PS.make("span", {}, words)),
    );
    const top = PS.make("span", { class: "multiple-name" }, one ? names.name : names.short);
    const value = PS.make("strong", { class: "multiple-value" });
    const button = PS.make("button", { class: "multiple", "data-area": area, "aria-pressed": "false" }, PS.make("span", { class: "multiple-head" }, top, value), plot, years);
    button.place = { across, up };
    return button;
  };

  /** Draw the charts of a new answer. */
  PS.fillMultiples = () => {
    const { data } = PS.cube.trend;
    home().classList.toggle("is-one", PS.cube.areas.length === 1);
    home().classList.toggle("has-months", PS.cube.stops[0].id.length > "2024".length);
    home().replaceChildren(
      ...PS.cube.areas.map((names) => chart(names.id, data.filter((trace) => trace.meta === names.id), names)),
    );
    const box = PS.make("input", { type: "checkbox" });
    box.checked = PS.scaleOf === "own";
    PS.el("panorama-scale").replaceChildren(box, PS.el("panorama-scale").textContent);
  };

  /** Move every chart to the year on screen. */
  PS.showMultiples = () => {
    if (PS.shown() !== "multiples") return;
    for (const button of home().children) {
      const cell = PS.cell(button.dataset.area);
      const { across, up } = button.place;
      const x = Math.max(0, Math.min(100, across(PS.stop().x)));
      button.dataset.state = cell.state;
      button.title = cell.note;
      const unit = PS.cube.areas.length === 1 && cell.value !== null ? ` ${PS.cube.unit}` : "";
      button.querySelector(".multiple-value").textContent = cell.text + unit;
      button.querySelector(".rule").style.left = `${x}%`;
      const now = button.querySelector(".is-now");
      now.hidden = cell.value === null;
      now.style.left = `${x}%`;
      now.style.top = `${cell.value === null ? 0 : up(cell.value)}%`;
    }
  };

  /** The lines of an area in a box, for a picture that is taken home. */
  PS.linesIn = (area, x, y, width, height) => {
    const traces = PS.cube.trend.data.filter((trace) => trace.meta === area);
    const { range } = PS.cube.trend.layout.xaxis;
    const [low, high] = rangeOf(traces);
    const across = (at) => x + (width * (at - range[0])) / (range[1] - range[0]);
    const up = (value) => y + height - (height * (value - low)) / (high - low);
    const zero = low <= 0 && high >= 0 ? up(0) : y + height;
    const group = PS.svg("g", {}, PS.svg("path", { d: `M${x} ${zero}H${x + width}`, stroke: "#8FA3AB", "stroke-width": 1 }));
    for (const trace of traces) {
      if (trace.line) group.append(lineOf(trace, across, up));
      else trace.x.forEach((at, place) => group.append(markAt(trace, across(at), up(trace.y[place]))));
    }
    return group;
  };

  const markAt = (trace, x, y) => {
    const shape = isBound(trace) ? `M${x} ${y - 5}l4.5 8h-9z` : `M${x} ${y - 5}l5 5l-5 5l-5 -5z`;
    return PS.svg("path", { d: shape, fill: "#FFFFFF", stroke: trace.marker.color, "stroke-width": 2 });
  };

  document.addEventListener("change", (event) => {
    if (!PS.cube || !event.target.closest("#panorama-scale")) return;
    PS.scaleOf = event.target.checked ? "own" : "same";
    PS.fillMultiples();
    PS.showMultiples();
    PS.showPins();
    PS.keepAddress();
  });
})();
