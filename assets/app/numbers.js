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

  /** Write a round number (a bound, a tick) as short as it can be without losing a digit. */
  PS.rounded = (value) => {
    const { numerals } = PS.cube;
    const sizes = [[1e9, numerals.billion], [1e6, numerals.million], [1e3, numerals.thousand]];
    const [unit, words] = sizes.find(([size]) => Math.abs(value) >= size) || [1, ""];
    const many = value / unit;
    const digits = [0, 1, 2].find((count) => Number(many.toFixed(count)) === many) ?? 3;
    return words ? `${plain(many, digits)}\u00a0${words}` : plain(many, digits);
  };

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
})();
