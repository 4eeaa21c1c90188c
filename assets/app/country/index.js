/* The page of all countries: narrowed by a word, kept in the address. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const field = () => PS.el("countries-search");
  const cards = () => [...document.querySelectorAll(".index-card")];
  let matcher = [];
  let finding = null; // what finds, once it was asked for

  /** Ask for the matching of the search box, once. */
  const learn = () => {
    const named = () => cards().map((card) => [card.querySelector("h3").textContent, card.dataset.words]);
    finding =
      finding ||
      PS.load(matcher)
        .then(() => PS.finder(named()))
        .catch(() => {
          finding = null; // asked again at the next letter; until then all are shown
          return null;
        });
    return finding;
  };

  const query = () => {
    const asked = new URLSearchParams();
    if (field().value.trim()) asked.set("q", field().value.trim());
    if (PS.wished !== "explore") asked.set("mode", PS.wished);
    const lang = new URLSearchParams(location.search).get("lang");
    if (lang) asked.set("lang", lang);
    const text = asked.toString();
    return text ? `?${text}` : location.pathname;
  };

  const narrow = async () => {
    const text = field().value.trim();
    const find = text && (await learn());
    if (text !== field().value.trim()) return; // more was written meanwhile
    const kept = find ? new Set(find(text)) : null;
    cards().forEach((card, place) => {
      card.hidden = Boolean(kept) && !kept.has(place);
    });
    for (const group of document.querySelectorAll(".index-group")) {
      group.hidden = !group.querySelector(".index-card:not([hidden])");
    }
    PS.el("countries-nothing").hidden = cards().some((card) => !card.hidden);
  };

  const draw = async (answer, drawn) => {
    if (!answer || !field() || drawn) return window.dash_clientside.no_update;
    ({ matcher } = answer.later);
    PS.pageQuery = query;
    document.title = `${answer.title} · Panorama Sur`;
    const asked = new URLSearchParams(location.search);
    field().value = asked.get("q") || "";
    field().addEventListener("input", () => {
      narrow();
      PS.keepAddress();
    });
    field().addEventListener("focus", learn);
    await narrow();
    if (asked.get("mode") === "present") PS.setMode("present");
    PS.linkLanguages();
    document.body.dataset.ready = "true";
    return true;
  };

  PS.countries = { draw };
})();
