/* The small charts of a country page: lines over time, and ribbons of the largest moves. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const { svg } = PS;
  const charts = (PS.countryCharts = {});

  const DESK = 140; // px high
  /** How wide and high a chart is on paper: side by side, four in a row, or beside a table. */
  const paper = (box) => (box.closest(".compare-series") ? [190, 84] : box.closest(".is-wide, [data-section=remittances]") ? [190, 108] : [140, 84]);
  const EDGE = { left: 46, right: 12, top: 20, bottom: 20 };
  const LETTERS = { tick: 11.5, last: 13 }; // px

  /** The room that the numbers beside an axis need. */
  const leftOf = (ticks) => Math.max(EDGE.left, ...ticks.map(([, text]) => PS.widthOf(text, LETTERS.tick, 400) + 10));

  /** Where the last value stands: above all of the line that is as far right, so that it hides nothing of it. */
  const labelAt = (points, from) => {
    const within = points.filter(([x]) => x >= from);
    const before = points.slice(0, points.length - within.length).pop();
    const [next] = within;
    const edge = before && next && next[0] > before[0] ? [before[1] + ((from - before[0]) / (next[0] - before[0])) * (next[1] - before[1])] : [];
    return Math.min(...edge, ...within.map(([, y]) => y)) - 9;
  };

  /** Split points where more time lies between two of them than is common in the series, and where figures begin or cease to lack something. */
  const runs = (points, { step, lacking }) => {
    const found = [];
    const lacks = ([year]) => lacking.includes(year);
    points.forEach((point, at) => {
      if (at && point[0] - points[at - 1][0] <= step && lacks(point) === lacks(points[at - 1])) found[found.length - 1].push(point);
      else found.push([point]);
    });
    return found;
  };

  const label = (x, y, text, anchor, kind) => svg("text", { x, y, "text-anchor": anchor, class: kind }, text);

  /** Draw a series: axis, runs of points, breaks, the last value that lacks nothing. */
  charts.line = (box) => {
    const told = JSON.parse(box.dataset.series);
    const { points, ticks } = told;
    // Letters keep their size, whatever the width.
    const [WIDE, HIGH] = charts.printing ? paper(box) : [Math.max(box.clientWidth, 220), DESK];
    const years = [points[0][0], points[points.length - 1][0]];
    const low = ticks[0][0];
    const high = ticks[ticks.length - 1][0];
    const left = leftOf(ticks);
    const wide = WIDE - left - EDGE.right;
    const tall = HIGH - EDGE.top - EDGE.bottom;
    const x = (year) => left + (years[1] > years[0] ? ((year - years[0]) / (years[1] - years[0])) * wide : wide / 2);
    const y = (value) => EDGE.top + (1 - (value - low) / (high - low)) * tall;
    const parts = ticks.flatMap(([value, text]) => [
      svg("line", { x1: left, x2: WIDE - EDGE.right, y1: y(value), y2: y(value), class: value === 0 ? "axis is-zero" : "axis" }),
      label(left - 6, y(value) + 4, text, "end", "tick"),
    ]);
    for (const year of told.breaks) {
      parts.push(svg("line", { x1: x(year), x2: x(year), y1: EDGE.top, y2: HIGH - EDGE.bottom, class: "break" }));
    }
    for (const run of runs(points, told)) {
      const lacks = told.lacking.includes(run[0][0]) ? " is-lacking" : "";
      const path = run.map(([year, value], at) => `${at ? "L" : "M"}${x(year).toFixed(1)} ${y(value).toFixed(1)}`).join("");
      if (run.length > 1) parts.push(svg("path", { d: path, class: `line${lacks}` }));
      if (lacks || run.length === 1 || points.length < 12) {
        parts.push(...run.map(([year, value]) => svg("circle", { cx: x(year), cy: y(value), r: 3, class: `point${lacks}` })));
      }
    }
    const [year, value] = points.find((point) => point[0] === told.told);
    parts.push(svg("circle", { cx: x(year), cy: y(value), r: 4, class: "point is-last" }));
    const from = WIDE - EDGE.right - PS.widthOf(told.value, LETTERS.last, 700) - 4;
    const above = labelAt(points.map((point) => [x(point[0]), y(point[1])]), from);
    parts.push(label(WIDE - EDGE.right, above, told.value, "end", "last"));
    parts.push(label(left, HIGH - 4, told.first, "start", "tick"), label(WIDE - EDGE.right, HIGH - 4, told.last, "end", "tick"));
    box.replaceChildren(svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true" }, ...parts));
  };

  // Projected, letters are larger and the picture taller.
  const AT_DESK = { wide: 520, high: 250, name: 152, slot: 38, above: 2, below: 14, letters: 14 };
  const PROJECTED = { wide: 520, high: 330, name: 172, slot: 52, above: 4, below: 19, letters: 21 };
  let FLOW = AT_DESK;

  const added = (values) => values.reduce((a, b) => a + b, 0);
  const slots = (ends, scale) => ends.map(([, value]) => Math.max(value * scale, FLOW.slot));

  /** Find how high a person is, so that both sides fit: a name needs a line, however few it has. */
  const scaleOf = (sides) => {
    let [low, high] = [0, 1];
    for (let step = 0; step < 60; step += 1) {
      const middle = (low + high) / 2;
      const fits = sides.every((ends) => added(slots(ends, middle)) <= FLOW.high);
      if (fits) low = middle;
      else high = middle;
    }
    return low;
  };

  /** Place ends one below the other, as high as they have persons. */
  const stacked = (ends, scale) => {
    const heights = ends.map(([, value]) => Math.max(value * scale, 1));
    const rooms = slots(ends, scale);
    let outside = (FLOW.high - added(rooms)) / 2;
    let inside = (FLOW.high - added(heights)) / 2;
    return ends.map(([name, , text], at) => {
      const place = { name, text, height: heights[at], centre: outside + rooms[at] / 2, inside };
      outside += rooms[at];
      inside += heights[at];
      return place;
    });
  };

  const ribbon = (from, to, kind) => {
    const middle = (from.x + to.x) / 2;
    const side = (one, other, y0, y1) => `C${middle} ${y0} ${middle} ${y1} ${other.x} ${y1}`;
    const d = `M${from.x} ${from.y0}${side(from, to, from.y0, to.y0)}L${to.x} ${to.y1}${side(to, from, to.y1, from.y1)}Z`;
    return svg("path", { d, class: `ribbon is-${kind}` });
  };

  /** Draw the largest moves into a country (left) and out of it (right). */
  charts.flow = (box) => {
    const told = JSON.parse(box.dataset.flow);
    FLOW = PS.mode === "present" ? PROJECTED : AT_DESK;
    const room = (ends) => Math.max(FLOW.name, ...ends.map(([name]) => PS.widthOf(name, FLOW.letters, 600) + 12));
    const edges = [room(told.into), FLOW.wide - room(told.out)];
    const scale = scaleOf([told.into, told.out]);
    const centre = (edges[0] + edges[1]) / 2;
    const parts = [];
    let bar = 4;
    const draw = (ends, left) => {
      const places = stacked(ends, scale);
      bar = Math.max(bar, added(places.map((end) => end.height)));
      for (const end of places) {
        const edge = edges[left ? 0 : 1];
        const far = { x: edge, y0: end.centre - end.height / 2, y1: end.centre + end.height / 2 };
        const near = { x: centre + (left ? -7 : 7), y0: end.inside, y1: end.inside + end.height };
        parts.push(left ? ribbon(far, near, "into") : ribbon(near, far, "out"));
        const at = left ? edge - 8 : edge + 8;
        parts.push(label(at, end.centre - FLOW.above, end.name, left ? "end" : "start", "flow-name"));
        parts.push(label(at, end.centre + FLOW.below, end.text, left ? "end" : "start", "flow-value"));
      }
    };
    draw(told.into, true);
    draw(told.out, false);
    parts.push(svg("rect", { x: centre - 7, y: (FLOW.high - bar) / 2, width: 14, height: bar, rx: 3, class: "flow-own" }));
    box.replaceChildren(svg("svg", { viewBox: `0 0 ${FLOW.wide} ${FLOW.high}`, "aria-hidden": "true" }, ...parts));
    box.toggleAttribute("tabindex", false); // where it is wider than its room, keys must move it
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  };
})();
