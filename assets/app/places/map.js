/* The units of one country: areas, names and values as one picture, wherever a page wants it. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const EARTH = 6371; // km
  const FAR = 200; // km from the mainland: such islands are drawn in a box
  const NEAR = 1000; // km: whose map shows the islands of the sovereignty note
  const SMALLEST = 12; // px: a smaller unit gets a marker
  const LONG = 14; // em: a longer name that stands over its value breaks in lines
  const ROOM = 560; // px: on a narrower map only names that fit inside are written
  const GAP = 10;
  const LEAST = 23; // em: the same for a map that stacks a few names beside the country
  const PROJECTED = 5; // names beside the country on a projector, where letters are large
  const PALE = "#7C8F97";
  const INK = "#12303D";
  const MUTED = "#49616B";
  const STATE_FILLS = { zero: "#FFFFFF", missing: "#F3EFE4", not_applicable: "#F3EFE4", few: "#FFFFFF", none: "url(#unit-hatch)" };

  const fetched = new Map();
  /** The boundaries at an address, asked for once. */
  const boundaries = (address) => {
    if (!fetched.has(address)) fetched.set(address, fetch(address).then((answer) => answer.json()));
    return fetched.get(address);
  };

  /** Azimuthal and equal-area, in kilometres from a middle: sizes of units compare truly. */
  const projectionAt = ([lon0, lat0]) => {
    const turn = Math.PI / 180;
    const [sin0, cos0] = [Math.sin(lat0 * turn), Math.cos(lat0 * turn)];
    return ([lon, lat]) => {
      const [sin, cos, far] = [Math.sin(lat * turn), Math.cos(lat * turn), (lon - lon0) * turn];
      const k = EARTH * Math.sqrt(2 / (1 + sin0 * sin + cos0 * cos * Math.cos(far)));
      return [k * cos * Math.sin(far), -k * (cos0 * sin - sin0 * cos * Math.cos(far))];
    };
  };

  const ringsOf = ({ type, coordinates }) => (type === "MultiPolygon" ? coordinates : [coordinates]);

  const boxOf = (points) => {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of points) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
    return box;
  };
  const around = (boxes) => boxOf(boxes.flatMap(([left, top, right, bottom]) => [[left, top], [right, bottom]]));
  const apart = (a, b) => Math.hypot(Math.max(0, a[0] - b[2], b[0] - a[2]), Math.max(0, a[1] - b[3], b[1] - a[3]));

  /** Every polygon of the units, in kilometres; which of them are far from the largest. */
  const survey = (features) => {
    const middle = boxOf(features.flatMap(({ geometry }) => ringsOf(geometry)[0][0]));
    const project = projectionAt([(middle[0] + middle[2]) / 2, (middle[1] + middle[3]) / 2]);
    const pieces = features.flatMap(({ id, geometry }) =>
      ringsOf(geometry).map((rings) => {
        const lines = rings.map((ring) => ring.map(project));
        const box = boxOf(lines[0]);
        return { id, lines, box, size: (box[2] - box[0]) * (box[3] - box[1]) };
      }),
    );
    let mainland = [...pieces].sort((a, b) => b.size - a.size)[0].box;
    for (let more = true; more; ) {
      const near = around(pieces.filter(({ box }) => apart(box, mainland) < FAR).map(({ box }) => box));
      more = String(near) !== String(mainland);
      mainland = near;
    }
    for (const piece of pieces) piece.far = apart(piece.box, mainland) >= FAR;
    return { project, pieces, mainland };
  };

  const pathOf = (lines, place) => lines.map((line) => `M${line.map((point) => place(point).map((n) => n.toFixed(1)).join(",")).join("L")}Z`).join("");

  const hatch = () => {
    const pattern = PS.svg("pattern", { id: "unit-hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(PS.svg("rect", { width: 7, height: 7, fill: "#FFFFFF" }), PS.svg("rect", { width: 1.6, height: 7, fill: PALE }));
    return pattern;
  };

  /** What a cube has of a shape at a stop. */
  PS.unitCell = (cube, shape, at, columns = cube.drawn[shape]) => ({
    value: columns.v[at],
    text: columns.t[at],
    full: columns.f[at],
    state: cube.states[columns.s[at]],
    klass: columns.k[at],
    note: cube.notes[columns.n[at]],
    status: columns.o[at],
    flags: columns.g[at],
    cut: columns.k[at] >= 0 && PS.isCut(columns.g[at]),
  });

  const coloursOf = (cube, { klass }) => ({ fill: cube.palette[klass][0], text: cube.palette[klass][1] });

  /** How a bar of a class is filled in a list. */
  PS.unitBack = (cube, cell) => PS.cutBack(coloursOf(cube, cell), cell.cut);

  /** How a shape is filled: a class has its colour, everything else a look of its own. */
  PS.unitFill = (cube, cell) => (cell.klass >= 0 ? PS.cutFill(coloursOf(cube, cell), cell.cut) : STATE_FILLS[cell.state]);

  /**
   * A map of units in an element.
   * home: the element; what it holds gives way.
   * view: cube(), what callbacks/places.unit_map gave; at(), the place among its stops;
   *   focus(), the unit that is lit or held, if any; aside(), pixels on the left that are taken;
   *   floor(), if any, pixels from the top that a box of islands and its name may take;
   *   most(), if any, how many names a small map stacks on one side of the country.
   * Gives draw() for a new cube or size, paint() for a step in time, light() for another focus.
   * Its areas have data-area: pointer, keys and what they mean are the page's.
   */
  PS.unitMap = (home, view) => {
    let ground = null;
    let laid = null; // areas and places of names at this size

    const cellOf = (shape) => PS.unitCell(view.cube(), shape, view.at());
    const shapeOf = (unit) => view.cube().shapes.find(({ units }) => units.includes(unit));

    /** Fetch what is needed and draw everything anew. */
    const draw = async () => {
      const cube = view.cube();
      const [units, countries] = await Promise.all([boundaries(cube.geometry.units), boundaries(cube.geometry.countries)]);
      if (cube !== view.cube()) return; // another answer came meanwhile
      if (!ground || ground.address !== cube.geometry.units) ground = { address: cube.geometry.units, ...survey(units.features), features: units.features, countries: countries.features };
      lay();
      paint();
    };

    const isProjected = () => PS.mode === "present";
    const isStacked = () => isProjected() || Boolean(view.most);

    /** Where west ends: half of the names are on either side, unless the country leans too far. */
    const parting = (columns, [from, to]) => {
      // Large names stand on one side; on a small map on that without the box of islands.
      if (isStacked()) return view.most && ground.pieces.some(({ far }) => far) ? -Infinity : Infinity;
      const sorted = [...columns].sort((a, b) => a - b);
      const half = sorted[Math.floor(sorted.length / 2)] ?? 0;
      return Math.max(from + (to - from) * 0.3, Math.min(from + (to - from) * 0.7, half));
    };

    const widthBeside = (name, text, size) => (isStacked() ? Math.max(...rowsOf(name, size).map((row) => PS.widthOf(row, size, 600)), PS.widthOf(text, size, 400)) : PS.widthOf(`${name}   ${text}`, size, 600));

    const mostBeside = () => (view.most ? view.most() : isProjected() ? PROJECTED : Infinity);

    /** How wide the names on either side are, of those that do not fit inside at a scale. */
    const sides = (size, scale, most) => {
      const cube = view.cube();
      const [left, , right] = ground.mainland;
      const outside = cube.shapes
        .map(({ id, name }) => {
          const { anchor, inner_radius_km: radius } = ground.features.find((feature) => feature.id === id).properties;
          const longest = cube.drawn[id].t.filter((text, at) => cube.drawn[id].v[at] !== null).reduce((a, b) => (a.length > b.length ? a : b), "");
          const wide = Math.max(PS.widthOf(name, size, 600), PS.widthOf(longest, size, 400));
          return { x: ground.project(anchor)[0], longest, fits: wide < 1.8 * radius * scale, value: Math.max(0, ...cube.drawn[id].v), wide: widthBeside(name, longest, size) };
        })
        .filter(({ fits, longest }) => !fits && longest)
        .sort((a, b) => b.value - a.value)
        .slice(0, mostBeside());
      const middle = parting(outside.map(({ x }) => x), [left, right]);
      if (middle === -Infinity && !isProjected()) return [size * 2.5, Math.min(most, GAP + Math.max(0, ...outside.map(({ wide }) => wide + GAP)))];
      return [true, false].map((isWest) => Math.min(most, Math.max(GAP, ...outside.filter(({ x }) => x < middle === isWest).map(({ wide }) => wide + 2 * GAP))));
    };

    /** Lay the areas out for the room there is. */
    const lay = () => {
      const cube = view.cube();
      const [width, height] = [home.clientWidth, home.clientHeight];
      const [left, top, right, bottom] = ground.mainland;
      const size = parseFloat(getComputedStyle(home).fontSize);
      const taken = view.aside();
      const isWide = width - taken >= (view.most ? LEAST * size : ROOM);
      const fit = (west, east) => Math.min((width - taken - west - east) / (right - left), (height - 2 * GAP) / (bottom - top));
      const [west, east] = isWide ? sides(size, fit(GAP, GAP), (width - taken) * (isStacked() ? 0.42 : 0.32)) : [GAP, GAP];
      const scale = fit(west, east);
      const flk = ground.countries.find(({ id }) => id === "FLK");
      const islands = flk && ground.project(ringsOf(flk.geometry)[0][0][0]);
      // Where names are stacked in the west, the islands' has the room in the east.
      const isNear = flk && isStacked() && apart([...islands, ...islands], ground.mainland) < NEAR;
      const slack = isNear ? Math.max(0, width - taken - west - east - scale * (right - left)) : 0;
      // Beside a box of islands the country gives way to the name below it.
      const free = view.most && ground.pieces.some(({ far }) => far) ? Math.max(0, width - taken - west - east - scale * (right - left)) : -slack;
      const [dx, dy] = [(width + taken + west - east + free - scale * (left + right)) / 2, (height - scale * (top + bottom)) / 2];
      const place = ([x, y]) => [x * scale + dx, y * scale + dy];
      const svg = PS.svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, class: "unit-svg" });
      const others = PS.svg("g", { class: "unit-context", "aria-hidden": "true" });
      const box = [-dx / scale, -dy / scale, (width - dx) / scale, (height - dy) / scale];
      for (const { id, geometry } of ground.countries) {
        if (id === cube.country) continue;
        const parts = ringsOf(geometry).map((rings) => rings.map((ring) => ring.map(ground.project)));
        const seen = parts.filter((lines) => apart(boxOf(lines[0]), box) === 0);
        if (seen.length) others.append(PS.svg("path", { d: seen.map((lines) => pathOf(lines, place)).join(""), fill: "#DDE3E4", stroke: "#FFFFFF", "stroke-width": 0.8 }));
      }
      if (flk) {
        const [x, y] = place(islands);
        const letters = isProjected() ? size : size * 0.88;
        const room = Math.max(...cube.islands.replace(" (", "\n(").split("\n").map((text) => PS.widthOf(`${text}\u2020`, letters, 400))) + letters;
        const isAbove = x + room > width; // no room east of them: their name stands above
        if (x > taken && x < width && y > 0 && y < height) others.append(PS.islands(cube.islands, isAbove ? Math.max(taken, width - room - letters * 0.7) : x, isAbove ? y - letters * 1.9 : y, letters));
      }
      const inset = layInset(place, scale, size, taken || width * 0.22);
      const areas = PS.svg("g", { class: "unit-areas" });
      const shapes = new Map();
      for (const { id, name } of cube.shapes) {
        const own = ground.pieces.filter((piece) => piece.id === id);
        const d = own.map(({ lines, far }) => pathOf(lines, far ? inset.place : place)).join("");
        const path = PS.svg("path", { d, class: "unit", "data-area": id, role: "button", tabindex: 0, "stroke-width": 0.9, "stroke-linejoin": "round" });
        areas.append(path);
        const { anchor } = ground.features.find((feature) => feature.id === id).properties;
        const isFar = own.length > 0 && own.every(({ far }) => far);
        const [x, y] = (isFar ? inset.place : place)(ground.project(anchor));
        const extent = around(own.map((piece) => piece.box));
        const isSmall = Math.min(extent[2] - extent[0], extent[3] - extent[1]) * scale < SMALLEST;
        shapes.set(id, { id, name, path, x, y, isFar, isSmall });
      }
      const marks = PS.svg("g", { class: "unit-marks" });
      const names = PS.svg("g", { class: "unit-names", "aria-hidden": "true" });
      svg.append(PS.svg("defs", {}, hatch(), ...PS.cutPatterns(cube)), others, ...inset.frame, areas, marks, names);
      home.replaceChildren(svg);
      laid = { address: ground.address, svg, shapes, marks, names, width, height, size, isWide, taken, edges: [place([left, top])[0], place([right, bottom])[0]], inset };
    };

    /** Islands far out stand in a box at the top left. */
    const layInset = (place, scale, size, most) => {
      const far = ground.pieces.filter((piece) => piece.far);
      if (!far.length) return { frame: [], place };
      const [left, top, right, bottom] = around(far.map(({ box }) => box));
      const tallest = (view.floor ? view.floor() : Infinity) - size * 5; // less two lines of a name
      const own = Math.max(0.01, Math.min(scale, (most - 36) / (right - left), tallest / (bottom - top)));
      const [wide, tall] = [Math.max(size * 4, (right - left) * own + 20), Math.max(size * 3, (bottom - top) * own + 20)];
      const [x0, y0] = [2, 6];
      const move = ([x, y]) => [x0 + wide / 2 + (x - (left + right) / 2) * own, y0 + tall / 2 + (y - (top + bottom) / 2) * own];
      const frame = PS.svg("rect", { x: x0, y: y0, width: wide, height: tall, rx: 6, fill: "#EEF3F5", stroke: PALE, "stroke-dasharray": "3 3", class: "unit-box" });
      return { frame: [frame], place: move, box: [x0, y0, x0 + wide, y0 + tall] };
    };

    /** Fill every area and write its name for the period on screen. */
    const paint = () => {
      if (!isLaid()) return;
      const cube = view.cube();
      laid.marks.replaceChildren();
      for (const shape of laid.shapes.values()) {
        const cell = cellOf(shape.id);
        const isPale = cell.klass < 0 || cube.palette[cell.klass][2];
        shape.cell = cell;
        shape.path.style.fill = PS.unitFill(cube, cell);
        shape.path.style.stroke = isPale ? PALE : "#FFFFFF";
        shape.path.dataset.state = cell.state;
        shape.path.setAttribute("aria-label", [`${shape.name}: ${cell.full}`, cell.note].filter(Boolean).join(". "));
        if (shape.isSmall) laid.marks.append(PS.svg("circle", { cx: shape.x, cy: shape.y, r: SMALLEST / 2, "data-area": shape.id, class: "unit-mark", style: `fill:${PS.unitFill(cube, cell)};stroke:${isPale ? PALE : "#FFFFFF"}`, "stroke-width": 1.5 }));
      }
      writeNames();
      light();
    };

    /** Whether what is laid out is the country of the answer on screen: another one may be coming. */
    const isLaid = () => Boolean(laid) && laid.address === view.cube().geometry.units;

    const seen = (shape) => ["value", "zero"].includes(shape.cell.state);

    /** Names and values: inside where they fit, the largest of the others beside the country. */
    const writeNames = () => {
      const { size } = laid;
      laid.names.replaceChildren();
      laid.inside = [];
      const outside = [];
      for (const shape of laid.shapes.values()) {
        if (!seen(shape)) {
          if (shape.isFar && !view.most) laid.names.append(belowBox(shape)); // a box needs to be told what is in it
          continue;
        }
        const wide = Math.max(PS.widthOf(shape.name, size, 600), PS.widthOf(shape.cell.text, size, 400));
        if (!shape.isSmall && !shape.isFar && PS.boxInside(shape.path, shape.x, shape.y, wide + 4, size * 2.3)) {
          laid.names.append(inside(shape));
          laid.inside.push([shape.x - wide / 2, shape.y - size, shape.x + wide / 2, shape.y + size]);
        } else if (shape.isFar) laid.names.append(belowBox(shape));
        else outside.push(shape);
      }
      if (laid.isWide) placeBeside(outside);
    };

    const inside = (shape) => {
      const isDark = shape.cell.klass >= 0 && view.cube().palette[shape.cell.klass][1] === "#FFFFFF";
      const fill = isDark ? "#FFFFFF" : INK;
      const stroke = shape.cell.klass >= 0 ? view.cube().palette[shape.cell.klass][0] : "#FFFFFF";
      const { x, y } = shape;
      return PS.svg(
        "g",
        { class: "label", "data-area": shape.id, "text-anchor": "middle", "font-size": laid.size, fill, stroke, "stroke-width": 2, "paint-order": "stroke", "stroke-linejoin": "round" },
        PS.svg("text", { x, y: y - laid.size * 0.2, "font-weight": 600 }, shape.name),
        PS.svg("text", { x, y: y + laid.size * 0.95 }, shape.cell.text),
      );
    };

    const line = (shape, x, y, anchor, isStacked = false) => {
      const rows = isStacked ? rowsOf(shape.name, laid.size) : [shape.name];
      return PS.svg(
        "text",
        { x, y, "text-anchor": anchor, "font-size": laid.size, fill: INK, stroke: "#EEF3F5", "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round", class: "label", "data-area": shape.id },
        ...rows.map((row, at) => PS.svg("tspan", { "font-weight": 600, ...(isStacked ? { x, dy: at ? "1.2em" : `${-0.6 * rows.length}em` } : {}) }, row)),
        PS.svg("tspan", isStacked ? { x, dy: "1.2em" } : {}, isStacked ? shape.cell.text : `\u00a0 ${shape.cell.text}`),
      );
    };

    /** Words in lines no wider than there is room, a word the least. */
    const broken = (name, most, size = laid.size) =>
      name.split(" ").reduce((found, word) => {
        const longer = found.length ? `${found[found.length - 1]} ${word}` : word;
        if (found.length && PS.widthOf(longer, size, 600) <= most) return [...found.slice(0, -1), longer];
        return [...found, word];
      }, []);

    /** The lines of a name that stands over its value: several of a very long one. */
    const rowsOf = (name, size) => {
      const wide = PS.widthOf(name, size, 600);
      return wide > size * LONG ? broken(name, wide / 2 + size * 2, size) : [name];
    };

    /** How much of a name in lines would be over the country: points of its letters on an area. */
    const over = (rows, text, x, y) => {
      const { size, svg, shapes } = laid;
      const at = svg.createSVGPoint();
      let found = 0;
      [...rows, text].forEach((row, place) => {
        const wide = PS.widthOf(row, size, place < rows.length ? 600 : 400);
        for (let step = 0; step <= 8; step += 1) {
          [at.x, at.y] = [x + (wide * step) / 8, y + place * size * 1.15 - size * 0.35];
          for (const shape of shapes.values()) if (!shape.isFar && shape.path.isPointInFill(at)) found += 1;
        }
      });
      return found;
    };

    /** Below the box of islands, or at the foot of the map: in lines that stay off the mainland. */
    const belowBox = (shape) => {
      const { size, inset, height } = laid;
      const [left, , right, bottom] = inset.box;
      const below = bottom + size * 1.1;
      const ways = [Math.max(right - left, size * 7.5), 0].map((most) => broken(shape.name, most));
      const places = ways.flatMap((rows) => [[rows, below], ...(view.most ? [[rows, height - size * (1.15 * rows.length + 0.5)]] : [])]);
      const [[rows, y]] = places.map((each) => [...each, over(each[0], shape.cell.text, left, each[1])]).sort((a, b) => a[2] - b[2]);
      if (y !== below) laid.names.append(PS.svg("line", { x1: left + size / 2, y1: bottom, x2: left + size / 2, y2: y - size, stroke: MUTED, "stroke-width": 0.7, class: "leader", "data-area": shape.id }));
      const spans = [...rows, shape.cell.text].map((text, at) => PS.svg("tspan", { x: left, dy: at ? "1.15em" : 0, "font-weight": at < rows.length ? 600 : 400 }, text));
      return PS.svg("text", { x: left, y, "font-size": size, fill: INK, stroke: "#EEF3F5", "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round", class: "label", "data-area": shape.id }, ...spans);
    };

    /** Beside the country, in two columns: as many as there is room for, the largest first. */
    const placeBeside = (outside) => {
      const { size, width, height, edges, taken } = laid;
      const lines = Math.max(1, ...outside.map(({ name }) => rowsOf(name, size).length));
      const step = size * (isStacked() ? 1.4 * (lines + 1) : 1.5);
      const most = Math.max(2, Math.floor(height / step));
      const middle = parting(outside.map(({ x }) => x), edges);
      const ranked = [...outside].sort((a, b) => (b.cell.value ?? 0) - (a.cell.value ?? 0)).slice(0, mostBeside());
      const written = [];
      for (const isWest of [true, false]) {
        const own = ranked.filter((shape) => shape.x < middle === isWest).slice(0, most);
        own.sort((a, b) => a.y - b.y);
        const columnOf = (wide) => (isWest ? Math.max(taken + wide + 2, edges[0] - GAP) : Math.min(width - wide - 2, edges[1] + GAP));
        for (const shape of own) {
          shape.column = columnOf(widthBeside(shape.name, shape.cell.text, size));
          shape.from = shape.column + (isWest ? 3 : -3);
        }
        PS.rowsBeside.spread(own, step, height);
        PS.rowsBeside.clear(own, laid.inside, step, height);
        for (const shape of own) {
          const x = shape.column;
          laid.names.prepend(PS.svg("line", { x1: shape.from, y1: shape.row, x2: shape.x, y2: shape.y, stroke: MUTED, "stroke-width": 0.7, class: "leader", "data-area": shape.id }));
          laid.names.append(PS.svg("circle", { cx: shape.x, cy: shape.y, r: 1.8, fill: MUTED, stroke: "#FFFFFF", "stroke-width": 0.6 }));
          written.push(line(shape, x, shape.row + size * 0.35, isWest ? "end" : "start", isStacked()));
        }
      }
      laid.names.append(...written);
    };

    /** Mark the unit in focus. */
    const light = () => {
      if (!isLaid()) return;
      const unit = view.focus();
      const shape = unit && (laid.shapes.has(unit) ? unit : (shapeOf(unit) || {}).id);
      for (const node of laid.svg.querySelectorAll("[data-area]")) node.classList.toggle("is-lit", node.dataset.area === shape);
      const lit = shape && laid.shapes.get(shape).path;
      if (lit && lit.parentNode.lastChild !== lit && !lit.matches(":focus")) lit.parentNode.append(lit);
      for (const { path, id } of laid.shapes.values()) path.setAttribute("aria-pressed", String(id === shape));
    };

    return { draw, paint, light };
  };
})();
