/* From the region into a country: the one held in focus has a way to its own map and its page. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const KEPT = ["indicator", "source", "counterpart_area", "sex", "age", "breakdown"];

  const ENDS = { ref_area: KEPT, counterpart_area: KEPT.filter((name) => name !== "counterpart_area") };

  /** The address of a country's own map: the same question, where that has an answer there. */
  const addressOf = (area) => {
    const query = new URLSearchParams({ ref_area: area });
    for (const name of ENDS[PS.cube.drawn.mapped]) {
      if (PS.cube.zoom[area].same && PS.cube.query[name]) query.set(name, PS.cube.query[name]);
    }
    const lang = new URLSearchParams(location.search).get("lang");
    if (lang) query.set("lang", lang);
    if (PS.wished === "present") query.set("mode", "present");
    return `/places?${query}`;
  };

  const opens = (area) => Boolean(area && PS.cube.zoom && PS.cube.zoom[area]);

  /** The country whose own map is a step away: the one held; of nationalities, who registers them. */
  const near = () => {
    if (PS.cube.zoom && PS.cube.drawn.mapped === "counterpart_area") return Object.keys(PS.cube.zoom)[0];
    return PS.pin;
  };

  /** Show the way into that country, on the map. */
  PS.showZoom = () => {
    const area = near();
    const link = PS.el("panorama-zoom");
    const isOpen = opens(area) && ["map", "tiles"].includes(PS.shown());
    const page = PS.el("panorama-country");
    link.hidden = page.hidden = !isOpen;
    if (!isOpen) return;
    const lang = new URLSearchParams(location.search).get("lang");
    page.hidden = area !== PS.pin;
    page.textContent = PS.pin ? PS.say("country_page", { area: PS.cube.areas.find(({ id }) => id === PS.pin).name }) : "";
    page.href = `/countries/${area}${lang ? `?lang=${lang}` : ""}`;
    link.textContent = PS.cube.zoom[area].says;
    link.href = addressOf(area);
  };

  document.addEventListener("dblclick", (event) => {
    const path = PS.cube && event.target.closest && event.target.closest("#panorama-map path.is-own");
    if (path && opens(path.dataset.area)) location.assign(addressOf(path.dataset.area));
  });
})();
