/* The mirror: one line a reporter and concept of the same corridor, gaps said and never averaged. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const flows = (PS.flows = PS.flows || {});
  const make = (...all) => PS.make(...all);
  const home = () => PS.el("flows-mirror");
  const told = () => PS.cube.mirror;

  /** What each line says in the year on screen; a line without data says none, never another year's. */
  flows.reported = () =>
    told()
      .lines.map((line, place) => ({ ...line, place, value: line.v[PS.at], period: line.p[PS.at], status: line.o[PS.at], note: line.n[PS.at] || "", gap: told().gaps[PS.at][place] }))
      .filter((line) => line.value !== null);

  /** Draw the year on screen. */
  flows.showMirror = () => {
    const { lines, silent, triangle, charts } = told();
    const box = home();
    if (PS.mode === "present") return project(box);
    const alone = lines.length < 2 ? [make("p", { class: "mirror-alone" }, PS.say(lines.length ? "mirror_alone" : "mirror_nobody"))] : [];
    box.replaceChildren(
      make("div", { class: "mirror-top" }, make("div", { class: "mirror-charts" }, ...charts.map(chart).filter(Boolean), ...alone), pairs(triangle)),
      lines.length ? facts() : "",
      silent ? make("p", { class: "mirror-silent" }, silent) : "",
    );
  };

  /** What is projected is one sheet as large as the stage. */
  const project = (box) => {
    const style = getComputedStyle(box);
    const [width, height] = [box.clientWidth - 2 * parseFloat(style.paddingLeft), box.clientHeight - 2 * parseFloat(style.paddingTop)];
    if (width <= 0 || height <= 0) return;
    const svg = PS.svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": PS.el("flows-says").textContent });
    svg.append(flows.mirrorSheet({ x: 0, y: 0, width, height }, parseFloat(style.fontSize), true));
    box.replaceChildren(svg);
  };

  /** The lines of one kind over the years, with a key; spans of years are level. */
  const chart = ({ kind, title, top, ticks }) => {
    const own = told().lines.filter((line) => line.kind === kind);
    if (!own.length) return null;
    const { stops } = PS.cube;
    const last = Math.max(1, stops.length - 1);
    const across = (at) => (100 * at) / last;
    const up = (value) => 100 - (100 * value) / top;
    const svg = PS.svg("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" });
    for (const [value] of ticks) svg.append(PS.svg("path", { d: `M0 ${up(value)}H100`, class: "mirror-tick" }));
    for (const line of own) svg.append(pathOf(line, across, up));
    const marks = own.flatMap((line) => line.v.map((value, at) => (value === null || line.spans ? null : markAt(line, `left:${across(at)}%;top:${up(value)}%`)))).filter(Boolean);
    const rule = make("i", { class: "rule", style: `left:${across(PS.at)}%` });
    const axis = make("div", { class: "mirror-axis", "aria-hidden": "true" }, ...ticks.map(([value, words]) => make("span", { style: `top:${up(value)}%` }, words)));
    const keys = make("ul", { class: "mirror-keys" }, ...own.map((line) => make("li", {}, sample(line), `${line.name} · ${line.by}`)));
    return make("section", { class: "mirror-chart", "aria-label": title }, make("h2", {}, title), keys, make("div", { class: "mirror-plot" }, axis, make("div", { class: "mirror-lines" }, svg, ...marks, rule)), years(across));
  };

  const markAt = (line, style) => PS.svg("svg", { class: "mirror-mark", viewBox: "-5 -5 10 10", "aria-hidden": "true", style }, flows.mirrorMark(line));

  /** What a line looks like, before its name: its dash and its mark. */
  const sample = (line) => {
    const svg = PS.svg("svg", { class: "mirror-sample", viewBox: "-13 -5 26 10", "aria-hidden": "true" }, PS.svg("path", { d: "M-13 0H13", fill: "none", stroke: line.colour, "stroke-width": 2.2, "stroke-dasharray": flows.mirrorStyle(line).dash }));
    if (!line.spans) svg.append(flows.mirrorMark(line));
    return svg;
  };

  const years = (across) => {
    const { stops } = PS.cube;
    const every = stops.length > 24 ? 10 : stops.length > 12 ? 5 : 1;
    const said = stops.map((stop, at) => ({ stop, at })).filter(({ stop }) => Number(stop.short) % every === 0);
    return make("div", { class: "mirror-years", "aria-hidden": "true" }, ...said.map(({ stop, at }) => make("span", { style: `left:${across(at)}%` }, stop.short)));
  };

  /** Where a line runs: on over the years between two counts, broken where a yearly source has a gap. */
  flows.mirrorPath = (line, across, up) => {
    let d = "";
    let pen = "M";
    line.v.forEach((value, at) => {
      const other = at && line.p[at] !== line.p[at - 1];
      if (value === null) {
        if (!line.spans && betweenCounts(line, at)) return;
        pen = "M";
      } else {
        if (line.spans && other) pen = "M";
        d += `${pen}${across(at).toFixed(2)} ${up(value).toFixed(2)}`;
        pen = "L";
      }
    });
    return d;
  };

  const pathOf = (line, across, up) =>
    PS.svg("path", { d: flows.mirrorPath(line, across, up), fill: "none", stroke: line.colour, "stroke-width": 2.2, "vector-effect": "non-scaling-stroke", "stroke-dasharray": flows.mirrorStyle(line).dash, "data-line": line.id });

  /** A source that counts every five years has no gap in between; one that counts every year has. */
  const betweenCounts = (line, at) => {
    const counted = line.v.map((value, place) => (value === null ? -1 : place)).filter((place) => place >= 0);
    const steps = counted.slice(1).map((place, n) => place - counted[n]);
    const usual = steps.length ? Math.min(...steps) : 1;
    return usual > 1 && at > counted[0] && at < counted[counted.length - 1];
  };

  const unfolded = new Set(); // lines whose facts are read: they stay so from one year to the next

  /** One fold a source: what it says now in its head, what it counts below, fact by fact; differences stand out. */
  const facts = () => make("section", { class: "mirror-facts", "aria-label": PS.say("mirror_facts") }, make("h2", {}, PS.say("mirror_facts")), ...told().lines.map(fold));

  const fold = (line, place) => {
    const { facts: rows, gaps } = told();
    const gap = gaps[PS.at][place];
    const lacks = line.n[PS.at] ? [{ name: PS.say("column_status"), text: line.n[PS.at] }] : [];
    const said = [...lacks, ...(gap ? [{ name: PS.say("mirror_gap"), text: gap }] : []), ...rows.map(({ name, texts, differs }) => ({ name, text: texts[place], differs: differs[place] }))];
    const head = make("summary", {}, make("span", { class: "mirror-name" }, sample(line), make("b", {}, line.name), " ", make("small", {}, line.by)), valueOf(line));
    const own = make("details", unfolded.has(line.id) ? { open: "" } : {}, head, make("dl", {}, ...said.flatMap(({ name, text, differs }) => [make("dt", {}, name), make("dd", differs ? { class: "differs" } : {}, text)])));
    own.addEventListener("toggle", () => unfolded[own.open ? "add" : "delete"](line.id));
    return own;
  };

  const valueOf = (line) => {
    const value = line.v[PS.at];
    if (value !== null) return make("span", { class: "mirror-value" }, make("strong", { title: line.n[PS.at] || null }, PS.full(value) + flows.marked({ note: line.n[PS.at] })), " ", make("small", {}, line.spans ? line.p[PS.at] : PS.stop().short));
    return make("small", { class: "mirror-value" }, [PS.say("mirror_none", { year: PS.stop().short }), nearest(line)].filter(Boolean).join("; "));
  };

  /** The nearest year in which a line has data: named, never put in the place of the one asked for. */
  const nearest = (line) => {
    let best = -1;
    line.v.forEach((value, at) => {
      if (value !== null && (best < 0 || Math.abs(at - PS.at) < Math.abs(best - PS.at))) best = at;
    });
    return best < 0 ? "" : PS.say("mirror_nearest", { period: line.p[best] });
  };

  /** Who reports each pair of the nine: the upper triangle from the destination, the lower from the origin. */
  const pairs = ({ title, note, codes, cells }) => {
    const head = make("tr", {}, make("td", {}), ...codes.map(([code, short]) => make("th", { scope: "col", title: short, "aria-label": short }, code)));
    const rows = codes.map(([origin, short]) =>
      make("tr", {}, make("th", { scope: "row" }, short), ...codes.map(([destination]) => pair(origin, destination, cells))),
    );
    const buttons = rows.flatMap((row) => [...row.querySelectorAll(".pair")]);
    (buttons.find((button) => button.matches(".is-here")) || buttons[0]).tabIndex = 0;
    return make("section", { class: "mirror-pairs", "aria-label": title }, make("h2", {}, title), make("table", {}, make("caption", { class: "unseen" }, title), make("thead", {}, head), make("tbody", {}, ...rows)), make("p", {}, note));
  };

  const pair = (origin, destination, cells) => {
    if (origin === destination) return make("td", { class: "is-self" });
    const cell = cells[`${origin}-${destination}`] || { into: 0, out_of: 0, says: "" };
    const here = origin === told().origin && destination === told().destination;
    const button = make("button", { tabindex: -1, class: `pair into-${Math.min(3, cell.into)} out-${Math.min(3, cell.out_of)}${here ? " is-here" : ""}`, "data-origin-of": origin, "data-destination-of": destination, "aria-label": cell.says, title: cell.says }, make("b", {}, String(cell.into)), make("i", {}, cell.out_of ? String(cell.out_of) : ""));
    return make("td", {}, button);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("[data-origin-of]");
    if (!button || !PS.cube || !PS.cube.mirror) return;
    const { originOf: origin, destinationOf: destination } = button.dataset;
    const pin = flows.isPair(PS.pin) ? { pin: `${origin}-${destination}` } : {};
    PS.ask({ counterpart_area: origin, ref_area: destination, ...pin });
  });

  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  /** The pairs are one stop of the keyboard: arrows go from one to the next, past that of a country with itself. */
  document.addEventListener("keydown", (event) => {
    const button = event.target.closest && event.target.closest(".mirror-pairs .pair");
    if (!button || !ARROWS[event.key]) return;
    event.preventDefault();
    const [down, right] = ARROWS[event.key];
    const rows = [...button.closest("tbody").rows];
    let at = [rows.indexOf(button.closest("tr")), button.closest("td").cellIndex];
    let next = null;
    while (!next) {
      at = [at[0] + down, at[1] + right];
      const cell = rows[at[0]] && rows[at[0]].cells[at[1]];
      if (!cell || cell.matches("th")) return;
      next = cell.querySelector(".pair");
    }
    button.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });

  flows.lightMirror = () => {};

  /** The bars beside the mirror: one a line, of those that count the same kind of figure. */
  flows.mirrorRanking = () => {
    const now = flows.reported();
    const rows = ["stock", "flow"].flatMap((kind) => {
      const own = now.filter((line) => line.kind === kind);
      const most = Math.max(1, ...own.map(({ value }) => value));
      return own.map((line) =>
        make(
          "li",
          { class: `mirror-row is-${kind}` },
          make("span", { class: "row-name" }, make("b", {}, line.by), make("small", {}, line.name), ...(line.gap ? [make("small", { class: "row-gap" }, line.gap)] : [])),
          make("span", { class: "row-track" }, make("span", { class: `row-bar${line.estimate ? " is-estimate" : ""}`, style: `width:${(100 * line.value) / most}%;--bar:${line.colour}` })),
          make("span", { class: "row-value", title: line.note || null }, PS.brief(line.value) + flows.marked(line)),
        ),
      );
    });
    PS.el("flows-ranking").replaceChildren(make("ol", { class: "rows" }, ...rows), ...flows.whyMarked(now));
    document.querySelector(".flows .ranked .unit").textContent = [told().title, PS.stop().says].join(" · ");
  };

  flows.mirrorTable = () => {
    const heads = ["source", "origin", "destination", "value", "status"].map((key) => make("th", { scope: "col", class: key === "value" ? "is-number" : "" }, PS.say(`column_${key}`, { unit: PS.cube.unit })));
    heads.push(make("th", { scope: "col" }, PS.say("mirror_gap")));
    const { origin, destination } = told();
    const rows = flows.reported().map((line) =>
      make(
        "tr",
        { "data-origin": origin, "data-destination": destination, "data-value": line.value, "data-source": line.source, "data-indicator": line.indicator, "data-period": line.q ? line.q[PS.at] : PS.stop().id, "data-status": line.status },
        make("th", { scope: "row" }, `${line.by} · ${line.name}`),
        make("td", {}, flows.node(origin).name),
        make("td", {}, flows.node(destination).name),
        make("td", { class: "is-number" }, PS.full(line.value) + flows.marked(line), line.spans ? make("small", {}, ` ${line.period}`) : ""),
        make("td", {}, [PS.cube.statuses[line.status], line.note].filter(Boolean).join(". ")),
        make("td", {}, line.gap),
      ),
    );
    PS.el("flows-table").replaceChildren(make("table", {}, make("caption", {}, PS.title()), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)));
  };
})();
