/* Names on the flow map: beside their circles, where they cover nothing else. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const flows = (PS.flows = PS.flows || {});

  const BESIDE = 4; // px

  const isClear = (box, taken) =>
    taken.every((other) => box.x1 < other.x0 || other.x1 < box.x0 || box.y1 < other.y0 || other.y1 < box.y0);

  /** Names stand beside their circles, where they cover no other name, circle or gate. */
  flows.placeNames = (rounds, { letter, width, height }, gates) => {
    const taken = rounds.filter(({ near }) => near).map(({ code, x, y, radius }) => ({ round: code, x0: x - radius, x1: x + radius, y0: y - radius, y1: y + radius }));
    // A name beside the dot of another country would be read as that country's.
    const dots = rounds.filter(({ near }) => !near).map(({ code, x, y, radius }) => ({ code, x0: x - radius - BESIDE, x1: x + radius + BESIDE, y0: y - radius - BESIDE, y1: y + radius + BESIDE }));
    taken.push(...gates, ...dots);
    const most = Math.max(...rounds.map(({ total }) => (total ? total.value : 0)), 1);
    const order = [...rounds].sort((a, b) => b.near - a.near || (b.total ? b.total.value : 0) / most - (a.total ? a.total.value : 0) / most);
    const names = [];
    for (const each of order) {
      const name = nameFor(each, { letter, width, height, taken, rounds });
      if (name) names.push(name);
    }
    return names;
  };

  /** Move names apart: down where one lies over the next, and up again where the last one left the picture. */
  flows.spread = (named, top, floor) => {
    named.forEach((node, place) => {
      const before = named[place - 1];
      node.at = Math.max(node.at, before ? before.at + before.half + node.half : top + node.half);
    });
    for (let place = named.length - 1; place >= 0; place -= 1) {
      const [node, after] = [named[place], named[place + 1]];
      node.at = Math.min(node.at, after ? after.at - after.half - node.half : floor - node.half);
    }
  };

  /** Where a name may stand: beside its circle, else away from it at the end of a line. */
  const placesOf = ({ x, y, radius, near }, { wide, tall, letter, rounds }) => {
    const gap = 3;
    const beside = [
      [x, y + radius + gap + tall / 2],
      [x, y - radius - gap - tall / 2],
      [x + radius + gap + wide / 2, y],
      [x - radius - gap - wide / 2, y],
      [x + radius + gap + wide / 2, y + tall * 0.7],
      [x - radius - gap - wide / 2, y + tall * 0.7],
      [x + radius + gap + wide / 2, y - tall * 0.7],
      [x - radius - gap - wide / 2, y - tall * 0.7],
      [x + radius * 1.6 + wide, y + tall],
      [x - radius * 1.6 - wide, y + tall],
    ].map((at) => ({ at, isLed: false }));
    if (!near) return beside;
    const own = rounds.filter((each) => each.near);
    const middle = ["x", "y"].map((axis) => own.reduce((all, each) => all + each[axis], 0) / own.length);
    const outward = Math.atan2(y - middle[1], x - middle[0]);
    const turns = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8].map((turn) => outward + (turn * Math.PI) / 8);
    const led = [1.5, 3, 4.5, 6, 8].flatMap((letters) =>
      turns.map((turn) => {
        const far = radius + letters * letter;
        return { at: [x + Math.cos(turn) * (far + wide / 2), y + Math.sin(turn) * (far + tall / 2)], isLed: true };
      }),
    );
    return [...beside, ...led];
  };

  /** How far a box is from a circle. */
  const apart = ({ x0, x1, y0, y1 }, { x, y, radius }) => Math.hypot(Math.max(x0 - x, 0, x - x1), Math.max(y0 - y, 0, y - y1)) - radius;

  /** Whether a name would be read as that of another circle, which it is as near to as to its own. */
  const isAnothers = (box, own, rounds, margin) => {
    const least = apart(box, own) + margin;
    return rounds.some((other) => other.near && other !== own && apart(box, other) < least);
  };

  /** The line from a circle to its name, and whether it crosses no other name. */
  const leaderOf = ({ x, y, radius }, { x0, x1, y0, y1 }, taken) => {
    const [tx, ty] = [Math.min(Math.max(x, x0), x1), Math.min(Math.max(y, y0), y1)];
    const far = Math.hypot(tx - x, ty - y) || 1;
    const at = (part) => [x + ((tx - x) * (radius + (far - radius) * part)) / far, y + ((ty - y) * (radius + (far - radius) * part)) / far];
    const isIn = (box, [px, py]) => px >= box.x0 && px <= box.x1 && py >= box.y0 && py <= box.y1;
    const crossed = taken.filter((box) => !isIn(box, [x, y])); // a name that already lies over the circle is not crossed on the way
    const free = [0.15, 0.35, 0.55, 0.75, 0.95].map(at).every((spot) => !crossed.some((box) => isIn(box, spot)));
    return free ? `M${at(0).map((each) => each.toFixed(1)).join(" ")}L${at(1).map((each) => each.toFixed(1)).join(" ")}` : null;
  };

  /** A name with its value; where there is no room for both the name alone beside its circle, at last the code that stands for it. */
  const nameFor = (own, picture) => {
    const { code, total, near, isNone } = own;
    const { short } = flows.node(code);
    if (!near) return named(own, short, "", picture);
    const value = total ? `${PS.brief(total.value)}${total.isPartial ? "*" : ""}` : isNone ? PS.say("matrix_none") : "";
    return named(own, short, value, picture) || named(own, short, "", picture, true) || named(own, code, "", picture, true);
  };

  const named = (own, short, value, { letter, width, height, taken, rounds }, isLast = false) => {
    const { code, near } = own;
    const wide = Math.max(PS.widthOf(short, letter, 600), PS.widthOf(value, letter, 400));
    const tall = value ? letter * 2.2 : letter * 1.1;
    const others = taken.filter((other) => other.code !== code);
    for (const { at: [cx, cy], isLed } of placesOf(own, { wide, tall, letter, rounds })) {
      const box = { x0: cx - wide / 2 - 1, x1: cx + wide / 2 + 1, y0: cy - tall / 2, y1: cy + tall / 2 };
      if (box.x0 < 0 || box.x1 > width || box.y0 < 0 || box.y1 > height) continue;
      if ((isLed && isLast) || !isClear(box, others)) continue;
      if (near && !isLed && isAnothers(box, own, rounds, isLast ? 1 : BESIDE)) continue;
      const leader = isLed ? leaderOf(own, box, taken.filter((other) => other.round !== code && other.code !== code)) : "";
      if (leader === null) continue;
      taken.push(box);
      const group = PS.svg("g", { class: "flow-name", "data-area": code, "text-anchor": "middle", "font-size": letter, fill: "#12303D" });
      if (leader) group.append(PS.svg("path", { d: leader, class: "flow-leader", stroke: "#49616B", "stroke-width": 1.2, fill: "none" }));
      group.append(PS.svg("text", { x: cx, y: cy + (value ? -letter * 0.2 : letter * 0.35), "font-weight": 600 }, short));
      if (value) group.append(PS.svg("text", { x: cx, y: cy + letter * 0.95 }, value));
      return group;
    }
    return null;
  };
})();
