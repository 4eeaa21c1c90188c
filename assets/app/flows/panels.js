/* Beside the corridors: key numbers, sentence, the largest as a list, all of them as a table. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const flows = (PS.flows = PS.flows || {});
  const make = (...all) => PS.make(...all);
  const MOST = 40;

  /** Key numbers: how many corridors are shown and which part of persons, then the answer's own. */
  const showNumbers = (shown) => {
    const slot = flows.slot();
    if (PS.cube.mirror) return fillNumbers(slot < 0 ? [] : PS.cube.numbers[slot]);
    const all = slot < 0 ? 0 : PS.cube.steps[0].n[slot];
    const part = slot < 0 ? "" : PS.cube.steps[flows.step].part[slot];
    const said = part ? "visible_of" : slot >= 0 && shown.length && !PS.cube.refused ? "visible_partial" : "visible_count";
    const note = PS.say(said, { all: PS.full(all), part });
    const cards = [[PS.say("visible"), PS.full(shown.length), note], ...(slot < 0 ? [] : PS.cube.numbers[slot])];
    if (PS.cube.refused) cards.push([PS.say("total"), PS.say("not_summed"), PS.cube.refused]);
    return fillNumbers(cards);
  };

  const fillNumbers = (cards) => {
    PS.el("flows-numbers").replaceChildren(...cards.map(PS.numberCard));
  };

  /** The largest corridors as a list; a button each holds its corridor in focus. */
  const showRanking = (shown) => {
    const list = PS.el("flows-ranking");
    const held = list.contains(document.activeElement) ? document.activeElement.dataset.link : null;
    const most = shown.length ? shown[0].value : 1;
    const rows = shown.slice(0, MOST).map((link) => {
      const { colour } = flows.node(link.origin);
      const bar = make("span", { class: `row-bar${flows.isEstimate(link) ? " is-estimate" : ""}`, style: `width:${(100 * link.value) / most}%;--bar:${colour}` });
      return make(
        "li",
        {},
        make(
          "button",
          { class: "row", "data-link": link.id, "aria-pressed": String(PS.pin === link.id) },
          make("span", { class: "row-name" }, flows.arrow(link)),
          make("span", { class: "row-track" }, bar),
          make("span", { class: "row-value", title: link.note || null }, PS.brief(link.value) + marked(link)),
        ),
      );
    });
    const more = shown.length > MOST ? [make("p", { class: "row-more" }, PS.say("ranking_more", { count: shown.length - MOST }))] : [];
    list.replaceChildren(make("ol", { class: "rows" }, ...rows), ...more, ...whyMarked(shown), ...untold());
    if (held) {
      const again = list.querySelector(`[data-link="${held}"]`);
      if (again) again.focus({ preventScroll: true });
    }
    const unit = document.querySelector(".flows .ranked .unit");
    unit.textContent = [PS.cube.unit, PS.stop().says].join(" · ");
  };

  /** Countries that the source counts in a way that is not comparable: named with the reason, no corridor and no value. */
  const untold = () => {
    const areas = PS.cube.elsewhere[PS.at] || [];
    const rows = areas.map(([code, name]) => make("li", { "data-area": code, "data-status": "M" }, make("b", {}, `${name}: `), PS.say("elsewhere")));
    return rows.length ? [make("ul", { class: "untold" }, ...rows)] : [];
  };

  /** The mark of a figure that lacks something. */
  const marked = ({ note }) => (note ? "*" : "");
  flows.marked = marked;

  /** What the mark means, below a list that has one. */
  const whyMarked = (told) => (told.some(marked) ? [make("p", { class: "row-more" }, PS.say("ranking_marked"))] : []);
  flows.whyMarked = whyMarked;

  let rowsOf = null; // rows of the table twin by corridor, made once an answer

  /** The table twin: exactly what is drawn, by codes and plain numbers. */
  const showTable = (drawn) => {
    const home = PS.el("flows-table");
    if (!rowsOf || rowsOf.cube !== PS.cube) {
      rowsOf = { cube: PS.cube, made: new Map() };
      const heads = ["origin", "destination", "value", "status"].map((key) =>
        make("th", { scope: "col", class: key === "value" ? "is-number" : "" }, key === "status" ? PS.say("column_status") : PS.say(`column_${key}`, { unit: PS.cube.unit })),
      );
      home.replaceChildren(make("table", {}, make("caption", {}), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {})), ...members("table", "listed-members"));
    }
    home.querySelector("caption").textContent = PS.title();
    home.querySelector("tbody").replaceChildren(...drawn.map(rowOf));
    for (const list of home.querySelectorAll(".untold")) list.remove();
    home.querySelector("table").after(...untold());
  };

  /** The row of a corridor, with its value now. */
  const rowOf = (link) => {
    let row = rowsOf.made.get(link.id);
    if (!row) {
      row = make(
        "tr",
        { "data-link": link.id, "data-origin": link.origin, "data-destination": link.destination },
        make("th", { scope: "row" }, endOf(link.origin)),
        make("td", {}, endOf(link.destination)),
        make("td", { class: "is-number" }),
        make("td", {}),
      );
      rowsOf.made.set(link.id, row);
    }
    row.dataset.value = link.value;
    row.dataset.status = link.status;
    row.children[2].textContent = PS.full(link.value) + marked(link);
    row.children[3].textContent = [PS.cube.statuses[link.status], link.note].filter(Boolean).join(". ");
    return row;
  };

  /** An end of a corridor by name; a group says who is in it. */
  const endOf = (code) => {
    const { name, members } = flows.node(code);
    return members ? make("span", { title: PS.say("members", { members: members.join(", ") }) }, name) : name;
  };

  let membersOf = null; // the list of groups by where it stands, made once an answer: it stays open while time passes

  /** Who is in the groups that stand for countries, as a list that opens: for pointer, touch and keyboard alike. */
  const members = (place, klass) => {
    if (!membersOf || membersOf.cube !== PS.cube) membersOf = { cube: PS.cube };
    if (membersOf[place] === undefined) {
      const groups = Object.values(PS.cube.nodes).filter((node) => node.members).sort((a, b) => a.name.localeCompare(b.name, PS.cube.lang));
      const told = groups.flatMap((node) => [make("dt", {}, node.name), make("dd", {}, node.members.join(", "))]);
      membersOf[place] = groups.length ? make("details", { class: klass }, make("summary", {}, PS.say("members_title")), make("dl", { class: "menu-panel group-members", tabindex: 0 }, ...told)) : null;
    }
    return membersOf[place] ? [membersOf[place]] : [];
  };

  /** What the width of a corridor is in proportion to. */
  flows.widthSaid = () => PS.say(PS.cube.unitMeasure === "persons" ? "legend_width" : "legend_width_other");

  /** What has no line on the map, and how many corridors of each kind there are: no line is not no data. */
  const linelessSaid = () => {
    const slot = flows.slot();
    const counts = slot < 0 ? {} : { legend_zero: PS.cube.zeros[slot], legend_below: PS.cube.steps[0].n[slot] - flows.shown().length };
    const counted = Object.entries(counts).filter(([, count]) => count);
    const kinds = [...counted.map(([key, count]) => PS.say(key, { count: PS.full(count) })), PS.say(counted.length ? "legend_rest" : "matrix_none")];
    return PS.say("legend_none", { kinds: kinds.join(" · ") });
  };

  const showLegend = () => {
    const home = PS.el("flows-legend");
    const { show } = PS.cube.view;
    home.hidden = ["matrix", "mirror"].includes(show || "map") || flows.isTable;
    if (home.hidden) return home.replaceChildren(); // a picture writes what is in it
    const estimate = ["E", "I", "F"].includes(PS.cube.status);
    const key = make("li", { class: "key-kind" }, make("i", { class: `key ${estimate ? "is-estimate" : "is-reported"}` }), PS.say(estimate ? "legend_estimate" : "legend_reported"));
    const arrow = make("li", { class: "key-kind" }, make("span", { class: "key-arrow", "aria-hidden": "true" }, "→"), PS.say("legend_arrow"));
    const scale = (show || "map") === "map" ? flows.mapScale() : null;
    if (!scale) {
      const groups = members("legend", "menu menu-up").map((list) => make("li", { class: "key-kind key-members" }, list));
      home.replaceChildren(make("ul", { class: "kinds" }, ...(show === "chord" ? [arrow, make("li", { class: "key-kind" }, PS.say("legend_ways"))] : []), key, make("li", { class: "key-kind" }, PS.say("legend_scale")), ...(show === "sankey" ? [make("li", { class: "key-kind" }, PS.say("legend_no_ribbon"))] : []), ...groups));
      return;
    }
    const widths = scale.samples.map(({ words, width }) => make("li", {}, make("i", { class: "key-width", style: `height:${width.toFixed(2)}px` }), words));
    const thin = make("li", {}, make("i", { class: "key-width", style: "height:1px" }), PS.say("legend_hairline"));
    const out = PS.cube.controls.direction.value === "out";
    const round = make("li", { class: "key-kind" }, make("i", { class: "key-round" }), PS.say(out ? "legend_circle_out" : "legend_circle_in"));
    const small = scale.mayBeSmall ? [make("li", { class: `key-kind${scale.isSmall ? "" : " is-idle"}` }, make("i", { class: "key-round is-least" }), PS.say("legend_small_circle"))] : [];
    const none = make("li", { class: "key-kind key-none" }, linelessSaid());
    const ways = scale.isBothWays ? [make("li", { class: "key-kind" }, PS.say("legend_ways"))] : [];
    home.replaceChildren(make("p", { class: "legend-title" }, flows.widthSaid()), make("ul", {}, ...widths, thin), make("ul", { class: "kinds" }, arrow, key, ...(PS.cube.refused ? [] : [round, ...ways, ...small]), none));
  };
  flows.showLegend = showLegend;

  /** A list without buttons is scrolled by the keyboard itself. */
  const hearList = (isPlain) => {
    const list = PS.el("flows-ranking");
    const own = { tabindex: "0", role: "region", "aria-label": document.querySelector(".flows .ranked .card-name").textContent };
    for (const [name, value] of Object.entries(own)) if (isPlain) list.setAttribute(name, value);
    else list.removeAttribute(name);
  };

  flows.showPanels = () => {
    document.querySelector(".flows .ranked .card-name").textContent = PS.say(PS.cube.mirror ? "ranking_sources" : "ranking_corridors");
    const drawn = flows.drawn().sort((a, b) => b.value - a.value || a.id.localeCompare(b.id));
    const shown = drawn.filter((link) => link.isShown);
    showNumbers(shown);
    hearList(Boolean(PS.cube.mirror));
    if (PS.cube.mirror) {
      flows.mirrorRanking();
      flows.mirrorTable();
    } else {
      showRanking(shown);
      showTable(drawn);
    }
    PS.sayInsight(PS.el("flows-insight"));
    const summary = PS.cube.mirror ? "mirror_summary" : "summary";
    PS.el("flows-says").textContent = PS.say(summary, { count: PS.cube.mirror ? flows.reported().length : shown.length, insight: PS.cube.insights[PS.at] || "" });
  };

  flows.lightPanels = () => {
    const focus = flows.focus();
    for (const node of document.querySelectorAll("#flows-ranking .row, #flows-table tr[data-link]")) {
      const [origin, destination] = node.dataset.link.split("-");
      node.classList.toggle("is-lit", Boolean(focus) && flows.isIn({ origin, destination, id: node.dataset.link }, focus));
      node.classList.toggle("is-pinned", node.dataset.link === PS.pin);
      if (node.matches("button")) node.setAttribute("aria-pressed", String(node.dataset.link === PS.pin));
    }
  };

  /** The threshold: a slider over round numbers, which says what it leaves. */
  flows.fillThreshold = () => {
    const home = PS.el("flows-threshold");
    const range = make("input", { type: "range", min: 0, max: Math.max(0, PS.cube.steps.length - 1), step: 1, "aria-label": home.dataset.label });
    range.disabled = PS.cube.steps.length < 2;
    range.value = String(flows.step);
    range.addEventListener("input", () => {
      flows.step = Number(range.value);
      flows.wish = flows.least();
      sayThreshold();
      PS.render();
      PS.keepAddress();
    });
    home.replaceChildren(range, make("output", { "aria-hidden": "true" }));
    home.closest(".tool").hidden = Boolean(PS.cube.mirror);
    sayThreshold();
  };

  const sayThreshold = () => {
    const home = PS.el("flows-threshold");
    const { says } = PS.cube.steps[flows.step];
    home.querySelector("input").setAttribute("aria-valuetext", says);
    home.querySelector("output").textContent = says;
  };

  /** Say beside the pointer what it means: a corridor, or a country's total. */
  flows.showTip = (event, title, value, note = "") => {
    const tip = PS.el("flows-tip");
    tip.replaceChildren(
      make("strong", {}, title),
      make("span", { class: "tip-value" }, value),
      make("span", {}, PS.stop().says),
      ...(note ? [make("span", { class: "tip-note" }, note)] : []),
    );
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    const x = Math.min(event.clientX + 16, window.innerWidth - box.width - 8);
    const y = event.clientY + 18 + box.height > window.innerHeight ? event.clientY - box.height - 12 : event.clientY + 18;
    tip.style.transform = `translate(${Math.max(8, x)}px, ${Math.max(8, y)}px)`;
  };
  flows.hideTip = () => {
    PS.el("flows-tip").hidden = true;
  };
})();
