/* The panorama's own map, and what happens to every map on the page at once. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});

  const map = PS.mapIn("panorama-map", { cube: () => PS.cube, ids: () => PS.ids(), cell: (area) => PS.cell(area) });
  PS.maps = [map]; // every map on the page: what happens to one happens to all

  const each = (act) => (...given) => Promise.all(PS.maps.map((one) => one[act](...given)));
  PS.paint = each("paint");
  PS.dressMap = each("dress");
  PS.placeLabels = each("placeLabels");
  PS.lightMap = each("light");
})();
