/* The mirror: one line a reporter and concept of the same corridor, gaps said and never averaged. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const flows = (PS.flows = PS.flows || {});
  flows.showMirror = () => {};
  flows.lightMirror = () => {};
})();
