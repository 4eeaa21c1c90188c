/* What is taken home: the table as CSV, the view as SVG and PNG, made here and sent nowhere. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const WIDE = 1600; // units of the picture; as PNG it has twice as many pixels
  const HIGH = 1000;
  const TIMES = 2;
  const NOTE = 13; // size of what is written below the picture
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
    return [...chosen, `${PS.say("areas")}: ${PS.page.areasSaid()}`].join("; ");
  };

  const fileName = (kind) => {
    const { view } = PS.cube;
    const named = PS.page.named ? PS.page.named() : [view.indicator, view.counterpart_area, view.sex, view.age, view.breakdown];
    const parts = ["panorama-sur", ...named, PS.stop().id];
    return `${parts.filter(Boolean).join("_").replace(/[^\w.-]/g, "-")}.${kind}`;
  };

  const quoted = (value) => {
    const text = String(value ?? "");
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };

  /** The table of the year on screen; lines that start with # say what it is. */
  const csv = () => {
    const about = record().map(([label, text]) => `# ${label ? `${label}: ` : ""}${text}`);
    const { heads, rows } = PS.page.rows();
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

  const hatch = () => {
    const pattern = PS.svg("pattern", { id: "take-hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(PS.svg("rect", { width: 7, height: 7, fill: "#FFFFFF" }), PS.svg("rect", { width: 1.6, height: 7, fill: "#7C8F97" }));
    return PS.svg("defs", {}, pattern);
  };

  /** Compose the picture: title, what is on the stage and beside it, and all that it must carry. */
  const picture = () => {
    const root = PS.svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${WIDE} ${HIGH}`, width: WIDE, height: HIGH, "font-family": FONT });
    root.append(PS.svg("title", {}, PS.title()), hatch());
    root.append(PS.svg("rect", { width: WIDE, height: HIGH, fill: "#FFFFFF" }));
    const top = writeLines(root, PS.title(), 40, 62, 32, WIDE - 80, { "font-weight": 700 }) + 6;
    const told = notes().map(([label, text]) => `${label}: ${text}`);
    const lines = told.reduce((count, text) => count + wrap(text, NOTE, WIDE - 80).length, 0);
    const foot = HIGH - Math.max(180, 40 + told.length + lines * NOTE * 1.35); // several sources need room
    root.append(PS.svg("rect", { x: 40, y: top - 20, width: 980, height: foot - top + 8, rx: 12, fill: "#EEF3F5" }));
    PS.page.picture(root, { x: 60, y: top - 8, width: 940, height: foot - top - 16 }, { x: 1060, y: top + 12, width: 500 });
    let line = foot + 24;
    for (const text of told) line = writeLines(root, text, 40, line, NOTE, WIDE - 80, { fill: MUTED }) + 1;
    return root;
  };

  const notes = () => {
    const { source, words, version } = PS.cube;
    const disclaimer = document.querySelector("#disclaimer .long").textContent;
    const day = new Date().toISOString().slice(0, 10);
    return [
      [words.source, `${source.source.replace(/\.$/, "")}. ${words.counted}: ${source.counted}`],
      ...(PS.page.notes ? PS.page.notes() : []),
      [words.filters, filters()],
      [words.address, `${location.host}${location.pathname}${PS.query()} · ${words.date}: ${day} · ${words.version}: ${version}`],
      [words.boundaries, disclaimer],
    ];
  };

  /** What a page needs to draw its own part of a picture. */
  PS.pen = { write, writeLines, wrap, INK, MUTED };

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
    let back = () => {};
    try {
      if (kind !== "csv") back = await PS.page.drawnForPicture();
      save(await MAKERS[kind](), fileName(kind));
    } catch (fault) {
      PS.tell(PS.say("failed", { reason: fault.message }));
    } finally {
      back();
      button.closest("details").open = false;
    }
  });
})();
