/* The matrix: origins down, destinations across, totals at the ends; shades rise by class. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const flows = (PS.flows = PS.flows || {});
  const SHADES = ["#F4F8F6", "#E3EFEA", "#C9E1DA", "#A9D3CB", "#8FC7C0", "#73B8B3", "#57A8A8", "#1F7F8C", "#0A4A63"];
  const MOST_COLUMNS = 14; // more columns of destinations than rows of origins: the table is turned
  const FEW = 4; // rows that leave room for larger ones
  let small = new Set(); // corridors whose value is below the threshold
  let valued = {}; // destinations and origins of corridors with a figure, be it nought

  const home = () => PS.el("flows-matrix");

  const shadeOf = (value) => {
    const { most } = PS.cube;
    const part = flows.ladder === "log" ? Math.log10(Math.max(1, value)) / Math.log10(Math.max(10, most)) : value / most;
    return Math.max(0, Math.min(SHADES.length - 1, Math.floor(part * SHADES.length)));
  };

  /** Rows are the longer side; columns the countries of the sentence, or the other way round: those stand with data or without. */
  const sides = (links) => {
    const [into, outOf] = PS.cube.asked.standing;
    const origins = new Set([...outOf, ...links.map(({ origin }) => origin)]);
    const destinations = new Set([...into, ...links.map(({ destination }) => destination)]);
    const turned = destinations.size > MOST_COLUMNS && destinations.size > origins.size;
    return turned ? { rows: [...destinations], columns: [...origins], turned } : { rows: [...origins], columns: [...destinations], turned };
  };

  const totalOf = (code, isRow, turned) => flows.total(isRow === turned ? "into" : "out_of", code);

  const orderOf = (codes, isRow, turned) => {
    const value = (code) => (totalOf(code, isRow, turned) || { value: 0 }).value;
    const known = (code) => (code.startsWith("_") ? 1 : 0);
    return codes.sort((a, b) => known(a) - known(b) || value(b) - value(a) || a.localeCompare(b));
  };

  /** What rows are sorted by now, and whether the most is on top: of names, the last. */
  const sorted = () => {
    const [by, way] = flows.sort.split(".");
    return { by: by || "total", isDown: way ? way === "desc" : by !== "name" };
  };

  /** Sort the rows as asked; what has no value stays below, whichever way the others go. */
  const sortRows = (rows, columns, turned, cell) => {
    const { by, isDown } = sorted();
    const way = isDown ? -1 : 1;
    if (by === "name") return rows.sort((a, b) => way * flows.node(a).short.localeCompare(flows.node(b).short, PS.cube.lang));
    const told = (row) => (columns.includes(by) ? cell(row, by) : totalOf(row, true, turned));
    if (!columns.includes(by) && isDown) return rows; // they have been put in order by their totals
    return rows.sort((a, b) => {
      const [one, other] = [told(a), told(b)];
      if (!one || !other) return Boolean(other) - Boolean(one);
      return way * (one.value - other.value);
    });
  };

  /** Draw the period on screen. */
  flows.showMatrix = () => {
    const links = flows.drawn();
    if (!links.length) {
      home().replaceChildren(PS.make("p", { class: "nothing" }, PS.say("no_corridors")));
      return;
    }
    const cells = new Map(links.map((link) => [link.id, link]));
    const now = flows.now().filter(({ value }) => value !== null);
    valued = { into: new Set(now.map(({ destination }) => destination)), out_of: new Set(now.map(({ origin }) => origin)) };
    small = new Set(now.filter(({ id, value, origin, destination }) => (value || origin !== destination) && !cells.has(id)).map(({ id }) => id));
    const { rows, columns, turned } = sides(links);
    const idOf = (row, column) => (turned ? `${column}-${row}` : `${row}-${column}`);
    orderOf(columns, false, turned);
    orderOf(rows, true, turned);
    sortRows(rows, columns, turned, (row, column) => cells.get(idOf(row, column)));
    const table = PS.make("table", { class: `matrix-table${rows.length > FEW ? "" : " is-few"}` }, PS.make("caption", { class: "unseen" }, PS.title()));
    table.append(head(columns, turned), body(rows, columns, cells, idOf, turned));
    const scroll = PS.make("div", { class: "matrix-scroll", tabindex: 0, role: "region", "aria-label": PS.title() }, table);
    const more = PS.make("p", { class: "matrix-more" }, "\u00a0");
    home().replaceChildren(ladder(table), scroll, more);
    fitRows(scroll, more, table);
    flows.lightMatrix();
  };

  /** Show whole rows, and say how many are further down; what shades and signs mean where their key is not projected. */
  const fitRows = (scroll, more, table) => {
    const rows = [...scroll.querySelectorAll("tbody tr")].map((row) => row.getBoundingClientRect().height);
    const above = scroll.querySelector("thead").getBoundingClientRect().height;
    const isProjected = PS.mode === "present";
    const key = isProjected ? signs(table).map((node) => `${node.firstChild.textContent} ${node.lastChild.textContent}`) : [];
    const words = PS.make("span", {}, [...key, PS.say("matrix_below", { count: rows.length })].join(" · ")); // no longer than this
    more.replaceChildren(...(isProjected ? [PS.make("span", {}, PS.say(`matrix_${flows.ladder}`)), ...shades()] : []), words);
    let room = above;
    for (const tall of rows) {
      if (room + tall > scroll.clientHeight) break;
      room += tall;
    }
    if (scroll.scrollHeight > scroll.clientHeight + 1 && scroll.clientHeight) scroll.style.maxHeight = `${room + scroll.offsetHeight - scroll.clientHeight}px`;
    const tell = () => {
      let at = above - scroll.scrollTop;
      const below = rows.filter((tall) => (at += tall) > scroll.clientHeight + tall / 2).length;
      words.textContent = [...key, ...(below ? [PS.say("matrix_below", { count: below })] : [])].join(" · ");
      more.hidden = !more.textContent;
    };
    tell();
    scroll.addEventListener("scroll", tell);
  };

  const head = (columns, turned) => {
    const corner = turned ? PS.say("column_destination") : PS.say("column_origin");
    const button = (by, words) => PS.make("button", { class: "sorts", "data-sort": by, "aria-label": PS.say("sort_by", { column: words }) }, words);
    const now = sorted();
    const shown = columns.includes(now.by) || now.by === "name" ? now.by : "total";
    const order = (by) => (shown === by ? { "aria-sort": now.isDown ? "descending" : "ascending" } : {});
    return PS.make(
      "thead",
      {},
      PS.make(
        "tr",
        {},
        PS.make("th", { scope: "col", class: "corner", ...order("name") }, button("name", corner)),
        ...columns.map((code) => PS.make("th", { scope: "col", "data-area": code, ...order(code) }, button(code, flows.node(code).short))),
        ...(PS.cube.refused ? [] : [PS.make("th", { scope: "col", class: "is-total", ...order("total") }, button("total", PS.say("total")))]),
      ),
    );
  };

  const body = (rows, columns, cells, idOf, turned) => {
    const lines = rows.map((row) =>
      PS.make(
        "tr",
        { "data-area": row },
        PS.make("th", { scope: "row", "data-area": row }, flows.node(row).short),
        ...columns.map((column) => cellOf(cells.get(idOf(row, column)), ...(turned ? [column, row] : [row, column]))),
        ...(PS.cube.refused ? [] : [totalCell(totalOf(row, true, turned), hasAny(row, true, turned))]),
      ),
    );
    if (PS.cube.refused) return PS.make("tbody", {}, ...lines);
    const foot = PS.make(
      "tr",
      { class: "is-total" },
      PS.make("th", { scope: "row" }, PS.say("total")),
      ...columns.map((column) => totalCell(totalOf(column, false, turned), hasAny(column, false, turned))),
      totalCell(flows.total("whole")),
    );
    return PS.make("tbody", {}, foot, ...lines);
  };

  /** A pair has a value, or zero, or less than the threshold, or no data, or is not asked for: each looks its own way. */
  const cellOf = (link, origin, destination) => {
    const id = `${origin}-${destination}`;
    const isSelf = origin === destination; // no corridor, unless the source has persons of one all the same
    if (!link && small.has(id)) return PS.make("td", { class: "is-small", title: PS.say("matrix_small") }, "<");
    if (isSelf && !(link && link.value)) return PS.make("td", { class: "is-apart is-self", title: PS.say("matrix_self") });
    if (!link && !flows.isAsked(origin, destination)) return PS.make("td", { class: "is-apart", title: PS.say("matrix_apart") });
    if (!link) return PS.make("td", { class: "is-none", title: PS.say("matrix_none") }, "–");
    if (!link.value) return PS.make("td", { class: "is-zero", ...ends(link) }, "0");
    const shade = shadeOf(link.value);
    return PS.make("td", { class: `is-cell${flows.isEstimate(link) ? " is-estimate" : ""}`, style: `background:${SHADES[shade]};color:${shade > 6 ? "#FFFFFF" : "#12303D"}`, title: `${flows.arrow(link)}: ${PS.full(link.value)}`, ...ends(link) }, PS.brief(link.value) + flows.marked(link));
  };

  const ends = (link) => ({ "data-link": link.id, "data-origin": link.origin, "data-destination": link.destination, "data-value": link.value });

  const totalCell = (total, hasAny = true) => {
    if (!total) return hasAny ? PS.make("td", { class: "is-total" }) : PS.make("td", { class: "is-none is-total", title: PS.say("matrix_none") }, "–");
    return PS.make("td", { class: "is-total", title: total.isPartial ? PS.say("partial_total") : null }, `${PS.brief(total.value)}${total.isPartial ? "*" : ""}`);
  };

  /** Whether an end has any corridor with a figure, be it nought. */
  const hasAny = (code, isRow, turned) => valued[isRow === turned ? "into" : "out_of"].has(code);

  /** The shades as a row of keys, and the choice between two ways to rise. */
  const ladder = (table) => {
    const box = PS.make("div", { class: "matrix-tools", role: "group", "aria-label": PS.say("ladder_label") });
    for (const kind of ["log", "linear"]) {
      box.append(PS.make("button", { class: "twin", "data-ladder": kind, "aria-pressed": String(flows.ladder === kind) }, PS.say(`matrix_${kind}`)));
    }
    box.append(...shades(), ...signs(table));
    return box;
  };

  /** Some of the shades, and from which number on a cell has them. */
  flows.matrixShades = () => {
    const { most } = PS.cube;
    const bound = (part) => (flows.ladder === "log" ? Math.max(10, most) ** part : most * part);
    const round = (value) => Number(value.toPrecision(1));
    return [1, 3, 5, 7].map((place) => ({ fill: SHADES[place], words: PS.say("from_bound", { bound: PS.rounded(round(bound(place / SHADES.length))) }) }));
  };

  const shades = () => flows.matrixShades().map(({ fill, words }) => PS.make("span", { class: "shade" }, PS.make("i", { style: `background:${fill}` }), words));

  /** What cells without a shade mean, as far as there are any on screen, and how estimates are written. */
  const signs = (table) => {
    const told = [
      ["is-none", "–", "matrix_none"],
      ["is-apart", "//", table.querySelector(".is-apart:not(.is-self)") ? "matrix_apart_or_self" : "matrix_self"],
      ["is-small", "<", "matrix_small"],
      ["is-zero", "0", "matrix_zero"],
      ["is-estimate", PS.brief(PS.cube.most), "matrix_estimate"],
    ].filter(([klass]) => table.querySelector(`td.${klass}`));
    return told.map(([klass, sign, words]) => PS.make("span", { class: `sign ${klass}` }, PS.make("i", { "aria-hidden": "true" }, sign), PS.say(words)));
  };

  /** Sort by a column; by the one that rows are sorted by already, the other way. */
  const turnSort = (by) => {
    const usual = by === "total" ? "" : by;
    const isUsual = flows.sort === usual;
    flows.sort = isUsual ? `${by}.${by === "name" ? "desc" : "asc"}` : usual;
  };

  document.addEventListener("click", (event) => {
    const sorts = event.target.closest && event.target.closest("[data-sort]");
    const kind = event.target.closest && event.target.closest("[data-ladder]");
    if (sorts) {
      turnSort(sorts.dataset.sort);
      flows.showMatrix();
      const again = home().querySelector(`[data-sort="${sorts.dataset.sort}"]`);
      if (again) again.focus();
      PS.keepAddress();
    } else if (kind) {
      flows.ladder = kind.dataset.ladder;
      flows.showMatrix();
      home().querySelector(`[data-ladder="${flows.ladder}"]`).focus();
      PS.keepAddress();
    }
  });

  flows.lightMatrix = () => {
    const focus = flows.focus();
    for (const node of home().querySelectorAll("[data-link]")) node.classList.toggle("is-lit", node.dataset.link === focus);
    for (const node of home().querySelectorAll("th[data-area]")) node.classList.toggle("is-lit", Boolean(focus) && flows.isSame(node.dataset.area, focus));
  };
})();
