/* The flows as a page: five views of one answer, one focus in all of them. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const flows = (PS.flows = PS.flows || {});
  const VIEWS = ["map", "sankey", "chord", "matrix", "mirror"];
  const SHOW = { map: () => flows.showMap(), sankey: () => flows.showSankey(), chord: () => flows.showChord(), matrix: () => flows.showMatrix(), mirror: () => flows.showMirror() };
  const LIGHT = { map: () => flows.lightMap(), sankey: () => flows.lightSankey(), chord: () => flows.lightChord(), matrix: () => flows.lightMatrix(), mirror: () => flows.lightMirror() };

  const page = {
    question: "flows-question",
    areas: "flows-areas",
    period: "flows-period",
    selects: {
      "flows-indicator": "indicator",
      "flows-direction": "direction",
      "flows-counterpart": "other",
      "flows-sex": "sex",
      "flows-source": "source",
    },
    hasData: (at) => PS.cube.stops[at].has,
    fit: () => PS.sayInsight(PS.el("flows-insight")),
    areasSaid: () => PS.cube.controls.areas.says,
    picture: (...given) => flows.picture(...given),
    named: () => named(),
    rows: () => rows(),
    drawnForPicture: () => undrawn(),
  };

  const view = () => PS.cube.view.show || "map";

  page.moment = (query) => {
    if (flows.wish !== null) query.set("threshold", flows.wish);
    if (PS.pin) query.set("pin", PS.pin);
    if (flows.isTable) query.set("table", "yes");
    if (flows.ladder !== "log") query.set("scale", flows.ladder);
    if (flows.sort) query.set("sort", flows.sort);
  };

  page.refill = () => {
    fillChoices();
    PS.showPeriod();
  };

  const fillChoices = () => {
    const { controls } = PS.cube;
    PS.fillSelects();
    PS.fillAreas("flows-areas");
    document.querySelector('[data-piece="other"] .role').textContent = controls.other.role;
    document.querySelector('[data-piece="other"]').classList.toggle("is-idle", controls.other.idle);
    document.querySelector('[data-piece="areas"]').classList.toggle("is-idle", controls.areas.idle);
    PS.placeCommas();
    linkRoute();
  };

  /** A register of passage is one stage of a route: the way to all of them, with the nationality. */
  const linkRoute = () => {
    const { indicator, counterpart_area: nationality } = PS.cube.query;
    const route = PS.cube.controls.indicator.routes[indicator];
    const query = new URLSearchParams({ route, ...(/^[A-Z]{3}$/.test(nationality || "") ? { counterpart_area: nationality } : {}) });
    PS.el("flows-route-link").hidden = !route;
    PS.el("flows-route-link").href = `/flows?${query}`;
  };

  let later = {}; // scripts that one view alone needs

  page.fill = async (answer, first, anew) => {
    if (answer.later) ({ later } = answer);
    await PS.load(later[view()]);
    const least = Number(answer.view.threshold || 0);
    flows.step = Math.max(0, answer.steps.findIndex((step) => step.least === least));
    flows.sort = answer.view.sort || "";
    if (anew) {
      const { threshold } = answer.view;
      flows.wish = new URLSearchParams(location.search).get("threshold") === threshold ? Number(threshold) : null;
      before = recalled();
      flows.isTable = answer.view.table === "yes";
      flows.ladder = answer.view.scale || "log";
    }
    remember();
    fillChoices();
    flows.fillThreshold();
    PS.fillTimebar();
    if (view() === "chord") flows.orderChord();
    putOnStage();
    if (view() === "map") await flows.buildMap();
  };

  const putOnStage = () => {
    for (const name of VIEWS) PS.el(`flows-${name}`).hidden = name !== view() || flows.isTable;
    PS.el("flows-table").hidden = !flows.isTable;
    PS.el("flows-table-button").setAttribute("aria-pressed", String(flows.isTable));
    PS.el("flows-stage").dataset.show = view();
    document.querySelector(".flows").dataset.show = view();
    PS.pressTwins(view());
  };

  /** A picture is never of the table: put the view on the stage meanwhile, and give what undoes it. */
  const undrawn = async () => {
    await PS.load(later.picture);
    const was = flows.isTable;
    const turn = (to) => {
      flows.isTable = to;
      putOnStage();
      page.render();
    };
    if (was) turn(false);
    return () => was && turn(true);
  };

  /** Draw a new answer; what is said around the stage may leave it another size than it was laid out for. */
  page.draw = async () => {
    await PS.render();
    if (PS.cube.mirror) nameEnds();
    watchStage();
    if (isOutgrown()) await page.resized();
  };

  /** A corridor that the address left open stands in it once it is on screen. */
  const nameEnds = () => {
    const address = new URLSearchParams(location.search);
    if (["ref_area", "counterpart_area"].some((name) => address.get(name) !== PS.cube.query[name])) PS.keepAddress();
  };

  const isOutgrown = () => view() === "map" && !flows.isTable && flows.isOutgrown();

  let watched = null; // the stage whose size is watched
  let settling = 0;

  /** Lay the map out again when the stage has become another size, whatever made it so. */
  const watchStage = () => {
    const stage = PS.el("flows-stage");
    if (watched === stage) return;
    watched = stage;
    new ResizeObserver(() => {
      clearTimeout(settling);
      settling = setTimeout(() => PS.page === page && isOutgrown() && page.resized(), 80);
    }).observe(stage);
  };

  const MOST_NAMED = 9; // areas in the name of a file

  /** What tells one file of corridors from another: what is counted, in which view, which way, of whom. */
  const named = () => {
    const { mirror, view: asked, drawn, query } = PS.cube;
    if (mirror) return ["mirror", `${mirror.origin}-${mirror.destination}`, drawn.sex];
    const codes = (name) => {
      const all = (query[name] || "").split(",").filter(Boolean);
      return all.length > MOST_NAMED ? `${all.length}-areas` : all.join("-");
    };
    const [from, to] = [codes("counterpart_area"), codes("ref_area")];
    const direction = PS.cube.controls.direction.value;
    const ends = direction === "all" ? [to || from] : [from && `from-${from}`, to && `to-${to}`];
    return [asked.indicator, drawn.source, view(), direction, ...ends, drawn.sex];
  };

  /** The rows of the period on screen, as the table of observations has them: exactly what is drawn. */
  const rows = () => {
    const heads = ["indicator", "ref_area", "ref_area_name", "counterpart_area", "counterpart_area_name", "sex", "time_period", "obs_value", "unit_measure", "obs_status", "source", "notes"];
    const { drawn, unitMeasure, mirror } = PS.cube;
    const row = ({ indicator, origin, destination, period, value, status, source, note = "" }) => [indicator, destination, flows.node(destination).name, origin, flows.node(origin).name, drawn.sex, period, value, unitMeasure, status, source, note];
    if (!mirror) return { heads, rows: flows.drawn().map((link) => row({ ...drawn, ...link, period: PS.stop().id })) };
    const { origin, destination } = mirror;
    const counted = (line) => mirror.facts[1].texts[line.place];
    return { heads: [...heads, "counted"], rows: flows.reported().map((line) => [...row({ ...line, origin, destination, period: line.q ? line.q[PS.at] : PS.stop().id }), counted(line)]) };
  };

  page.render = () => {
    flows.showPanels();
    flows.showLegend();
    if (!flows.isTable) SHOW[view()]();
    light();
    return Promise.resolve();
  };

  const light = () => {
    LIGHT[view()]();
    flows.lightPanels();
    PS.el("flows-to-mirror").hidden = !isPair(PS.pin) || Boolean(PS.cube.mirror);
  };

  /** Whether a focus is a corridor between two countries, which several sources may report. */
  const isPair = (focus) => /^[A-Z]{3}-[A-Z]{3}$/.test(focus || "");
  flows.isPair = isPair;

  page.resized = async () => {
    if (view() === "map" && !flows.isTable) {
      await window.Plotly.Plots.resize(await flows.ground());
      await flows.buildMap();
    }
    page.render();
  };

  /** Another view of the same question: the server folds and adds up anew where it must. */
  page.setShow = (show) => {
    if (show === view()) return;
    PS.ask({ show: show === "map" ? null : show, ...endsFor(show) });
  };

  const ENDS = ["ref_area", "counterpart_area", "direction", "time_period"];
  let before = null; // what was asked of other views when the mirror was opened: they go on with it

  const KEPT = "flows-before-mirror"; // in the session: the same page may be loaded anew inside the mirror
  const here = () => [PS.cube.query.indicator, PS.cube.mirror.origin, PS.cube.mirror.destination].join(" ");

  const remember = () => {
    if (!PS.cube.mirror || !before) return;
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ here: here(), before }));
    } catch {
      // a browser may keep nothing: then a page that is loaded anew goes on with the corridor
    }
  };

  /** What was asked before a mirror that is loaded anew; nothing where another one is opened. */
  const recalled = () => {
    if (!PS.cube.mirror) return null;
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEPT));
      return kept && kept.here === here() ? kept.before : null;
    } catch {
      return null;
    }
  };

  /** The mirror opens on the corridor in focus, else on the largest; other views keep what was asked. */
  const endsFor = (show) => {
    if (show !== "mirror") return PS.cube.mirror ? before || { time_period: null } : {};
    const query = new URLSearchParams(PS.query());
    before = Object.fromEntries(ENDS.map((name) => [name, query.get(name)]));
    const year = { time_period: PS.stop().id.slice(0, 4) };
    if (!isPair(PS.pin)) return year;
    const [origin, destination] = PS.pin.split("-");
    return { counterpart_area: origin, ref_area: destination, direction: null, ...year };
  };

  const toDirection = (value) => {
    const { controls } = PS.cube;
    const near = PS.cube.query[controls.areas.name] || null;
    const ends = { ref_area: null, counterpart_area: null };
    if (near && value === "all") Object.assign(ends, { ref_area: near, counterpart_area: near });
    else if (near) ends[value === "out" ? "counterpart_area" : "ref_area"] = near;
    return { direction: value === "in" ? null : value, ...ends };
  };

  /** In the mirror the country that was ticked last is the destination. */
  const toAreas = (chosen) => {
    const { single, value } = PS.cube.controls.areas;
    if (single) return { ref_area: chosen ? chosen.find((code) => !value.includes(code)) || value[0] : null, counterpart_area: PS.cube.mirror.origin };
    const codes = chosen && chosen.join(",");
    const { name } = PS.cube.controls.areas;
    const both = PS.cube.controls.direction.value === "all";
    return both ? { ref_area: codes, counterpart_area: codes } : { [name]: codes };
  };

  const changesOf = (name, value) => {
    if (name === "direction") return toDirection(value);
    if (name === "areas") return toAreas(value);
    if (name === "other") return { [PS.cube.controls.other.name]: value || null, ...(PS.cube.mirror ? { ref_area: PS.cube.mirror.destination } : {}) };
    if (name === "indicator") return { indicator: value, source: null, time_period: null, ref_area: null, counterpart_area: null, sex: null, ...keptEnds(value) };
    if (name === "source") return { source: value, time_period: null };
    return { [name]: value };
  };

  /** A new indicator keeps who is asked about, where its corridors are of the same kind. */
  const keptEnds = (value) => {
    const { routes } = PS.cube.controls.indicator;
    const { ref_area: to, counterpart_area: from, sex } = PS.cube.query;
    if (routes[value] || routes[PS.cube.query.indicator]) return { direction: null };
    return { ...(to ? { ref_area: to } : {}), ...(from ? { counterpart_area: from } : {}), ...(sex ? { sex } : {}) };
  };

  page.choose = (choice) => {
    const [[name, value]] = Object.entries(choice);
    // Other countries are other columns.
    const sort = name === "sex" || /^(name|total)/.test(flows.sort) ? {} : { sort: null };
    PS.ask({ ...changesOf(name, value), pin: null, ...sort });
  };

  /** Light a country or corridor everywhere. */
  const lit = (focus) => {
    if (focus === PS.lit) return;
    PS.lit = focus;
    light();
  };

  const hold = (focus) => {
    PS.pin = PS.pin === focus ? null : focus;
    light();
    PS.el("flows-live").textContent = PS.pin ? PS.say("held", { name: focusSaid(PS.pin) }) : PS.say("let_go");
    PS.keepAddress();
  };

  const focusSaid = (focus) => focus.split("-").map((code) => flows.node(code).name).join(" → ");

  /** Let go of what is held in focus; while projecting, only from where it is held. */
  page.release = (target) => {
    if (!PS.pin || (PS.mode === "present" && !target.closest(PLACES))) return false;
    PS.lit = null;
    hold(PS.pin);
    return true;
  };

  const PLACES = "#flows-map [data-round], .flow-gate, .sankey-node, .chord-arc, .chord-name, .flows [data-link]";
  const focusOf = (place) => place.dataset.link || place.dataset.round || place.dataset.area;

  const sayTip = (event, place) => {
    if (place.dataset.link) return tipOfLink(event, place.dataset.link);
    const code = focusOf(place);
    const into = flows.total("into", code);
    const out = flows.total("out_of", code);
    const { name, members } = flows.node(code);
    const told = [into && `${PS.say("immigrants", { area: "" }).trim()}: ${PS.full(into.value)}`, out && `${PS.say("emigrants", { area: "" }).trim()}: ${PS.full(out.value)}`].filter(Boolean);
    return flows.showTip(event, name, told.join(" · "), members ? PS.say("members", { members: members.join(", ") }) : "");
  };

  const tipOfLink = (event, id) => {
    const link = flows.now().find((each) => each.id === id);
    if (link && link.value !== null) flows.showTip(event, flows.arrow(link), `${PS.full(link.value)} ${PS.cube.unit}`, [PS.cube.statuses[link.status], link.note].filter(Boolean).join(". "));
  };

  document.addEventListener("pointermove", (event) => {
    if (PS.page !== page || !event.target.closest) return;
    const place = event.target.closest(PLACES);
    const near = !place && event.target.closest("#flows-map") && view() === "map" ? flows.linkAt(event) : null;
    if (place) {
      lit(focusOf(place));
      sayTip(event, place);
    } else if (near) {
      lit(near.id);
      tipOfLink(event, near.id);
    } else {
      flows.hideTip();
      if (PS.lit && !document.querySelector(".flows :focus-visible")) lit(null);
    }
  });

  document.addEventListener("focusin", (event) => {
    if (PS.page !== page) return;
    const place = event.target.closest(PLACES);
    if (place && place.matches(":focus-visible")) lit(focusOf(place));
  });
  document.addEventListener("focusout", (event) => {
    if (PS.page === page && event.target.closest(PLACES)) lit(null);
  });

  document.addEventListener("click", (event) => {
    if (PS.page !== page) return;
    if (event.target.closest("#flows-to-mirror")) return page.setShow("mirror");
    if (event.target.closest("#flows-table-button")) {
      PS.turnAddress();
      flows.isTable = !flows.isTable;
      putOnStage();
      page.resized().then(PS.keepAddress);
      return;
    }
    const place = event.target.closest(PLACES);
    const near = !place && event.target.closest("#flows-map") ? flows.linkAt(event) : null;
    if (place) hold(focusOf(place));
    else if (near) hold(near.id);
  });

  document.addEventListener("keydown", (event) => {
    if (PS.page !== page || !["Enter", " "].includes(event.key)) return;
    const place = event.target.closest("[data-round], .flow-gate, .sankey-node, .chord-arc");
    if (!place) return;
    event.preventDefault();
    hold(focusOf(place));
  });

  flows.draw = (answer, drawn) => PS.take(page, answer, drawn);
})();
