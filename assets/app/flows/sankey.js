/* The Sankey: origins, the nine, or immigrants, one country, emigrants; heights are persons. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const flows = (PS.flows = PS.flows || {});
  const BAR = 14; // px: how wide a node is
  const WIDE = [0.34, 0.36, 0.38, 0.4]; // of the width: what names may take on each side
  const HEAD = 1.5; // letters: room for what a column is of
  const LEAD = 1.15; // letters: from one line of a name to the next,
  const CLOSEST = 0.95; // and where many names need the room
  let size = { width: 0, height: 0, letter: 12, margin: 0, pitch: 0, top: 0, isBeside: true };
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
    cols.forEach((nodes, at) => nodes.forEach((node) => Object.assign(node, { total: totalOf(node, at, cols.length) })));
    for (const node of cols.flat()) node.value = node.total ? `${PS.brief(node.total.value)}${node.total.isPartial ? "*" : ""}` : "";
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
      node.lines = linesOf(node, size.margin, size.isBeside);
      node.half = 0.5 * size.pitch * node.lines.length;
      node.isNamed = true;
      node.at = node.y + node.tall / 2;
    }
    const [top, floor] = [size.top, size.height];
    const least = [...nodes].sort((a, b) => nine.has(a.code) - nine.has(b.code) || heightOf(a) - heightOf(b));
    const isOver = () => nodes.reduce((all, { half, isNamed }) => all + (isNamed ? 2 * half : 0), 0) > floor - top + 1;
    for (const node of least) if (isOver()) node.isNamed = false;
    flows.spread(nodes.filter(({ isNamed }) => isNamed), top, floor);
  };

  /** The lines of a node's name, each with what stands behind it: its value, which is never left out. */
  const linesOf = ({ code, value }, margin, isBeside) => {
    const { short } = flows.node(code);
    if (isBeside) return [[short, value]];
    const room = margin - size.letter * 1.5;
    const rows = PS.pen.wrap(short, size.letter, room, 600).map((row) => [row, ""]);
    const last = rows[rows.length - 1];
    if (PS.widthOf(last[0], size.letter, 600) + PS.widthOf(`  ${value}`, size.letter, 400) <= room) last[1] = value;
    else rows.push(["", value]);
    return rows;
  };

  /** As much room beside the diagram as its longest name and value need; else as much as leaves the fewest lines. */
  const marginOf = (cols) => {
    const outer = [cols[0], cols[cols.length - 1]];
    const widths = outer.flat().map(({ code, value }) => PS.widthOf(flows.node(code).short, size.letter, 600) + PS.widthOf(`  ${value}`, size.letter, 400));
    const wanted = Math.max(0, ...widths) + size.letter * 1.8;
    size.isBeside = wanted <= size.width * WIDE[0];
    const room = (margin) => size.height - topOf(margin);
    const rows = (margin) => Math.max(...outer.map((nodes) => nodes.reduce((all, node) => all + linesOf(node, margin, size.isBeside).length, 0)));
    const fits = (margin) => rows(margin) * LEAD * size.letter <= room(margin);
    const margins = size.isBeside ? [wanted] : WIDE.map((part) => part * size.width);
    size.margin = margins.find(fits) || margins.reduce((best, each) => (rows(each) < rows(best) ? each : best));
    size.pitch = size.letter * Math.max(CLOSEST, Math.min(LEAD, room(size.margin) / size.letter / rows(size.margin)));
    size.top = topOf(size.margin);
    return size.margin;
  };

  /** What each column is of. */
  const headings = () => {
    const { alone } = PS.cube;
    const area = alone && flows.node(alone).short;
    return alone ? [PS.say("immigrants", { area }), "", flows.sideSaid("emigrants", alone, area)] : [PS.say("origins"), PS.say("destinations")];
  };

  /** Where names begin: below what columns are of, unless that stands between the columns. */
  const topOf = (margin) => {
    const wide = headings().reduce((all, words) => all + PS.widthOf(words, size.letter, 400) + 0.25 * size.letter, 0);
    return !PS.cube.alone && wide <= size.width - 2 * margin ? 0 : size.letter * HEAD;
  };

  const heads = (cols) => {
    const words = headings();
    const group = PS.svg("g", { class: "sankey-heads", "font-size": size.letter, fill: "#49616B" });
    cols.forEach((nodes, at) => {
      if (!nodes.length || !words[at]) return;
      const isStart = (at === cols.length - 1) === Boolean(size.top);
      group.append(PS.svg("text", { x: isStart ? nodes[0].x : nodes[0].x + BAR, y: size.letter, "text-anchor": isStart ? "start" : "end" }, words[at]));
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

  /** Which side an end stands on, and its total: the same country may stand on both. */
  const sideSaid = ({ code, total }, name, isLeft, centre) => {
    if (centre || !total) return centre ? flows.waysSaid(code, name) : name;
    return `${flows.sideSaid(isLeft ? "emigrants" : "immigrants", code, name)}: ${PS.full(total.value)}`;
  };

  const bar = (node, at, count) => {
    const { short, name, colour } = flows.node(node.code);
    const centre = count === 3 && at === 1;
    const isLeft = at === 0;
    const { total } = node;
    const edge = isLeft ? node.x : node.x + BAR;
    const out = isLeft ? -1 : 1;
    const x = edge + out * size.letter * 1.2;
    const group = PS.svg("g", { class: "sankey-node", role: "button", tabindex: 0, "data-area": node.code, "aria-pressed": String(PS.pin === node.code), "aria-label": sideSaid(node, name, isLeft, centre) });
    group.append(PS.svg("rect", { x: node.x, y: node.y, width: BAR, height: Math.max(1, node.tall), fill: isLeft ? colour : "#0A4A63", rx: 1.5 }));
    if (centre) {
      group.append(PS.svg("text", { x: node.x + BAR / 2, y: node.y - size.letter * 0.5, "text-anchor": "middle", "font-size": size.letter * 1.2, "font-weight": 700, fill: "#12303D" }, short));
      return group;
    }
    if (!node.isNamed) return group;
    const middle = node.y + node.tall / 2;
    group.append(
      PS.svg("path", { d: `M${edge + out} ${middle}L${x - out * 3} ${node.at}`, stroke: "#6B7B83", fill: "none" }),
      nameOf(node.lines, x, node.at, isLeft),
    );
    return group;
  };

  /** Name and value of a node in one line, or where the diagram is narrow in several. */
  const nameOf = (lines, x, middle, isLeft) => {
    const y = middle + size.letter * 0.35 - 0.5 * size.pitch * (lines.length - 1);
    const text = PS.svg("text", { x, y, "text-anchor": isLeft ? "end" : "start", "font-size": size.letter, fill: "#12303D" });
    lines.forEach(([name, value], place) => {
      const next = place ? { x, dy: size.pitch } : {};
      if (name) text.append(PS.svg("tspan", { "font-weight": 600, ...next }, name));
      if (value) text.append(PS.svg("tspan", { fill: "#49616B", class: "sankey-value", ...(name ? {} : next) }, name ? `  ${value}` : value));
    });
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
