/* The flows' part of a file: the view as it is drawn, its largest corridors, its rows. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const flows = (PS.flows = PS.flows || {});
  const STYLE = ["fill-opacity", "stroke-opacity", "opacity", "paint-order", "stroke-linejoin", "font-size", "font-weight", "fill", "stroke", "stroke-width"];

  /** Copy an SVG as it is seen: what the style sheet adds is written into every node. */
  const copied = (svg) => {
    const copy = svg.cloneNode(true);
    const [from, to] = [[svg, ...svg.querySelectorAll("*")], [copy, ...copy.querySelectorAll("*")]];
    from.forEach((node, place) => {
      if (node.closest("defs")) return;
      const style = getComputedStyle(node);
      for (const name of STYLE) to[place].setAttribute(name, style.getPropertyValue(name));
      to[place].removeAttribute("class");
      to[place].removeAttribute("tabindex");
    });
    for (const node of copy.querySelectorAll('[display="none"]')) node.remove();
    copy.removeAttribute("style");
    return copy;
  };

  /** Put drawn things into a box, as large as it takes. */
  const fitted = (nodes, size, box) => {
    const scale = Math.min(box.width / size.width, box.height / size.height);
    const left = box.x + (box.width - size.width * scale) / 2 - size.x * scale;
    const top = box.y + (box.height - size.height * scale) / 2 - size.y * scale;
    return PS.svg("g", { transform: `translate(${left} ${top}) scale(${scale})` }, ...nodes);
  };

  const mapPicture = (box) => {
    const home = PS.el("flows-map");
    const ground = copied(home.querySelector(".graph .main-svg"));
    const layer = copied(home.querySelector(".flow-layer svg"));
    const { width, height } = home.getBoundingClientRect();
    return fitted([...ground.childNodes, ...layer.childNodes], { x: 0, y: 0, width, height }, box);
  };

  /** The widths of round numbers, as large as the map beside them is drawn. */
  const widthKey = (root, box, at) => {
    const { pen } = PS;
    const { width, height } = PS.el("flows-map").getBoundingClientRect();
    const scale = Math.min(box.width / width, box.height / height);
    let x = box.x;
    const say = (words, weight = 400) => {
      root.append(pen.write(words, x, at + 4, 12, { fill: pen.MUTED, "font-weight": weight }));
      x += PS.widthOf(words, 12, weight) + 18;
    };
    say(flows.widthSaid(), 600);
    const line = (thick) => root.append(PS.svg("rect", { x, y: at - thick / 2, width: 30, height: thick, fill: pen.MUTED, class: "width-key" }));
    for (const { words, width: thick } of flows.mapScale().samples) {
      line(thick * scale);
      x += 36;
      say(words);
    }
    line(scale);
    x += 36;
    say(PS.say("legend_hairline"));
  };

  const chartPicture = (show, box) => {
    const svg = PS.el(`flows-${show}`).querySelector("svg");
    if (!svg) return PS.svg("g");
    const [x, y, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    return fitted([...copied(svg).childNodes], { x, y, width, height }, box);
  };

  const KEYS = 58; // units: room below the rows of the matrix for what shades and signs mean
  const LOW = 15; // units: a lower row of the matrix could not be read

  /** A table as a picture: the rows that fit, cell by cell, with the shades on screen, its key, and how many rows are left out. */
  const matrixPicture = (box) => {
    const { pen } = PS;
    const group = PS.svg("g");
    const lines = [...document.querySelectorAll(".matrix-table tr")].filter((row) => row.children.length);
    if (!lines.length) return group;
    const room = Math.floor((box.height - KEYS) / LOW);
    const left = Math.max(0, lines.length - room);
    lines.length -= left;
    const columns = lines[0].children.length;
    const first = 150;
    const wide = (box.width - first) / (columns - 1);
    const tall = Math.min(30, (box.height - KEYS) / lines.length);
    lines.forEach((row, at) => {
      [...row.children].forEach((cell, place) => {
        const [x, y] = [place ? box.x + first + (place - 1) * wide : box.x, box.y + at * tall];
        const style = getComputedStyle(cell);
        const filled = style.backgroundColor !== "rgba(0, 0, 0, 0)" ? style.backgroundColor : "#FFFFFF";
        group.append(PS.svg("rect", { x, y, width: place ? wide - 1 : first - 1, height: tall - 1, fill: cell.matches(".is-apart") ? "url(#take-hatch)" : filled }));
        const words = cell.textContent.trim().slice(0, place ? 12 : 20);
        group.append(pen.write(words, place ? x + wide - 6 : x + 4, y + tall * 0.75, Math.min(12, tall * 0.75), { "text-anchor": place ? "end" : "start", fill: style.color, "font-weight": cell.matches("th, .is-total") ? 600 : 400, "font-style": style.fontStyle }));
      });
    });
    const signs = [...document.querySelectorAll(".matrix-tools .sign")].map((node) => `${node.firstChild.textContent} ${node.lastChild.textContent}`);
    const told = [...signs, ...(left ? [PS.say("matrix_rows", { count: left })] : [])].join(" · ");
    const below = box.y + lines.length * tall;
    shadeKey(group, box.x, below + 18);
    pen.writeLines(group, told, box.x, below + 38, 13, box.width, { fill: pen.MUTED });
    return group;
  };

  /** Some of the shades of the matrix, and from which number on a cell has them. */
  const shadeKey = (group, x, y) => {
    const { pen } = PS;
    const say = (words, weight = 400) => {
      group.append(pen.write(words, x, y, 13, { fill: pen.MUTED, "font-weight": weight }));
      x += PS.widthOf(words, 13, weight) + 18;
    };
    say(PS.say(`matrix_${flows.ladder}`), 600);
    for (const { fill, words } of flows.matrixShades()) {
      group.append(PS.svg("rect", { x, y: y - 12, width: 22, height: 14, rx: 3, fill, stroke: "#6B7B83", class: "shade-key" }));
      x += 28;
      say(words);
    }
  };

  /** The mirror as a picture: what is projected, its charts above its gaps. */
  const mirrorPicture = (box) => flows.mirrorSheet(box, 14, false);

  /** Who reports each pair of the nine, as large as there is room for it; in a sentence where there is too little. */
  const pairsPicture = (root, { x, width }, y, floor) => {
    const letter = [16, 15, 14, 13, 12].find((each) => {
      const size = flows.pairsSize(each);
      return size.width <= width && y + size.height <= floor;
    });
    if (letter) root.append(flows.mirrorPairs({ x, y }, letter));
    else PS.pen.writeLines(root, PS.cube.mirror.triangle.summary, x, y + 14, 14, width, { fill: PS.pen.MUTED });
  };

  const list = (x, y, width, floor) => {
    const { pen } = PS;
    const group = PS.svg("g");
    const shown = flows.shown().sort((a, b) => b.value - a.value || a.id.localeCompare(b.id));
    const most = shown.length ? shown[0].value : 1;
    const rows = Math.max(0, Math.floor((floor - y - (shown.some(flows.marked) ? 20 : 0)) / 26));
    shown.slice(0, rows).forEach((link, place) => {
      const row = y + place * 26;
      const { colour } = flows.node(link.origin);
      const [name] = pen.wrap(flows.arrow(link), 14, 250);
      group.append(pen.write(name, x, row + 14, 14));
      group.append(PS.svg("rect", { x: x + 262, y: row + 3, width: Math.max(1, ((width - 350) * link.value) / most), height: 13, rx: 3, fill: flows.isEstimate(link) ? flows.patternOf(colour) : colour }));
      group.append(pen.write(PS.brief(link.value) + flows.marked(link), x + width, row + 14, 14, { "text-anchor": "end", "font-weight": 600 }));
    });
    if (flows.whyMarked(shown.slice(0, rows)).length) pen.writeLines(group, PS.say("ranking_marked"), x, y + Math.min(rows, shown.length) * 26 + 14, 12, width, { fill: pen.MUTED });
    return group;
  };

  /** Draw what is on the stage, and numbers, sentence and corridors beside it. */
  flows.picture = (root, stage, side) => {
    const { pen } = PS;
    const show = PS.cube.view.show || "map";
    const draw = { map: mapPicture, matrix: matrixPicture, mirror: mirrorPicture }[show] || ((box) => chartPicture(show, box));
    const isMap = show === "map";
    const box = { x: stage.x, y: stage.y, width: stage.width, height: stage.height - (isMap ? 66 : 28) };
    root.append(flows.patterns(), draw(box));
    if (isMap) widthKey(root, box, stage.y + stage.height - 46);
    const told = document.querySelectorAll(`#flows-legend ${isMap ? ".kinds " : ""}li:not(.key-members, .is-idle)`);
    const keys = [...told].map((node) => node.textContent.trim()).filter(Boolean).join(" · ");
    pen.writeLines(root, keys, stage.x, stage.y + stage.height - (isMap ? 18 : 4), 12, stage.width, { fill: pen.MUTED });
    let row = side.y;
    for (const card of document.querySelectorAll("#flows-numbers .number")) {
      const [label, number, note] = card.children;
      root.append(pen.write(label.textContent, side.x, row, 13, { fill: pen.MUTED }), pen.write(number.textContent, side.x, row + 30, 28, { "font-weight": 700 }));
      const beside = Math.max(190, PS.widthOf(number.textContent, 28, 700) + 24);
      row = pen.writeLines(root, note.textContent, side.x + beside, row + 14, 13, side.width - beside, { fill: pen.MUTED });
      row = Math.max(row, side.y) + 26;
    }
    row = pen.writeLines(root, PS.cube.insights[PS.at] || "", side.x, row + 14, 18, side.width) + 20;
    if (show === "mirror") pairsPicture(root, side, row, stage.y + stage.height);
    else root.append(list(side.x, row, side.width, stage.y + stage.height));
  };
})();
