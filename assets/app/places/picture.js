/* The part of a file that is of places: map of units, legend, located share, list. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const own = (PS.places = PS.places || {});
  const MOST = 20; // rows of the list

  /** Copy the map as it is drawn, scaled into a box. */
  const mapPicture = (x, y, width, height) => {
    const drawn = document.querySelector("#places-map svg");
    const [wide, tall] = [drawn.clientWidth || Number(drawn.getAttribute("width")), drawn.clientHeight || Number(drawn.getAttribute("height"))];
    const scale = Math.min(width / wide, height / tall);
    const copy = drawn.cloneNode(true);
    for (const node of copy.querySelectorAll(".is-lit")) node.classList.remove("is-lit");
    for (const name of ["class", "width", "height"]) copy.removeAttribute(name);
    for (const [name, value] of Object.entries({ x: x + (width - wide * scale) / 2, y: y + (height - tall * scale) / 2, width: wide * scale, height: tall * scale })) copy.setAttribute(name, value);
    return copy;
  };

  const FILLS = { none: "url(#take-hatch)", few: "#FFFFFF", zero: "#FFFFFF", missing: "#F3EFE4", context: "#DDE3E4" };

  const legend = (x, bottom) => {
    const group = PS.svg("g");
    const classes = PS.cube.legend.map((label, klass) => [label, PS.cube.palette[klass][0]]).reverse();
    const cut = document.querySelector("#places-legend .key-cut") ? [[PS.say("legend_cut"), PS.cutKeyFill(PS.cube), "cut"]] : [];
    const rows = [...classes, ...cut, ...own.kinds().map((kind) => [own.say(`legend_${kind}`), FILLS[kind], kind])];
    const top = bottom - rows.length * 24;
    group.append(PS.svg("rect", { x: x - 6, y: top - 34, width: 330, height: rows.length * 24 + 38, rx: 8, fill: "#EEF3F5", opacity: 0.9 }));
    group.append(PS.pen.write(PS.cube.unit, x, top - 14, 15, { "font-weight": 600, fill: PS.pen.MUTED }));
    rows.forEach(([label, fill, kind], place) => {
      group.append(PS.svg("rect", { x, y: top + place * 24, width: 30, height: 16, rx: 3, fill, stroke: "#49616B", "stroke-width": 0.7, ...(kind === "few" ? { "stroke-dasharray": "3 2" } : {}) }));
      group.append(PS.pen.write(label, x + 40, top + place * 24 + 13, 14, { fill: PS.pen.MUTED }));
    });
    return group;
  };

  const list = (x, y, width, bottom) => {
    const group = PS.svg("g");
    const ranked = own.ranked().filter(({ cell }) => cell.value !== null);
    const most = Math.max(1, ...ranked.map(({ cell }) => cell.value));
    const room = Math.max(1, Math.min(MOST, Math.floor((bottom - y) / 26) - 1));
    ranked.slice(0, room).forEach(({ unit, cell }, place) => {
      const row = y + place * 26;
      group.append(PS.pen.write(own.name(unit), x, row + 13, 15));
      if (cell.klass >= 0) group.append(PS.svg("rect", { x: x + 210, y: row + 1, width: Math.max(2, (width - 310) * (cell.value / most)), height: 14, rx: 3, fill: PS.unitFill(PS.cube, cell), stroke: "#49616B", "stroke-width": 0.4 }));
      group.append(PS.pen.write(cell.text, x + width, row + 13, 15, { "text-anchor": "end", "font-weight": 600 }));
    });
    const more = ranked.length - room;
    if (more > 0) group.append(PS.pen.write(own.say("more", { count: more }), x, y + room * 26 + 13, 14, { fill: PS.pen.MUTED }));
    return group;
  };

  own.picture = (root, stage, side) => {
    const { pen } = PS;
    root.append(mapPicture(stage.x, stage.y, stage.width, stage.height), legend(stage.x + 4, stage.y + stage.height));
    const { percent, says } = own.located();
    let row = side.y;
    if (percent) root.append(pen.write(percent, side.x, row + 16, 40, { "font-weight": 700 }));
    row = pen.writeLines(root, says, side.x, row + 46, 16, side.width, { fill: pen.MUTED }) + 10;
    row = pen.writeLines(root, PS.cube.insights[PS.at] || "", side.x, row + 10, 18, side.width) + 24;
    root.append(list(side.x, row, side.width, stage.y + stage.height));
  };
})();
