/* The small charts of a country page: lines over time, and ribbons of the largest moves. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const { svg } = PS;
  const charts = (PS.countryCharts = {});

  const WIDE = 340;
  const HIGH = 140;
  const EDGE = { left: 46, right: 12, top: 18, bottom: 20 };

  /** Split points where more time lies between two of them than is common in the series. */
  const runs = (points, step) => {
    const found = [];
    points.forEach((point, at) => {
      if (at && point[0] - points[at - 1][0] <= step) found[found.length - 1].push(point);
      else found.push([point]);
    });
    return found;
  };

  const label = (x, y, text, anchor, kind) => svg("text", { x, y, "text-anchor": anchor, class: kind }, text);

  /** Draw a series: axis, runs of points, breaks, the last value. */
  charts.line = (box) => {
    const told = JSON.parse(box.dataset.series);
    const { points, ticks } = told;
    const years = [points[0][0], points[points.length - 1][0]];
    const low = ticks[0][0];
    const high = ticks[ticks.length - 1][0];
    const wide = WIDE - EDGE.left - EDGE.right;
    const tall = HIGH - EDGE.top - EDGE.bottom;
    const x = (year) => EDGE.left + (years[1] > years[0] ? ((year - years[0]) / (years[1] - years[0])) * wide : wide / 2);
    const y = (value) => EDGE.top + (1 - (value - low) / (high - low)) * tall;
    const parts = ticks.flatMap(([value, text]) => [
      svg("line", { x1: EDGE.left, x2: WIDE - EDGE.right, y1: y(value), y2: y(value), class: value === 0 ? "axis is-zero" : "axis" }),
      label(EDGE.left - 6, y(value) + 4, text, "end", "tick"),
    ]);
    for (const year of told.breaks) {
      parts.push(svg("line", { x1: x(year), x2: x(year), y1: EDGE.top, y2: HIGH - EDGE.bottom, class: "break" }));
    }
    for (const run of runs(points, told.step)) {
      const path = run.map(([year, value], at) => `${at ? "L" : "M"}${x(year).toFixed(1)} ${y(value).toFixed(1)}`).join("");
      if (run.length > 1) parts.push(svg("path", { d: path, class: "line" }));
      if (run.length === 1 || points.length < 12) {
        parts.push(...run.map(([year, value]) => svg("circle", { cx: x(year), cy: y(value), r: 3, class: "point" })));
      }
    }
    const [year, value] = points[points.length - 1];
    parts.push(svg("circle", { cx: x(year), cy: y(value), r: 4, class: "point is-last" }));
    const above = y(value) - 8;
    parts.push(label(WIDE - EDGE.right, above < 12 ? y(value) + 18 : above, told.value, "end", "last"));
    parts.push(label(EDGE.left, HIGH - 4, told.first, "start", "tick"), label(WIDE - EDGE.right, HIGH - 4, told.last, "end", "tick"));
    box.replaceChildren(svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true" }, ...parts));
  };

  const FLOW = { wide: 700, high: 250, name: 190, gap: 8 };

  /** Place ends one below the other, as high as they have persons. */
  const stacked = (ends, scale, least) => {
    const heights = ends.map(([, value]) => Math.max(value * scale, least));
    const used = heights.reduce((a, b) => a + b, 0);
    // Names need room: ends lie at least a line apart, however few persons they have.
    const room = FLOW.high / Math.max(ends.length, 1);
    let inside = (FLOW.high - used) / 2;
    return ends.map(([name, value, text], at) => {
      const place = { name, text, value, height: heights[at], centre: room * (at + 0.5), inside };
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
    const total = (ends) => ends.reduce((sum, [, value]) => sum + value, 0);
    const most = Math.max(total(told.into), total(told.out), 1);
    const scale = (FLOW.high - 70) / most;
    const centre = FLOW.wide / 2;
    const parts = [];
    const draw = (ends, left) => {
      for (const end of stacked(ends, scale, 1)) {
        const edge = left ? FLOW.name : FLOW.wide - FLOW.name;
        const far = { x: edge, y0: end.centre - end.height / 2, y1: end.centre + end.height / 2 };
        const near = { x: centre + (left ? -7 : 7), y0: end.inside, y1: end.inside + end.height };
        parts.push(left ? ribbon(far, near, "into") : ribbon(near, far, "out"));
        const at = left ? edge - 8 : edge + 8;
        parts.push(label(at, end.centre - 2, end.name, left ? "end" : "start", "flow-name"));
        parts.push(label(at, end.centre + 14, end.text, left ? "end" : "start", "flow-value"));
      }
    };
    draw(told.into, true);
    draw(told.out, false);
    const bar = most * scale;
    parts.push(svg("rect", { x: centre - 7, y: (FLOW.high - bar) / 2, width: 14, height: bar, rx: 3, class: "flow-own" }));
    box.replaceChildren(svg("svg", { viewBox: `0 0 ${FLOW.wide} ${FLOW.high}`, "aria-hidden": "true" }, ...parts));
  };
})();
