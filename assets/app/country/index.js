/* The page of all countries: narrowed by a word, kept in the address. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const field = () => PS.el("countries-search");

  /** Write words as they are compared: without accents, in small letters. */
  const plain = (text) =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase();

  const query = () => {
    const asked = new URLSearchParams();
    if (field().value.trim()) asked.set("q", field().value.trim());
    if (PS.mode !== "explore") asked.set("mode", PS.mode);
    const lang = new URLSearchParams(location.search).get("lang");
    if (lang) asked.set("lang", lang);
    const text = asked.toString();
    return text ? `?${text}` : location.pathname;
  };

  const narrow = () => {
    const words = plain(field().value).split(/\s+/).filter(Boolean);
    const cards = [...document.querySelectorAll(".index-card")];
    for (const card of cards) {
      const own = plain(card.dataset.words);
      card.hidden = !words.every((word) => own.includes(word));
    }
    for (const group of document.querySelectorAll(".index-group")) {
      group.hidden = !group.querySelector(".index-card:not([hidden])");
    }
    PS.el("countries-nothing").hidden = cards.some((card) => !card.hidden);
  };

  const draw = (answer, drawn) => {
    if (!answer || !field() || drawn) return window.dash_clientside.no_update;
    PS.pageQuery = query;
    document.title = `${answer.title} · Panorama Sur`;
    const asked = new URLSearchParams(location.search);
    field().value = asked.get("q") || "";
    field().addEventListener("input", () => {
      narrow();
      PS.keepAddress();
    });
    narrow();
    if (asked.get("mode") === "present") PS.setMode("present");
    PS.linkLanguages();
    document.body.dataset.ready = "true";
    return true;
  };

  PS.countries = { draw };
})();
