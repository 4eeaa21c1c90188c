/* The choices of the sentence: filled from the answer, each change asks the server once. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});

  const option = ([value, words]) => PS.make("option", { value }, words);

  const group = (label, options) => {
    const node = PS.make("optgroup", { label });
    node.append(...options.map(option));
    return node;
  };

  const fillSelect = (id, control) => {
    const select = PS.el(id);
    const words = new Map(control.options);
    const grouped = new Set((control.groups || []).flatMap((each) => each.values));
    select.replaceChildren(
      ...control.options.filter(([value]) => !grouped.has(value)).map(option),
      ...(control.groups || []).map(({ label, values }) =>
        group(label, values.map((value) => [value, words.get(value)])),
      ),
    );
    select.value = control.value;
    select.disabled = control.options.length < 2;
    select.title = control.why;
    const why = control.why ? whys().id : null;
    if (why) select.setAttribute("aria-describedby", why);
    else select.removeAttribute("aria-describedby");
    showChosen(select);
  };

  const whys = () => document.querySelector(".tools .whys");

  const showChosen = (select) => {
    const chosen = select.selectedOptions[0];
    const home = select.parentElement;
    home.querySelector(".choice-words").textContent = chosen ? chosen.textContent : "";
    home.classList.toggle("is-closed", select.disabled);
  };

  /** Fill the lists of a new answer; why one of them is closed is said below. */
  PS.fillSelects = () => {
    for (const [id, name] of Object.entries(PS.page.selects)) fillSelect(id, PS.cube.controls[name]);
    whys().textContent = PS.cube.whys;
    fillPeriods();
  };

  /** Fill the list of countries: the nine, and where there are, others. */
  PS.fillAreas = (id) => {
    const control = PS.cube.controls.areas;
    const menu = PS.el(id);
    menu.querySelector(".choice-words").textContent = control.says;
    const boxOf = ([area, words]) => {
      const box = PS.make("input", { type: "checkbox", value: area });
      box.checked = control.value.includes(area);
      return PS.make("label", { class: "menu-item" }, box, words);
    };
    const all = PS.make("button", { class: "menu-item", type: "button" }, control.all || PS.say("all_areas"));
    all.addEventListener("click", () => PS.page.choose({ areas: null }));
    const more = control.more.length ? [PS.make("p", { class: "menu-label" }, control.more_label)] : [];
    menu.querySelector(".menu-panel").replaceChildren(...(control.options.length && !control.single ? [all] : []), ...control.options.map(boxOf), ...more, ...control.more.map(boxOf));
  };

  const askAreas = (menu, changed) => {
    const boxes = [...menu.querySelectorAll("input")];
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    if (!chosen.length) {
      changed.checked = true; // a view has at least one country
      PS.notify([PS.say("one_area")]);
      return;
    }
    const nine = PS.cube.controls.areas.options.map(([area]) => area);
    const isAll = chosen.length === nine.length && nine.every((area) => chosen.includes(area));
    PS.page.choose({ areas: isAll ? null : chosen });
  };

  PS.fillRole = (home, words) => {
    const comma = words.startsWith(",") ? [PS.make("span", { class: "comma" }, ",")] : [];
    home.replaceChildren(...comma, words.slice(comma.length));
  };

  /** A comma is drawn at the end of the choice before it, so that no line begins with one. */
  PS.placeCommas = () => {
    const pieces = [...document.querySelectorAll(".sentence .piece:not(.is-idle)")];
    pieces.forEach((piece, place) => {
      const next = pieces[place + 1];
      piece.classList.toggle("has-comma", Boolean(next && next.querySelector(".comma")));
    });
  };

  const fillPeriods = () => {
    const select = PS.el(PS.page.period);
    const options = PS.cube.stops.map((stop) =>
      PS.make("option", { value: stop.id }, stop.has ? stop.says : PS.say("empty_stop", { year: stop.short })),
    );
    select.replaceChildren(...options.reverse());
    select.disabled = PS.cube.stops.length < 2;
  };

  PS.showPeriod = () => {
    const select = PS.el(PS.page.period);
    select.value = PS.stop().id;
    showChosen(select);
  };

  document.addEventListener("change", (event) => {
    const { target } = event;
    if (!PS.page) return;
    const menu = target.closest(`#${PS.page.areas}`);
    if (PS.page.selects[target.id]) {
      showChosen(target);
      PS.page.choose({ [PS.page.selects[target.id]]: target.value });
    } else if (target.id === PS.page.period) {
      PS.goTo(PS.cube.stops.findIndex((stop) => stop.id === target.value));
    } else if (menu) {
      askAreas(menu, target);
    }
  });

  document.addEventListener("click", (event) => {
    const twin = event.target.closest(".twin[data-show]");
    if (!twin || !PS.page) return;
    if (twin.getAttribute("aria-pressed") !== "true") PS.turnAddress();
    PS.page.setShow(twin.dataset.show);
  });

  /** Tell which of the views of a page is on the stage. */
  PS.pressTwins = (show) => {
    for (const twin of document.querySelectorAll(".twin[data-show]")) {
      twin.setAttribute("aria-pressed", String(twin.dataset.show === show));
    }
  };

  /** The words that say what is on screen: title of the page, of the table and of every file. */
  PS.title = () => {
    const pieces = [];
    for (const piece of document.querySelector(".sentence").children) {
      if (piece.matches(".is-idle")) continue;
      pieces.push(piece.dataset.piece ? pieceText(piece) : piece.textContent);
    }
    return pieces.join("").replace(/\s+/g, " ").trim();
  };

  const pieceText = (piece) => {
    const [before, role, chosen] = piece.children;
    const words = chosen.querySelector(".choice-words").textContent;
    return before.textContent + role.textContent + words;
  };

  /** Say something to those who hear the page. */
  PS.tell = (words) => {
    document.querySelector("main .unseen[role=status]").textContent = words;
  };
})();
