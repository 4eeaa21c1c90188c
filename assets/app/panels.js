/* Everything beside the map that a year changes: key numbers, insight, ranking, table, tiles. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const make = (...all) => PS.make(...all);

  const name = (area) => PS.cube.areas.find((each) => each.id === area);

  /** Key numbers: total, change since the base year, how many areas have data. */
  const showNumbers = () => {
    const total = PS.total();
    const cards = [];
    if (total.t) cards.push([PS.cube.controls.ref_area.says, total.t, total.n || PS.cube.unit]);
    const since = PS.say("since", { year: PS.cube.controls.base.value });
    if (PS.cube.summed) cards.push([since, total.c || "—", total.w]);
    else cards.push(...ends());
    cards.push([PS.say("with_data"), total.r, total.n && !total.t ? total.n : PS.stop().says]);
    PS.el("panorama-numbers").replaceChildren(
      ...cards.map(([label, number, note]) =>
        make(
          "div",
          { class: "number" },
          make("span", { class: "number-label" }, label),
          make("strong", {}, number),
          make("span", { class: "number-note" }, note),
        ),
      ),
    );
  };

  /** Where values must not be added: the highest and the lowest. */
  const ends = () => {
    const valued = PS.ranked().filter((area) => PS.cell(area).value !== null);
    if (!valued.length) return [];
    const [high, low] = [valued[0], valued[valued.length - 1]];
    return [["highest", high], ["lowest", low]].map(([key, area]) => [PS.say(key), PS.cell(area).text, name(area).short]);
  };

  const showInsight = () => {
    PS.el("panorama-insight").textContent = PS.cube.insights[PS.at];
  };

  /** Areas by value, largest first; those without a value last, in the order of the code list. */
  PS.ranked = () => {
    const order = (area) => {
      const cell = PS.cell(area);
      return cell.value === null ? -1 : cell.value;
    };
    return PS.ids()
      .map((area, place) => ({ area, place }))
      .sort((a, b) => order(b.area) - order(a.area) || a.place - b.place)
      .map(({ area }) => area);
  };

  PS.fillRanking = () => {
    const rows = PS.ids().map((area) =>
      make(
        "li",
        { "data-area": area },
        make(
          "button",
          { class: "row", "data-area": area, "aria-pressed": "false" },
          make("span", { class: "row-name" }, name(area).short),
          make("span", { class: "row-track" }, make("span", { class: "row-bar" })),
          make("span", { class: "row-value" }),
          make("span", { class: "row-change" }),
        ),
      ),
    );
    PS.el("panorama-ranking").replaceChildren(make("ol", { class: "rows" }, ...rows));
  };

  const showRanking = () => {
    const list = document.querySelector("#panorama-ranking ol");
    const ranked = PS.ranked();
    const most = Math.max(...ranked.map((area) => PS.cell(area).value || 0));
    const held = document.activeElement;
    ranked.forEach((area, place) => {
      const item = list.querySelector(`li[data-area="${area}"]`);
      if (list.children[place] !== item) list.insertBefore(item, list.children[place]);
      const cell = PS.cell(area);
      const row = item.firstChild;
      row.dataset.state = cell.state;
      row.title = cell.note;
      const bar = row.querySelector(".row-bar");
      bar.style.width = cell.value && most ? `${(100 * Math.abs(cell.value)) / most}%` : "0";
      bar.style.background = cell.klass >= 0 ? `var(--class-${cell.klass})` : "";
      row.querySelector(".row-value").textContent = cell.text;
      const change = row.querySelector(".row-change");
      change.textContent = cell.change;
      change.dataset.state = cell.changeState;
    });
    if (list.contains(held)) held.focus({ preventScroll: true });
  };

  /** The table twin: the year on screen, every value with all its digits, status and notes. */
  const showTable = () => {
    const heads = ["area", "value", "change", "status", "notes"].map((key) =>
      make("th", { scope: "col", class: key === "value" ? "is-number" : "" }, PS.say(`column_${key}`, { unit: PS.cube.unit, year: PS.cube.controls.base.value })),
    );
    const rows = PS.ranked().map((area) => {
      const cell = PS.cell(area);
      const value = cell.value === null ? "" : cell.value;
      return make(
        "tr",
        { "data-area": area, "data-ref-area": area, "data-value": value, "data-status": cell.status },
        make("th", { scope: "row" }, name(area).name),
        make("td", { class: `is-number is-${cell.state}` }, cell.full),
        make("td", { class: "is-number" }, cell.change),
        make("td", {}, PS.cube.statuses[cell.status]),
        make("td", { class: "is-note" }, cell.note),
      );
    });
    const total = PS.total();
    const foot = total.f
      ? [make("tfoot", {}, make("tr", {}, make("th", { scope: "row" }, PS.say("total")), make("td", { class: "is-number" }, total.f), make("td", { class: "is-number" }, total.c), make("td", {}), make("td", { class: "is-note" }, [total.n, total.c ? total.w : ""].filter(Boolean).join(". "))))]
      : [];
    PS.el("panorama-table").replaceChildren(
      make(
        "table",
        {},
        make("caption", {}, PS.title()),
        make("thead", {}, make("tr", {}, ...heads)),
        make("tbody", {}, ...rows),
        ...foot,
      ),
    );
  };

  PS.fillTiles = () => {
    const { tiles, names } = PS.ground;
    const home = PS.el("panorama-tiles");
    const made = Object.entries(tiles).map(([area, [column, row]]) => {
      const own = PS.cube.cells[area] !== undefined;
      const place = `grid-column:${column + 1};grid-row:${row + 1}`;
      const words = [make("span", { class: "tile-name" }, names[area]), make("span", { class: "tile-value" })];
      return own
        ? make("button", { class: "tile", "data-area": area, style: place, "aria-pressed": "false" }, ...words)
        : make("div", { class: "tile is-context", style: place }, words[0]);
    });
    home.replaceChildren(...made);
  };

  const showTiles = () => {
    for (const tile of document.querySelectorAll("#panorama-tiles button")) {
      const cell = PS.cell(tile.dataset.area);
      tile.dataset.state = cell.state;
      tile.dataset.klass = cell.klass;
      tile.title = cell.note;
      tile.querySelector(".tile-value").textContent = cell.text;
    }
  };

  /** The legend is the same for all years and filters of an indicator. */
  PS.fillLegend = () => {
    const classes = PS.cube.legend.map((label, klass) =>
      make("li", {}, make("i", { class: "key", style: `background:var(--class-${klass})` }), label),
    );
    const kinds = ["missing", "zero", "not_applicable", "context"].map((kind) =>
      make("li", { class: "key-kind" }, make("i", { class: `key is-${kind}` }), PS.say(`legend_${kind}`)),
    );
    PS.el("panorama-legend").replaceChildren(
      make("p", { class: "legend-title" }, PS.cube.unit),
      make("ul", {}, ...classes.reverse()),
      make("ul", { class: "kinds" }, ...kinds),
    );
  };

  /** The words that say what is on screen: title of the page, of the table and of every file. */
  PS.title = () => {
    const pieces = [];
    for (const piece of PS.el("panorama-sentence").children) {
      if (piece.matches(".is-idle")) continue;
      pieces.push(piece.dataset.piece ? pieceText(piece) : piece.textContent);
    }
    return pieces.join("").replace(/\s+/g, " ").trim();
  };

  const pieceText = (piece) => {
    const [before, role, chosen] = piece.children;
    const words = chosen.querySelector(".choice-words").textContent;
    return before.textContent + role.textContent + words;
  };

  PS.showPanels = () => {
    showNumbers();
    showInsight();
    showRanking();
    showTable();
    showTiles();
  };
})();
