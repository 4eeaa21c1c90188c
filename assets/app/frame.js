/* The frame of every page: language of the visit, projection, keys, links. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const KEPT = "panorama-sur-lang";

  const kept = () => {
    try {
      return localStorage.getItem(KEPT);
    } catch {
      return null; // storage may be forbidden: the browser's language is asked again
    }
  };
  const keep = (lang) => {
    try {
      localStorage.setItem(KEPT, lang);
    } catch {
      /* the same */
    }
  };

  /** Choose the language: address, then the earlier choice, then the browser's, then the first. */
  const language = (search, spoken) => {
    const asked = new URLSearchParams(search).get("lang");
    if (spoken.includes(asked)) {
      keep(asked);
      return asked;
    }
    const wished = [kept(), ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
    return wished.find((lang) => spoken.includes(lang)) || spoken[0];
  };

  const ask = (path, search, known) => {
    const lang = language(search, known.spoken);
    document.documentElement.lang = lang;
    return { path, search, lang };
  };

  const NARROW = window.matchMedia("screen and (max-width: 900px)"); // where style.css stacks the pages

  /** Project, or come back from it: another layout of the same elements, that a narrow screen has no room for. */
  PS.setMode = (wished) => {
    const mode = NARROW.matches ? "explore" : wished;
    PS.wished = wished;
    PS.mode = mode;
    document.body.dataset.mode = mode;
    const button = PS.el("present-button");
    const words = mode === "present" ? button.dataset.off : button.dataset.on;
    button.lastChild.textContent = words;
    button.setAttribute("aria-pressed", String(mode === "present"));
    PS.keepAddress();
    if (PS.cube) PS.page.fit();
    window.dispatchEvent(new Event("resize"));
  };

  const turn = () => {
    if (!NARROW.matches) PS.setMode(PS.mode === "present" ? "explore" : "present");
  };

  NARROW.addEventListener("change", () => {
    if (PS.wished === "present" && !window.matchMedia("print").matches) PS.setMode(PS.wished);
  });

  const typing = (target) => target.closest("input:not([type=range]), select, textarea, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (!(PS.cube || PS.pageQuery) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return leave(event.target);
    if (typing(event.target)) return;
    if (event.key === "p" || event.key === "P") {
      turn();
    } else if (PS.cube && PS.mode === "present" && !event.target.closest("[type=range]")) {
      const steps = { ArrowLeft: -1, ArrowDown: -1, PageUp: -1, ArrowRight: 1, ArrowUp: 1, PageDown: 1 };
      if (steps[event.key]) {
        event.preventDefault();
        PS.step(steps[event.key]);
      }
    }
  });

  /** Close what is open, let go what a page holds in focus, come back from projecting: one of them a press. */
  const leave = (target) => {
    const open = document.querySelector("details.menu[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    } else if (PS.cube && PS.page.release && !typing(target) && PS.page.release(target)) {
      // the page has let go of it
    } else if (PS.mode === "present") {
      PS.setMode("explore");
    }
  };

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    if (event.target.closest("#present-button")) turn();
    const share = event.target.closest("#share-button");
    if (share) copyLink(share);
  });

  /** Copy a text; rooms without https have no clipboard interface. */
  PS.copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = PS.make("textarea", { class: "unseen" }, text);
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  };

  const copyLink = async (button) => {
    await PS.copy(new URL(PS.query(), location.href).href);
    const words = button.textContent;
    if (words === button.dataset.done) return;
    button.textContent = button.dataset.done;
    setTimeout(() => {
      button.textContent = words;
    }, 2500);
  };

  const loaded = new Set();

  /** Load scripts that one page or one view alone needs, one after the other, each once. */
  PS.load = async (scripts) => {
    for (const src of scripts || []) {
      if (loaded.has(src)) continue;
      loaded.add(src);
      await new Promise((resolve, reject) => {
        const script = PS.make("script", { src });
        script.addEventListener("load", resolve);
        script.addEventListener("error", () => reject(new Error(src)));
        document.head.append(script);
      });
    }
  };

  /** A page that is drawn once its own scripts are there. */
  const later = (name) => ({
    draw: async (answer, drawn) => {
      if (!drawn) await PS.load(answer.scripts);
      return PS[name].draw(answer, drawn);
    },
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, { frame: { ask }, flows: later("flows"), route: later("route"), places: later("places"), countries: later("countries"), country: later("country") });
})();
