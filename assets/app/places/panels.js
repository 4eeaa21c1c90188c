/* Beside the map of units: the located share, key numbers, the list of units, table, legend. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const own = (PS.places = PS.places || {});
  const make = (...all) => PS.make(...all);

  own.say = (key, values = {}) => PS.fill(PS.cube.placeWords[key], { unit: PS.cube.kind.one, few: PS.cube.few, ...values });
  own.cell = (place) => PS.unitCell(PS.cube, place, PS.at, PS.cube.cells[place]);
  own.located = () => PS.cube.located[PS.at] || { share: null, percent: "", says: "" };
  own.name = (place) => PS.cube.places.find(({ id }) => id === place).name;
  own.rest = () => `${PS.cube.country}-_U`;

  /** Whether a place is one of the country's units: the remainder and the country are none. */
  own.isUnit = (place) => place !== own.rest() && place !== PS.cube.country;
  own.units = () => PS.cube.places.map(({ id }) => id).filter(own.isUnit);
  own.has = (place) => PS.cube.cells[place] !== undefined;

  /** Units with a figure, largest first, then those without one. */
  own.ranked = () =>
    own
      .units()
      .map((unit, place) => ({ unit, place, cell: own.cell(unit) }))
      .sort((a, b) => (a.cell.value === null) - (b.cell.value === null) || (b.cell.value ?? 0) - (a.cell.value ?? 0) || a.place - b.place);

  /** The bar that says on every screen how much of the whole is located. */
  const showLocated = () => {
    const { share, percent, says } = own.located();
    const bar =
      share === null
        ? []
        : [
            make(
              "span",
              { class: "located-bar", role: "img", "aria-label": says },
              make("i", { class: "located-known", style: `width:${share}%` }),
              make("i", { class: "located-rest", style: `width:${100 - share}%` }),
            ),
          ];
    PS.el("places-located").replaceChildren(...bar, make("p", { "data-share": share ?? "", "data-percent": percent }, says));
  };

  const showNumbers = () => {
    const { percent, located, whole, rest } = own.located();
    const cards = [[own.say("share"), percent || "—", PS.cube.kind.many]];
    if (located) cards.push([own.say("located"), located, PS.cube.unit], [own.has(own.rest()) ? own.name(own.rest()) : own.say("unlocated"), rest, `${own.say("whole")}: ${whole}`]);
    PS.el("places-numbers").replaceChildren(...cards.map(PS.numberCard));
  };

  /** One bar a period: how many are located, and above them, hatched, how many are not. */
  const showHistory = () => {
    const home = PS.el("places-history");
    const told = PS.cube.located.map(({ of = [] }) => of);
    const most = Math.max(0, ...told.map(([, whole]) => whole || 0));
    home.closest(".card").hidden = !most || PS.cube.stops.length < 2;
    const bars = told.map(([located, whole], at) => {
      const part = (value) => `height:${(100 * value) / (most || 1)}%`;
      const inner = whole ? [make("i", { class: "located-rest", style: part(whole - located) }), make("i", { class: "located-known", style: part(located) })] : [];
      return make("span", { class: at === PS.at ? "is-now" : null, "data-at": at, title: `${PS.cube.stops[at].short}: ${PS.cube.located[at].says}` }, ...inner);
    });
    const [first, last] = [PS.cube.stops[0], PS.cube.stops[PS.cube.stops.length - 1]];
    home.replaceChildren(make("div", { class: "history-bars", "aria-hidden": "true" }, ...bars), make("div", { class: "history-ends", "aria-hidden": "true" }, make("span", {}, first.short), make("span", {}, last.short)));
    document.querySelector(".history-card .unit").textContent = PS.cube.unit;
  };

  const rowOf = (place, cell, most, isPart) => {
    const bar = make("span", { class: `row-bar${isPart ? " is-rest" : ""}`, style: `width:${most ? (100 * (cell.value || 0)) / most : 0}%` });
    if (cell.klass >= 0 && !isPart) bar.style.background = PS.unitBack(PS.cube, cell);
    const inner = [make("span", { class: "row-name" }, own.name(place)), make("span", { class: "row-track" }, bar), make("span", { class: "row-value" }, cell.text)];
    const facts = { class: "row", "data-area": place, "data-state": cell.state, title: cell.note };
    return make("li", {}, isPart ? make("span", { ...facts, class: "row is-rest" }, ...inner) : make("button", { ...facts, "aria-pressed": String(PS.pin === place) }, ...inner));
  };

  const showRanking = () => {
    const home = PS.el("places-ranking");
    const held = home.contains(document.activeElement) ? document.activeElement.dataset.area : null;
    const ranked = own.ranked();
    const rest = PS.cube.summed && own.has(own.rest()) ? own.cell(own.rest()) : null;
    const most = Math.max(...ranked.map(({ cell }) => cell.value || 0), rest ? rest.value || 0 : 0);
    const rows = ranked.map(({ unit, cell }) => rowOf(unit, cell, most, false));
    if (rest && rest.value) rows.unshift(rowOf(own.rest(), rest, most, true));
    home.replaceChildren(make("ol", { class: "rows" }, ...rows));
    const again = held && home.querySelector(`button[data-area="${held}"]`);
    if (again) again.focus({ preventScroll: true });
    document.querySelector(".places .ranked .unit").textContent = `${PS.cube.unit} · ${PS.stop().short}`;
  };

  const head = (key, values, isNumber) => make("th", { scope: "col", class: isNumber ? "is-number" : "" }, own.say(key, values));

  /** The table twin: every unit, those in none, the country; figures as they were published. */
  const showTable = () => {
    const places = [...own.ranked().map(({ unit }) => unit), ...[own.rest(), PS.cube.country].filter(own.has)];
    const rows = places.map((place) => {
      const cell = own.cell(place);
      return make(
        "tr",
        { "data-area": place, "data-ref-area": place, "data-counterpart-area": PS.cube.drawn_by.counterpart_area, "data-value": cell.value ?? "", "data-status": cell.status, class: own.isUnit(place) ? null : "is-whole" },
        make("th", { scope: "row" }, own.name(place)),
        make("td", {}, place),
        make("td", { class: `is-number is-${cell.state}` }, cell.full),
        make("td", { class: "is-number" }, PS.cube.cells[place].p[PS.at]),
        make("td", {}, PS.cube.statuses[cell.status] || ""),
        make("td", { class: "is-note" }, cell.note),
      );
    });
    const heads = [head("column_place"), head("column_code"), head("column_value", { unit: PS.cube.unit }, true), head("column_part", {}, true), head("column_status"), head("column_notes")];
    PS.el("places-table").replaceChildren(make("table", {}, make("caption", {}, `${PS.title()}. ${own.located().says}`), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)));
  };

  const KINDS = ["none", "few", "zero", "missing", "context"];

  /** Which kinds of nothing an answer has at any period, or may have. */
  own.kinds = () => {
    const places = new Set(Object.values(PS.cube.drawn).flatMap(({ s }) => s.map((state) => PS.cube.states[state])));
    return KINDS.filter((kind) => ["none", "few", "context"].includes(kind) || places.has(kind));
  };

  /** No place reported is hatched; what the source says it does not know has a plain look of its own. */
  const KEYS = { none: "missing", missing: "silent" };

  own.fillLegend = () => {
    const classes = PS.cube.legend.map((label, klass) => make("li", {}, make("i", { class: "key", style: `background:${PS.cube.palette[klass][0]}` }), label));
    const kinds = own.kinds().map((kind) => make("li", { class: "key-kind" }, make("i", { class: `key is-${KEYS[kind] || kind}` }), own.say(`legend_${kind}`)));
    PS.el("places-legend").replaceChildren(make("p", { class: "legend-title" }, PS.cube.unit), make("ul", {}, ...classes.reverse()), make("ul", { class: "kinds" }, ...kinds));
  };

  const hasCut = () => Object.keys(PS.cube.drawn).some((shape) => PS.unitCell(PS.cube, shape, PS.at).cut);

  /** What the map draws otherwise than the units are, and what is not on it. */
  const showRemarks = () => {
    const { partial } = PS.stop();
    const words = [...(partial ? [PS.say("partial_period", { months: partial })] : []), ...PS.cube.remarks];
    PS.showCutKeys(PS.el("places-legend"), PS.cube, { cut: hasCut(), nil: false });
    PS.el("places-remarks").replaceChildren(...words.map((text, place) => make("p", { class: partial && !place ? "partial" : null }, text)));
  };

  own.showPanels = () => {
    showLocated();
    showRemarks();
    showNumbers();
    PS.sayInsight(PS.el("places-insight")); // last of what the projector shows: it takes what is left
    showRanking();
    showHistory();
    showTable();
  };
})();
