/* The page of all there is: search and filters, kept in the address; nothing is asked of the server. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  // The names of the address, and the lists that choose them.
  const LISTS = { theme: "theme", source: "source", split: "split", ref_area: "area" };
  const list = (name) => PS.el(`inventory-${LISTS[name]}`);
  const search = () => PS.el("inventory-search");

  /** Write words as they are compared: without accents, in small letters. */
  const plain = (text) =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase();

  /** The part of a word that stays when gender and number change: refugiad, migrant, countri. */
  const stem = (word) => {
    let short = word.replace(/y$/, "i");
    if (short.length > 4) short = short.replace(/(es|s)$/, "");
    return short.length > 3 ? short.replace(/[aeo]$/, "") : short;
  };

  const SHORT = 4; // letters: an acronym (ONU, DESA) is found whole, not as the start of a word
  const LEAST = 2; // letters or digits: one alone begins some word of every card
  const split = (text) => plain(text).split(/[^\p{L}\p{N}_]+/u).filter(Boolean);

  /** Make of a word what tells whether a card has it. */
  const finder = (word, cards) => {
    const whole = (card) => card.tokens.has(word);
    const alike = (card) => card.stems.some((token) => token.startsWith(stem(word)));
    return word.length <= SHORT && cards.some(whole) ? whole : alike;
  };

  const chosen = () => {
    const found = {};
    if (search().value.trim()) found.q = search().value.trim();
    for (const name of Object.keys(LISTS)) if (list(name).value) found[name] = list(name).value;
    return found;
  };

  /** The view as an address. */
  const query = () => {
    const asked = new URLSearchParams(chosen());
    if (PS.wished !== "explore") asked.set("mode", PS.wished);
    const lang = new URLSearchParams(location.search).get("lang");
    if (lang) asked.set("lang", lang);
    const text = asked.toString();
    return `${text ? `?${text}` : location.pathname}${location.hash}`;
  };

  const narrow = () => {
    const asked = chosen();
    const cards = [...document.querySelectorAll(".inventory-card")];
    const words = split(asked.q || "").filter((word) => word.length >= LEAST);
    const finders = words.map((word) => finder(word, cards));
    for (const card of cards) {
      const { theme, source, split, area } = card.dataset;
      const has = (codes, code) => !code || codes.split(" ").includes(code);
      card.hidden = !(
        has(theme, asked.theme) &&
        has(source, asked.source) &&
        has(split, asked.split) &&
        has(area, asked.ref_area) &&
        finders.every((finds) => finds(card))
      );
    }
    for (const theme of document.querySelectorAll(".inventory-theme")) {
      theme.hidden = !theme.querySelector(".inventory-card:not([hidden])");
    }
    const found = cards.filter((card) => !card.hidden).length;
    const count = PS.el("inventory-count");
    const told = PS.fill(count.dataset.words, { found, all: cards.length });
    count.textContent = asked.q && !words.length ? `${told}. ${count.dataset.short}` : told;
    PS.el("inventory-nothing").hidden = found > 0;
    PS.el("inventory-clear").hidden = !Object.keys(asked).length;
    for (const link of document.querySelectorAll(".source-name")) {
      link.setAttribute("aria-current", String(link.dataset.source === asked.source));
    }
  };

  const follow = () => {
    const asked = new URLSearchParams(location.search);
    // Dash keeps the text of its own field: it is told, and so is the element.
    search().value = asked.get("q") || "";
    for (const name of Object.keys(LISTS)) {
      const code = asked.get(name) || "";
      const known = [...list(name).options].some((option) => option.value === code);
      list(name).value = known ? code : "";
    }
    narrow();
    if (location.hash.length > 1) show(location.hash.slice(1));
    else if (Object.keys(chosen()).length) showFound();
  };

  /** Bring the filters into view, and what they found below them. */
  const showFound = () => document.querySelector(".inventory-filters").scrollIntoView();

  /** Bring a card into view, whatever is filtered. */
  const show = (id) => {
    const card = id && PS.el(id);
    if (!card || !card.classList.contains("inventory-card")) return;
    if (card.hidden) clear();
    card.scrollIntoView();
    card.focus({ preventScroll: true });
  };

  const clear = () => {
    search().value = "";
    for (const name of Object.keys(LISTS)) list(name).value = "";
    narrow();
  };

  const copy = async (button) => {
    const words = button.parentElement.querySelector(".citation").textContent;
    if (!(await PS.copy(words))) return;
    const said = button.dataset.said || (button.dataset.said = button.textContent);
    button.textContent = button.dataset.done;
    setTimeout(() => {
      button.textContent = said;
    }, 2500);
  };

  const press = (event) => {
    const { target } = event;
    const source = target.closest(".source-name");
    if (source) {
      event.preventDefault();
      clear();
      list("source").value = source.dataset.source;
      narrow();
      PS.keepAddress();
      showFound();
    } else if (target.closest(".to-search")) {
      event.preventDefault(); // the address keeps its own part behind the #
      search().focus({ preventScroll: true });
      showFound();
    } else if (target.closest("#inventory-clear")) {
      clear();
      PS.keepAddress();
      search().focus();
    } else if (target.closest(".copy")) {
      copy(target.closest(".copy"));
    }
  };

  const open = (listed) => {
    if (!listed || !search()) return window.dash_clientside.no_update;
    PS.pageQuery = query;
    document.title = `${listed.title} · Panorama Sur`;
    for (const card of document.querySelectorAll(".inventory-card")) {
      card.tokens = new Set(split(card.dataset.words));
      card.stems = [...card.tokens, ...[...card.tokens].map(stem)];
    }
    const page = document.querySelector(".inventory");
    page.addEventListener("input", () => {
      narrow();
      PS.keepAddress();
      if (Object.keys(chosen()).length) showFound();
    });
    page.addEventListener("click", press);
    window.addEventListener("hashchange", () => show(location.hash.slice(1)));
    follow();
    if (listed.notices.length) {
      PS.notify(listed.notices, listed.close);
      PS.keepAddress();
    }
    if (new URLSearchParams(location.search).get("mode") === "present") PS.setMode("present");
    PS.linkLanguages();
    document.body.dataset.ready = "true";
    return true;
  };

  window.dash_clientside = Object.assign({}, window.dash_clientside, { inventory: { open } });
})();
