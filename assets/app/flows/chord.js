/* The chord diagram: the nine, their neighbours and far regions around a circle, tips at destinations. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const flows = (PS.flows = PS.flows || {});
  const SMALLEST = 60; // px: the radius below which a circle says nothing
  const ENOUGH = 0.27; // of the height: a radius from which on names get room for their values
  let order = [];

  const home = () => PS.el("flows-chord");

  /** The order around the circle is the same in all periods: the nine from north to south, then others. */
  flows.orderChord = () => {
    const codes = Object.keys(PS.cube.nodes);
    const north = (code) => (PS.ground.labels[code] ? -PS.ground.labels[code].anchor[1] : 90);
    const group = (code) => (code.startsWith("_") ? 3 : code.startsWith("G_") ? 2 : 1);
    order = codes.sort((a, b) => group(a) - group(b) || north(a) - north(b) || a.localeCompare(b));
  };

  const matrixOf = (links, codes) => {
    const at = new Map(codes.map((code, place) => [code, place]));
    const rows = codes.map(() => codes.map(() => 0));
    for (const { origin, destination, value } of links) rows[at.get(origin)][at.get(destination)] = value;
    return rows;
  };

  /** Draw the period on screen. */
  flows.showChord = () => {
    const box = home().getBoundingClientRect();
    if (!box.width) return;
    const letter = parseFloat(getComputedStyle(home()).fontSize);
    const links = flows.shown();
    if (!links.length) {
      home().replaceChildren(PS.make("p", { class: "nothing" }, PS.say("no_corridors")));
      return;
    }
    const codes = order.filter((code) => links.some(({ origin, destination }) => origin === code || destination === code));
    const { chordDirected, ribbon: ribbonBetween, arc } = window.d3Chords;
    const chords = chordDirected().padAngle(Math.min(0.05, 2 / codes.length / 4))(matrixOf(links, codes));
    const isNarrow = box.width < 40 * letter;
    const isNamed = (group) => !isNarrow || group.endAngle - group.startAngle > 0.12;
    const named = chords.groups.filter(isNamed);
    const { outer, withValue, left, right } = fitted(named, codes, letter, box);
    const inner = outer - letter;
    const head = letter * 0.9;
    const ribbon = ribbonBetween().sourceRadius(inner - 1).targetRadius(inner - 1 - head);
    const band = arc().innerRadius(inner).outerRadius(outer);
    const aside = -left - (box.width - left - right) / 2; // the circle stands where the names of both sides leave it
    const svg = PS.svg("svg", { viewBox: `${aside} ${-box.height / 2} ${box.width} ${box.height}`, width: box.width, height: box.height });
    const byId = new Map(links.map((link) => [link.id, link]));
    const ribbons = [...chords].sort((a, b) => b.source.value - a.source.value).map((each) => chordOf(each, codes, byId, ribbon));
    const tips = chords.map((each) => tipOf(each, codes, inner - 1, head));
    svg.append(flows.patterns(), PS.svg("g", { class: "ribbons", "aria-hidden": "true" }, ...ribbons, ...tips));
    svg.append(...chords.groups.map((group) => arcOf(group, codes[group.index], band)));
    svg.append(names(named, codes, outer, letter, box, withValue));
    svg.dataset.scale = (2 * Math.PI - codes.length * Math.min(0.05, 2 / codes.length / 4)) / chords.groups.reduce((sum, { value }) => sum + value, 0);
    home().replaceChildren(svg);
    flows.lightChord();
  };

  const chordOf = (each, codes, byId, ribbon) => {
    const link = byId.get(`${codes[each.source.index]}-${codes[each.target.index]}`);
    const { colour } = flows.node(link.origin);
    return PS.svg("path", {
      class: "ribbon",
      d: ribbon(each),
      fill: flows.isEstimate(link) ? flows.patternOf(colour) : colour,
      stroke: flows.inked(colour),
      "stroke-width": 0.6,
      "data-link": link.id,
      "data-origin": link.origin,
      "data-destination": link.destination,
      "data-value": link.value,
      "data-angle": each.source.endAngle - each.source.startAngle,
    });
  };

  /** A tip in the gap before the destination, so that direction is seen without colour. */
  const tipOf = (each, codes, radius, head) => {
    const [origin, destination] = [codes[each.source.index], codes[each.target.index]];
    const { startAngle, endAngle } = each.target;
    const wide = Math.min(head * 0.55, Math.max(head * 0.28, (radius * (endAngle - startAngle)) / 2));
    const middle = (((startAngle + endAngle) / 2) * 180) / Math.PI;
    return PS.svg("path", {
      class: "chord-tip",
      d: `M0 ${-radius}L${-wide} ${-(radius - head)}L${wide} ${-(radius - head)}Z`,
      transform: `rotate(${middle.toFixed(2)})`,
      fill: flows.node(origin).colour,
      "data-origin": origin,
      "data-destination": destination,
      "data-link": `${origin}-${destination}`,
    });
  };

  const arcOf = (group, code, band) => {
    const { colour, name } = flows.node(code);
    return PS.svg("path", { class: "chord-arc", d: band(group), fill: colour, role: "button", tabindex: 0, "data-area": code, "aria-pressed": String(PS.pin === code), "aria-label": flows.waysSaid(code, name) });
  };

  /** The largest circle that the names leave room for, and which names have room for their values beside it. */
  const fitted = (groups, codes, letter, box) => {
    const widths = [true, false].map((hasValues) => new Map(groups.map(({ index }) => [codes[index], widthOf(codes[index], letter, hasValues)])));
    const [valued, bare] = widths;
    const reach = (outer, wide) => [-1, 1].map((side) => Math.max(outer + letter, ...placed(groups, codes, side, outer, letter, box).map(({ code, column }) => side * column + wide.get(code))));
    const largest = (wide) => {
      let outer = box.height / 2 - letter * 1.6;
      while (outer > SMALLEST && reach(outer, wide).reduce((all, each) => all + each) > box.width) outer -= letter / 2;
      return Math.max(outer, SMALLEST);
    };
    const outer = Math.max(largest(valued), Math.min(largest(bare), ENOUGH * box.height));
    const [wanted, least] = widths.map((wide) => reach(outer, wide));
    const left = Math.max(least[0], Math.min(wanted[0], box.width - wanted[1]));
    const right = Math.min(wanted[1], box.width - left);
    const withValue = [left, right].flatMap((room, at) => placed(groups, codes, at ? 1 : -1, outer, letter, box).filter(({ code, column }) => (at ? column : -column) + valued.get(code) <= room + 0.5));
    return { outer, left, right, withValue: new Set(withValue.map(({ code }) => code)) };
  };

  const valuesOf = (code) => `  ${flows.waysOf(code).join(" ")}`;
  const widthOf = (code, letter, hasValues) => PS.widthOf(flows.node(code).short, letter, 600) + (hasValues ? PS.widthOf(valuesOf(code), letter, 400) : 0) + letter * 0.3;

  /** Where the names of one side stand: apart from each other, as near to the circle as it bends. */
  const placed = (groups, codes, side, outer, letter, box) => {
    const own = groups
      .map((each) => ({ code: codes[each.index], angle: (each.startAngle + each.endAngle) / 2 - Math.PI / 2 }))
      .map((each) => ({ ...each, x: Math.cos(each.angle), y: Math.sin(each.angle) }))
      .filter(({ x }) => (side > 0 ? x >= 0 : x < 0))
      .sort((a, b) => a.y - b.y)
      .map((each) => ({ ...each, row: each.y * (outer + letter * 0.9) }));
    spread(own, letter * 1.3, box.height / 2 - letter);
    const reach = outer + letter * 0.9;
    return own.map((each) => {
      const across = Math.sqrt(Math.max(0, reach * reach - Math.min(each.row * each.row, reach * reach)));
      return { ...each, column: side * Math.max(across, Math.abs(each.x) * reach) + side * letter * 0.5 };
    });
  };

  /** Names stand upright at both sides of the circle, each with a line to its arc. */
  const names = (groups, codes, outer, letter, box, withValue) => {
    const group = PS.svg("g", { class: "chord-names", "font-size": letter, fill: "#12303D" });
    for (const side of [1, -1]) {
      for (const each of placed(groups, codes, side, outer, letter, box)) group.append(...nameOf(each, side, outer, letter, withValue.has(each.code)));
    }
    return group;
  };

  const nameOf = ({ code, x, y, row, column }, side, outer, letter, hasValues) => {
    const line = PS.svg("path", { d: `M${x * outer} ${y * outer}L${column - side * 3} ${row}`, stroke: "#6B7B83", fill: "none" });
    const text = PS.svg("text", { x: column, y: row + letter * 0.35, "text-anchor": side > 0 ? "start" : "end", "data-area": code, class: "chord-name" });
    text.append(PS.svg("tspan", { "font-weight": 600 }, flows.node(code).short));
    if (!hasValues) return [line, text];
    text.append(PS.svg("tspan", { fill: "#49616B" }, valuesOf(code)));
    return [line, text];
  };

  const spread = (rows, least, floor) => {
    rows.forEach((each, place) => {
      each.row = Math.max(each.row, -floor, place ? rows[place - 1].row + least : -Infinity);
    });
    for (let place = rows.length - 1; place >= 0; place -= 1) {
      const below = place === rows.length - 1 ? floor : rows[place + 1].row - least;
      rows[place].row = Math.min(rows[place].row, below);
    }
  };

  flows.lightChord = () => {
    const focus = flows.focus();
    for (const node of home().querySelectorAll(".ribbon, .chord-tip")) {
      const { origin, destination, link } = node.dataset;
      node.classList.toggle("is-back", Boolean(focus) && !flows.isIn({ origin, destination, id: link }, focus));
    }
    for (const node of home().querySelectorAll(".chord-arc, .chord-name")) {
      node.classList.toggle("is-lit", Boolean(focus) && flows.isSame(node.dataset.area, focus));
      if (node.matches(".chord-arc")) node.setAttribute("aria-pressed", String(node.dataset.area === PS.pin));
    }
  };
})();
