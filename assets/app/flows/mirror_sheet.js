/* The mirror as one sheet, to project and to take home: lines named at their ends, gaps, what each counts. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const flows = (PS.flows = PS.flows || {});
  const LEAD = 1.18; // of a letter: from one line of text to the next
  const PART = 0.52; // of a sheet: what charts take of its width, or the most that they take of its height
  const LEAST = 0.34; // of its height: the least
  const NAMES = 0.47; // of a chart's width: the most that the names at the ends of its lines take

  // Marks and dashes tell lines apart where colours do not: in grey, and to who sees few of them.
  const MARKS = ["M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z", "M-2.8 -2.8H2.8V2.8H-2.8Z", "M0 -3.8L3.6 2.8H-3.6Z", "M0 -4L4 0L0 4L-4 0Z", "M0 3.8L3.6 -2.8H-3.6Z"];
  const DASHES = ["7 4", "2 3", "12 3 2 3", "4 2 2 2 2 2"];

  /** How a line is drawn among those of its chart: its mark, hollow for the first five, and its dash, none where it is no estimate. */
  flows.mirrorStyle = (line) => {
    const own = PS.cube.mirror.lines.filter(({ kind }) => kind === line.kind);
    const place = own.findIndex(({ id }) => id === line.id);
    const dashed = own.filter(({ estimate }) => estimate).findIndex(({ id }) => id === line.id);
    return { mark: MARKS[place % MARKS.length], isFull: place >= MARKS.length, dash: line.estimate ? DASHES[dashed % DASHES.length] : "none" };
  };

  /** A line's mark about a point; lines of spans of years have none. */
  flows.mirrorMark = (line, attributes = {}) => {
    const { mark, isFull } = flows.mirrorStyle(line);
    return PS.svg("path", { d: mark, fill: isFull ? line.colour : "#FFFFFF", stroke: line.colour, "stroke-width": 1.6, "data-mark": line.id, ...attributes });
  };

  /** Draw what a mirror says into a box: charts beside the gaps where it is wide, with who reports what, else above them. */
  flows.mirrorSheet = (box, letter, isBeside) => {
    const group = PS.svg("g", { class: "mirror-sheet" });
    const gap = letter * 1.4;
    const charts = PS.cube.mirror.charts.map(({ kind, ...axis }) => ({ kind, ...axis, own: PS.cube.mirror.lines.filter((line) => line.kind === kind) })).filter(({ own }) => own.length);
    const blocks = blocksOf(isBeside);
    const part = charts.length ? PART : 0;
    const wide = isBeside ? box.width * part : box.width;
    const left = isBeside && part ? wide + gap * 1.6 : 0;
    const said = fitting(blocks, { ...box, width: box.width - left }, letter);
    const high = isBeside || !part ? box.height : Math.max(LEAST * box.height, Math.min(part * box.height, box.height - gap - said.need));
    const above = isBeside || !part ? 0 : high + gap;
    const own = { x: box.x + left, y: box.y + above, width: box.width - left, height: box.height - above };
    const told = fitting(blocks, own, letter);
    for (const each of told.blocks) write(group, each, own, letter);
    const pairs = isBeside ? placePairs(charts, { box, wide, left, letter, gap, bottom: told.bottom }) : { taken: 0 };
    if (pairs.drawn) group.append(pairs.drawn);
    const tall = high - pairs.taken;
    const sizes = shares(charts, letter, wide, tall, isBeside, gap);
    let [x, y] = [box.x, box.y];
    charts.forEach((chart, at) => {
      const [width, height] = isBeside ? [wide, sizes[at]] : [sizes[at], tall];
      group.append(lines(chart, { x, y, width, height }, letter));
      if (isBeside) y += height + gap;
      else x += width + gap;
    });
    return group;
  };

  /** Who reports each pair of the nine: below the charts or the gaps where there is room for it, else said in a sentence. */
  const placePairs = (charts, { box, wide, left, letter, gap, bottom }) => {
    const { width, height } = flows.pairsSize(letter);
    const floor = box.y + box.height;
    const needs = charts.reduce((all, { own }) => all + needOf(own, letter, wide) + gap, 0);
    if (charts.length && width <= wide && needs + height <= box.height) return { drawn: flows.mirrorPairs({ x: box.x, y: floor - height }, letter), taken: height + gap };
    if (width <= box.width - left && bottom + gap + height <= floor) return { drawn: flows.mirrorPairs({ x: box.x + left, y: floor - height }, letter), taken: 0 };
    const rows = wrap(PS.cube.mirror.triangle.summary, letter, charts.length ? wide : box.width, 400);
    const top = floor - rows.length * letter * LEAD;
    const drawn = PS.svg("g", { class: "mirror-pairs-said" }, ...rows.map((row, at) => PS.pen.write(row, box.x, top + letter * (0.8 + LEAD * at), letter, { fill: PS.pen.MUTED })));
    return { drawn, taken: rows.length * letter * LEAD + letter * 0.6 };
  };

  const FILLS = ["#FFFFFF", "#E3EFEA", "#A9D3CB", "#73B8B3"];
  const CELL = { width: 2.3, height: 1.1 }; // in letters

  /** How large the table of who reports each pair of the nine is, by the size of its letters. */
  flows.pairsSize = (letter) => {
    const { codes, brief: note } = PS.cube.mirror.triangle;
    const names = Math.max(...codes.map(([, short]) => PS.widthOf(short, letter, 400))) + letter * 0.5;
    const width = names + codes.length * CELL.width * letter;
    const notes = wrap(note, letter, width, 400);
    return { names, width, notes, height: letter * (1.5 + CELL.height * (codes.length + 1) + 0.2 + LEAD * notes.length) };
  };

  /** Draw that table: sources of the destination, and those of the origin after them. */
  flows.mirrorPairs = ({ x, y }, letter) => {
    const { pen } = PS;
    const { codes, cells, title } = PS.cube.mirror.triangle;
    const { names, notes } = flows.pairsSize(letter);
    const group = PS.svg("g", { class: "mirror-pairs-drawn" }, pen.write(title, x, y + letter, letter, { "font-weight": 700 }));
    const [wide, tall] = [CELL.width * letter, CELL.height * letter];
    const left = (column) => x + names + column * wide;
    const top = (row) => y + letter * 1.5 + (row + 1) * tall;
    codes.forEach(([origin, short], row) => {
      group.append(pen.write(origin, left(row) + wide / 2, top(-1) + tall * 0.75, letter, { "text-anchor": "middle", fill: pen.MUTED }));
      group.append(pen.write(short, x + names - letter * 0.4, top(row) + tall * 0.75, letter, { "text-anchor": "end", fill: pen.MUTED }));
      codes.forEach(([destination], column) => group.append(...pairCell(cells[`${origin}-${destination}`], { origin, destination, x: left(column), y: top(row), wide, tall, letter })));
    });
    notes.forEach((text, at) => group.append(pen.write(text, x, top(codes.length) + letter * (1 + LEAD * at), letter, { fill: pen.MUTED })));
    return group;
  };

  const pairCell = (cell, { origin, destination, x, y, wide, tall, letter }) => {
    const { into, out_of: outOf } = cell || { into: 0, out_of: 0 };
    const isSelf = origin === destination;
    const isHere = origin === PS.cube.mirror.origin && destination === PS.cube.mirror.destination;
    const look = isHere ? { stroke: "#A2410F", "stroke-width": 3 } : { stroke: "#C3CDD0", "stroke-width": 1 };
    const box = PS.svg("rect", { x: x + 1.5, y: y + 1.5, width: wide - 3, height: tall - 3, rx: 2, fill: isSelf ? "#E1E6E7" : FILLS[Math.min(3, into)], ...(isSelf ? {} : look) });
    if (isSelf) return [box];
    const words = into || outOf ? `${into || "–"}${outOf ? `+${outOf}` : ""}` : "–";
    return [box, PS.pen.write(words, x + wide / 2, y + tall * 0.76, letter, { "text-anchor": "middle", "data-pair": `${origin}-${destination}` })];
  };

  /** Break a text into lines where it may break: not within a number and its unit. */
  const wrap = (text, size, width, weight) => {
    const rows = [""];
    for (const word of text.split(/[ \n]+/)) {
      const longer = `${rows[rows.length - 1]} ${word}`.trim();
      if (PS.widthOf(longer, size, weight) <= width) rows[rows.length - 1] = longer;
      else rows.push(word);
    }
    return rows.filter(Boolean);
  };

  /** What each chart gets of the room: below each other as their names need it, side by side the same. */
  const shares = (charts, letter, wide, tall, isBeside, gap) => {
    const room = (isBeside ? tall : wide) - gap * (charts.length - 1);
    const needs = charts.map(({ own }) => (isBeside ? needOf(own, letter, wide) : 1));
    const all = needs.reduce((sum, need) => sum + need, 0);
    return needs.map((need) => (room * need) / all);
  };

  /** How high a chart must be for the names at the ends of its lines. */
  const needOf = (own, letter, wide) => Math.max(letter * 10, letter * 2.4 + LEAD * letter * labels(own, letter, wide).reduce((all, { rows }) => all + rows.length, 0));

  /** The name of each line by its source, with what it is of where a source has several. */
  const labels = (own, letter, width) => {
    const isOnly = (line) => own.filter(({ by }) => by === line.by).length === 1;
    return own.map((line) => ({ line, rows: wrap(isOnly(line) ? line.by : `${line.by} · ${line.name}`, letter, width * NAMES - letter * 0.5, 400) }));
  };

  /** The lines of one kind over the years: axis, marks, the year on screen, names at the ends. */
  const lines = ({ title, top, ticks, own }, { x, y, width, height }, letter) => {
    const { pen } = PS;
    const group = PS.svg("g");
    const below = pen.writeLines(group, title, x, y + letter, letter, width, { "font-weight": 700 }) - letter * 0.6;
    const named = labels(own, letter, width);
    const beside = Math.max(...named.flatMap(({ rows }) => rows.map((row) => PS.widthOf(row, letter, 400)))) + letter * 1.9;
    const left = x + Math.max(PS.widthOf("2000", letter, 400) / 2, ...ticks.map(([, words]) => PS.widthOf(words, letter, 400) + letter * 0.5));
    const right = x + width - beside;
    const [high, low] = [below + letter * 0.5, y + height - letter * 1.5];
    const last = Math.max(1, PS.cube.stops.length - 1);
    const across = (at) => left + ((right - left) * at) / last;
    const up = (value) => low - ((low - high) * value) / top;
    const few = Math.max(1, Math.ceil((ticks.length * letter * 1.15) / (low - high + letter)));
    ticks.forEach(([value, words], place) => {
      if (place % few) return;
      group.append(PS.svg("path", { d: `M${left} ${up(value)}H${right}`, stroke: "#C3CDD0" }));
      group.append(pen.write(words, left - letter * 0.4, up(value) + letter * 0.35, letter, { "text-anchor": "end", fill: pen.MUTED }));
    });
    years(group, across, low, letter);
    group.append(PS.svg("path", { d: `M${across(PS.at)} ${high}V${low}`, stroke: "#A2410F", "stroke-dasharray": "3 3" }));
    ends(group, named, { across, up, letter, top: below, floor: y + height, x: right });
    for (const line of own) {
      group.append(PS.svg("path", { ...stroke(line, letter), class: "mirror-line", "data-source": line.source, "data-indicator": line.indicator, d: flows.mirrorPath(line, across, up) }));
      if (line.spans) continue;
      line.v.forEach((value, at) => value !== null && group.append(marked(line, across(at), up(value), letter)));
    }
    return group;
  };

  const marked = (line, x, y, letter) => flows.mirrorMark(line, { transform: `translate(${x} ${y}) scale(${letter / 16})` });

  /** A short piece of a line with its mark: what stands for it before its name. */
  const sample = (line, x, y, letter) => {
    const group = PS.svg("g", {}, PS.svg("path", { ...stroke(line, letter), d: `M${x} ${y}h${letter * 1.1}` }));
    if (!line.spans) group.append(marked(line, x + letter * 0.55, y, letter));
    return group;
  };

  const stroke = (line, letter) => {
    const { dash } = flows.mirrorStyle(line);
    const scaled = dash === "none" ? dash : dash.split(" ").map((part) => ((part * letter) / 16).toFixed(2)).join(" ");
    return { fill: "none", stroke: line.colour, "stroke-width": letter * 0.14, "stroke-dasharray": scaled };
  };

  const years = (group, across, low, letter) => {
    const { stops } = PS.cube;
    const wide = PS.widthOf("2000", letter, 400) * 1.5;
    const step = (across(stops.length - 1) - across(0)) / Math.max(1, stops.length - 1);
    const every = [1, 2, 5, 10, 20, 50].find((each) => each * step >= wide) || 50;
    stops.forEach((stop, at) => {
      if (Number(stop.short) % every === 0 || stops.length === 1) group.append(PS.pen.write(stop.short, across(at), low + letter * 1.3, letter, { "text-anchor": "middle", fill: PS.pen.MUTED }));
    });
  };

  /** Names beside the ends of lines, moved apart, each led to from its last value. */
  const ends = (group, named, { across, up, letter, top, floor, x }) => {
    const placed = named
      .map(({ line, rows }) => {
        const at = line.v.reduce((last, value, place) => (value === null ? last : place), 0);
        return { line, rows, from: { x: across(at), y: up(line.v[at]) }, at: up(line.v[at]), half: (rows.length * LEAD * letter) / 2 };
      })
      .sort((a, b) => a.at - b.at);
    flows.spread(placed, top, floor);
    for (const { line, rows, from, at, half } of placed) {
      group.append(PS.svg("path", { d: `M${from.x} ${from.y}L${x + letter * 0.3} ${at}`, stroke: line.colour, "stroke-width": 1, opacity: 0.6 }));
      group.append(sample(line, x + letter * 0.3, at, letter));
      rows.forEach((row, place) => group.append(PS.pen.write(row, x + letter * 1.7, at - half + LEAD * letter * (place + 0.76), letter, { class: "mirror-end" })));
    }
  };

  /** The latest common year up to the one on screen: values, difference and ratio, what each counts. */
  const blocksOf = (isShort) => {
    const { lines: all, common, apart } = PS.cube.mirror;
    const shown = PS.stop().short;
    const at = common[PS.at] ?? PS.at;
    const year = PS.cube.stops[at].short;
    const isNone = common[PS.at] === null;
    const now = all.map((line, place) => ({ line, value: line.v[at], gap: PS.cube.mirror.gaps[at][place], counts: PS.cube.mirror.facts[1].texts[place] })).filter(({ value }) => value !== null);
    const head = all.length < 2 ? PS.say(all.length ? "mirror_alone" : "mirror_nobody") : PS.say(isNone ? "mirror_not_common" : at === PS.at ? "mirror_common" : "mirror_common_before", { year, shown });
    const like = now.filter(({ gap }) => gap !== apart);
    const other = now.filter(({ gap }) => gap === apart);
    const without = all.filter((line) => line.v[at] === null).map(({ by, name }) => `${by} · ${name}`);
    return [
      { text: isShort ? head : `${head} · ${PS.say("mirror_facts")}`, weight: 700, size: 1.1 },
      ...like.flatMap(block),
      ...(other.length ? [{ text: apart[0].toUpperCase() + apart.slice(1), weight: 700, over: 0.5 }, ...other.flatMap((each) => block({ ...each, gap: "" }))] : []),
      ...(without.length && all.length > 1 ? [{ text: `${PS.say("mirror_none", { year })}: ${without.join("; ")}`, muted: true, over: 0.5, isSpare: true }] : []),
    ];
  };

  /** A definition in short: its first clause. */
  const brief = (text) => {
    const [first] = text.split(/[;:]\s|\.\s/);
    return first.length < text.length ? `${first}\u00a0…` : first;
  };

  const block = ({ line, value, gap, counts }) => [
    { text: `${line.by} · ${line.name}`, value: `${PS.brief(value)}${flows.marked({ note: line.n[PS.cube.mirror.common[PS.at] ?? PS.at] })}${line.spans ? ` (${line.p[PS.cube.mirror.common[PS.at] ?? PS.at]})` : ""}`, weight: 600, line, over: 0.35 },
    ...(gap ? [{ text: gap, weight: 600, isGap: true, inset: 1 }] : []),
    { text: counts, brief: brief(counts), muted: true, inset: 1, isSpare: true },
  ];

  /**
   * What there is room for: names, values and gaps always; then what lines count, from the first on, in short before whole.
   * `need` is how high all of it would be, `bottom` where what there is room for ends.
   */
  const fitting = (blocks, box, letter) => {
    const measure = (each) => {
      const size = letter * (each.size || 1);
      const inset = each.line || each.inset ? letter * 1.4 : 0;
      const value = each.value ? PS.widthOf(each.value, letter, 700) + letter : 0;
      const rows = wrap(each.text, size, box.width - inset - value, each.weight || 400);
      return { ...each, size, inset, rows, tall: rows.length * size * LEAD + letter * (each.over || 0) };
    };
    const whole = blocks.map(measure);
    const short = blocks.map((each) => measure({ ...each, text: each.brief || each.text }));
    const kept = whole.map((each) => (each.isSpare ? null : each));
    const total = () => kept.reduce((all, each) => all + (each ? each.tall : 0), 0);
    for (const offered of [short, whole]) {
      offered.forEach((each, place) => {
        const before = kept[place];
        kept[place] = each;
        if (each.isSpare && total() > box.height - letter * 0.2) kept[place] = before;
      });
    }
    const need = whole.reduce((all, { tall }) => all + tall, 0) + letter * 0.2;
    let y = box.y;
    const placed = kept.filter(Boolean).map((each) => {
      const own = { ...each, y: y + letter * (each.over || 0) };
      y += each.tall;
      return own;
    });
    return { need, bottom: y, blocks: placed };
  };

  const write = (group, { rows, value, line, size, inset, weight, muted, isGap, y }, box, letter) => {
    const { pen } = PS;
    if (line) group.append(sample(line, box.x, y + letter * 0.72, letter));
    rows.forEach((row, place) => group.append(pen.write(row, box.x + inset, y + size * (1 + LEAD * place), size, { "font-weight": weight || 400, fill: muted ? pen.MUTED : pen.INK, ...(isGap ? { class: "mirror-gap" } : {}) })));
    if (value) group.append(pen.write(value, box.x + box.width - letter * 0.15, y + size, letter, { "text-anchor": "end", "font-weight": 700 }));
  };
})();
