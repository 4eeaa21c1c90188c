/* One country everywhere: pointer, focus or touch on map, ranking, tiles or trend lights it in all. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const PLACES = "#panorama-map path.is-own, #panorama-beside-view path.is-own, #panorama-ranking .row, #panorama-tiles button, #panorama-multiples button, #panorama-table tr[data-area], #panorama-trend .end";

  /** Light an area in every picture; with an event, say its value beside the pointer. */
  PS.light = (area, event = null, at = PS.at) => {
    if (area !== PS.lit) {
      PS.lit = area;
      PS.lightMap();
      PS.lightTrend();
      showPins();
    }
    if (area && event) showTip(area, event, at);
    else PS.el("panorama-tip").hidden = true;
  };

  const showPins = () => {
    const focus = PS.lit || PS.pin;
    for (const node of document.querySelectorAll("#panorama-ranking .row, #panorama-tiles button, #panorama-multiples button, #panorama-table tr[data-area]")) {
      node.classList.toggle("is-lit", node.dataset.area === focus);
      node.classList.toggle("is-pinned", node.dataset.area === PS.pin);
      if (node.matches("button")) node.setAttribute("aria-pressed", String(node.dataset.area === PS.pin));
    }
  };
  PS.showPins = showPins;

  /** Hold an area in focus, or let it go. */
  PS.hold = (area) => {
    PS.pin = PS.pin === area ? null : area;
    showPins();
    PS.dressMap();
    PS.lightMap();
    PS.showTrend();
    PS.showZoom();
    PS.keepAddress();
  };

  const showTip = (area, event, at) => {
    const tip = PS.el("panorama-tip");
    const far = event.target.closest("#panorama-beside-view");
    const cube = far ? PS.cube.beside : PS.cube;
    const cell = PS.cell(area, at, cube);
    const stop = cube.stops[at];
    const unit = cell.value === null ? "" : ` ${cube.unit}`;
    const { name } = cube.areas.find((each) => each.id === area);
    const change = !far && cell.changeState === "computed" ? PS.say("tip_change", { change: cell.change, year: stop.base }) : "";
    PS.tipBeside(
      tip,
      event,
      PS.make("strong", {}, name),
      PS.make("span", { class: "tip-value" }, `${cell.full}${unit}`),
      PS.make("span", {}, [stop.says, change].filter(Boolean).join(" · ")),
      ...(cell.note ? [PS.make("span", { class: "tip-note" }, cell.note)] : []),
    );
  };

  /** Whether the page on screen is this one. */
  const isHere = () => PS.cube && PS.el("panorama-map");

  const placeAt = (event) => isHere() && event.target.closest && event.target.closest(PLACES);

  document.addEventListener("pointermove", (event) => {
    if (!isHere() || event.target.closest("#panorama-trend")) return;
    const place = placeAt(event);
    if (place) PS.light(place.dataset.area, event);
    else if (PS.lit && !document.querySelector(":focus-visible[data-area]")) PS.light(null);
  });

  // A finger leaves no pointer behind: a touch elsewhere, or scrolling, takes the light away.
  document.addEventListener("pointerdown", (event) => {
    if (isHere() && PS.lit && !placeAt(event)) PS.light(null);
  });
  document.addEventListener(
    "scroll",
    () => {
      if (isHere() && PS.lit) PS.el("panorama-tip").hidden = true;
    },
    { capture: true, passive: true },
  );

  document.addEventListener("focusin", (event) => {
    const place = placeAt(event);
    if (place && place.matches(":focus-visible")) PS.light(place.dataset.area);
  });

  document.addEventListener("focusout", (event) => {
    if (placeAt(event)) PS.light(null);
  });

  document.addEventListener("click", (event) => {
    const place = placeAt(event);
    if (place && !place.matches("#panorama-trend .end")) PS.hold(place.dataset.area);
  });

  document.addEventListener("keydown", (event) => {
    const place = placeAt(event);
    if (place && place.matches("path") && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      PS.hold(place.dataset.area);
    }
  });
})();
