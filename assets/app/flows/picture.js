/* The flows' part of a file: the view as it is drawn, its largest corridors, its rows. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const flows = (PS.flows = PS.flows || {});
  flows.picture = () => {};
  flows.rows = () => ({ heads: [], rows: [] });
})();
