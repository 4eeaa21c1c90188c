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
    const taken = rounds.filter(({ near }) => near).map(({ x, y, radius }) => ({ x0: x - radius, x1: x + radius, y0: y - radius, y1: y + radius }));
    // A name beside the dot of another country would be read as that country's.
    const dots = rounds.filter(({ near }) => !near).map(({ code, x, y, radius }) => ({ code, x0: x - radius - BESIDE, x1: x + radius + BESIDE, y0: y - radius - BESIDE, y1: y + radius + BESIDE }));
    taken.push(...gates, ...dots);
    const most = Math.max(...rounds.map(({ total }) => (total ? total.value : 0)), 1);
    const order = [...rounds].sort((a, b) => b.near - a.near || (b.total ? b.total.value : 0) / most - (a.total ? a.total.value : 0) / most);
    const names = [];
    for (const each of order) {
      const name = nameFor(each, letter, taken, width, height);
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

  const nameFor = ({ code, x, y, radius, total, near }, letter, taken, width, height) => {
    const { short } = flows.node(code);
    const value = near && total ? `${PS.brief(total.value)}${total.isPartial ? "*" : ""}` : "";
    const wide = Math.max(PS.widthOf(short, letter, 600), PS.widthOf(value, letter, 400));
    const tall = value ? letter * 2.2 : letter * 1.1;
    const gap = 3;
    const places = [
      [x, y + radius + gap + tall / 2, "middle"],
      [x, y - radius - gap - tall / 2, "middle"],
      [x + radius + gap + wide / 2, y, "middle"],
      [x - radius - gap - wide / 2, y, "middle"],
      [x + radius + gap + wide / 2, y + tall * 0.7, "middle"],
      [x - radius - gap - wide / 2, y + tall * 0.7, "middle"],
      [x + radius + gap + wide / 2, y - tall * 0.7, "middle"],
      [x - radius - gap - wide / 2, y - tall * 0.7, "middle"],
      [x + radius * 1.6 + wide, y + tall, "middle"],
      [x - radius * 1.6 - wide, y + tall, "middle"],
    ];
    for (const [cx, cy] of places) {
      const box = { x0: cx - wide / 2 - 1, x1: cx + wide / 2 + 1, y0: cy - tall / 2, y1: cy + tall / 2 };
      if (box.x0 < 0 || box.x1 > width || box.y0 < 0 || box.y1 > height) continue;
      if (!isClear(box, taken.filter((other) => other.code !== code))) continue;
      taken.push(box);
      const group = PS.svg("g", { class: "flow-name", "data-area": code, "text-anchor": "middle", "font-size": letter, fill: "#12303D" });
      group.append(PS.svg("text", { x: cx, y: cy + (value ? -letter * 0.2 : letter * 0.35), "font-weight": 600 }, short));
      if (value) group.append(PS.svg("text", { x: cx, y: cy + letter * 0.95 }, value));
      return group;
    }
    return null;
  };
})();
