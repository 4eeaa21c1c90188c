/* The registers on screen: what each has at a stop, in which state, and how it is written. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const route = (PS.route = PS.route || {});
  const STATES = ["value", "zero", "missing"];

  route.isTable = false; // whether the table lies over the charts

  route.stages = () => PS.cube.stages;
  route.stage = (area) => PS.cube.stages.find((stage) => stage.area === area);

  /** Whether a register is drawn: a nationality that is not compared is seen in one at a time. */
  route.isDrawn = (stage) => !stage.why && (!PS.cube.apart || PS.pin === stage.area);
  route.drawn = () => PS.cube.stages.filter(route.isDrawn);

  /** Whether a value is no more than a lower bound. */
  route.isLeast = (stage, at = PS.at) => stage.least.includes(at);

  /** One register at the period on screen, or at another stop. */
  route.cell = (stage, at = PS.at) => {
    const state = STATES[stage.s[at]];
    const value = stage.v[at];
    const [status, flags] = stage.marks[at] || [state === "missing" ? "M" : "A", ""];
    return { state, value, text: textOf(stage, at), note: PS.cube.notes[stage.n[at] || 0], months: stage.partial[at] || "", status, flags };
  };

  const textOf = (stage, at) => {
    if (stage.v[at] === null) return PS.say("missing");
    return stage.t ? stage.t[at] : PS.full(stage.v[at]);
  };

  /** Write what an axis goes up to: a share in per cent. */
  route.tick = (value) => (PS.cube.query.measure === "share" ? PS.fill(PS.cube.numerals.percent, { number: PS.rounded(value) }) : PS.rounded(value));

  /** The register whose nationalities are listed: the one in focus, else the first that is drawn. */
  route.listed = () => route.stage(PS.pin) || route.drawn()[0] || PS.cube.stages[0];

  /** The deaths on the way to a register at a stop; nothing where there is no record. */
  route.deathsOf = (stage, at = PS.at) => {
    const { deaths } = PS.cube;
    const along = deaths && deaths.stages[stage.area];
    return along ? along[at] : null;
  };
})();
