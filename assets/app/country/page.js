/* The page of a country: draws what the server told, copies figures with their citation, compares. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  let told = null;

  /** The view as an address: countries beside, projection, language. */
  const query = () => {
    const asked = new URLSearchParams(told.query);
    asked.delete("mode");
    if (PS.wished !== "explore") asked.set("mode", PS.wished);
    const lang = new URLSearchParams(location.search).get("lang");
    if (lang) asked.set("lang", lang);
    const text = asked.toString().replace(/%2C/g, ",");
    return text ? `?${text}` : location.pathname;
  };

  const copy = async (button) => {
    if (!(await PS.copy(button.dataset.citation))) return;
    const said = button.dataset.said || (button.dataset.said = button.textContent);
    button.textContent = button.dataset.done;
    PS.el("country-live").textContent = told.words.copied;
    setTimeout(() => {
      button.textContent = said;
    }, 2500);
  };

  /** Open the same page beside the countries that were chosen. */
  const compare = () => {
    const chosen = ["country-compare", "country-third"].map((id) => PS.el(id) && PS.el(id).value).filter(Boolean);
    const asked = new URLSearchParams(location.search);
    asked.delete("compare");
    if (chosen.length) asked.set("compare", [...new Set(chosen)].join(","));
    const text = asked.toString().replace(/%2C/g, ",");
    location.assign(location.pathname + (text ? `?${text}` : ""));
  };

  /** Open the same page with a map of something else, where the map is. */
  const showMapOf = (indicator) => {
    const asked = new URLSearchParams(location.search);
    asked.set("indicator", indicator);
    location.assign(`${location.pathname}?${asked}#section-map`);
  };

  const notify = (notices) => {
    PS.el("frame-notices").replaceChildren(
      ...notices.map((text) => {
        const close = PS.make("button", { type: "button", "aria-label": told.close }, "×");
        const line = PS.make("p", { class: "notice" }, text, close);
        close.addEventListener("click", () => line.remove());
        return line;
      })
    );
  };

  /** Draw what is seen; a chart without width is not. */
  const drawAll = () => {
    for (const [kind, act] of [["line", PS.countryCharts.line], ["flow", PS.countryCharts.flow]]) {
      for (const box of document.querySelectorAll(`.${kind}-chart`)) if (box.clientWidth || !box.firstChild) act(box);
    }
  };

  /** Say on paper where the page is. */
  const sayWhere = () => {
    for (const place of document.querySelectorAll(".print-address")) place.textContent = location.href;
  };

  let lit = null;
  let map = null; // of where people live, where that is known

  /** Draw where people live, and let a pointer light a unit. */
  const drawMap = () => {
    const home = PS.el("country-map");
    if (!home || !told.map) return;
    map = PS.unitMap(home, { cube: () => told.map, at: () => 0, focus: () => lit, aside: () => 0, most: () => 5 });
    home.addEventListener("pointerover", (event) => {
      const area = event.target.closest("[data-area]");
      lit = area ? area.dataset.area : null;
      map.light();
    });
    window.addEventListener("resize", () => requestAnimationFrame(map.draw));
    return map.draw();
  };

  const draw = async (answer, drawn) => {
    const page = PS.el("country-page");
    if (!answer || !page || drawn) return window.dash_clientside.no_update;
    told = answer;
    PS.pageQuery = query;
    document.title = `${answer.title} · Panorama Sur`;
    window.addEventListener("resize", () => requestAnimationFrame(drawAll));
    for (const [event, printing] of [["beforeprint", true], ["afterprint", false]]) {
      window.addEventListener(event, () => {
        PS.countryCharts.printing = printing;
        sayWhere();
        drawAll();
        if (map) {
          PS.el("country-map").classList.toggle("is-for-paper", printing);
          map.draw();
        }
      });
    }
    drawAll();
    await drawMap();
    page.addEventListener("click", (event) => {
      const button = event.target.closest(".copy-figure");
      if (button) copy(button);
      if (event.target.closest("#country-print")) window.print();
    });
    page.addEventListener("change", (event) => {
      if (event.target.matches("#country-compare, #country-third")) compare();
      if (event.target.matches("#country-mapped")) showMapOf(event.target.value);
    });
    notify(answer.notices);
    sayWhere();
    PS.countryPages(told.words);
    if (answer.mode === "present") PS.setMode("present");
    PS.linkLanguages();
    if (location.hash === "#section-map" && PS.el("country-mapped") && PS.mode !== "present") {
      PS.el("section-map").scrollIntoView();
      PS.el("country-mapped").focus({ preventScroll: true }); // keys go on from where they were
    }
    document.body.dataset.ready = "true";
    return true;
  };

  PS.country = { draw };
})();
