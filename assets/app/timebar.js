/* The time bar: every year is a stop; one without data is seen empty, and never replaced. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const PACE = 700; // milliseconds a year while it plays
  let timer = 0;

  /** Go to a place among the stops. */
  PS.goTo = (at) => {
    const last = PS.cube.stops.length - 1;
    const place = Math.max(0, Math.min(last, at));
    if (place === PS.at) return;
    PS.at = place;
    PS.render();
    PS.keepAddress();
  };

  /** Go to the next stop with data before (-1) or after (1) the year on screen. */
  PS.step = (direction) => {
    const { stops } = PS.cube;
    let at = PS.at + direction;
    while (stops[at] && !stops[at].has) at += direction;
    if (stops[at]) PS.goTo(at);
  };

  const playing = () => timer !== 0;

  const pause = () => {
    clearInterval(timer);
    timer = 0;
    showButton();
  };

  const play = () => {
    const { stops } = PS.cube;
    if (!stops.some((stop, at) => at > PS.at && stop.has)) PS.goTo(stops.findIndex((stop) => stop.has));
    timer = setInterval(() => {
      const before = PS.at;
      PS.step(1);
      if (PS.at === before) pause();
    }, PACE);
    showButton();
  };

  const showButton = () => {
    const button = PS.el("panorama-play");
    if (!button) return;
    button.setAttribute("aria-label", playing() ? button.dataset.pause : button.dataset.play);
    button.setAttribute("aria-pressed", String(playing()));
    button.classList.toggle("is-playing", playing());
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("#panorama-play")) (playing() ? pause : play)();
  });

  const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

  const onKey = (event) => {
    const { stops } = PS.cube;
    if (KEYS[event.key]) PS.step(KEYS[event.key]);
    else if (event.key === "PageUp") for (let n = 0; n < 5; n += 1) PS.step(1);
    else if (event.key === "PageDown") for (let n = 0; n < 5; n += 1) PS.step(-1);
    else if (event.key === "Home") PS.goTo(stops.findIndex((stop) => stop.has));
    else if (event.key === "End") PS.goTo(stops.length - 1);
    else return;
    event.preventDefault();
  };

  /** Build the stops of a new answer. */
  PS.fillTimebar = () => {
    pause();
    const home = PS.el("panorama-year");
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
    stops.forEach((stop, at) => {
      marks.append(PS.make("i", { class: stop.has ? "mark" : "mark is-empty", style: `left:${place(at)}%` }));
    });
    const labels = PS.make("div", { class: "mark-labels", "aria-hidden": "true" });
    const done = PS.make("div", { class: "done", "aria-hidden": "true" });
    const now = PS.make("output", { class: "now", "aria-hidden": "true" });
    home.replaceChildren(
      PS.make("div", { class: "track" }, done, marks, labels, range),
      now,
    );
    range.disabled = stops.length < 2;
    PS.el("panorama-play").disabled = stops.length < 2;
    PS.fitTimeLabels();
    showButton();
  };

  const place = (at) => (100 * at) / Math.max(1, PS.cube.stops.length - 1);

  /** Label as many years as there is room for, the ends always. */
  PS.fitTimeLabels = () => {
    const labels = document.querySelector(".mark-labels");
    if (!labels || !PS.cube || !PS.cube.stops.length) return;
    const { stops } = PS.cube;
    const last = stops.length - 1;
    const wide = parseFloat(getComputedStyle(labels).fontSize) * 2.5;
    const own = labels.clientWidth;
    const room = Math.max(1, Math.floor(own / (wide * 1.35)));
    const filled = stops.map((stop, at) => ({ at, year: Number(stop.id) })).filter(({ at }) => stops[at].has);
    const every = [1, 2, 5, 10, 20, 25, 50].find((years) => last / years <= room) || 100;
    const few = filled.length <= room;
    const said = filled.filter(({ year }) => few || year % every === 0);
    const left = ({ at }) => (own * at) / Math.max(1, last);
    const inner = said.filter((each) => left(each) > 1.6 * wide && left(each) < own - 1.6 * wide);
    const apart = inner.filter((each, place) => !place || left(each) - left(inner[place - 1]) > 1.1 * wide);
    const kept = [{ at: 0, year: Number(stops[0].id) }, ...apart, { at: last, year: Number(stops[last].id) }];
    labels.replaceChildren(
      ...kept.map(({ at, year }) => PS.make("span", { style: `left:${place(at)}%` }, String(year))),
    );
  };

  /** Show the year on screen. */
  PS.showTime = () => {
    const range = document.querySelector("#panorama-year input");
    const stop = PS.stop();
    const words = stop.has ? stop.says : PS.say("empty_stop", { year: stop.id });
    range.value = String(PS.at);
    range.setAttribute("aria-valuetext", words);
    document.querySelector("#panorama-year .done").style.width = `${place(PS.at)}%`;
    const now = document.querySelector("#panorama-year .now");
    now.textContent = stop.id;
    now.classList.toggle("is-empty", !stop.has);
  };

  PS.pause = pause;
})();
