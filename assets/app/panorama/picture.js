/* The panorama's part of a file: its map or twins, its ranking, its rows. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});

  /** Copy the map as it is drawn: areas as Plotly has them, names and values over them. */
  const mapPicture = (x, y, width, height, home = "panorama-map") => {
    const areas = document.querySelector(`#${home} .graph .main-svg`);
    const labels = document.querySelector(`#${home} .labels svg`);
    const box = around(areas.querySelector(".choroplethlayer").getBBox(), labels.getBBox());
    const scale = Math.min(width / box.width, height / box.height);
    const left = x + (width - box.width * scale) / 2 - box.x * scale;
    const top = y + (height - box.height * scale) / 2 - box.y * scale;
    const group = PS.svg("g", { transform: `translate(${left} ${top}) scale(${scale})` });
    const ground = areas.cloneNode(true);
    for (const path of ground.querySelectorAll(".is-lit")) path.classList.remove("is-lit");
    ground.removeAttribute("style");
    group.append(...ground.childNodes);
    group.append(...labels.cloneNode(true).childNodes);
    return group;
  };

  /** Give the box around two boxes. */
  const around = (a, b) => {
    const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
    return {
      x,
      y,
      width: Math.max(a.x + a.width, b.x + b.width) - x,
      height: Math.max(a.y + a.height, b.y + b.height) - y,
    };
  };

  /** Two maps as they stand beside each other, the second under its own title. */
  const pairPicture = (x, y, width, height) => {
    const { beside } = PS.cube;
    const half = width / 2 - 10;
    const group = PS.svg("g");
    group.append(mapPicture(x, y + 40, half, height - 190), legend(x + 4, y + height - 8));
    group.append(PS.svg("rect", { x: x + half + 9, y: y + 4, width: 2, height: height - 8, fill: "#E0723A" }));
    PS.pen.writeLines(group, `${beside.title}, ${beside.stops[PS.at].says}`, x + half + 24, y + 22, 15, half - 30, { "font-weight": 600 });
    group.append(mapPicture(x + half + 20, y + 60, half, height - 210, "panorama-beside-view"), legend(x + half + 24, y + height - 8, beside));
    return group;
  };

  const LEGEND = 180; // what it takes of the room of the tiles
  const tilesPicture = (x, y, width, height) => {
    const { tiles, names } = PS.ground;
    const places = Object.values(tiles);
    const columns = 1 + Math.max(...places.map(([column]) => column));
    const rows = 1 + Math.max(...places.map(([, row]) => row));
    const side = Math.min((width - LEGEND) / columns, height / rows);
    const left = x + LEGEND + (width - LEGEND - side * columns) / 2;
    const group = PS.svg("g");
    for (const [area, [column, row]] of Object.entries(tiles)) {
      const cell = PS.cube.cells[area] ? PS.cell(area) : null;
      const [tileX, tileY] = [left + column * side, y + row * side];
      const text = cell && cell.klass >= 0 ? PS.palette(cell.klass).text : PS.pen.INK;
      group.append(PS.svg("rect", { x: tileX + 3, y: tileY + 3, width: side - 6, height: side - 6, rx: 8, fill: fillOf(cell), stroke: "#49616B", "stroke-width": 0.6 }));
      const halo = cell && (cell.cut || cell.nil) ? { stroke: cell.nil ? PS.NIL.fill : PS.colour(cell.klass), "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" } : {};
      const words = PS.pen.wrap(names[area], 14, side - 14, 600);
      words.forEach((line, place) => group.append(PS.pen.write(line, tileX + side / 2, tileY + side / 2 - 4 + (place - (words.length - 1)) * 16, 14, { "text-anchor": "middle", "font-weight": 600, fill: text, ...halo })));
      if (cell) group.append(PS.pen.write(cell.text, tileX + side / 2, tileY + side / 2 + 16, 14, { "text-anchor": "middle", fill: text, ...halo }));
    }
    return group;
  };

  /** Small multiples as they are on screen: a chart an area, in three columns. */
  const multiplesPicture = (x, y, width, height) => {
    const group = PS.svg("g");
    const areas = PS.cube.areas;
    const columns = Math.min(3, areas.length);
    const rows = Math.ceil(areas.length / columns);
    const [wide, tall] = [width / columns, height / rows];
    const { stops } = PS.cube;
    areas.forEach((area, place) => {
      const [left, top] = [x + (place % columns) * wide, y + Math.floor(place / columns) * tall];
      const inner = wide - 36;
      group.append(PS.svg("rect", { x: left + 4, y: top + 4, width: wide - 8, height: tall - 8, rx: 8, fill: "#FFFFFF", stroke: "#E1E6E7" }));
      group.append(PS.pen.write(area.short, left + 16, top + 24, 15, { "font-weight": 600 }));
      group.append(PS.pen.write(PS.cell(area.id).text, left + wide - 16, top + 24, 15, { "text-anchor": "end", "font-weight": 600 }));
      group.append(PS.linesIn(area.id, left + 18, top + 34, inner, tall - 64));
      group.append(PS.pen.write(stops[0].short, left + 16, top + tall - 12, 12, { fill: PS.pen.MUTED }));
      group.append(PS.pen.write(stops[stops.length - 1].short, left + wide - 16, top + tall - 12, 12, { "text-anchor": "end", fill: PS.pen.MUTED }));
    });
    return group;
  };

  const fillOf = (cell) => {
    if (!cell) return "#DDE3E4";
    if (cell.klass >= 0) return PS.cutFill(PS.palette(cell.klass), cell.cut);
    if (cell.nil) return PS.cutFill(PS.NIL, true);
    return { missing: "url(#take-hatch)", zero: "#FFFFFF", not_applicable: "#F3EFE4" }[cell.state];
  };

  const legend = (x, bottom, cube = PS.cube) => {
    const group = PS.svg("g");
    const kinds = [...(PS.hasCut(cube) ? [["cut", PS.cutKeyFill(cube)]] : []), ...(PS.hasNil(cube) ? [["nil", PS.cutFill(PS.NIL, true)]] : []), ["missing", "url(#take-hatch)"], ["zero", "#FFFFFF"], ["not_applicable", "#F3EFE4"], ["context", "#DDE3E4"]];
    const rows = [...cube.legend.map((label, klass) => [label, PS.colour(klass, cube)]).reverse(), ...kinds.map(([kind, fill]) => [PS.say(`legend_${kind}`), fill])];
    const top = bottom - rows.length * 24;
    group.append(PS.svg("defs", {}, ...PS.cutPatterns(cube)), PS.pen.write(cube.unit, x, top - 14, 15, { "font-weight": 600, fill: PS.pen.MUTED }));
    rows.forEach(([label, fill], place) => {
      group.append(PS.svg("rect", { x, y: top + place * 24, width: 30, height: 16, rx: 3, fill, stroke: "#49616B", "stroke-width": 0.7 }));
      group.append(PS.pen.write(label, x + 40, top + place * 24 + 13, 14, { fill: PS.pen.MUTED }));
    });
    return group;
  };

  const ranking = (x, y, width) => {
    const group = PS.svg("g");
    const ranked = PS.ranked();
    group.append(PS.svg("defs", {}, ...PS.cutPatterns(PS.cube)));
    const { least, most, part } = PS.scale(ranked);
    const wide = width - 330;
    const since = PS.say("since", { year: PS.stop().base });
    group.append(PS.pen.write(since, x + width, y - 14, 13, { "text-anchor": "end", fill: PS.pen.MUTED }));
    if (least < 0 && most > 0) group.append(PS.svg("rect", { x: x + 110 + wide * part(-least), y: y - 4, width: 1, height: ranked.length * 30, fill: PS.pen.MUTED }));
    ranked.forEach((area, place) => {
      const cell = PS.cell(area);
      const row = y + place * 30;
      const name = PS.cube.areas.find((each) => each.id === area).short;
      const from = x + 110 + wide * part(Math.min(0, cell.value || 0) - least);
      group.append(PS.pen.write(name, x, row + 14, 16));
      if (cell.klass >= 0) group.append(PS.svg("rect", { x: from, y: row + 1, width: Math.max(2, wide * part(Math.abs(cell.value || 0))), height: 15, rx: 3, fill: PS.cutFill(PS.palette(cell.klass), cell.cut), stroke: "#49616B", "stroke-width": 0.4 }));
      group.append(PS.pen.write(cell.text, x + width - 118, row + 14, 16, { "text-anchor": "end", "font-weight": 600 }));
      group.append(PS.pen.write(cell.change, x + width, row + 14, 14, { "text-anchor": "end", fill: PS.pen.MUTED }));
    });
    return group;
  };

  /** Draw what is on the stage, and number, sentence and ranking beside it. */
  PS.panoramaPicture = (root, stage, side) => {
    const { pen } = PS;
    const draw = { tiles: tilesPicture, multiples: multiplesPicture }[PS.shown()] || (PS.cube.beside ? pairPicture : mapPicture);
    root.append(draw(stage.x, stage.y, stage.width, stage.height));
    if (draw !== multiplesPicture && draw !== pairPicture) root.append(legend(stage.x + 4, stage.y + stage.height));
    if (PS.hasMarks()) root.append(pen.write(PS.say("legend_mark"), stage.x + stage.width, stage.y + stage.height + 2, 14, { "text-anchor": "end", fill: pen.MUTED }));
    const total = PS.total();
    let row = side.y;
    if (total.t) {
      root.append(pen.write(total.t, side.x, row + 16, 40, { "font-weight": 700 }));
      row = pen.writeLines(root, [PS.cube.unit, total.n].filter(Boolean).join(" · "), side.x, row + 46, 15, side.width, { fill: pen.MUTED }) + 18;
    }
    row = pen.writeLines(root, PS.cube.insights[PS.at], side.x, row + 10, 19, side.width) + 34;
    root.append(ranking(side.x, row, side.width));
  };

  /** What a file says of the second map. */
  PS.besideNotes = () => {
    const { beside, words } = PS.cube;
    if (!beside || PS.show !== "map") return [];
    return [[words.source, `${beside.title}: ${beside.source.source}. ${words.counted}: ${beside.source.counted}`]];
  };

  /** The rows of the period on screen, as the table of observations has them. */
  PS.panoramaRows = () => {
    const { drawn, unitMeasure } = PS.cube;
    const [own, far] = drawn.mapped === "ref_area" ? [0, 1] : [1, 0];
    const heads = ["indicator", "ref_area", "name", "counterpart_area", "sex", "age", "breakdown", "time_period", "obs_value", "unit_measure", "obs_status", "source", "flags", "notes"];
    const rows = PS.ids().map((area) => {
      const cell = PS.cell(area);
      const { name } = PS.cube.areas.find((each) => each.id === area);
      const ends = [];
      ends[own] = area;
      ends[far] = drawn.other;
      return [drawn.indicator, ends[0], name, ends[1], drawn.sex, drawn.age, drawn.breakdown, PS.stop().id, cell.value, unitMeasure, cell.status, drawn.source, cell.flags, cell.note];
    });
    return { heads, rows };
  };
})();
