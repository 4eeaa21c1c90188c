/* The numbers on a projector: as many lines as fit at a time, the others a key further. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };
  let words = null;
  let leaves = []; // lists of lines, one a page
  let at = 0;
  let control = null;

  const card = () => document.querySelector("#section-numbers");
  /** What is paged: the lines of the table, then what has no figure. */
  const lines = () => [...card().querySelectorAll(":scope > table > tbody > tr, :scope > .lacks > li")];

  /** Part the lines into pages as high as the room there is. */
  const part = () => {
    const all = lines();
    for (const line of all) line.classList.remove("is-off");
    const room = document.querySelector(".country").getBoundingClientRect().bottom;
    const top = card().querySelector("tbody").getBoundingClientRect().top;
    const found = [];
    let used = Infinity;
    for (const line of all) {
      const high = line.getBoundingClientRect().height + 1;
      if (used + high > room - top - 8) {
        found.push([]);
        used = 0;
      }
      found[found.length - 1].push(line);
      used += high;
    }
    return found;
  };

  const show = () => {
    const all = lines();
    const own = leaves[at];
    for (const line of all) line.classList.toggle("is-off", !own.includes(line));
    const table = card().querySelector("table");
    table.classList.toggle("is-off", !own.some((line) => table.contains(line)));
    const first = all.indexOf(own[0]) + 1;
    control.hidden = leaves.length < 2;
    control.querySelector("[role=status]").textContent = PS.fill(words.lines, { first, last: first + own.length - 1, count: all.length });
    control.firstChild.disabled = at === 0;
    control.lastChild.disabled = at === leaves.length - 1;
  };

  const turn = (step) => {
    at = Math.max(0, Math.min(leaves.length - 1, at + step));
    show();
  };

  const make = () => {
    const button = (name, sign, step) => {
      const own = PS.make("button", { type: "button", "aria-label": words[name] }, sign);
      own.addEventListener("click", () => turn(step));
      return own;
    };
    control = PS.make("div", { class: "country-pages", hidden: "" }, button("previous", "←", -1), PS.make("span", { role: "status" }), button("next", "→", 1));
    document.querySelector(".country-opening").append(control);
    document.addEventListener("keydown", (event) => {
      if (PS.mode !== "present" || !STEPS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      turn(STEPS[event.key]);
    });
  };

  /** Lay the lines out for the mode and the size of the screen. */
  const lay = () => {
    const first = leaves.length ? leaves[at][0] : null;
    for (const off of document.querySelectorAll(".country .is-off")) off.classList.remove("is-off");
    control.hidden = PS.mode !== "present";
    leaves = [];
    at = 0;
    if (PS.mode !== "present" || !card()) return;
    leaves = part();
    at = Math.max(0, leaves.findIndex((own) => own.includes(first)));
    show();
  };

  PS.countryPages = (said) => {
    words = said;
    make();
    window.addEventListener("resize", () => requestAnimationFrame(lay));
  };
})();
