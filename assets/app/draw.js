/* From an answer to a page: what every page that shows a view does alike. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});

  /**
   * Take a new answer for a page.
   * page: question (id of the store that asks), selects, areas, period (ids of the choices), and
   *   fill(answer, first, anew), draw(first, anew), render(), moment(query), hasData(at), isPartial(at), refill(),
   *   fit(), resized(), choose(choice), setShow(show), release(target) where it lets go of a focus, and for files areasSaid(), drawnForPicture(),
   *   picture(root, stage, side), rows().
   */
  PS.take = async (page, answer, drawn) => {
    if (!answer || answer.count < PS.asked) return window.dash_clientside.no_update;
    const first = !drawn;
    const anew = first || PS.isRestored(answer); // what the browser changes by itself is in the address as well
    const stepped = first ? null : PS.stepped();
    const placeOf = (id) => answer.stops.findIndex((stop) => stop.id === id);
    PS.page = page;
    PS.cube = answer;
    if (answer.ground) PS.ground = answer.ground;
    PS.at = Math.max(0, placeOf(placeOf(stepped) < 0 ? answer.view.time_period : stepped));
    PS.pin = answer.view.pin || null;
    PS.lit = null;
    const touched = PS.wasTouched();
    await page.fill(answer, first, anew);
    PS.notify(answer.notices);
    const turned = anew && restoreMode(answer.view);
    await page.draw(first, anew);
    if (turned) await page.resized(); // what was filled in was as large as the other layout
    if (touched) PS.keepAddress();
    PS.linkLanguages();
    delete document.body.dataset.asking;
    await frames(2);
    document.body.dataset.ready = "true";
    return answer.query;
  };

  const restoreMode = ({ mode = "explore" }) => {
    const shown = PS.mode;
    if (mode !== PS.wished) PS.setMode(mode);
    return shown !== PS.mode;
  };

  const frames = (count) =>
    new Promise((resolve) => {
      const next = (left) => (left ? requestAnimationFrame(() => next(left - 1)) : resolve());
      next(count);
    });

  /** Draw the period on screen: everything that time changes, and nothing that it does not. */
  PS.render = () => {
    PS.showTime();
    PS.showPeriod();
    showSource(PS.cube.source);
    showTitle();
    PS.painted = PS.page.render();
    return PS.painted;
  };

  const showTitle = () => {
    const title = PS.title();
    document.querySelector("main .heading").textContent = title;
    document.title = `${title} · Panorama Sur`;
  };

  /** Projected, the sentence ends where the time bar begins: what does not fit is left out. */
  PS.sayInsight = (home) => {
    const sentences = (PS.cube.insights[PS.at] || "").split(/(?<=\.)\s+(?=[*\p{Lu}])/u);
    home.textContent = sentences.join(" ");
    if (PS.mode !== "present") return; // measuring would have the browser lay the page out
    const floor = document.querySelector(".located-time, .timebar").getBoundingClientRect().top;
    while (sentences.length > 1 && home.getBoundingClientRect().bottom > floor) {
      sentences.pop();
      home.textContent = sentences.join(" ");
    }
  };

  /** A key number with its label and note; words and long figures are written smaller. */
  PS.numberCard = ([label, number, note]) =>
    PS.make(
      "div",
      { class: "number" },
      PS.make("span", { class: "number-label" }, label),
      PS.make("strong", { class: !/\d|—/.test(number) ? "is-words" : number.length > 8 ? "is-long" : "" }, number),
      PS.make("span", { class: "number-note" }, ...[].concat(note)),
    );

  let resizing = 0;
  window.addEventListener("resize", () => {
    clearTimeout(resizing);
    resizing = setTimeout(async () => {
      if (!PS.cube) return;
      await PS.page.resized();
      PS.fitTimeLabels();
    }, 60);
  });

  /** Show notices above the page until they are closed. */
  PS.notify = (notices, closing = PS.say("close")) => {
    PS.el("frame-notices").replaceChildren(
      ...notices.map((words) => {
        const close = PS.make("button", { "aria-label": closing }, "×");
        const notice = PS.make("p", { class: "notice" }, words, close);
        close.addEventListener("click", () => notice.remove());
        return notice;
      }),
    );
  };

  /** Say something beside the pointer: the last words of a page about what lies under it. */
  PS.tipBeside = (tip, event, ...children) => {
    tip.replaceChildren(...children);
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    const x = Math.min(event.clientX + 16, window.innerWidth - box.width - 8);
    const y = event.clientY + 18 + box.height > window.innerHeight ? event.clientY - box.height - 12 : event.clientY + 18;
    tip.style.transform = `translate(${Math.max(8, x)}px, ${Math.max(8, y)}px)`;
  };

  const showSource = (source) => {
    const name = PS.make("strong", {}, PS.say("source"));
    // Several sources at once are named in brief; the files say all of them in full.
    const told = source.foot ? [source.foot, PS.stop().says] : [source.source, PS.stop().says, source.counted];
    const card = PS.page.card ? PS.page.card() : PS.cube.query.indicator;
    PS.el("source-line").replaceChildren(
      name,
      PS.make("span", { class: "long" }, ` ${told.filter(Boolean).join(" · ")}`),
      PS.make("span", { class: "short" }, ` ${source.brief}, ${PS.stop().says}`),
      " ",
      PS.make("a", { href: `/data?lang=${PS.cube.lang}#${card}` }, PS.say("card")),
    );
  };
})();
