/* The search box: countries, places, indicators, sources and pages, found in the browser. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const MOST = 10;
  const FAR = 3; // rank of a name that does not have what was asked as it stands
  let known = null; // what can be found, once it was asked for
  let box = null;
  let field = null;
  let list = null;
  let status = null;
  let at = -1; // place of the option in focus

  /** Write words as they are compared: without accents, in small letters. */
  const plain = (text) =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase();

  const words = (key, values = {}) => PS.fill(box.dataset[key], values);

  /** Ask for what can be found and for the matching, once. */
  const learn = () => {
    known =
      known ||
      fetch(`/search/${document.documentElement.lang}.json`)
        .then((answer) => answer.json())
        .then(async ({ matcher, found }) => {
          await PS.load([matcher]);
          const names = found.map(([, name]) => plain(name));
          const fuzzy = new window.uFuzzy({ intraMode: 1, intraIns: 1, intraSub: 1, intraTrn: 1, intraDel: 1 });
          return { found, names, texts: found.map(([, name, more]) => plain(`${name} ${more}`)), fuzzy };
        })
        .catch(() => {
          known = null; // asked again at the next letter
          return null;
        });
    return known;
  };

  /** Find what a text names: names that begin with it first. */
  const find = ({ texts, names, fuzzy }, text) => {
    const asked = plain(text).trim();
    if (!asked) return [];
    const [places, info, order] = fuzzy.search(texts, asked, 1, 1000);
    const ranked = order ? order.map((place) => info.idx[place]) : places || [];
    const rank = (place) => (names[place] === asked ? 0 : names[place].startsWith(asked) ? 1 : names[place].includes(asked) ? 2 : FAR);
    return ranked
      .map((place, along) => [rank(place), rank(place) < FAR ? names[place].length : along, place])
      .sort((a, b) => a[0] - b[0] || a[1] - b[1])
      .map(([, , place]) => place);
  };

  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const light = (place) => {
    const options = [...list.querySelectorAll("[role=option]")];
    if (!options.length) return;
    at = (place + options.length) % options.length;
    options.forEach((option, along) => option.setAttribute("aria-selected", String(along === at)));
    field.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  };

  const go = (option) => {
    const to = new URL(option.dataset.address, location.href);
    const lang = new URLSearchParams(location.search).get("lang");
    if (lang) to.searchParams.set("lang", lang);
    location.assign(`${to.pathname}${to.search.replace(/%2C/g, ",")}`);
  };

  const show = async () => {
    const asked = field.value;
    const there = await learn();
    if (!there || asked !== field.value) return;
    if (!asked.trim()) {
      close();
      status.textContent = "";
      return;
    }
    const places = find(there, asked);
    const options = places.slice(0, MOST).map((place, along) => {
      const [kind, name, , where, address] = there.found[place];
      const told = [PS.make("span", { class: "search-name" }, name), PS.make("span", { class: "search-kind" }, [words(`kind${kind}`), where].filter(Boolean).join(" · "))];
      return PS.make("li", { role: "option", id: `search-option-${along}`, "aria-selected": "false", "data-address": address, "data-kind": kind }, ...told);
    });
    const said = places.length === 1 ? words("one") : places.length ? words("count", { count: places.length }) : words("none", { query: asked.trim() });
    status.textContent = said;
    list.replaceChildren(...(options.length ? options : [PS.make("li", { class: "search-none", role: "presentation" }, said)]));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    field.removeAttribute("aria-activedescendant");
    at = -1;
    if (options.length) light(0);
  };

  const press = (event) => {
    const open = !list.hidden;
    if (event.key === "Escape") {
      event.stopPropagation();
      if (open) close();
      else field.value = "";
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) light(at + (event.key === "ArrowDown" ? 1 : -1));
      else show();
    } else if (event.key === "Enter" && open && at >= 0) {
      event.preventDefault();
      go(list.children[at]);
    }
  };

  /** Put the box into the header, when the header is there. */
  const mount = () => {
    const place = PS.el("frame-search");
    if (!place || place.firstChild) return;
    box = place;
    list = PS.make("ul", { role: "listbox", id: "search-list", class: "search-list", "aria-label": words("label"), hidden: "" });
    field = PS.make("input", { type: "search", id: "search-field", role: "combobox", "aria-label": words("label"), "aria-expanded": "false", "aria-controls": "search-list", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", placeholder: words("placeholder"), title: words("hint") });
    status = PS.make("span", { class: "unseen", role: "status" });
    place.append(field, list, status);
    field.addEventListener("input", show);
    field.addEventListener("focus", learn);
    field.addEventListener("keydown", press);
    field.addEventListener("blur", () => setTimeout(close, 150));
    list.addEventListener("pointerdown", (event) => {
      const option = event.target.closest("[role=option]");
      event.preventDefault(); // the field keeps the focus
      if (option) go(option);
    });
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !field) return;
    if (event.target.closest("input:not([type=range]), select, textarea, [contenteditable]")) return;
    if (PS.mode === "present") return;
    event.preventDefault();
    field.focus();
  });

  new MutationObserver(mount).observe(document.documentElement, { childList: true, subtree: true });
})();
