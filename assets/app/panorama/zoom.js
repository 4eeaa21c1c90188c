/* From the region into a country: the one held in focus has a way to its own map and its page. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const KEPT = ["indicator", "source", "counterpart_area", "sex", "age", "breakdown"];

  /** The address of a country's own map: the same question, where that has an answer there. */
  const addressOf = (area) => {
    const query = new URLSearchParams({ ref_area: area });
    for (const name of KEPT) {
      if (PS.cube.zoom[area].same && PS.cube.query[name]) query.set(name, PS.cube.query[name]);
    }
    const lang = new URLSearchParams(location.search).get("lang");
    if (lang) query.set("lang", lang);
    if (PS.mode === "present") query.set("mode", "present");
    return `/places?${query}`;
  };

  const opens = (area) => Boolean(area && PS.cube.zoom && PS.cube.zoom[area]);

  /** Show the way into the country that is held, on the map. */
  PS.showZoom = () => {
    const link = PS.el("panorama-zoom");
    const isOpen = opens(PS.pin) && ["map", "tiles"].includes(PS.shown());
    const page = PS.el("panorama-country");
    link.hidden = page.hidden = !isOpen;
    if (!isOpen) return;
    const lang = new URLSearchParams(location.search).get("lang");
    page.textContent = PS.say("country_page", { area: PS.cube.areas.find(({ id }) => id === PS.pin).name });
    page.href = `/countries/${PS.pin}${lang ? `?lang=${lang}` : ""}`;
    link.textContent = PS.cube.zoom[PS.pin].says;
    link.href = addressOf(PS.pin);
  };

  document.addEventListener("dblclick", (event) => {
    const path = PS.cube && event.target.closest && event.target.closest("#panorama-map path.is-own");
    if (path && opens(path.dataset.area)) location.assign(addressOf(path.dataset.area));
  });
})();
