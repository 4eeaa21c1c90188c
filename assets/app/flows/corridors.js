/* The corridors on screen: what the answer holds for the period, the threshold and the focus. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const flows = (PS.flows = PS.flows || {});

  flows.step = 0; // place of the threshold among the steps
  flows.isTable = false; // whether the table lies over the view
  flows.ladder = "log"; // how shades of the matrix rise
  flows.sort = ""; // what the rows of the matrix are sorted by: see sorts in callbacks/address/flows.py
  flows.wish = null; // the threshold that somebody asked for; without it each answer has its own

  /** Place of the period on screen among those that have data, or -1. */
  flows.slot = () => PS.cube.held.indexOf(PS.at);

  flows.least = () => PS.cube.steps[flows.step].least;

  flows.node = (code) => PS.cube.nodes[code] || { name: nameOfGate(code), short: nameOfGate(code), colour: "#6B7B83" };

  const nameOfGate = (code) => (PS.ground.gates.find(({ id }) => id === code) || { name: code }).name;

  /** Every corridor with its value now; nothing is drawn for one without data, or below the threshold. */
  flows.now = () => {
    const slot = flows.slot();
    const least = flows.least();
    return PS.cube.links.map(([origin, destination, values, marks, notes], place) => {
      const value = slot < 0 ? null : values[slot];
      const status = (marks && marks[slot]) || PS.cube.status;
      const at = notes && notes[slot];
      const note = at === undefined ? "" : PS.cube.notes[at];
      return { place, origin, destination, value, status, note, id: `${origin}-${destination}`, isShown: value !== null && value > 0 && value >= least };
    });
  };

  flows.shown = () => flows.now().filter((link) => link.isShown);

  /** What the view draws, and its table lists: the corridors shown, in the matrix their zeros as well. */
  flows.drawn = () => {
    const zeros = PS.cube.view.show === "matrix" && flows.least() === 0;
    return flows.now().filter((link) => link.isShown || (zeros && link.value === 0 && link.origin !== link.destination));
  };

  /** Whether the question is about a pair at all: what it leaves out has no figure here, and lacks none. */
  flows.isAsked = (origin, destination) => {
    const { into, out_of: outOf, either } = PS.cube.asked;
    if (either) return into.includes(destination) || outOf.includes(origin);
    return (!into.length || into.includes(destination)) && (!outOf.length || outOf.includes(origin));
  };

  /** A total at the period on screen: of an end of corridors, or of all of them. */
  flows.total = (side, code) => {
    const slot = flows.slot();
    const told = side === "whole" ? PS.cube.totals.whole : PS.cube.totals[side][code];
    if (!told || slot < 0 || told.v[slot] === null) return null;
    return { value: told.v[slot], isPartial: told.p.includes(slot) };
  };

  const BOTH = ["out_of", "into"];
  const WAYS = [["out_of", "↑", "emigrants"], ["into", "↓", "immigrants"]];

  /** Who leaves an end of corridors and who arrives there, short: each total that there is. */
  flows.waysOf = (code, sides = BOTH) =>
    WAYS.filter(([side]) => sides.includes(side))
      .map(([side, arrow]) => [arrow, flows.total(side, code)])
      .filter(([, total]) => total)
      .map(([arrow, total]) => `${arrow}${PS.brief(total.value)}${total.isPartial ? "*" : ""}`);

  /** Who leaves an end or arrives there, in words: nobody leaves what is no place. */
  flows.sideSaid = (words, code, name) => {
    if (words === "emigrants" && NO_PLACE[code]) return PS.say(NO_PLACE[code]);
    return words === "immigrants" && code === "_U" ? PS.say("to_unknown") : PS.say(words, { area: name });
  };
  const NO_PLACE = { _U: "from_unknown", _X: "from_stateless" };

  /** The same in words, of both sides or of those asked for: the name alone where there is neither. */
  flows.waysSaid = (code, name, sides = BOTH) =>
    WAYS.filter(([side]) => sides.includes(side) && flows.total(side, code))
      .map(([side, , words]) => `${flows.sideSaid(words, code, name)}: ${PS.full(flows.total(side, code).value)}`)
      .join(". ") || name;

  /** What is in focus: a country, a corridor, or nothing. */
  flows.focus = () => PS.lit || PS.pin;

  /** Whether a corridor belongs to what is in focus; without a focus all do. */
  flows.isIn = (link, focus = flows.focus()) => {
    if (!focus || link.id === focus) return true;
    const [origin, destination] = focus.split("-");
    if (destination) return flows.isSame(link.origin, origin) && flows.isSame(link.destination, destination);
    return flows.isSame(link.origin, focus) || flows.isSame(link.destination, focus);
  };

  /** Whether an end of corridors is what another code means: itself, its group, or one of its members. */
  flows.isSame = (code, other) => code === other || isMember(code, other) || isMember(other, code);

  const isMember = (code, group) => (PS.ground.groups[group] || []).includes(code);

  flows.isEstimate = (link) => ["E", "I", "F"].includes(link.status);

  flows.arrow = (link) => `${flows.node(link.origin).short} → ${flows.node(link.destination).short}`;

  /** An origin's colour as a line that is thin: with ink in it, so that it stands out from any ground. */
  flows.inked = (colour) => {
    const part = (text, at) => parseInt(text.slice(at, at + 2), 16);
    const mixed = [1, 3, 5].map((at) => Math.round(0.75 * part(colour, at) + 0.25 * part("#12303D", at)));
    return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
  };

  /** A pattern for estimates in a colour, so that they look like estimates without it as well. */
  flows.patternOf = (colour) => `url(#estimate-${colour.slice(1)})`;
  flows.patterns = () => {
    const colours = new Set(Object.values(PS.cube.nodes).map((node) => node.colour));
    const defs = PS.svg("defs");
    for (const colour of colours) {
      const pattern = PS.svg("pattern", { id: `estimate-${colour.slice(1)}`, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
      pattern.append(PS.svg("rect", { width: 6, height: 6, fill: colour, "fill-opacity": 0.5 }), PS.svg("rect", { width: 2.2, height: 6, fill: colour }));
      defs.append(pattern);
    }
    return defs;
  };
})();
