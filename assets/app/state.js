/* What the browser knows of the view: the answer with all its years, the year on screen, the pin. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});

  PS.page = null; // the page on screen, where it shows a view: see PS.take in draw.js
  PS.cube = null; // the answer: see layouts/parts/cube.py
  PS.at = 0; // place of the year on screen among the stops
  PS.pin = null; // area held in focus
  PS.lit = null; // area under the pointer or the keyboard
  PS.show = "map"; // map, tiles, multiples or table
  PS.scaleOf = "same"; // of small multiples: same or own
  PS.mode = "explore"; // explore or present: what is shown
  PS.wished = "explore"; // the same, as the address says: a narrow screen shows it not
  PS.asked = 0; // how many questions were asked: an answer to an earlier one comes too late

  PS.el = (id) => document.getElementById(id);

  /** Make an element: attributes by name, children as nodes or texts. */
  PS.make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  };

  const SVG = "http://www.w3.org/2000/svg";
  PS.svg = (tag, attributes = {}, ...children) => {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  /** Put values into a phrase: "{name}: {value}". */
  PS.fill = (phrase, values) => phrase.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  PS.say = (key, values = {}) => PS.fill(PS.cube.words[key], values);

  PS.stop = () => PS.cube.stops[PS.at];
  PS.ids = () => PS.cube.areas.map((area) => area.id);

  /** One area's cell at the year on screen (or another place among the stops). */
  PS.cell = (area, at = PS.at, cube = PS.cube) => {
    const columns = cube.cells[area];
    if (!columns) return null;
    const state = STATES[columns.s[at]];
    return {
      value: columns.v[at],
      text: columns.t[at],
      full: columns.f[at],
      state,
      klass: columns.k[at],
      note: cube.notes[columns.n[at]],
      marked: Boolean(columns.m[at]), // partial, or on a small base
      status: columns.o[at],
      flags: columns.g[at],
      cut: columns.k[at] >= 0 && PS.isCut(columns.g[at]), // of a class, for some of its months
      nil: columns.v[at] === 0 && Boolean(columns.m[at]), // a zero that is partial or in doubt: of no class
      change: columns.c[at],
      changeState: columns.d[at],
    };
  };
  /** Whether a figure is of some months of its period only. */
  PS.isCut = (flags) => String(flags || "").split(" ").includes("partial_period");

  const STATES = ["value", "zero", "missing", "not_applicable"];
  PS.STATES = STATES;

  PS.total = (at = PS.at) => {
    const columns = PS.cube.totals;
    const row = {};
    for (const name of Object.keys(columns)) row[name] = columns[name][at];
    return row;
  };

  /** The colours of a class: its fill, the text on it, whether it needs an outline. */
  PS.palette = (klass, cube = PS.cube) => {
    const [fill, text, pale] = cube.palette[klass];
    return { fill, text, pale };
  };
  PS.colour = (klass, cube = PS.cube) => PS.palette(klass, cube).fill;

  /** Whether there is anything to see at a stop. */
  PS.hasData = (at) => PS.page.hasData(at);

  /** The view as an address: what the server answers, then what the browser changes by itself. */
  PS.query = () => {
    if (!PS.cube) return PS.pageQuery ? PS.pageQuery() : location.search;
    const query = new URLSearchParams(PS.cube.query);
    query.set("time_period", PS.stop().id);
    PS.page.moment(query);
    if (PS.wished !== "explore") query.set("mode", PS.wished);
    const lang = new URLSearchParams(location.search).get("lang");
    if (lang) query.set("lang", lang);
    return `?${query.toString().replace(/%2C/g, ",")}`;
  };

  PS.pageQuery = null; // the address of a page that shows no view of its own

  let waiting = 0;
  let touched = false;
  let turning = false; // whether the next address is another page of the visit, that Back leads back from
  let seen = location.search; // the address as it was last written or answered

  const write = () => {
    const query = PS.query();
    const isNew = turning && query !== location.search;
    turning = false;
    if (isNew) history.pushState(null, "", query);
    else history.replaceState(history.state, "", query);
    seen = location.search;
    PS.linkLanguages();
  };

  const writeNow = () => {
    clearTimeout(waiting);
    waiting = 0;
    write();
  };

  /** Keep the address true. Browsers limit how often it may change, so it waits a moment. */
  PS.keepAddress = () => {
    touched = true;
    if (waiting) return;
    waiting = setTimeout(() => {
      waiting = 0;
      if (!document.body.dataset.asking) write(); // an answer on its way is written when it is drawn
    }, 150);
  };

  /** Leave the address on screen behind, so that Back returns to it: for what somebody chose, not for steps in time. */
  PS.turnAddress = () => {
    if (waiting && !document.body.dataset.asking) writeNow();
    turning = true;
  };

  let restored = 0; // count of the question that an address of before asked
  PS.isRestored = (answer) => Boolean(restored) && answer.count === restored;

  /** Back and forth: ask what the address of before asked, on the same page. */
  window.addEventListener(
    "popstate",
    (event) => {
      if (!PS.cube || !PS.page) return;
      event.stopImmediatePropagation(); // Dash would open the page anew
      if (location.search === seen) return; // a place on this page
      clearTimeout(waiting);
      waiting = 0;
      turning = false;
      seen = location.search;
      put(location.search);
      restored = PS.asked;
    },
    true,
  );

  PS.wasTouched = () => touched;

  PS.linkLanguages = () => {
    for (const link of document.querySelectorAll("#lang-switch a")) {
      const address = new URL(touched ? PS.query() : location.href, location.href);
      address.searchParams.set("lang", link.lang);
      const query = address.searchParams.toString().replace(/%2C/g, ",");
      link.href = `${location.pathname}?${query}${address.hash}`;
    }
  };

  /** Say when a question was not answered; the choices go back to the answer on screen. */
  const failed = () => {
    if (!PS.cube || !document.body.dataset.asking) return;
    delete document.body.dataset.asking;
    turning = false;
    PS.page.refill();
    PS.keepAddress();
    PS.notify([PS.say("not_answered")]);
  };

  const ASKING = "_dash-update-component";
  const fetchAsIs = window.fetch;
  window.fetch = async (...request) => {
    const asks = String(request[0] && request[0].url ? request[0].url : request[0]).includes(ASKING);
    try {
      const answer = await fetchAsIs(...request);
      if (asks && !answer.ok) failed();
      return answer;
    } catch (fault) {
      if (asks) failed();
      throw fault;
    }
  };

  let asked = ""; // the question on its way
  let left = null; // the period on screen when it was asked

  /** The period that somebody stepped to while an answer was on its way, or nothing. */
  PS.stepped = () => (document.body.dataset.asking && left !== null && PS.stop().id !== left ? PS.stop().id : null);

  /** Ask the server another question: the choices that it must answer anew, on top of those that it was asked already. */
  PS.ask = (changes) => {
    const query = new URLSearchParams(document.body.dataset.asking ? asked : PS.query());
    const stepped = PS.stepped();
    if (stepped !== null) query.set("time_period", stepped);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) query.delete(name);
      else query.set(name, value);
    }
    PS.turnAddress();
    put(query.toString());
  };

  const put = (search) => {
    touched = true;
    asked = search;
    left = PS.stop().id;
    PS.asked += 1;
    document.body.dataset.asking = "true";
    window.dash_clientside.set_props(PS.page.question, {
      data: { search, lang: PS.cube.lang, count: PS.asked },
    });
  };
})();
