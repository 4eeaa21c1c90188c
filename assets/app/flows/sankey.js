/* The Sankey: origins, the nine, or immigrants, one country, emigrants; heights are persons. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const flows = (PS.flows = PS.flows || {});
  const BAR = 14; // px: how wide a node is
  let size = { width: 0, height: 0, letter: 12 };
  let scale = 0;

  const home = () => PS.el("flows-sankey");

  /** The columns of the diagram: each a list of nodes, largest first, those unknown last. */
  const columns = (links) => {
    const { alone } = PS.cube;
    if (!alone) return [stack(links, "origin"), stack(links, "destination")];
    const into = links.filter((link) => link.destination === alone);
    const out = links.filter((link) => link.origin === alone);
    return [stack(into, "origin"), [{ code: alone, into, out }], stack(out, "destination")];
  };

  const stack = (links, end) => {
    const nodes = new Map();
    for (const link of links) {
      const code = link[end];
      if (!nodes.has(code)) nodes.set(code, { code, links: [], size: 0 });
      const node = nodes.get(code);
      node.links.push(link);
      node.size += link.value; // a height, not a figure: figures are the server's
    }
    const rank = rankOf(end);
    return [...nodes.values()].sort((a, b) => rank(a.code) - rank(b.code));
  };

  /** The order of nodes is that of their largest total of all periods, so that it stays. */
  const rankOf = (end) => {
    const largest = new Map();
    for (const link of PS.cube.links) {
      const code = link[end === "origin" ? 0 : 1];
      const most = Math.max(...link[2].map((value) => value || 0));
      largest.set(code, Math.max(largest.get(code) || 0, most));
    }
    const order = [...largest.keys()].sort((a, b) => a.startsWith("_") - b.startsWith("_") || largest.get(b) - largest.get(a));
    return (code) => order.indexOf(code);
  };

  const heightOf = (node) => node.size ?? Math.max(...[node.into, node.out].map((links) => links.reduce((all, { value }) => all + value, 0)));

  /** Persons become pixels so that the fullest column fits, with room for every label. */
  const measure = (cols) => {
    const most = Math.max(...cols.map((nodes) => nodes.length - 1), 1);
    const gap = Math.min(size.letter * 1.25, (0.45 * size.height) / most);
    const room = cols.map((nodes) => size.height - size.letter * 3.4 - (gap + 1) * Math.max(0, nodes.length - 1));
    const all = cols.map((nodes) => nodes.reduce((sum, node) => sum + heightOf(node), 0));
    return { scale: Math.max(0, Math.min(...all.map((sum, place) => (sum ? Math.max(20, room[place]) / sum : Infinity)))), gap };
  };

  const place = (nodes, gap, x) => {
    const tall = nodes.reduce((sum, node) => sum + heightOf(node) * scale, 0) + gap * Math.max(0, nodes.length - 1);
    let y = size.letter * 1.6 + Math.max(0, (size.height - size.letter * 1.6 - tall) / 2);
    for (const node of nodes) {
      Object.assign(node, { x, y, tall: heightOf(node) * scale });
      y += node.tall + gap;
    }
  };

  /** Draw the period on screen. */
  flows.showSankey = () => {
    const box = home().getBoundingClientRect();
    if (!box.width) return;
    size = { width: box.width, height: box.height, letter: parseFloat(getComputedStyle(home()).fontSize) };
    const links = flows.shown();
    const cols = columns(links);
    const measured = measure(cols);
    scale = Number.isFinite(measured.scale) ? measured.scale : 0;
    const margin = marginOf(cols);
    const inner = size.width - 2 * margin - BAR;
    for (const nodes of cols) nodes.forEach((node) => Object.assign(node, { isNamed: false }));
    cols.forEach((nodes, at) => place(nodes, measured.gap, margin + (inner * at) / (cols.length - 1)));
    const svg = PS.svg("svg", { viewBox: `0 0 ${size.width} ${size.height}`, width: size.width, height: size.height });
    const ribbons = PS.svg("g", { class: "ribbons", "aria-hidden": "true" }, ...bands(cols));
    for (const nodes of cols) chooseNames(nodes);
    svg.append(flows.patterns(), ribbons, heads(cols), ...cols.flatMap((nodes, at) => nodes.map((node) => bar(node, at, cols.length))));
    svg.dataset.scale = scale;
    home().replaceChildren(links.length ? svg : PS.make("p", { class: "nothing" }, PS.say("no_corridors")));
    flows.lightSankey();
  };

  /** Names in the order of nodes, moved apart where nodes stand close; without room the least stay out. */
  const chooseNames = (nodes) => {
    const nine = new Set(PS.cube.controls.areas.options.map(([code]) => code));
    for (const node of nodes) {
      node.lines = linesOf(node);
      node.half = 0.575 * size.letter * (node.lines.length + (size.isStacked ? 1 : 0));
      node.isNamed = true;
      node.at = node.y + node.tall / 2;
    }
    const [top, floor] = [size.letter * 1.5, size.height];
    const least = [...nodes].sort((a, b) => nine.has(a.code) - nine.has(b.code) || heightOf(a) - heightOf(b));
    const isOver = () => nodes.reduce((all, { half, isNamed }) => all + (isNamed ? 2 * half : 0), 0) > floor - top;
    for (const node of least) if (isOver()) node.isNamed = false;
    flows.spread(nodes.filter(({ isNamed }) => isNamed), top, floor);
  };

  const linesOf = ({ code }) => {
    const { short } = flows.node(code);
    return size.isBeside ? [short] : PS.pen.wrap(short, size.letter, size.margin - size.letter * 1.5, 600);
  };

  /** As much room beside the diagram as its longest name needs: with its value beside it, below it, or without. */
  const marginOf = (cols) => {
    const outer = [...cols[0], ...cols[cols.length - 1]];
    const longest = Math.max(0, ...outer.map(({ code }) => PS.widthOf(flows.node(code).short, size.letter, 600)));
    const wanted = longest + size.letter * 6.8;
    size.isBeside = wanted <= size.width * 0.34;
    size.margin = size.isBeside ? wanted : Math.min(size.width * 0.34, longest + size.letter * 1.8);
    const tall = (nodes) => nodes.reduce((all, node) => all + 1.15 * size.letter * (linesOf(node).length + 1), 0);
    size.isStacked = !size.isBeside && Math.max(tall(cols[0]), tall(cols[cols.length - 1])) <= size.height - 1.5 * size.letter;
    return size.margin;
  };

  const heads = (cols) => {
    const { alone } = PS.cube;
    const name = alone && flows.node(alone).short;
    const words = alone ? [PS.say("immigrants", { area: name }), "", PS.say("emigrants", { area: name })] : [PS.say("origins"), PS.say("destinations")];
    const group = PS.svg("g", { class: "sankey-heads", "font-size": size.letter, fill: "#49616B" });
    cols.forEach((nodes, at) => {
      if (!nodes.length || !words[at]) return;
      const last = at === cols.length - 1;
      group.append(PS.svg("text", { x: last ? nodes[0].x : nodes[0].x + BAR, y: size.letter, "text-anchor": last ? "start" : "end" }, words[at]));
    });
    return group;
  };

  /** Ribbons in the order of the other side, so that they cross as little as can be. */
  const bands = (cols) => {
    const made = [];
    for (let at = 0; at + 1 < cols.length; at += 1) {
      const [left, right] = [cols[at], cols[at + 1]];
      const from = new Map();
      const to = new Map();
      for (const node of left) {
        const links = node.links || node.out;
        let y = node.y + (node.tall - links.reduce((all, { value }) => all + value * scale, 0)) / 2;
        const order = orderOf(right);
        for (const link of [...links].sort((a, b) => order(a.destination) - order(b.destination))) {
          from.set(link.id, { x: node.x + BAR, y });
          y += link.value * scale;
        }
      }
      for (const node of right) {
        const links = node.links || node.into;
        let y = node.y + (node.tall - links.reduce((all, { value }) => all + value * scale, 0)) / 2;
        const order = orderOf(left);
        for (const link of [...links].sort((a, b) => order(a.origin) - order(b.origin))) {
          to.set(link.id, { x: node.x, y });
          y += link.value * scale;
        }
        for (const link of links) if (from.has(link.id)) made.push(ribbon(link, from.get(link.id), to.get(link.id)));
      }
    }
    return made;
  };

  const orderOf = (nodes) => (code) => nodes.findIndex((node) => node.code === code);

  const ribbon = (link, from, to) => {
    const tall = link.value * scale;
    const middle = (from.x + to.x) / 2;
    const { colour } = flows.node(link.origin);
    const edge = (y0, y1) => `C${middle} ${y0} ${middle} ${y1}`;
    const d = `M${from.x} ${from.y}${edge(from.y, to.y)} ${to.x} ${to.y}v${tall}${edge(to.y + tall, from.y + tall)} ${from.x} ${from.y + tall}Z`;
    return PS.svg("path", {
      class: "ribbon",
      d,
      fill: flows.isEstimate(link) ? flows.patternOf(colour) : colour,
      stroke: flows.inked(colour),
      "stroke-width": 0.6,
      "data-link": link.id,
      "data-origin": link.origin,
      "data-destination": link.destination,
      "data-value": link.value,
      "data-tall": tall,
    });
  };

  const bar = (node, at, count) => {
    const { short, name, colour } = flows.node(node.code);
    const centre = count === 3 && at === 1;
    const isLeft = at === 0;
    const total = totalOf(node, at, count);
    const words = centre ? [short] : [short, total ? PS.brief(total.value) : ""];
    const edge = isLeft ? node.x : node.x + BAR;
    const out = isLeft ? -1 : 1;
    const x = edge + out * size.letter * 1.2;
    const group = PS.svg("g", { class: "sankey-node", role: "button", tabindex: 0, "data-area": node.code, "aria-pressed": String(PS.pin === node.code), "aria-label": total ? `${name}: ${PS.full(total.value)}` : name });
    group.append(PS.svg("rect", { x: node.x, y: node.y, width: BAR, height: Math.max(1, node.tall), fill: isLeft ? colour : "#0A4A63", rx: 1.5 }));
    if (centre) {
      group.append(PS.svg("text", { x: node.x + BAR / 2, y: node.y - size.letter * 0.5, "text-anchor": "middle", "font-size": size.letter * 1.2, "font-weight": 700, fill: "#12303D" }, short));
      return group;
    }
    if (!node.isNamed) return group;
    const middle = node.y + node.tall / 2;
    group.append(
      PS.svg("path", { d: `M${edge + out} ${middle}L${x - out * 3} ${node.at}`, stroke: "#6B7B83", fill: "none" }),
      nameOf(node.lines, `${words[1]}${total && total.isPartial ? "*" : ""}`, x, node.at, isLeft),
    );
    return group;
  };

  /** Name and value of a node in one line, or where the diagram is narrow in several. */
  const nameOf = (lines, value, x, middle, isLeft) => {
    const rows = size.isStacked ? lines.length : 0;
    const y = middle + size.letter * (0.35 - 0.55 * (lines.length - 1 + Boolean(rows)));
    const text = PS.svg("text", { x, y, "text-anchor": isLeft ? "end" : "start", "font-size": size.letter, fill: "#12303D" });
    const next = { x, dy: size.letter * 1.1 };
    lines.forEach((line, place) => text.append(PS.svg("tspan", { "font-weight": 600, ...(place ? next : {}) }, line)));
    if (rows || size.isBeside) text.append(PS.svg("tspan", { fill: "#49616B", ...(rows ? next : {}) }, rows ? value : `  ${value}`));
    return text;
  };

  /** The total of a node; beside one country a partner has one corridor, which is its total. */
  const totalOf = (node, at, count) => {
    if (count === 3 && at !== 1) return { value: node.links[0].value, isPartial: false };
    if (count === 3) return flows.total("into", node.code);
    return flows.total(at === 0 ? "out_of" : "into", node.code);
  };

  flows.lightSankey = () => {
    const focus = flows.focus();
    for (const node of home().querySelectorAll(".ribbon")) {
      const { origin, destination, link } = node.dataset;
      node.classList.toggle("is-back", Boolean(focus) && !flows.isIn({ origin, destination, id: link }, focus));
    }
    for (const node of home().querySelectorAll(".sankey-node")) {
      node.classList.toggle("is-lit", Boolean(focus) && flows.isSame(node.dataset.area, focus));
      node.setAttribute("aria-pressed", String(node.dataset.area === PS.pin));
    }
  };
})();
