/* A figure of some months is never drawn as one of a whole period: stripes over its colour, dots where it is nought. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const INK = "#12303D";
  const DOT = "#49616B";

  const idOf = (fill) => `cut-${fill.slice(1)}`;
  const stripe = ({ text }) => (text === "#FFFFFF" ? { colour: "#FFFFFF", part: 0.5 } : { colour: INK, part: 0.32 });

  /** The ground of a zero that is partial or in doubt: it is of no class. */
  PS.NIL = { fill: "#FFFFFF", text: INK };

  /** How SVG fills a class, whole or cut: the pattern has to be there, see cutPatterns. */
  PS.cutFill = ({ fill }, cut) => (cut ? `url(#${idOf(fill)})` : fill);

  /** The stripes over every class of an answer, for the definitions of a picture. */
  PS.cutPatterns = (cube) => [
    ...cube.palette.map(([fill, text]) => {
      const { colour, part } = stripe({ text });
      const pattern = PS.svg("pattern", { id: idOf(fill), width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(-45)" });
      pattern.append(PS.svg("rect", { width: 8, height: 8, fill }), PS.svg("rect", { width: 3, height: 8, fill: colour, "fill-opacity": part }));
      return pattern;
    }),
    dots(),
  ];

  /** A zero that lacks something has dots: stripes on white would be taken for no data. */
  const dots = () => {
    const pattern = PS.svg("pattern", { id: idOf(PS.NIL.fill), width: 7, height: 7, patternUnits: "userSpaceOnUse" });
    pattern.append(PS.svg("rect", { width: 7, height: 7, fill: PS.NIL.fill }), PS.svg("circle", { cx: 3.5, cy: 3.5, r: 1.3, fill: DOT }));
    return pattern;
  };

  /** The same as a background of an element. */
  PS.cutBack = ({ fill, text }, cut) => {
    if (cut && fill === PS.NIL.fill) return `radial-gradient(circle at center, ${DOT} 1.3px, transparent 1.6px) 0 0 / 7px 7px ${fill}`;
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

  /** Whether an answer has a zero that is partial or in doubt at the period on screen. */
  PS.hasNil = (cube = PS.cube) => cube.areas.some(({ id }) => PS.cell(id, PS.at, cube).nil);

  /** Put the key of such figures into a legend while there are any on screen. */
  PS.showCutKeys = (home, cube, { cut, nil } = { cut: PS.hasCut(cube), nil: PS.hasNil(cube) }) => {
    for (const key of home.querySelectorAll(".key-cut")) key.remove();
    const white = PS.make("i", { class: "key", style: `background:${PS.cutBack(PS.NIL, true)};border:1px solid #7C8F97` });
    const keys = [...(nil ? [[white, "legend_nil"]] : []), ...(cut ? [[keyOf(cube), "legend_cut"]] : [])];
    for (const [key, words] of keys) {
      const keyIn = (tag) => PS.make(tag, { class: "key-kind key-cut" }, key.cloneNode(), PS.say(words));
      home.querySelector(".kinds").prepend(keyIn("li"));
      const short = home.querySelector(".legend-short .legend-steps");
      if (short) short.after(keyIn("span"));
    }
  };
})();
