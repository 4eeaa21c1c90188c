/* Numbers as officials write them: the same rules as data/words/numbers.py, held to it by a test. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const formats = new Map();

  const plain = (value, digits) => {
    const key = `${PS.cube.lang} ${digits}`;
    if (!formats.has(key)) {
      formats.set(key, new Intl.NumberFormat(PS.cube.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: "always", roundingMode: "halfEven" }));
    }
    return formats.get(key).format(value).replace("-", "\u2212");
  };

  /** Write a count with all its digits. */
  PS.full = (value) => plain(value, 0);

  /** Write a count as it fits on a chart: three significant digits for millions and above. */
  PS.brief = (value) => {
    const { numerals } = PS.cube;
    const size = Math.abs(value);
    for (const [unit, key] of [[1e9, "billion"], [1e6, "million"]]) {
      if (Math.round((size / unit) * 1000) >= 1000) {
        const many = size / unit;
        const digits = many < 9.995 ? 2 : many < 99.95 ? 1 : 0;
        return `${plain(value / unit, digits)}\u00a0${numerals[key]}`;
      }
    }
    if (size >= 1000) return `${plain(value / 1000, size / 1000 < 9.95 ? 1 : 0)}\u00a0${numerals.thousand}`;
    return plain(value, 0);
  };

  /** Write a round number, a bound of a class say, without needless decimals. */
  PS.rounded = (value) => PS.brief(value).replace(/[.,]0+(?=\u00a0|$)/, "");
})();
