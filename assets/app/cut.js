/* A figure of some months is never drawn as one of a whole period: stripes over its class's colour. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const INK = "#12303D";

  const idOf = (fill) => `cut-${fill.slice(1)}`;
  const stripe = ({ text }) => (text === "#FFFFFF" ? { colour: "#FFFFFF", part: 0.5 } : { colour: INK, part: 0.32 });

  /** How SVG fills a class, whole or cut: the pattern has to be there, see cutPatterns. */
  PS.cutFill = ({ fill }, cut) => (cut ? `url(#${idOf(fill)})` : fill);

  /** The stripes over every class of an answer, for the definitions of a picture. */
  PS.cutPatterns = (cube) =>
    cube.palette.map(([fill, text]) => {
      const { colour, part } = stripe({ text });
      const pattern = PS.svg("pattern", { id: idOf(fill), width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(-45)" });
      pattern.append(PS.svg("rect", { width: 8, height: 8, fill }), PS.svg("rect", { width: 3, height: 8, fill: colour, "fill-opacity": part }));
      return pattern;
    });

  /** The same as a background of an element. */
  PS.cutBack = ({ fill, text }, cut) => {
    const { colour, part } = stripe({ text });
    const over = `color-mix(in srgb, ${colour} ${100 * part}%, ${fill})`;
    return cut ? `repeating-linear-gradient(45deg, ${over} 0 3px, ${fill} 3px 8px)` : fill;
  };

  const middle = (cube) => {
    const [fill, text] = cube.palette[Math.floor(cube.palette.length / 2)];
    return { fill, text };
  };

  /** What the key of it looks like: the stripes over a class in the middle. */
  const keyOf = (cube) => PS.make("i", { class: "key", style: `background:${PS.cutBack(middle(cube), true)}` });
  PS.cutKeyFill = (cube) => PS.cutFill(middle(cube), true);

  /** Whether an answer has such a figure at the period on screen. */
  PS.hasCut = (cube = PS.cube) => cube.areas.some(({ id }) => PS.cell(id, PS.at, cube).cut);

  /** Put the key of such figures into a legend while there are any on screen. */
  PS.showCutKeys = (home, cube, has = PS.hasCut(cube)) => {
    for (const key of home.querySelectorAll(".key-cut")) key.remove();
    if (!has) return;
    const keyIn = (tag) => PS.make(tag, { class: "key-kind key-cut" }, keyOf(cube), PS.say("legend_cut"));
    home.querySelector(".kinds").prepend(keyIn("li"));
    const short = home.querySelector(".legend-short .legend-steps");
    if (short) short.after(keyIn("span"));
  };
})();
