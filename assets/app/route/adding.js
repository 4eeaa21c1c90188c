/* Adding the stages up: the question is asked, and the reason why there is no answer is shown. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const route = (PS.route = PS.route || {});
  const make = (...all) => PS.make(...all);
  const TOTAL = "/api/v1/total";
  let asked = 0; // an answer to an earlier question comes too late

  const home = () => PS.el("route-sum");

  /** What would be added: all registers at the period on screen, of the nationality on screen. */
  const question = () => {
    const { drawn, lang, stages } = PS.cube;
    const query = new URLSearchParams({ indicator: stages.map((stage) => stage.register).join(","), over: "indicator", time_period: PS.stop().id });
    if (drawn.counterpart_area !== "W") query.set("counterpart_area", drawn.counterpart_area);
    if (drawn.counterpart_area.startsWith("G_")) query.set("over", "indicator,counterpart_area");
    for (const name of ["sex", "age"]) if (drawn[name] !== "_T") query.set(name, drawn[name]);
    query.set("lang", lang);
    return `${TOTAL}?${plain(query)}`;
  };
  const plain = (query) => query.toString().replace(/%2C/g, ",");

  /** The reason in words: registers by their names, without the ids that follow them for those who write addresses. */
  const inWords = (reason) => PS.cube.stages.reduce((words, stage) => words.replace(` [${stage.register}]`, ""), reason);

  /** The nearest figure of an answer: a total, or the first observation that the sum would have added. */
  const figureOf = (told) => (told.observations ? (told.observations[0] || {}).obs_value : told.obs_value);

  const nearestSays = (address, value) => {
    const of = new URLSearchParams(address.split("?")[1]).get("indicator") || "";
    const stage = PS.cube.stages.find((each) => of.split(",").includes(each.register));
    const known = value !== null && value !== undefined;
    const words = stage && known ? `${PS.say("total_of", { name: stage.name, value: PS.full(value) })} (${PS.stop().says}) ` : "";
    return make("p", { class: "nearest-figure", "data-value": known ? value : null }, `${PS.say("nearest_says")} ${words}`, make("a", { href: address }, PS.say("nearest_link")));
  };

  const add = async () => {
    const own = (asked += 1);
    home().replaceChildren(make("p", {}, PS.say("asking")));
    try {
      const refusal = await (await fetch(question())).json();
      const figure = await (await fetch(refusal.nearest)).json();
      if (own !== asked) return;
      home().replaceChildren(make("p", { class: "refusal" }, inWords(refusal.reason)), nearestSays(refusal.nearest, figureOf(figure)));
    } catch {
      if (own === asked) home().replaceChildren(make("p", {}, PS.say("not_answered_sum")));
    }
  };

  /** A reason is of the period that it was asked for: another one takes it away. */
  route.forgetSum = () => {
    asked += 1;
    home().replaceChildren();
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest && event.target.closest("#route-add")) add();
  });
})();
