/* The trend: one line an area; the year on screen is a rule over it, names stand at the ends. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});

  const graph = () => document.querySelector("#panorama-lines .js-plotly-plot");
  const lines = () => document.querySelectorAll("#panorama-lines .scatterlayer > .trace");

  const drawn = () =>
    new Promise((resolve) => {
      const look = () => {
        const gd = graph();
        if (gd && gd._fullLayout && gd._fullLayout.xaxis) resolve(listened(gd));
        else setTimeout(look, 15);
      };
      look();
    });

  /** Whenever Plotly has drawn anew, the rule and the names follow. */
  const listened = (gd) => {
    if (!gd.panoramaListens) {
      gd.panoramaListens = true;
      gd.on("plotly_afterplot", () => PS.cube && PS.showTrend());
    }
    return gd;
  };

  /** The layout of the lines, with as many years below the axis as there is room for. */
  const layoutIn = (gd) => {
    const { layout } = PS.cube.trend;
    const { dtick, range } = layout.xaxis;
    const long = gd.clientWidth - layout.margin.l - layout.margin.r;
    const step = STEPS.find((each) => each >= dtick && (long * each) / (range[1] - range[0]) > ROOM) || dtick;
    return { ...layout, xaxis: { ...layout.xaxis, dtick: step, tick0: Math.ceil(range[0] / step) * step } };
  };
  const STEPS = [1, 2, 5, 10, 20, 25, 50];
  const ROOM = 40; // pixels for the name of a year

  /** Draw the lines where they are not as they are asked for. */
  PS.drawTrend = async (anew = false) => {
    const gd = await drawn();
    const layout = layoutIn(gd);
    // Not by relayout: Dash would take the first figure for the one that was changed.
    if (anew || layout.xaxis.dtick !== gd.layout.xaxis.dtick) await window.Plotly.react(gd, PS.cube.trend.data, layout);
    PS.showTrend();
  };

  /** Draw the lines of a new answer. */
  PS.fillTrend = (first) => PS.drawTrend(!first);

  /** Move the rule to the year on screen and the names to the ends of their lines. */
  PS.showTrend = () => {
    const gd = graph();
    const home = document.querySelector("#panorama-trend .line-ends");
    if (!gd || !gd._fullLayout || !gd._fullLayout.xaxis || !home) return;
    const { xaxis, yaxis } = gd._fullLayout;
    const rule = PS.make("i", { class: "rule", style: `left:${xaxis._offset + xaxis.l2p(PS.stop().x)}px;top:${yaxis._offset}px;height:${yaxis._length}px` });
    home.replaceChildren(rule, ...ends(xaxis, yaxis));
    PS.lightTrend();
  };

  /** The largest areas of the last period, by whose lines the others are measured; the pinned one first. */
  const leading = () => {
    const counted = ["persons", "procedures", "entries", "permits", "transits", "encounters", "displacements", "usd"].includes(PS.cube.unitMeasure);
    const ranked = PS.ids()
      .map((area) => ({ area, value: lastValue(area) }))
      .filter(({ value }) => value !== null)
      .sort((a, b) => (b.area === PS.pin) - (a.area === PS.pin) || b.value - a.value);
    return ranked.slice(0, counted ? MOST_COUNTS : MOST_RATES);
  };
  const MOST_COUNTS = 4;
  const MOST_RATES = 2; // lines of rates cross

  /** Name the leading lines at their right end, as many as stay beside their line. */
  const ends = (xaxis, yaxis) => {
    const gap = parseFloat(getComputedStyle(PS.el("panorama-trend")).fontSize) * 1.2;
    const ranked = leading().map((each) => ({ ...each, line: yaxis.l2p(each.value) }));
    let kept = spread(ranked, gap, yaxis._length);
    while (kept.some(({ line, top }) => Math.abs(line - top) > 1.6 * gap)) {
      ranked.pop();
      kept = spread(ranked, gap, yaxis._length);
    }
    return kept.map(({ area, top }) => {
      const words = PS.cube.areas.find((each) => each.id === area).short;
      const left = xaxis._offset + xaxis._length + 8;
      const style = `left:${left}px;top:${yaxis._offset + top}px;color:${PS.cube.colours[area]}`;
      return PS.make("span", { class: "end", "data-area": area, style }, words);
    });
  };

  /** Part names that would overlap, from the top down and, where the ground is near, up again. */
  const spread = (names, gap, ground) => {
    const rows = names.map((each) => ({ ...each, top: each.line })).sort((a, b) => a.line - b.line);
    rows.forEach((each, place) => {
      if (place) each.top = Math.max(each.top, rows[place - 1].top + gap);
    });
    let low = ground;
    for (const each of [...rows].reverse()) {
      each.top = Math.min(each.top, low);
      low = each.top - gap;
    }
    return rows;
  };

  /** The value at the last year that any area has one; a line that ended before has no name. */
  const lastValue = (area) => {
    const { stops } = PS.cube;
    let at = stops.length - 1;
    while (at > 0 && (!stops[at].has || stops[at].partial)) at -= 1;
    return PS.cube.cells[area].v[at];
  };

  /** Bring the lit or pinned area's line forward, else the leading ones; the others step back. */
  PS.lightTrend = () => {
    const focus = PS.lit || PS.pin;
    const gd = graph();
    if (!gd || !gd.data) return;
    const nodes = lines();
    const led = new Set(leading().map(({ area }) => area));
    gd.data.forEach((trace, place) => {
      if (!nodes[place]) return;
      nodes[place].classList.toggle("is-back", Boolean(focus) && trace.meta !== focus);
      nodes[place].classList.toggle("is-quiet", trace.meta !== focus && (Boolean(focus) || !led.has(trace.meta)));
    });
    for (const node of document.querySelectorAll("#panorama-trend .end")) {
      node.classList.toggle("is-back", Boolean(focus) && node.dataset.area !== focus);
    }
  };

  /** Find the line and the year nearest to a point of the chart. */
  const nearest = (event) => {
    const gd = graph();
    if (!gd || !gd._fullLayout) return null;
    const { xaxis, yaxis } = gd._fullLayout;
    const box = gd.getBoundingClientRect();
    const x = event.clientX - box.left - xaxis._offset;
    const y = event.clientY - box.top - yaxis._offset;
    if (x < -10 || x > xaxis._length + 10 || y < -10 || y > yaxis._length + 10) return null;
    let best = null;
    PS.cube.stops.forEach((stop, at) => {
      const across = Math.abs(xaxis.l2p(stop.x) - x);
      for (const area of PS.ids()) {
        const value = PS.cube.cells[area].v[at];
        if (value === null) continue;
        const far = across * 2 + Math.abs(yaxis.l2p(value) - y);
        if (!best || far < best.far) best = { area, at, far };
      }
    });
    return best;
  };

  document.addEventListener("pointermove", (event) => {
    if (!PS.cube || !event.target.closest("#panorama-trend")) return;
    const spot = nearest(event);
    if (spot) PS.light(spot.area, event, spot.at);
    else PS.light(null);
  });

  document.addEventListener("click", (event) => {
    if (!PS.cube || !event.target.closest("#panorama-trend")) return;
    const spot = nearest(event);
    if (spot) PS.goTo(spot.at);
  });
})();
