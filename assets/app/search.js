/* The search box: countries, places, indicators, sources and pages, found in the browser. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const MOST = 10;
  const SURE = 4; // letters: in a shorter word, one letter wrong makes another word
  const EACH = 3; // things that each part of a text names, where no thing is named by all of it
  const BEFORE = 3; // things that have the text, before those that have a letter otherwise
  const FEW = 3; // things that may be called otherwise by a word: by one that names more, such as a country its units, none is
  const OPEN = 6; // letters: from here on a word may be wrong while it is being written
  // How far a word of a thing is from one that was asked: in its name, or among what else it is called.
  const COST = { word: 0, start: 2, inside: 4, wrong: 6, wrongStart: 8 };
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
        .then(async ({ matcher, found, joins }) => {
          await PS.load([matcher]);
          return { found, joins, ...prepared(found.map(([, name, more]) => [name, more])) };
        })
        .catch(() => {
          known = null; // asked again at the next letter
          return null;
        });
    return known;
  };

  /** Make things ready to be found: each has a name, and what else it is called; uFuzzy is there. */
  const prepared = (named) => ({
    names: named.map(([name]) => plain(name)),
    texts: named.map(([name, more]) => plain(`${name} ${more}`)),
    parts: named.map(([name, more]) => [wordsOf(name), wordsOf(more)]),
    fuzzy: new window.uFuzzy({ intraMode: 0 }),
  });

  /** Give what finds among named things the places of those that a text names, as the box does. */
  PS.finder = (named) => {
    const there = prepared(named);
    return (text) => find(there, text);
  };

  const wordsOf = (text) => plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  /** Whether one letter too many, too few, another one, or two that changed places part two words. */
  const isNear = (one, other) => {
    let from = 0;
    while (from < one.length && one[from] === other[from]) from += 1;
    const [a, b] = [one.slice(from), other.slice(from)];
    const isSwapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
    return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || isSwapped;
  };

  /** How far a word is from one that was asked. */
  const costOf = (asked, word, tolerant) => {
    if (word === asked) return COST.word;
    if (word.startsWith(asked)) return COST.start;
    if (!tolerant) return word.includes(asked) ? COST.inside : Infinity;
    if (asked.length < SURE || word[0] !== asked[0]) return Infinity;
    if (word.length >= SURE && isNear(asked, word)) return COST.wrong;
    const starts = [-1, 0, 1].map((more) => word.slice(0, asked.length + more));
    return asked.length >= OPEN && starts.some((start) => isNear(asked, start)) ? COST.wrongStart : Infinity;
  };

  /** How far a thing is from all words that were asked; what it is called otherwise counts less. */
  const distance = (asked, parts, tolerant) => {
    const nearest = (each) => Math.min(...parts.flatMap((own, otherwise) => own.map((word) => costOf(each, word, tolerant) + otherwise)));
    return asked.map(nearest).reduce((a, b) => a + b, 0);
  };

  /** Find what a text names, the nearest first; what has a letter otherwise follows, unless some thing is called just so. */
  const find = ({ texts, names, parts, fuzzy }, text) => {
    const asked = wordsOf(text);
    const whole = asked.join(" ");
    if (!whole) return [];
    const [, info, order] = fuzzy.search(texts, whole, 1, 1000);
    const rank = (place, tolerant) => [place, names[place] === whole ? -1 : distance(asked, parts[place], tolerant)];
    const sorted = (ranked) => ranked.sort((a, b) => a[1] - b[1] || names[a[0]].length - names[b[0]].length).map(([place]) => place);
    const strict = (order || []).map((at) => rank(info.idx[at], false));
    const own = sorted(strict);
    if (strict.some(([, far]) => far <= asked.length)) return own; // each word is written out there
    const most = own.length ? (COST.wrong + 1) * asked.length : Infinity; // beside what has the text, whole words only
    const tolerated = texts.map((_, place) => rank(place, true)).filter(([place, far]) => far < Infinity && far <= most && !own.includes(place));
    const least = Math.min(...tolerated.map(([, far]) => far));
    const [closest, called] = [0, 1].map((more) => tolerated.filter(([, far]) => far === least + more)); // what is further is another word
    const near = sorted(called.length > FEW ? closest : [...closest, ...called]);
    return [...own.slice(0, BEFORE), ...near, ...own.slice(BEFORE)];
  };

  /** The country of a thing that was found, or nothing. */
  const countryOf = ([kind, , , , address]) => {
    const to = new URL(address, location.href);
    return kind === "country" ? to.searchParams.get("counterpart_area") || to.pathname.split("/").pop() : null;
  };

  /** An indicator and a country as one thing: on the map, and as the origin of corridors. */
  const joinedOf = ({ joins }, [, indicator, , , address], country) => {
    const id = new URL(address, location.href).searchParams.get("indicator");
    const [code, own] = [countryOf(country), joins[id]];
    const said = { indicator, country: country[1] };
    if (!own) return [];
    return [
      own.areas.includes(code) && ["indicator", words("joined", said), "", words("panorama"), `/?indicator=${id}&${own.end}=${code}`],
      own.origins.includes(code) && ["indicator", words("joined_origin", said), "", words("flows"), `/flows?indicator=${id}&counterpart_area=${code}`],
    ].filter(Boolean);
  };

  /** What words name in turn where no thing has them all: what joins them first, then each. */
  const inTurn = (there, text) => {
    const links = wordsOf(words("links"));
    const asked = wordsOf(text).filter((word) => !links.includes(word));
    for (let cut = asked.length - 1; cut > 0; cut -= 1) {
      const sides = [asked.slice(0, cut), asked.slice(cut)].map((side) => find(there, side.join(" ")).map((place) => there.found[place]));
      if (sides.every((side) => side.length)) {
        const indicators = sides.map((side) => side.filter(([kind]) => kind === "indicator").slice(0, EACH));
        const countries = sides.map((side) => side.find(countryOf));
        const joined = [0, 1].flatMap((at) => (countries[1 - at] ? indicators[at].flatMap((each) => joinedOf(there, each, countries[1 - at])) : []));
        return [...new Set([...joined.slice(0, MOST - 2 * EACH), ...sides.flatMap((side) => side.slice(0, EACH))])];
      }
    }
    return asked.length === 1 && asked[0] !== plain(text).trim() ? find(there, asked[0]).map((place) => there.found[place]) : [];
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
    const whole = find(there, asked).map((place) => there.found[place]);
    const things = whole.length ? whole : inTurn(there, asked);
    const options = things.slice(0, MOST).map(([kind, name, , where, address], along) => {
      const told = [PS.make("span", { class: "search-name" }, name), PS.make("span", { class: "search-kind" }, [words(`kind${kind}`), where].filter(Boolean).join(" · "))];
      return PS.make("li", { role: "option", id: `search-option-${along}`, "aria-selected": "false", "data-address": address, "data-kind": kind }, ...told);
    });
    const said = things.length === 1 ? words("one") : things.length ? words("count", { count: things.length }) : words("none", { query: asked.trim() });
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
