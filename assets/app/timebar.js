/* The time bar: every period is a stop; one without data is seen empty, and never replaced. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const PACE = { A: 700, A5: 900, Q: 450, M: 250, M3: 250 }; // milliseconds a period while it plays
  const CLOSE = 8; // pixels from one stop to the next
  let timer = 0;

  const years = () => document.querySelector(".timebar .years");
  const button = () => document.querySelector(".timebar .play");

  /** Go to a place among the stops. */
  PS.goTo = (at) => {
    const last = PS.cube.stops.length - 1;
    const place = Math.max(0, Math.min(last, at));
    if (place === PS.at) return;
    PS.at = place;
    PS.render();
    PS.keepAddress();
  };

  /** Go to the next stop with data before (-1) or after (1) the one on screen. */
  PS.step = (direction, isStop = (stop, at) => PS.hasData(at)) => {
    const { stops } = PS.cube;
    let at = PS.at + direction;
    while (stops[at] && !isStop(stops[at], at)) at += direction;
    if (stops[at]) PS.goTo(at);
  };

  /** What plays are whole periods: one that lacks months would look like a fall. */
  const isWhole = (stop, at) => PS.hasData(at) && !isPartial(stop, at);

  /** Whether a stop lacks months, on the page's first picture or on what stands beside it. */
  const isPartial = (stop, at) => Boolean(stop.partial || (PS.page.isPartial && PS.page.isPartial(at)));

  const playing = () => timer !== 0;

  const pause = () => {
    clearInterval(timer);
    timer = 0;
    showButton();
  };

  const play = () => {
    const { stops } = PS.cube;
    if (!stops.some((stop, at) => at > PS.at && isWhole(stop, at))) PS.goTo(Math.max(0, stops.findIndex(isWhole)));
    timer = setInterval(() => {
      const before = PS.at;
      PS.step(1, isWhole);
      if (PS.at === before) pause();
    }, PACE[PS.cube.freq]);
    showButton();
  };

  const showButton = () => {
    const own = button();
    if (!own) return;
    own.setAttribute("aria-label", playing() ? own.dataset.pause : own.dataset.play);
    own.setAttribute("aria-pressed", String(playing()));
    own.classList.toggle("is-playing", playing());
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest(".timebar .play")) (playing() ? pause : play)();
  });

  const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

  /** How many stops a page key goes: a year of months or quarters, else five. */
  const leap = () => ({ M: 12, M3: 12, Q: 4 })[PS.cube.freq] || 5;

  const onKey = (event) => {
    const { stops } = PS.cube;
    if (KEYS[event.key]) PS.step(KEYS[event.key]);
    else if (event.key === "PageUp") for (let n = 0; n < leap(); n += 1) PS.step(1);
    else if (event.key === "PageDown") for (let n = 0; n < leap(); n += 1) PS.step(-1);
    else if (event.key === "Home") PS.goTo(stops.findIndex((stop, at) => PS.hasData(at)));
    else if (event.key === "End") PS.goTo(stops.length - 1);
    else return;
    event.preventDefault();
  };

  /** Build the stops of a new answer. */
  PS.fillTimebar = () => {
    pause();
    const home = years();
    const { stops } = PS.cube;
    const range = PS.make("input", {
      type: "range",
      min: 0,
      max: Math.max(0, stops.length - 1),
      step: 1,
      "aria-label": home.dataset.label,
    });
    range.addEventListener("input", () => PS.goTo(Number(range.value)));
    range.addEventListener("keydown", onKey);
    const marks = PS.make("div", { class: "marks", "aria-hidden": "true" });
    // Where stops stand close, only those are marked that are not like the others.
    const dense = home.clientWidth / stops.length < CLOSE;
    stops.forEach((stop, at) => {
      if (dense && ["", "is-ahead"].includes(kindOf(stop, at))) return;
      marks.append(PS.make("i", { class: `mark ${kindOf(stop, at)}`, style: `left:${place(at)}%` }));
    });
    const labels = PS.make("div", { class: "mark-labels", "aria-hidden": "true" });
    const done = PS.make("div", { class: "done", "aria-hidden": "true" });
    const now = PS.make("output", { class: "now", "aria-hidden": "true" });
    home.replaceChildren(
      PS.make("div", { class: "track" }, ...stretches(), done, marks, labels, range),
      now,
    );
    range.disabled = stops.length < 2;
    button().disabled = stops.length < 2;
    PS.showTime(); // how wide the words of the period are decides how long the bar is
    PS.fitTimeLabels();
    showButton();
  };

  const kindOf = (stop, at) => (!PS.hasData(at) ? "is-empty" : isPartial(stop, at) ? "is-partial" : stop.ahead ? "is-ahead" : "");

  /** Where the bar is hollow: what is projected, from the last period that was seen. */
  const stretches = () => {
    const { stops } = PS.cube;
    const first = stops.findIndex((stop) => stop.ahead);
    const last = stops.findLastIndex((stop) => stop.ahead);
    if (first < 0) return [];
    const from = place(Math.max(0, first - 1));
    return [PS.make("div", { class: "ahead", style: `left:${from}%;right:${100 - place(last)}%`, "aria-hidden": "true" })];
  };

  const place = (at) => (100 * at) / Math.max(1, PS.cube.stops.length - 1);

  /** Label as many years as there is room for, the ends always. */
  PS.fitTimeLabels = () => {
    const labels = document.querySelector(".mark-labels");
    if (!labels || !PS.cube || !PS.cube.stops.length) return;
    const { stops } = PS.cube;
    const last = stops.length - 1;
    const size = parseFloat(getComputedStyle(labels).fontSize);
    const own = labels.clientWidth;
    const named = stops.map((stop, at) => ({ at, year: stop.x, words: stop.short }));
    const yearly = PS.cube.freq !== "A5" && stops.some(({ x }) => x % 1);
    // Of months and quarters the years are named, where they begin.
    const whole = yearly ? named.filter(({ year }) => year % 1 === 0).map((each) => ({ ...each, words: String(each.year) })) : named;
    const filled = whole.filter(({ at }) => yearly || PS.hasData(at));
    const wide = ({ words }) => PS.widthOf(words, size, 400);
    const room = Math.max(1, Math.floor(own / (Math.max(...whole.map(wide), 1) + size)));
    const span = stops[last].x - stops[0].x;
    const every = [1, 2, 5, 10, 20, 25, 50].find((count) => span / count <= room) || 100;
    const few = filled.length <= room;
    const said = filled.filter(({ year }) => few || year % every === 0);
    const kept = [named[0]];
    let edge = wide(named[0]) + size;
    const ground = own - wide(named[last]) - size;
    for (const each of said) {
      const [middle, half] = [(own * each.at) / Math.max(1, last), wide(each) / 2];
      if (middle - half < edge || middle + half > ground) continue;
      kept.push(each);
      edge = middle + half + size;
    }
    if (last) kept.push(named[last]);
    labels.replaceChildren(
      ...kept.map(({ at, words }) => PS.make("span", { style: `left:${place(at)}%` }, words)),
    );
  };

  /** Show the year on screen. */
  PS.showTime = () => {
    const range = years().querySelector("input");
    const stop = PS.stop();
    const words = stop.has ? stop.says : PS.say("empty_stop", { year: stop.short });
    range.value = String(PS.at);
    range.setAttribute("aria-valuetext", words);
    years().querySelector(".done").style.width = `${place(PS.at)}%`;
    const now = years().querySelector(".now");
    const said = stop.partial || (stop.ahead ? PS.say("ahead") : "");
    now.replaceChildren(stop.short, ...(said ? [PS.make("small", {}, said)] : []));
    now.classList.toggle("is-empty", !stop.has);
    now.classList.toggle("is-long", stop.short.length > 4);
  };

  PS.pause = pause;
})();
