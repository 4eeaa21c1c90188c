/* What is taken home: the table as CSV, the view as SVG and PNG, made here and sent nowhere. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const WIDE = 1600; // units of the picture; as PNG it has twice as many pixels
  const HIGH = 1000;
  const TIMES = 2;
  const FONT = 'Inter, system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';
  const INK = "#12303D";
  const MUTED = "#49616B";

  /** Say everything that a file must carry to stand alone: title, filters, source, date, note. */
  const record = () => {
    const { source, words, version, unit } = PS.cube;
    const disclaimer = document.querySelector("#disclaimer .long").textContent;
    return [
      [null, PS.title()],
      [words.filters, filters()],
      [words.unit, unit],
      [words.counted, source.counted],
      [words.source, source.source],
      [words.cite, source.citation],
      [words.date, new Date().toISOString().slice(0, 10)],
      [words.version, version],
      [words.address, new URL(PS.query(), location.href).href],
      [words.boundaries, disclaimer],
    ];
  };

  /** Say the choices as the page says them. */
  const filters = () => {
    const chosen = [...document.querySelectorAll(".stage select")].map((select) => {
      const words = select.selectedOptions[0] ? select.selectedOptions[0].textContent : "";
      return `${select.getAttribute("aria-label")}: ${words}`;
    });
    const areas = PS.cube.areas.map((area) => area.short).join(", ");
    return [...chosen, `${PS.say("areas")}: ${areas}`].join("; ");
  };

  const fileName = (kind) => {
    const { view } = PS.cube;
    const parts = ["panorama-sur", view.indicator, view.counterpart_area, view.sex, view.age, view.breakdown, PS.stop().id];
    return `${parts.filter(Boolean).join("_").replace(/[^\w.-]/g, "-")}.${kind}`;
  };

  const quoted = (value) => {
    const text = String(value ?? "");
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };

  /** The table of the year on screen; lines that start with # say what it is. */
  const csv = () => {
    const { drawn, unitMeasure } = PS.cube;
    const [own, far] = drawn.mapped === "ref_area" ? [0, 1] : [1, 0];
    const about = record().map(([label, text]) => `# ${label ? `${label}: ` : ""}${text}`);
    const heads = ["indicator", "ref_area", "name", "counterpart_area", "sex", "age", "breakdown", "time_period", "obs_value", "unit_measure", "obs_status", "source", "flags", "notes"];
    const rows = PS.ids().map((area) => {
      const cell = PS.cell(area);
      const name = PS.cube.areas.find((each) => each.id === area).name;
      const ends = [];
      ends[own] = area;
      ends[far] = drawn.other;
      return [drawn.indicator, ends[0], name, ends[1], drawn.sex, drawn.age, drawn.breakdown, PS.stop().id, cell.value, unitMeasure, cell.status, drawn.source, cell.flags, cell.note];
    });
    const lines = [...about.map(quotedLine), heads.join(","), ...rows.map((row) => row.map(quoted).join(","))];
    return `\uFEFF${lines.join("\r\n")}\r\n`;
  };
  const quotedLine = (line) => (/[",]/.test(line) ? `"${line.replace(/"/g, '""')}"` : line);

  const canvas = document.createElement("canvas").getContext("2d");

  /** Break a text into lines that are no wider than a width. */
  const wrap = (text, size, width, weight = 400) => {
    canvas.font = `${weight} ${size}px ${FONT}`;
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      const longer = `${lines[lines.length - 1]} ${word}`.trim();
      if (canvas.measureText(longer).width <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  };

  const write = (text, x, y, size, more = {}) =>
    PS.svg("text", { x, y, "font-size": size, fill: INK, ...more }, text);

  /** Write a text over several lines; returns the row below it. */
  const writeLines = (home, text, x, y, size, width, more = {}) => {
    let row = y;
    for (const line of wrap(text, size, width, more["font-weight"] || 400)) {
      home.append(write(line, x, row, size, more));
      row += size * 1.35;
    }
    return row;
  };

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
    writeLines(group, `${beside.title}, ${PS.stop().says}`, x + half + 24, y + 22, 15, half - 30, { "font-weight": 600 });
    group.append(mapPicture(x + half + 20, y + 60, half, height - 210, "panorama-beside-view"), legend(x + half + 24, y + height - 8, beside));
    return group;
  };

  const tilesPicture = (x, y, width, height) => {
    const { tiles, names } = PS.ground;
    const places = Object.values(tiles);
    const columns = 1 + Math.max(...places.map(([column]) => column));
    const rows = 1 + Math.max(...places.map(([, row]) => row));
    const side = Math.min(width / columns, height / rows);
    const left = x + (width - side * columns) / 2;
    const group = PS.svg("g");
    for (const [area, [column, row]] of Object.entries(tiles)) {
      const cell = PS.cube.cells[area] ? PS.cell(area) : null;
      const [tileX, tileY] = [left + column * side, y + row * side];
      const text = cell && cell.klass >= 0 ? PS.palette(cell.klass).text : INK;
      group.append(PS.svg("rect", { x: tileX + 3, y: tileY + 3, width: side - 6, height: side - 6, rx: 8, fill: fillOf(cell), stroke: "#49616B", "stroke-width": 0.6 }));
      const words = wrap(names[area], 14, side - 14, 600);
      words.forEach((line, place) => group.append(write(line, tileX + side / 2, tileY + side / 2 - 4 + (place - (words.length - 1)) * 16, 14, { "text-anchor": "middle", "font-weight": 600, fill: text })));
      if (cell) group.append(write(cell.text, tileX + side / 2, tileY + side / 2 + 16, 14, { "text-anchor": "middle", fill: text }));
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
      group.append(write(area.short, left + 16, top + 24, 15, { "font-weight": 600 }));
      group.append(write(PS.cell(area.id).text, left + wide - 16, top + 24, 15, { "text-anchor": "end", "font-weight": 600 }));
      group.append(PS.linesIn(area.id, left + 18, top + 34, inner, tall - 64));
      group.append(write(stops[0].short, left + 16, top + tall - 12, 12, { fill: MUTED }));
      group.append(write(stops[stops.length - 1].short, left + wide - 16, top + tall - 12, 12, { "text-anchor": "end", fill: MUTED }));
    });
    return group;
  };

  const fillOf = (cell) => {
    if (!cell) return "#DDE3E4";
    if (cell.klass >= 0) return PS.colour(cell.klass);
    return { missing: "url(#take-hatch)", zero: "#FFFFFF", not_applicable: "#F3EFE4" }[cell.state];
  };

  const legend = (x, bottom, cube = PS.cube) => {
    const group = PS.svg("g");
    const kinds = [["missing", "url(#take-hatch)"], ["zero", "#FFFFFF"], ["not_applicable", "#F3EFE4"], ["context", "#DDE3E4"]];
    const rows = [...cube.legend.map((label, klass) => [label, PS.colour(klass, cube)]).reverse(), ...kinds.map(([kind, fill]) => [PS.say(`legend_${kind}`), fill])];
    const top = bottom - rows.length * 24;
    group.append(write(cube.unit, x, top - 14, 15, { "font-weight": 600, fill: MUTED }));
    rows.forEach(([label, fill], place) => {
      group.append(PS.svg("rect", { x, y: top + place * 24, width: 30, height: 16, rx: 3, fill, stroke: "#49616B", "stroke-width": 0.7 }));
      group.append(write(label, x + 40, top + place * 24 + 13, 14, { fill: MUTED }));
    });
    return group;
  };

  const ranking = (x, y, width) => {
    const group = PS.svg("g");
    const ranked = PS.ranked();
    const { least, most, part } = PS.scale(ranked);
    const wide = width - 330;
    const since = PS.say("since", { year: PS.stop().base });
    group.append(write(since, x + width, y - 14, 13, { "text-anchor": "end", fill: MUTED }));
    if (least < 0 && most > 0) group.append(PS.svg("rect", { x: x + 110 + wide * part(-least), y: y - 4, width: 1, height: ranked.length * 30, fill: MUTED }));
    ranked.forEach((area, place) => {
      const cell = PS.cell(area);
      const row = y + place * 30;
      const name = PS.cube.areas.find((each) => each.id === area).short;
      const from = x + 110 + wide * part(Math.min(0, cell.value || 0) - least);
      group.append(write(name, x, row + 14, 16));
      if (cell.klass >= 0) group.append(PS.svg("rect", { x: from, y: row + 1, width: Math.max(2, wide * part(Math.abs(cell.value || 0))), height: 15, rx: 3, fill: PS.colour(cell.klass), stroke: "#49616B", "stroke-width": 0.4 }));
      group.append(write(cell.text, x + width - 118, row + 14, 16, { "text-anchor": "end", "font-weight": 600 }));
      group.append(write(cell.change, x + width, row + 14, 14, { "text-anchor": "end", fill: MUTED }));
    });
    return group;
  };

  const hatch = () => {
    const pattern = PS.svg("pattern", { id: "take-hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(PS.svg("rect", { width: 7, height: 7, fill: "#FFFFFF" }), PS.svg("rect", { width: 1.6, height: 7, fill: "#7C8F97" }));
    return PS.svg("defs", {}, pattern);
  };

  /** Compose the picture: title, map or tiles, ranking, insight, and everything it must carry. */
  const picture = () => {
    const root = PS.svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${WIDE} ${HIGH}`, width: WIDE, height: HIGH, "font-family": FONT });
    root.append(PS.svg("title", {}, PS.title()), hatch());
    root.append(PS.svg("rect", { width: WIDE, height: HIGH, fill: "#FFFFFF" }));
    const top = writeLines(root, PS.title(), 40, 62, 32, WIDE - 80, { "font-weight": 700 }) + 6;
    const foot = HIGH - 180;
    root.append(PS.svg("rect", { x: 40, y: top - 20, width: 980, height: foot - top + 8, rx: 12, fill: "#EEF3F5" }));
    const draw = { tiles: tilesPicture, multiples: multiplesPicture }[PS.show] || (PS.cube.beside ? pairPicture : mapPicture);
    root.append(draw(60, top - 8, 940, foot - top - 16));
    if (draw !== multiplesPicture && draw !== pairPicture) root.append(legend(64, foot - 24));
    const total = PS.total();
    let row = top + 12;
    if (total.t) {
      root.append(write(total.t, 1060, row + 16, 40, { "font-weight": 700 }));
      row = writeLines(root, [PS.cube.unit, total.n].filter(Boolean).join(" · "), 1060, row + 46, 15, 500, { fill: MUTED }) + 18;
    }
    row = writeLines(root, PS.cube.insights[PS.at], 1060, row + 10, 19, 500) + 34;
    root.append(ranking(1060, row, 500));
    let line = foot + 24;
    for (const [label, text] of notes()) {
      line = writeLines(root, `${label}: ${text}`, 40, line, 13, WIDE - 80, { fill: MUTED }) + 1;
    }
    return root;
  };

  const notes = () => {
    const { source, words, version } = PS.cube;
    const disclaimer = document.querySelector("#disclaimer .long").textContent;
    const day = new Date().toISOString().slice(0, 10);
    const { beside } = PS.cube;
    const pair = beside && PS.show === "map" ? [[words.source, `${beside.title}: ${beside.source.source}. ${words.counted}: ${beside.source.counted}`]] : [];
    return [
      [words.source, `${source.source}. ${words.counted}: ${source.counted}`],
      ...pair,
      [words.filters, filters()],
      [words.address, `${location.host}${location.pathname}${PS.query()} · ${words.date}: ${day} · ${words.version}: ${version}`],
      [words.boundaries, disclaimer],
    ];
  };

  const save = (blob, name) => {
    const link = PS.make("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    PS.tell(PS.say("downloaded", { name }));
  };

  const svgText = () => new XMLSerializer().serializeToString(picture());

  const toPng = () =>
    new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => {
        const sheet = document.createElement("canvas");
        sheet.width = WIDE * TIMES;
        sheet.height = HIGH * TIMES;
        sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
        sheet.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("PNG"))), "image/png");
      };
      image.onerror = () => reject(new Error("SVG"));
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText())}`;
    });

  const MAKERS = {
    csv: async () => new Blob([csv()], { type: "text/csv;charset=utf-8" }),
    svg: async () => new Blob([svgText()], { type: "image/svg+xml;charset=utf-8" }),
    png: toPng,
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-file]");
    if (!button || !PS.cube) return;
    const kind = button.dataset.file;
    const shown = PS.show;
    try {
      if (kind !== "csv" && shown === "table") PS.setShow("map"); // a picture is of the map
      save(await MAKERS[kind](), fileName(kind));
    } catch (fault) {
      PS.tell(PS.say("failed", { reason: fault.message }));
    } finally {
      if (PS.show !== shown) PS.setShow(shown);
      button.closest("details").open = false;
    }
  });
})();
