/* The chord diagram: the nine, their neighbours and far regions around a circle, tips at destinations. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const flows = (PS.flows = PS.flows || {});
  const SMALLEST = 60; // px: the radius below which a circle says nothing
  const ENOUGH = 0.27; // of the height: a radius from which on names get room for their values
  const LEAD = 1.2; // of a letter: from one line of a name to the next
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
    const { outer, left, right, sides } = fitted(named, codes, letter, box);
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
    svg.append(names(sides, outer, letter));
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

  const valuesOf = (code) => flows.waysOf(code).join(" ");

  /** How a name may be written, the longest first: its value beside it, or below it, the name in two lines, at last without a value. */
  const formsOf = (code, letter) => {
    const { short } = flows.node(code);
    const values = valuesOf(code);
    const folded = PS.pen.wrap(short, letter, 0.62 * PS.widthOf(short, letter, 600), 600);
    const bare = [[short, ""]];
    const lower = folded.length === 2 ? [folded.map((line) => [line, ""])] : [];
    const below = [bare, ...lower].map((lines) => [...lines, ["", values]]);
    const valued = values ? [[[short, `  ${values}`]], ...below] : [];
    return [...valued, bare, ...lower].map((lines, place) => ({
      lines,
      isWhole: !values || place < valued.length,
      width: Math.max(...lines.map(([name, value]) => PS.widthOf(name, letter, 600) + (value ? PS.widthOf(value, letter, 400) : 0))) + letter * 0.3,
      half: (letter * (0.1 + LEAD * lines.length)) / 2,
    }));
  };

  /** The largest circle that the names leave room for: with all values, or with as many as there is room for. */
  const fitted = (groups, codes, letter, box) => {
    const forms = new Map(groups.map(({ index }) => [codes[index], formsOf(codes[index], letter)]));
    const largest = box.height / 2 - letter * 1.6;
    for (let outer = largest; outer >= Math.max(SMALLEST, ENOUGH * box.height); outer -= letter / 2) {
      const found = laid(groups, codes, outer, letter, box, forms, true);
      if (found) return found;
    }
    for (let outer = Math.max(SMALLEST, Math.min(largest, ENOUGH * box.height)); outer > SMALLEST; outer -= letter / 2) {
      const found = laid(groups, codes, outer, letter, box, forms, false);
      if (found) return found;
    }
    return laid(groups, codes, SMALLEST, letter, box, forms, false, true);
  };

  /** The names around a circle, each as long as both sides leave room for it; nothing where there is too little room. */
  const laid = (groups, codes, outer, letter, box, forms, isWhole, isLast = false) => {
    const chosen = new Map([...forms.keys()].map((code) => [code, 0]));
    const formOf = (code) => forms.get(code)[chosen.get(code)];
    const shorter = (code, room) => forms.get(code).findIndex((form, place) => place > chosen.get(code) && (form.isWhole || !isWhole) && form.width < formOf(code).width && form.half - formOf(code).half <= room / 2);
    for (;;) {
      const sides = [-1, 1].map((side) => placed(groups, codes, side, outer, letter, box, formOf));
      const reaches = ({ code, column }) => Math.abs(column) + formOf(code).width;
      const [left, right] = sides.map((own) => Math.max(outer + letter, ...own.map(reaches)));
      if (left + right <= box.width) return { outer, left, right, sides };
      const farthest = sides.flatMap((own) => {
        const room = box.height - own.reduce((all, { half }) => all + 2 * half, 0);
        const [first] = [...own].sort((a, b) => reaches(b) - reaches(a));
        const place = first ? shorter(first.code, Math.max(0, room)) : -1;
        return place < 0 ? [] : [{ code: first.code, place, reach: reaches(first) }];
      });
      if (!farthest.length) return isLast ? { outer, left, right, sides } : null;
      const [{ code, place }] = farthest.sort((a, b) => b.reach - a.reach);
      chosen.set(code, place);
    }
  };

  /** Where the names of one side stand: apart from each other, as near to the circle as it bends. */
  const placed = (groups, codes, side, outer, letter, box, formOf) => {
    const reach = outer + letter * 0.9;
    const own = groups
      .map((each) => ({ code: codes[each.index], angle: (each.startAngle + each.endAngle) / 2 - Math.PI / 2 }))
      .map((each) => ({ ...each, side, form: formOf(each.code), half: formOf(each.code).half, x: Math.cos(each.angle), y: Math.sin(each.angle) }))
      .filter(({ x }) => (side > 0 ? x >= 0 : x < 0))
      .sort((a, b) => a.y - b.y)
      .map((each) => ({ ...each, at: each.y * reach }));
    flows.spread(own, -box.height / 2, box.height / 2);
    return own.map((each) => {
      const nearest = Math.max(0, Math.abs(each.at) - each.half + letter * 0.65); // the end of a name of several lines that the circle is nearest to
      const across = Math.sqrt(Math.max(0, reach * reach - Math.min(nearest * nearest, reach * reach)));
      return { ...each, row: each.at, column: side * Math.max(across, Math.abs(each.x) * reach) + side * letter * 0.5 };
    });
  };

  /** Names stand upright at both sides of the circle, each with a line to its arc. */
  const names = (sides, outer, letter) =>
    PS.svg("g", { class: "chord-names", "font-size": letter, fill: "#12303D" }, ...sides.flat().flatMap((each) => nameOf(each, outer, letter)));

  const nameOf = ({ code, form, side, x, y, row, column }, outer, letter) => {
    const line = PS.svg("path", { d: `M${x * outer} ${y * outer}L${column - side * 3} ${row}`, stroke: "#6B7B83", fill: "none" });
    const text = PS.svg("text", { "text-anchor": side > 0 ? "start" : "end", "data-area": code, class: "chord-name" });
    const top = row + letter * (0.35 - (LEAD * (form.lines.length - 1)) / 2);
    form.lines.forEach(([name, value], at) => {
      const place = { x: column, y: top + LEAD * letter * at };
      if (name) text.append(PS.svg("tspan", { ...place, "font-weight": 600 }, name));
      if (value) text.append(PS.svg("tspan", { ...(name ? {} : place), fill: "#49616B" }, value));
    });
    return [line, text];
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
