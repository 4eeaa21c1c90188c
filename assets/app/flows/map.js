/* The flow map: curved corridors as wide as they have persons, gates for far regions, totals as circles. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const flows = (PS.flows = PS.flows || {});
  const WIDEST = 0.045; // of the picture's height: the widest corridor of all periods
  const LARGEST = 0.055; // likewise the radius of the largest total
  const SMALLEST = 2.5; // px: the radius of a circle whose total would have a smaller one, which is not to scale
  const HAIRLINE = 0.9; // px: a thinner corridor is drawn as a line that is not to scale
  const BOW = 0.2; // how far a corridor bends to its right: both directions of a pair stay apart
  const ABOVE = 0.42; // of the width: a longer name above its gate would run into the circles
  const GATE_NAME = 8.4; // letters: room for the name of a gate outside it, where the picture is wide
  const CLEAR = 3; // px between a corridor and the circle of a country that it passes
  const BENDS = [1, 1.25, 0.75, 1.5, 0.5, 1.8, 0.3, 2.2, 0.15, 2.7, 3.3, 4, 5]; // how far it bends, as multiples, until it passes all
  const STEPS = [...Array(40).keys()].map((step) => 0.02 + 0.024 * step); // where along it that is looked at
  const NEAR = 9; // px between the pointer and the corridor that it means

  let geometry = null; // where every corridor of the answer runs, at the size on screen

  const home = () => PS.el("flows-map");
  const graph = () => home().querySelector(".graph .js-plotly-plot");
  const layer = () => home().querySelector(".flow-layer");

  /** Resolve once Plotly has drawn the ground. */
  flows.ground = () =>
    new Promise((resolve) => {
      const look = () => {
        const gd = graph();
        if (gd && gd._fullLayout && gd._fullLayout.geo && home().querySelector(".choroplethlayer path")) resolve(gd);
        else setTimeout(look, 15);
      };
      look();
    });

  /** The gate that leads to a country, or none for one that has its place on the map: of the region, or asked for and drawn. */
  const gateOf = (code) => (isAsked(code) && PS.ground.areas.includes(code) ? undefined : PS.ground.gates.find((gate) => gate.members.includes(code)));
  const isAsked = (code) => PS.cube.controls.areas.value.includes(code);
  const isThrough = (gate, ...ends) => ends.some((code) => gateOf(code) === gate);

  /** How far down gates are: as decided, but western ones close up above the legend that they would meet. */
  const gateHeights = ({ top, height, inset, letter }) => {
    const heights = new Map(PS.ground.gates.map((gate) => [gate.id, top + gate.place * (height - top)]));
    const legend = PS.el("flows-legend").getBoundingClientRect();
    if (!legend.height || !inset) return heights;
    const west = PS.ground.gates.filter((gate) => gate.side === "west" && isThrough(gate, ...Object.keys(PS.cube.nodes))).sort((a, b) => b.place - a.place);
    const halves = new Map();
    let floor = legend.top - layer().getBoundingClientRect().top - letter * 0.3;
    for (const gate of west) {
      const half = letter * (0.2 + 0.575 * (linesOf(gate, letter).length + (isBothWays() ? 2 : 1)));
      heights.set(gate.id, Math.min(heights.get(gate.id), floor - half));
      floor = heights.get(gate.id) - half;
      halves.set(gate.id, half);
    }
    let ceiling = letter * -0.3; // what is above is the title, which they must not cover
    for (const gate of west.reverse()) {
      heights.set(gate.id, Math.max(heights.get(gate.id), ceiling + halves.get(gate.id)));
      ceiling = heights.get(gate.id) + halves.get(gate.id);
    }
    return heights;
  };

  const linesOf = (gate, letter) => PS.pen.wrap(gate.name, letter, letter * (GATE_NAME - 1.4), 600);

  /** Where an end of a corridor is: a place on the map, or a gate at its edge. */
  const spotOf = (code, project, size) => {
    const gate = gateOf(code);
    const label = PS.ground.labels[code];
    if (!gate && label) {
      const [x, y] = project(label.anchor);
      return { x, y, gate: null };
    }
    const own = gate || PS.ground.gates.find((each) => each.id === "_U");
    const inset = size.inset + size.letter * 0.6;
    return { x: own.side === "west" ? inset : size.width - inset, y: size.heights.get(own.id), gate: own };
  };

  /** Lay corridors out: a curve each, the same in all periods, so that only widths move. */
  const layOut = (gd) => {
    const { width, height } = gd._fullLayout;
    const letter = parseFloat(getComputedStyle(layer()).fontSize);
    const size = { width, height, letter, top: letter * 1.5, inset: width > 1.2 * height ? letter * GATE_NAME : 0 };
    const project = gd._fullLayout.geo._subplot.projection;
    const scale = (WIDEST * height) / (PS.cube.most || 1);
    const rounds = (LARGEST * height) ** 2 / largestTotal();
    geometry = { ...size, scale, rounds };
    flows.showLegend();
    size.heights = gateHeights(size);
    const spots = {};
    for (const code of Object.keys(PS.cube.nodes)) spots[code] = spotOf(code, project, size);
    const curves = PS.cube.links.map(([origin, destination]) => curve({ ...spots[origin] }, { ...spots[destination] }));
    spreadAtGates(curves, scale, letter);
    const rings = Object.entries(spots).filter(([code, { gate }]) => !gate && isAsked(code)).map(([code, spot]) => ({ code, spot, radius: Math.max(SMALLEST, Math.sqrt(mostOf(code) * rounds)) + CLEAR }));
    curves.forEach((each, place) => bend(each, size, rings.filter(({ code }) => !PS.cube.links[place].includes(code))));
    return { ...size, spots, scale, curves, rounds };
  };

  const largestTotal = () => {
    const values = [...Object.values(PS.cube.totals.into), ...Object.values(PS.cube.totals.out_of)].flatMap(({ v }) => v);
    return Math.max(1, ...values.filter((value) => value !== null));
  };

  const mostOf = (code) => Math.max(0, ...["into", "out_of"].flatMap((side) => (PS.cube.totals[side][code] || { v: [] }).v));

  const curve = (from, to) => ({ from, to });

  /** Corridors through one gate begin beside each other, those to the north first. */
  const spreadAtGates = (curves, scale, letter) => {
    for (const gate of PS.ground.gates) {
      const ends = [];
      curves.forEach((each, place) => {
        const widest = Math.max(...PS.cube.links[place][2].map((value) => value || 0)) * scale;
        if (each.from.gate === gate) ends.push({ end: each.from, other: each.to, widest });
        if (each.to.gate === gate) ends.push({ end: each.to, other: each.from, widest });
      });
      ends.sort((a, b) => a.other.y - b.other.y || a.other.x - b.other.x);
      const wide = ends.map(({ widest }) => Math.max(0.25, widest));
      const all = wide.reduce((sum, each) => sum + each, 0);
      const room = Math.max(letter * 1.6, Math.min(all, letter * 6));
      let at = ends.length ? ends[0].end.y - room / 2 : 0;
      gate.room = ends.length ? room : 0;
      ends.forEach(({ end }, place) => {
        end.y = at + ((wide[place] / all) * room) / 2;
        at += (wide[place] / all) * room;
      });
    }
  };

  /** Bend a corridor, to its right on the map, straight out of a gate: as far as keeps it off the circles of other countries. */
  const bend = (each, size, rings) => {
    const { from, to } = each;
    let best = null;
    for (const more of BENDS) {
      const control = controlOf(from, to, size, more);
      const points = STEPS.map((t) => ({
        x: (1 - t) ** 2 * from.x + 2 * (1 - t) * t * control.x + t * t * to.x,
        y: (1 - t) ** 2 * from.y + 2 * (1 - t) * t * control.y + t * t * to.y,
      }));
      const met = rings.filter(({ spot, radius }) => points.some(({ x, y }) => Math.hypot(x - spot.x, y - spot.y) < radius)).length;
      if (!best || met < best.met) best = { met, control, points };
      if (!met) break;
    }
    const { control } = best;
    const ahead = Math.hypot(to.x - control.x, to.y - control.y) || 1;
    each.points = best.points;
    each.towards = { x: (to.x - control.x) / ahead, y: (to.y - control.y) / ahead };
    each.d = `M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${control.x.toFixed(1)} ${control.y.toFixed(1)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}`;
  };

  /** Where a curve is drawn towards, more or less bent. */
  const controlOf = (from, to, size, more) => {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const lift = (more - 1) * 0.14 * size.height;
    if (from.gate && !to.gate) return { x: from.x + dx * 0.55, y: from.y + lift };
    if (to.gate && !from.gate) return { x: to.x - dx * 0.55, y: to.y + (dy > 0 ? 1 : -1) * Math.min(14, Math.abs(dy) * 0.2) + lift };
    const turn = more * Math.min(BOW, (0.16 * size.height) / (Math.hypot(dx, dy) || 1));
    return { x: (from.x + to.x) / 2 - dy * turn, y: (from.y + to.y) / 2 + dx * turn };
  };

  /** Build the layer of a new answer, or of another size: one path a corridor, hidden until it has data. */
  flows.buildMap = async () => {
    const gd = await flows.ground();
    quiet();
    geometry = layOut(gd);
    const { width, height } = geometry;
    const svg = PS.svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "data-scale": geometry.scale });
    const parts = ["links", "tips", "gates", "rounds", "names"].map((name) => PS.svg("g", { class: `flow-${name}`, "aria-hidden": String(!["rounds", "gates"].includes(name)) }));
    svg.append(flows.patterns(), ...parts);
    geometry.nodes = PS.cube.links.map(([origin, destination], place) => {
      const { colour } = flows.node(origin);
      const { d } = geometry.curves[place];
      const common = { "data-origin": origin, "data-destination": destination, fill: "none", display: "none" };
      const link = PS.svg("path", { ...common, class: "flow-link", d, stroke: colour });
      const thin = PS.svg("path", { ...common, class: "flow-hairline", d, stroke: flows.inked(colour), "stroke-width": HAIRLINE });
      const tip = PS.svg("path", { ...common, class: "flow-tip", d: "M0 0L-1 -0.62L-1 0.62Z", fill: colour });
      delete link.dataset.value;
      return { link, thin, tip, colour, width: -1 };
    });
    parts[0].append(...geometry.nodes.map(({ thin }) => thin), ...geometry.nodes.map(({ link }) => link));
    parts[1].append(...geometry.nodes.map(({ tip }) => tip));
    layer().replaceChildren(svg);
  };

  /** The ground says nothing of its own: its countries are not for the keyboard. */
  const quiet = () => {
    for (const shape of home().querySelectorAll(".choroplethlayer path")) {
      shape.setAttribute("aria-hidden", "true");
      shape.style.stroke = "#B9C6CB";
    }
  };

  /** Whether the map is no longer as large as it was laid out for. */
  flows.isOutgrown = () => {
    if (!geometry) return false;
    const { width, height } = home().getBoundingClientRect();
    return width > 0 && (Math.abs(width - geometry.width) > 1 || Math.abs(height - geometry.height) > 1);
  };

  const part = (name) => layer().querySelector(`.flow-${name}`);

  /** Draw the period on screen: widths, tips, totals, names. */
  flows.showMap = () => {
    if (!geometry) return;
    const now = flows.now();
    for (const link of now) showLink(link, geometry.nodes[link.place], geometry.curves[link.place]);
    orderLinks(now);
    showGates();
    showRounds();
    flows.lightMap();
  };

  const showLink = (link, nodes, run) => {
    const width = link.isShown ? link.value * geometry.scale : 0;
    const isNew = nodes.width !== width;
    if (isNew) {
      nodes.width = width;
      setShown(nodes.link, link.isShown);
      setShown(nodes.thin, link.isShown && width < HAIRLINE);
      setShown(nodes.tip, link.isShown);
    }
    if (!link.isShown) return;
    if (isNew) {
      nodes.link.setAttribute("stroke-width", width);
      nodes.link.dataset.value = link.value;
    }
    const estimate = flows.isEstimate(link);
    if (nodes.estimate !== estimate) {
      nodes.estimate = estimate;
      nodes.link.setAttribute("stroke", estimate ? flows.patternOf(nodes.colour) : nodes.colour);
      nodes.thin.setAttribute("stroke-dasharray", estimate ? "5 2" : "none");
    }
    const size = Math.max(5, 0.95 * width + 3);
    const off = run.to.gate ? 2 : radiusOf(link.destination) + 1;
    const { x, y } = run.towards;
    const turn = (Math.atan2(y, x) * 180) / Math.PI;
    nodes.tip.setAttribute("transform", `translate(${(run.to.x - x * off).toFixed(1)} ${(run.to.y - y * off).toFixed(1)}) rotate(${turn.toFixed(1)}) scale(${size.toFixed(2)})`);
  };

  const setShown = (node, shown) => {
    if (shown) node.removeAttribute("display");
    else node.setAttribute("display", "none");
  };

  /** Wide corridors lie below thin ones: the order of the widest period, made once an answer. */
  const orderLinks = (now) => {
    if (geometry.isOrdered) return;
    geometry.isOrdered = true;
    const most = ({ place }) => Math.max(...PS.cube.links[place][2].map((value) => value || 0));
    const ordered = [...now].sort((a, b) => most(b) - most(a));
    part("links").append(...ordered.map(({ place }) => geometry.nodes[place].link));
    part("tips").append(...ordered.map(({ place }) => geometry.nodes[place].tip));
  };

  /** Which total a circle shows, as its key says: of arrivals, or of those who left where only they are asked for. */
  const sideOf = () => (PS.cube.controls.direction.value === "out" ? "out_of" : "into");

  const radiusOf = (code) => {
    const total = PS.cube.controls.direction.value !== "out" && flows.total("into", code);
    return total ? Math.sqrt(total.value * geometry.rounds) : 3;
  };

  /** Draw the parts of the map that hold focus anew, and give the keyboard back to the one it was on. */
  const replaced = (name, made, key) => {
    const held = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset[key] : null;
    const home = part(name);
    const had = Boolean(held) && home.contains(document.activeElement);
    home.replaceChildren(...made);
    const again = had && home.querySelector(`[data-${key}="${held}"]`);
    if (again) again.focus({ preventScroll: true });
  };

  const showGates = () => {
    const shown = flows.shown();
    const made = PS.ground.gates.flatMap((gate) => {
      const own = shown.filter((link) => isThrough(gate, link.origin, link.destination));
      if (!own.length || !gate.room) return [];
      const { letter, width, inset } = geometry;
      const y = geometry.heights.get(gate.id);
      const west = gate.side === "west";
      const x = west ? inset + letter * 0.35 : width - inset - letter * 0.35;
      const group = PS.svg("g", { class: "flow-gate", "data-area": gate.id, role: "button", tabindex: 0, "aria-pressed": String(PS.pin === gate.id), "aria-label": flows.waysSaid(gate.id, gate.name) });
      group.append(PS.svg("rect", { x: west ? x : x - 4, y: y - gate.room / 2, width: 4, height: gate.room, rx: 2, fill: "#49616B" }));
      const name = gateName(gate, gateValues(gate), { x, y, west });
      group.append(name);
      group.boxes = [name.box, { x0: x - 4, x1: x + 4, y0: y - gate.room / 2, y1: y + gate.room / 2 }];
      return [group];
    });
    replaced("gates", made, "area");
  };

  /** The totals of a gate's countries; an arrow says which is which where corridors lead both ways. */
  const gateValues = (gate) => {
    const told = flows.waysOf(gate.id, gate.members.some((code) => isAsked(code) && !gateOf(code)) ? ["out_of"] : undefined);
    if (told.length < 2 && !isBothWays()) return told.map((each) => each.slice(1));
    return geometry.inset || !told.length ? told : [told.join(" ")];
  };

  const isBothWays = () => PS.cube.controls.direction.value === "all";

  /** The name of a gate stands outside it in lines, or above it where the picture is narrow. */
  const gateName = (gate, values, { x, y, west }) => {
    const { letter, inset, width } = geometry;
    const lines = inset ? linesOf(gate, letter) : PS.pen.wrap(gate.name, letter, width * ABOVE, 600);
    const words = [...lines.map((line) => [line, 600]), ...values.map((value) => [value, 400])];
    const step = letter * 1.15;
    const top = inset ? y - ((words.length - 1) * step) / 2 + letter * 0.35 : Math.max(letter * 0.6, y - gate.room / 2 - letter * 0.5 - (words.length - 1) * step);
    const outside = west ? x - letter * 0.4 : x + letter * 0.4;
    const anchor = west === Boolean(inset) ? "end" : "start";
    const group = PS.svg("g", { "font-size": letter, fill: "#12303D", "text-anchor": anchor });
    const at = inset ? outside : x;
    words.forEach(([text, weight], place) => group.append(PS.svg("text", { x: at, y: top + place * step, "font-weight": weight }, text)));
    const wide = Math.max(...words.map(([text, weight]) => PS.widthOf(text, letter, weight)));
    group.box = { x0: anchor === "end" ? at - wide : at, x1: anchor === "end" ? at : at + wide, y0: top - letter, y1: top + (words.length - 1) * step + letter * 0.3 };
    return group;
  };

  /** Totals as circles whose area is the number, each a button that holds its country in focus. */
  const showRounds = () => {
    const shown = flows.shown();
    const { refused, controls } = PS.cube;
    const asked = refused || flows.slot() < 0 ? [] : controls.areas.value;
    const ends = new Set([...shown.flatMap(({ origin, destination }) => [origin, destination]), ...asked]);
    const own = [...ends].filter((code) => geometry.spots[code] && !geometry.spots[code].gate);
    const rounds = own.map((code) => {
      const { x, y } = geometry.spots[code];
      const side = sideOf();
      const total = flows.total(side, code);
      const near = isAsked(code);
      const radius = total && near ? Math.sqrt(total.value * geometry.rounds) : 3;
      return { code, x, y, radius: Math.max(SMALLEST, radius), total, near, side, isNone: asked.includes(code) && !total };
    });
    replaced("rounds", rounds.sort((a, b) => b.radius - a.radius).map(round), "round");
    part("names").replaceChildren(...flows.placeNames(rounds, geometry, [...part("gates").children].flatMap(({ boxes }) => boxes)));
  };

  const round = ({ code, x, y, radius, near, isNone }) => {
    const { name, colour } = flows.node(code);
    return PS.svg("circle", {
      cx: x,
      cy: y,
      r: radius,
      class: near ? "flow-round" : "flow-round is-origin",
      fill: near ? "#FFFFFF" : colour,
      stroke: near ? "#0A4A63" : "#FFFFFF",
      "stroke-dasharray": isNone ? "1.5 1.5" : "none",
      role: "button",
      tabindex: 0,
      "data-round": code,
      "aria-pressed": String(PS.pin === code),
      "aria-label": isNone ? `${name}: ${PS.say("matrix_none")}` : flows.waysSaid(code, name),
    });
  };

  /** Bring the corridors in focus forward; the others step back. */
  flows.lightMap = () => {
    if (!geometry) return;
    const focus = flows.focus();
    geometry.nodes.forEach(({ link, thin, tip }, place) => {
      const [origin, destination] = PS.cube.links[place];
      const back = Boolean(focus) && !flows.isIn({ origin, destination, id: `${origin}-${destination}` }, focus);
      for (const node of [link, thin, tip]) node.classList.toggle("is-back", back);
    });
    for (const node of part("rounds").children) {
      node.classList.toggle("is-lit", node.dataset.round === focus);
      node.setAttribute("aria-pressed", String(node.dataset.round === PS.pin));
    }
    for (const node of part("gates").children) {
      node.classList.toggle("is-lit", node.dataset.area === focus);
      node.setAttribute("aria-pressed", String(node.dataset.area === PS.pin));
    }
  };

  /** Find the corridor nearest to a point of the map, if one is near. */
  flows.linkAt = (event) => {
    if (!geometry) return null;
    const box = layer().getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let best = null;
    for (const link of flows.shown()) {
      const { points } = geometry.curves[link.place];
      const half = geometry.nodes[link.place].width / 2;
      for (const point of points) {
        const far = Math.max(0, Math.hypot(point.x - x, point.y - y) - half);
        if (far < NEAR && (!best || far < best.far)) best = { link, far };
      }
    }
    return best && best.link;
  };

  /** Whether a total is so small that its circle is not to scale. */
  const isSmall = (value) => value !== null && value * geometry.rounds < SMALLEST ** 2;

  /** Countries that have a circle with a total: at the period on screen, or in any. */
  const smallRounds = () => {
    const near = PS.cube.controls.areas.value.filter((code) => !gateOf(code) && PS.ground.labels[code]);
    const ends = new Set(flows.shown().flatMap(({ origin, destination }) => [origin, destination]));
    const totals = ["into", "out_of"].map((side) => PS.cube.totals[side]);
    return {
      isSmall: near.some((code) => ends.has(code) && isSmall((flows.total(sideOf(), code) || { value: null }).value)),
      mayBeSmall: near.some((code) => totals.some((side) => side[code] && side[code].v.some(isSmall))),
    };
  };

  /** What the legend of the map shows: widths of round numbers, and from where on they are lines. */
  flows.mapScale = () => {
    if (!geometry) return null;
    const widthOf = (value) => value * geometry.scale;
    const wide = PS.cube.samples.filter(([value]) => widthOf(value) >= HAIRLINE);
    const shown = wide.filter((each, place) => place === 0 || place === Math.floor(wide.length / 2) || place === wide.length - 1);
    return { samples: shown.map(([value, words]) => ({ words, width: widthOf(value) })), hairline: wide.length ? wide[wide.length - 1][1] : "", isBothWays: isBothWays(), ...smallRounds() };
  };
})();
