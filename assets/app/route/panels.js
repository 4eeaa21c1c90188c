/* Beside the charts: figures of the period, nationalities of one register, deaths; the table twin. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const route = (PS.route = PS.route || {});
  const make = (...all) => PS.make(...all);
  const SHARES = ["extra_continental", "women", "children"];

  /** What shares are of, and why some of the period have no figure. */
  route.figuresNote = () => [PS.say("figures_note"), PS.cube.notes[PS.cube.unshared[PS.at]]].filter(Boolean).join(" ");

  /** Figures of the period: each register's value and shares. */
  const showNumbers = () => {
    const isShare = PS.cube.query.measure === "share"; // its values are among the shares already
    const heads = [...(isShare ? [] : [PS.stop().short]), ...SHARES.map((name) => PS.say(name))].map((words) => make("th", { scope: "col" }, words));
    const rows = route.stages().map((stage) => {
      const isDrawn = route.isDrawn(stage);
      const cell = route.cell(stage);
      const shares = SHARES.map((name) => {
        const own = stage.shares[name];
        const why = !own.length ? "no_share" : stage.leading.whole[PS.at] === 0 ? "no_share_nobody" : "no_share_now";
        return make("td", { class: own.length ? "" : "is-none", title: own[PS.at] ? null : PS.say(why) }, own[PS.at] || "–");
      });
      const value = make("td", { class: "is-value", title: isDrawn ? null : stage.why || PS.cube.apart }, isDrawn ? cell.text : "–");
      return make("tr", { "data-area": stage.area }, make("th", { scope: "row" }, stage.place), ...(isShare ? [] : [value]), ...shares);
    });
    const table = make("table", {}, make("caption", { class: "unseen" }, PS.say("figures")), make("thead", {}, make("tr", {}, make("th", { scope: "col" }, PS.say("column_stage")), ...heads)), make("tbody", {}, ...rows));
    PS.el("route-numbers").replaceChildren(table, make("p", { class: "number-note" }, route.figuresNote()));
  };

  /** The nationalities of one register: a button each looks at it along the route. */
  const showRanking = () => {
    const list = PS.el("route-ranking");
    const stage = route.listed();
    const { names, rows, whole } = stage.leading;
    const told = rows[PS.at] || [];
    const most = told[1] || 1;
    const items = [];
    for (let at = 0; at < told.length; at += 2) items.push(rowOf(names[told[at]], told[at + 1], most, whole[PS.at]));
    const held = list.contains(document.activeElement) ? document.activeElement.dataset.nationality : null;
    list.replaceChildren(items.length ? make("ol", { class: "rows" }, ...items) : make("p", { class: "row-more" }, PS.say("ranking_none")));
    const again = held && list.querySelector(`[data-nationality="${held}"]`);
    if (again) again.focus({ preventScroll: true });
    const { sex, age } = PS.cube.drawn;
    const all = sex === "_T" && age === "_T" ? [] : [PS.say("ranking_all")];
    document.querySelector(".route .ranked .unit").textContent = [PS.say("ranking_of", { place: stage.place, period: PS.stop().short }), ...all].join(" · ");
  };

  /** A part in per cent: what is not zero is not written as zero, nor what is not all as all. */
  const partOf = (value, whole) => {
    const part = (100 * value) / whole;
    const shown = part >= 1 ? Math.round(part) : Number(part.toPrecision(1));
    return PS.fill(PS.cube.numerals.percent, { number: PS.rounded(shown === 100 && value < whole ? 99 : shown) });
  };

  const rowOf = ([code, name, isDoubtful], value, most, whole) => {
    const percent = whole ? partOf(value, whole) : "";
    const isOpen = /^[A-Z]{3}$/.test(code);
    const inner = [
      make("span", { class: "row-name" }, name, ...(isDoubtful ? [make("small", { class: "doubt" }, ` ${PS.say("code_doubtful")}`)] : [])),
      make("span", { class: "row-track" }, make("span", { class: "row-bar", style: `width:${(100 * value) / most}%` })),
      make("span", { class: "row-value" }, PS.full(value)),
      make("span", { class: "row-change" }, percent),
    ];
    return make("li", {}, isOpen ? make("button", { class: "row", "data-nationality": code, title: PS.say("choose", { name }) }, ...inner) : make("span", { class: "row" }, ...inner));
  };

  const head = (key, isNumber = false) => make("th", { scope: "col", class: isNumber ? "is-number" : "" }, PS.say(key));

  /** The table twin: what is drawn at the period on screen, by codes and plain numbers. */
  const showTable = () => {
    const { drawn } = PS.cube;
    const nationality = PS.el("route-nationality").selectedOptions[0];
    const rows = route.drawn().map((stage) => {
      const cell = route.cell(stage);
      const data = { "data-origin": drawn.counterpart_area, "data-destination": stage.area, "data-value": cell.value ?? "", "data-indicator": stage.indicator, "data-register": stage.register, "data-source": stage.source, "data-status": cell.status, "data-time-period": PS.stop().id };
      return make(
        "tr",
        data,
        make("th", { scope: "row" }, stage.place),
        make("td", {}, nationality ? nationality.textContent : ""),
        make("td", { class: cell.value === null ? "is-number is-missing" : "is-number" }, cell.text),
        make("td", {}, stage.counts),
        make("td", {}, PS.cube.statuses[cell.status]),
        make("td", {}, stage.producer),
        make("td", { class: "is-note" }, notesOf(stage, cell)),
      );
    });
    const heads = [head("column_stage"), head("column_nationality"), head("column_value", true), head("column_counts"), head("column_status"), head("column_source"), head("column_notes")];
    const main = make("table", {}, make("caption", {}, PS.title()), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
    PS.el("flows-table").replaceChildren(main, ...(PS.cube.deaths ? [deathsTable()] : []));
  };

  const notesOf = (stage, cell) => {
    const months = cell.months ? PS.say("partial_period", { months: cell.months }) : "";
    const least = route.isLeast(stage) && !cell.flags.split(" ").includes("origin_partly_known") ? PS.say("key_least") : "";
    return [months, least, cell.value === null ? "" : stage.made, cell.note].filter(Boolean).join(". ");
  };
  route.notesOf = notesOf;

  /** The deaths of the period, by where they happened. */
  const deathsTable = () => {
    const { deaths } = PS.cube;
    const rows = deaths.places
      .filter(([, , , along]) => along[PS.at] !== null)
      .map(([area, name, stage, along]) =>
        make(
          "tr",
          { "data-destination": area, "data-origin": "W", "data-value": along[PS.at], "data-indicator": deaths.indicator, "data-source": deaths.source, "data-time-period": PS.stop().id },
          make("th", { scope: "row" }, name),
          make("td", { class: "is-number" }, PS.full(along[PS.at])),
          make("td", {}, PS.say("deaths_way", { place: route.stage(stage).place })),
          make("td", {}, deaths.producer),
        ),
      );
    const none = make("tr", {}, make("td", { colspan: 4 }, deathsSaid()));
    const heads = [head("deaths_place"), head("deaths_value", true), head("column_stage"), head("column_source")];
    return make("table", { class: "deaths-table" }, make("caption", {}, `${PS.say("deaths_table")}, ${PS.stop().says}`), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...(rows.length ? rows : [none])));
  };

  /** Say how many died on the way in the period, or why that is not said. */
  const deathsSaid = () => {
    const { whole, covered, partial } = PS.cube.deaths;
    if (covered[PS.at] === "none") return PS.say("deaths_uncovered");
    if (whole[PS.at] === null) return PS.say("deaths_none");
    const months = partial[PS.at] ? ` (${PS.say("only_months", { months: partial[PS.at] })})` : "";
    return PS.say("deaths_whole", { value: PS.full(whole[PS.at]) }) + months;
  };
  route.deathsSaid = deathsSaid;

  const showDeaths = () => {
    const card = document.querySelector(".route .card.deaths");
    card.hidden = !PS.cube.deaths;
    if (!PS.cube.deaths) return;
    card.querySelector(".unit").textContent = PS.stop().short;
    const ways = route.stages().map((stage) => [stage, route.deathsOf(stage)]).filter(([, value]) => value);
    const told = ways.map(([stage, value]) => `${stage.place}, ${PS.full(value)}`).join("; ");
    PS.el("route-deaths").replaceChildren(
      make("strong", {}, deathsSaid()),
      ...(told ? [` · ${PS.say("deaths_ways", { told })}`] : []),
      ` · ${PS.cube.deaths.producer}, ${PS.cube.deaths.until}`,
    );
  };

  route.showPanels = () => {
    showNumbers();
    showRanking();
    showTable();
    showDeaths();
    const insight = PS.cube.insights[PS.at] || "";
    PS.el("route-insight").textContent = insight;
    const stages = route.drawn().map((stage) => PS.say("summary_stage", { place: stage.place, value: route.cell(stage).text }));
    PS.el("route-says").textContent = PS.say("summary", { title: PS.title(), stages: stages.join("; "), insight });
  };
})();
