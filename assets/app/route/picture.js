/* A route's part of a picture: its charts as they are on screen, and its figures. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const route = (PS.route = PS.route || {});
  const HEAD = 236; // room for the words of a chart and its scale
  const { INK } = route;

  /** From when on a register published, where there is room for it before its first bar. */
  const begins = (words, x, y, room) => {
    const wide = PS.widthOf(words, 12, 400) + 12;
    if (wide > room) return [];
    return [PS.svg("rect", { x: x - wide / 2, y: y - 10, width: wide, height: 18, fill: "#FFFFFF" }), PS.pen.write(words, x, y + 4, 12, { "text-anchor": "middle", fill: PS.pen.MUTED })];
  };

  /** Hatching, bars, marks and the rule of one chart in a box. */
  const chart = (stage, x, y, width, height) => {
    const group = PS.svg("g");
    const count = PS.cube.stops.length;
    const across = (at) => x + (width * at) / count;
    const scale = route.scaleOf(stage);
    const down = (value) => y + height * (1 - scale.up(value) / 100);
    group.append(PS.svg("rect", { x, y, width, height, fill: "#FFFFFF" }));
    for (const { from, to } of route.gaps(stage)) {
      const [left, wide] = [across(from), across(to) - across(from)];
      group.append(PS.svg("rect", { x: left, y, width: wide, height, fill: "url(#take-hatch)", "fill-opacity": 0.55 }));
      if (from === 0) group.append(...begins(stage.first, left + wide / 2, y + height / 2, wide));
    }
    for (const tick of scale.ticks) {
      const row = y + height * (1 - tick / scale.top);
      group.append(PS.svg("path", { d: `M${x} ${row}h${width}`, stroke: tick ? "#D5DDDF" : "#49616B", "stroke-width": 1 }));
      group.append(PS.pen.write(route.tick(tick), x - 8, row + 4, 12, { "text-anchor": "end", fill: PS.pen.MUTED }));
    }
    stage.v.forEach((value, at) => {
      if (!value) return;
      const left = across(at + 0.1);
      if (stage.partial[at]) group.append(PS.svg("path", { d: `M${across(at + 0.5)} ${down(value) - 6}l6 6l-6 6l-6 -6z`, fill: "#FFFFFF", stroke: INK.edge, "stroke-width": 2 }));
      else group.append(PS.svg("rect", { x: left, y: down(value), width: across(at + 0.9) - left, height: y + height - down(value), ...route.lookAt(stage, at) }));
    });
    group.append(PS.svg("path", { d: `M${across(PS.at + 0.5)} ${y}v${height}`, stroke: "#A2410F", "stroke-width": 1.5, "stroke-dasharray": "5 4" }));
    const dead = (PS.cube.deaths && PS.cube.deaths.stages[stage.area]) || [];
    dead.forEach((value, at) => value && group.append(PS.svg("circle", { cx: across(at + 0.5), cy: y + height + 8, r: 2.5, fill: PS.pen.INK })));
    return group;
  };

  const words = (group, stage, place, x, y, width) => {
    const cell = route.cell(stage);
    const { pen } = PS;
    let row = pen.writeLines(group, `${place + 1} · ${stage.place}`, x, y + 16, 16, width, { "font-weight": 700 }) + 8;
    const isDrawn = route.isDrawn(stage);
    group.append(pen.write(isDrawn ? `${cell.text}` : "–", x, row + 8, 24, { "font-weight": 700 }));
    row += 28;
    for (const text of [route.unitOf(stage), stage.producer, cell.months ? PS.say("only_months", { months: cell.months }) : "", isDrawn ? stage.last : ""].filter(Boolean)) row = pen.writeLines(group, text, x, row, 12, width, { fill: pen.MUTED });
  };

  const years = (group, x, y, width) => {
    const { stops } = PS.cube;
    const middle = PS.cube.freq === "A" ? 0.5 : 0;
    stops.forEach((stop, at) => {
      if (stop.x % 1 === 0) group.append(PS.pen.write(String(stop.x), x + (width * (at + middle)) / stops.length, y, 12, { fill: PS.pen.MUTED, "text-anchor": middle ? "middle" : "start" }));
    });
  };

  const legend = (group, x, y) => {
    let left = x;
    for (const item of PS.el("route-legend").querySelectorAll("li")) {
      const kind = item.querySelector(".key").className.replace("key is-", "");
      const fill = { value: INK.bar, least: INK.least, missing: "url(#take-hatch)", partial: "#FFFFFF", deaths: PS.pen.INK }[kind];
      const mark = { partial: () => PS.svg("path", { d: `M${left + 8} ${y - 12}l6 6l-6 6l-6 -6z`, fill, stroke: INK.edge, "stroke-width": 2 }), deaths: () => PS.svg("circle", { cx: left + 8, cy: y - 5, r: 3, fill }) }[kind];
      group.append(mark ? mark() : PS.svg("rect", { x: left, y: y - 12, width: 20, height: 12, fill, stroke: PS.pen.MUTED, "stroke-width": 0.6 }));
      group.append(PS.pen.write(item.textContent, left + 26, y - 1, 12, { fill: PS.pen.MUTED }));
      left += 44 + PS.widthOf(item.textContent, 12, 400);
    }
  };

  /** The figures of the period as a table: a row a register, a column a share. */
  const figures = (root, side) => {
    const { pen } = PS;
    const shares = [0.44, 0.64, 0.82].map((part) => [side.x + side.width * part, side.width * 0.17]);
    const columns = [[side.x, side.width * 0.42], ...shares];
    let row = side.y;
    for (const line of PS.el("route-numbers").querySelectorAll("tr")) {
      const isHead = line.parentElement.tagName === "THEAD";
      const size = isHead ? 12 : 15;
      const cells = [line.children[0], ...[...line.children].slice(-shares.length)];
      const texts = cells.map((cell, place) => pen.wrap(cell.textContent, size, columns[place][1]));
      texts.forEach((lines, place) => lines.forEach((text, at) => root.append(pen.write(text, columns[place][0], row + at * size * 1.2, size, isHead ? { fill: pen.MUTED } : { "font-weight": place ? 600 : 400 }))));
      row += size * 1.2 * Math.max(...texts.map((lines) => lines.length)) + 8;
    }
    return row;
  };

  /** Draw the charts, and beside them shares, sentence and deaths. */
  route.picture = (root, stage, side) => {
    const { pen } = PS;
    const stages = route.stages();
    const tall = (stage.height - 62) / stages.length;
    const [left, wide] = [stage.x + HEAD + 48, stage.width - HEAD - 56];
    stages.forEach((each, place) => {
      const top = stage.y + place * tall;
      words(root, each, place, stage.x, top, HEAD - 12);
      if (route.isDrawn(each)) root.append(chart(each, left, top + 4, wide, tall - 24));
      else pen.writeLines(root, each.why || PS.cube.apart, left, top + tall / 2, 15, wide, { fill: pen.MUTED });
    });
    years(root, left, stage.y + stage.height - 50, wide);
    root.append(pen.write(PS.say(PS.scaleOf === "same" ? "same_scale" : "own_scale"), stage.x, stage.y + stage.height - 26, 12, { fill: pen.MUTED }));
    legend(root, stage.x, stage.y + stage.height - 4);
    let row = figures(root, side) + 10;
    row = pen.writeLines(root, route.figuresNote(), side.x, row, 12, side.width, { fill: pen.MUTED }) + 14;
    row = pen.writeLines(root, PS.cube.insights[PS.at], side.x, row + 6, 19, side.width) + 14;
    if (PS.cube.deaths) row = pen.writeLines(root, `${PS.say("deaths_table")}: ${route.deathsSaid()}`, side.x, row, 15, side.width) + 14;
    pen.writeLines(root, PS.say("never_added"), side.x, row, 15, side.width, { fill: "#A2410F", "font-weight": 600 });
  };
})();
