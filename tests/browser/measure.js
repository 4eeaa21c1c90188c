// Measures the panorama as it is drawn, view after view, without loading the page anew.
async (views) => {
  const PS = window.PanoramaSur;
  const GONE = ["counterpart_area", "ref_area", "sex", "age", "breakdown", "freq", "source", "measure", "pin", "time_period", "base", "beside"];
  const TRIES = 30; // charts follow their boxes some frames later
  const frames = (count) => new Promise((done) => {
    const next = (left) => (left ? requestAnimationFrame(() => next(left - 1)) : done());
    next(count);
  });
  const all = (places, home = document) => [...home.querySelectorAll(places)].filter((node) => node.checkVisibility() && box(node).width > 0);
  const box = (node) => node.getBoundingClientRect();
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const words = (node) => node.textContent.trim().slice(0, 30);
  const wide = () => innerWidth > 900;

  /** The page as a whole: nothing scrolls, nothing is as wide as to need it. */
  const pageFaults = () => {
    const root = document.documentElement;
    const side = document.querySelector(".side");
    return [
      root.scrollWidth > root.clientWidth && "the page is too wide",
      wide() && root.scrollHeight > root.clientHeight + 1 && "the page scrolls",
      wide() && side.scrollHeight > side.clientHeight + 1 && `the side scrolls by ${side.scrollHeight - side.clientHeight}`,
    ];
  };

  /** Names on maps: on no other name, on no legend, title or tool, and not off the stage. */
  const nameFaults = () =>
    all(".figure").flatMap((home) => {
      const stage = box(home);
      const names = all(".labels .label, .labels .islands", home);
      const others = [...all(".legend li, .legend p, .remarks p", home), ...all(".beside-head, .sentence, .tools")];
      return names.flatMap((one, place) => {
        const own = box(one);
        const off = own.left < stage.left - 20 || own.right > stage.right + 20 || own.top < stage.top - 8 || own.bottom > stage.bottom + 8;
        const met = [...names.slice(place + 1), ...others].filter((other) => meet(own, box(other)));
        return [off && `${words(one)} is off the stage`, ...met.map((other) => `${words(one)} is on ${words(other)}`)];
      });
    });

  /** The trend: inside its card, above the footer, its years apart. */
  const trendFaults = () =>
    all("#panorama-trend").flatMap((trend) => {
      const card = box(trend.closest(".card"));
      const out = [trend, ...all(".main-svg, .end, .xtick text", trend)].filter((node) => {
        const own = box(node);
        return own.bottom > card.bottom + 1 || own.top < card.top - 1 || own.right > card.right + 1;
      });
      const under = wide() && card.bottom > box(document.querySelector(".foot")).top;
      return [under && "the trend is under the footer", ...out.map((node) => `${node.tagName} ${words(node)} is out of the card`), crowded(".xtick text", 2)];
    });

  const crowded = (places, room) => {
    const boxes = all(places).map(box);
    return boxes.some((own, place) => place && own.left < boxes[place - 1].right + room) && `${places} crowd`;
  };

  /** Words: inside what holds them, and not cut in their own column. */
  const wordFaults = () => {
    const held = all(".number *, .insight, .row > *, .card h2, .sentence .choice-words, .tools *, .beside-title, .beside-words p, .legend *, .mark-labels span, .multiple-head *, .foot p");
    const out = held.filter((node) => {
      const [own, home] = [box(node), box(node.closest(".number, .card, .stage, .multiple, .foot, .side"))];
      return own.left < home.left - 1 || own.right > home.right + 1 || (wide() && own.bottom > home.bottom + 1);
    });
    const cut = all(".row-name, .row-value, .row-change").filter((node) => node.scrollWidth > node.clientWidth + 1);
    return [...out.map((node) => `${words(node)} is out of its box`), ...cut.map((node) => `${words(node)} is cut`), crowded(".mark-labels span", 6)];
  };

  const faults = () => [pageFaults, nameFaults, trendFaults, wordFaults].flatMap((each) => each()).filter(Boolean);

  const found = {};
  for (const view of views) {
    PS.ask({ ...Object.fromEntries(GONE.map((name) => [name, null])), ...view });
    while (document.body.dataset.asking) await frames(1);
    await frames(2);
    let told = faults();
    for (let tries = 0; told.length && tries < TRIES; tries += 1) {
      await frames(2);
      told = faults();
    }
    if (told.length) found[new URLSearchParams(view)] = told;
  }
  return found;
}
