/* Everything beside the map that a year changes: key numbers, insight, ranking, table, tiles. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const make = (...all) => PS.make(...all);

  const name = (area) => PS.cube.areas.find((each) => each.id === area);

  /** Key numbers: total, change since the base year, how many areas have data. */
  const showNumbers = () => {
    const total = PS.total();
    const { partial, ahead, base, says, short } = PS.stop();
    const cut = partial ? PS.say("only_months", { months: partial }) : "";
    const cards = [];
    const whole = PS.ids().length === 1 ? PS.cube.areas[0].name : PS.cube.controls.areas.says;
    if (total.t) cards.push([whole, total.t, [PS.cube.unit, ahead ? PS.say("ahead") : "", cut, total.n].filter(Boolean).join(" · ")]);
    if (PS.cube.refused) cards.push(notSummed());
    else if (PS.cube.summed && base && !PS.cube.single) cards.push([PS.say("since", { year: base }), total.c || "—", total.w]);
    else cards.push(...ends().slice(0, total.t ? 1 : 2));
    if (PS.ids().length > 1) cards.push([PS.say("with_data"), total.r, total.n && !total.t ? total.n : PS.cube.beside ? short : says]);
    const home = PS.el("panorama-numbers");
    home.classList.toggle("is-refused", Boolean(PS.cube.refused));
    home.replaceChildren(...cards.map(PS.numberCard));
  };

  /** The highest and the lowest of the figures that may be held against each other, with ties. */
  const extremes = () => {
    const whole = PS.ranked().filter((area) => PS.cell(area).value !== null && !PS.cell(area).marked);
    const like = (area) => whole.filter((each) => PS.cell(each).full === PS.cell(area).full);
    return whole.length ? [like(whole[0]), like(whole[whole.length - 1])] : [];
  };

  /** Areas as one enumeration; more than three are only counted. */
  const joined = (areas) => {
    if (areas.length > 3) return PS.say("counted_areas", { count: areas.length, areas: PS.ids().length });
    return new Intl.ListFormat(PS.cube.lang).format(areas.map((area) => name(area).short));
  };

  /** A sum that must not be made: why, and the figures that may be given instead. */
  const notSummed = () => {
    const [high, low] = extremes();
    const link = (areas) => make("button", { class: "nearest", "data-only": areas.join(","), title: PS.say("only_this", { area: joined(areas) }) }, `${joined(areas)}, ${PS.cell(areas[0]).text}`);
    const alone = high && high[0] === low[0];
    const key = !high ? "each_alone" : !alone ? "each_holds" : PS.ids().some((area) => PS.cell(area).marked) ? "each_only" : "each_equal";
    const links = { high: high && link(high), low: low && link(low) };
    const words = PS.cube.words[key].split(/\{(\w+)\}([.;,]?)/).map((part, place, all) => {
      if (place % 3 === 0) return part;
      return place % 3 === 1 && links[part] ? make("span", { class: "kept" }, links[part], all[place + 1]) : "";
    });
    return [PS.cube.controls.areas.says, PS.say("not_summed"), [`${PS.cube.refused} `, make("span", { class: "each-own" }, ...words)]];
  };

  document.addEventListener("click", (event) => {
    const nearest = event.target.closest("[data-only]");
    if (nearest) PS.ask({ [PS.cube.controls.areas.name]: nearest.dataset.only });
  });

  /** Where there is no change to tell: the highest and the lowest. */
  const ends = () => {
    const [high, low] = extremes();
    if (!high || PS.ids().length < 2) return [];
    const shown = high[0] === low[0] ? [["highest", high]] : [["highest", high], ["lowest", low]];
    return shown.map(([key, areas]) => [PS.say(key), PS.cell(areas[0]).text, joined(areas)]);
  };

  const showInsight = () => PS.sayInsight(PS.el("panorama-insight"));

  /**
   * Areas by value, largest first: whole figures, then those that are partial or stand on a small
   * base, then areas without a value; what is alike in the order of the code list.
   */
  PS.ranked = () => {
    const group = (cell) => (cell.value === null ? 2 : Number(cell.marked));
    return PS.ids()
      .map((area, place) => ({ area, place, cell: PS.cell(area) }))
      .sort((a, b) => group(a.cell) - group(b.cell) || (b.cell.value ?? 0) - (a.cell.value ?? 0) || a.place - b.place)
      .map(({ area }) => area);
  };

  /** How bars are as long as their values: zero is in between where some are negative. */
  PS.scale = (areas) => {
    const values = areas.map((area) => PS.cell(area).value || 0);
    const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
    return { least, most, part: (value) => value / (most - least || 1) };
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
    document.querySelector(".ranked").style.setProperty("--rows", rows.length);
  };

  const showRanking = () => {
    const list = document.querySelector("#panorama-ranking ol");
    const ranked = PS.ranked();
    const { least, part } = PS.scale(ranked);
    const wide = (value) => 100 * part(value);
    list.style.setProperty("--zero", `${wide(-least)}%`);
    list.classList.toggle("has-negative", least < 0);
    const held = document.activeElement;
    ranked.forEach((area, place) => {
      const item = list.querySelector(`li[data-area="${area}"]`);
      if (list.children[place] !== item) list.insertBefore(item, list.children[place]);
      const cell = PS.cell(area);
      const row = item.firstChild;
      row.dataset.state = cell.state;
      row.title = cell.note;
      row.classList.toggle("is-marked", cell.marked);
      row.classList.toggle("is-nil", cell.nil);
      const bar = row.querySelector(".row-bar");
      bar.style.width = `${wide(Math.abs(cell.value || 0))}%`;
      bar.style.marginLeft = `${wide(Math.min(0, cell.value || 0) - least)}%`;
      bar.style.background = cell.klass >= 0 ? PS.colour(cell.klass) : "";
      row.querySelector(".row-value").textContent = cell.text;
      const change = row.querySelector(".row-change");
      change.textContent = cell.change;
      change.dataset.state = cell.changeState;
    });
    if (list.contains(held)) held.focus({ preventScroll: true });
  };

  /** Both ends of an observation, as the table of observations names them. */
  const endsOf = (area) => {
    const { mapped, other } = PS.cube.drawn;
    const isMapped = mapped === "ref_area";
    return { "data-ref-area": isMapped ? area : other, "data-counterpart-area": isMapped ? other : area };
  };

  /** The table twin: the year on screen, every value with all its digits, status and notes. */
  const showTable = () => {
    const heads = ["area", "value", "change", "status", "notes"].map((key) =>
      make("th", { scope: "col", class: key === "value" ? "is-number" : "" }, PS.say(`column_${key}`, { unit: PS.cube.unit, year: PS.stop().base })),
    );
    const rows = PS.ranked().map((area) => {
      const cell = PS.cell(area);
      const value = cell.value === null ? "" : cell.value;
      return make(
        "tr",
        { "data-area": area, ...endsOf(area), "data-value": value, "data-status": cell.status },
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
      const colours = cell.klass >= 0 ? PS.palette(cell.klass) : cell.nil ? PS.NIL : { fill: "", text: "" };
      tile.style.background = colours.fill && PS.cutBack(colours, cell.cut || cell.nil);
      tile.style.setProperty("--fill", colours.fill || "transparent");
      tile.classList.toggle("is-cut", cell.cut || cell.nil);
      tile.style.color = colours.text;
      tile.title = cell.note;
      tile.querySelector(".tile-value").textContent = cell.text;
    }
  };

  /** Keys of what is no class: no data, zero, does not apply, out of focus. */
  PS.kindKeys = (kinds) =>
    kinds.map((kind) => [make("i", { class: `key is-${kind}` }), PS.say(`legend_${kind}`)]);

  /** The legend is the same for all years and filters of an indicator. */
  PS.fillLegend = () => {
    const classes = PS.cube.legend.map((label, klass) =>
      make("li", {}, make("i", { class: "key", style: `background:${PS.colour(klass)}` }), label),
    );
    const kinds = PS.kindKeys(["missing", "zero", "not_applicable", "context"]).map((keys) => make("li", { class: "key-kind" }, ...keys));
    PS.el("panorama-legend").replaceChildren(
      make("p", { class: "legend-title" }),
      make("ul", {}, ...classes.reverse()),
      make("ul", { class: "kinds" }, ...kinds),
      make("p", { class: "legend-mark" }, PS.say("legend_mark")),
      PS.shortLegend(PS.cube),
    );
  };

  /** Whether any figure on screen is partial or stands on a small base. */
  PS.hasMarks = () => {
    const cubes = [PS.cube, ...(PS.cube.beside && PS.shown() === "map" ? [PS.cube.beside] : [])];
    return cubes.some((cube) => cube.areas.some(({ id }) => PS.cell(id, PS.at, cube).marked));
  };

  /** What a period adds to the legend: that it is a projection, and what the mark means. */
  const showSigns = () => {
    const { ahead } = PS.stop();
    document.querySelector("#panorama-legend .legend-title").textContent = [PS.cube.unit, ahead ? PS.say("ahead") : ""].filter(Boolean).join(" · ");
    document.querySelector("#panorama-legend .legend-mark").hidden = !PS.hasMarks();
    PS.showCutKeys(PS.el("panorama-legend"), PS.cube);
    const whole = PS.isAlone() && PS.ids().includes("W") ? PS.say("no_map") : "";
    const words = [whole, PS.hasMarks() ? PS.say("legend_mark") : ""].filter(Boolean).join(". ");
    const note = document.querySelector("#panorama-stage .stage-note");
    note.textContent = words;
    note.hidden = !words;
  };

  /** What the map cannot say: that a period lacks months, and who is not on it. */
  PS.showRemarks = () => {
    const { partial } = PS.stop();
    const words = partial ? PS.say("partial_period", { months: partial }) : "";
    PS.el("panorama-partial").textContent = words;
    PS.el("panorama-partial").hidden = !partial;
    const beyond = PS.ids().filter((area) => !PS.ground.areas.includes(area));
    const told = beyond.map((area) => `${area === "W" ? name(area).name : name(area).short}, ${PS.cell(area).text}`).join("; ");
    PS.el("panorama-beyond").textContent = PS.say("beyond", { areas: told });
    PS.el("panorama-beyond").classList.toggle("is-alone", beyond.length === PS.ids().length);
    PS.el("panorama-beyond").hidden = !beyond.length || ["table", "multiples"].includes(PS.shown());
    const { ahead, says } = PS.stop();
    const unit = document.querySelector(".ranked .unit");
    unit.textContent = [PS.cube.unit, partial || ahead ? says : ""].filter(Boolean).join(" · ");
    unit.classList.toggle("is-partial", Boolean(partial));
    showSigns();
  };

  PS.showPanels = () => {
    PS.showRemarks();
    showNumbers();
    showInsight();
    showRanking();
    showTable();
    showTiles();
    PS.showMultiples();
  };
})();
