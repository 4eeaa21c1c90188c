/* Names beside a map: which rows they stand in, so that their lines cross no name inside it. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const POINTS = 60; // of a line that are looked at
  const TRIES = 16; // rows that are tried on either side
  const PART = 4; // of the step between two rows, one try

  /** Rows as near to where they point as they can be, in order and not one over another. */
  const spread = (own, step, height) => {
    const blocks = [];
    own.forEach((shape, place) => {
      blocks.push({ sum: shape.y - place * step, count: 1 });
      for (let last = blocks.length - 1; last && blocks[last].sum / blocks[last].count < blocks[last - 1].sum / blocks[last - 1].count; last -= 1) {
        const { sum, count } = blocks.pop();
        blocks[last - 1].sum += sum;
        blocks[last - 1].count += count;
      }
    });
    const starts = blocks.flatMap(({ sum, count }) => Array(count).fill(sum / count));
    const most = height - step / 2 - (own.length - 1) * step;
    own.forEach((shape, place) => {
      shape.row = Math.max(step / 2, Math.min(starts[place], most)) + place * step;
    });
  };

  /** Whether a line from a row to where it points runs over a name. */
  const crosses = ({ from, x, y }, row, names) =>
    Array.from({ length: POINTS }, (_, at) => (at + 1) / POINTS).some((part) => {
      const [across, down] = [from + (x - from) * part, row + (y - row) * part];
      return names.some(([left, top, right, bottom]) => across > left && across < right && down > top && down < bottom);
    });

  /** Move a row whose line runs over a name to the nearest one that is free and whose line does not. */
  const clear = (own, names, step, height) => {
    own.forEach((shape, place) => {
      if (!crosses(shape, shape.row, names)) return;
      const above = place ? own[place - 1].row + step : step / 2;
      const below = place + 1 < own.length ? own[place + 1].row - step : height - step / 2;
      const tried = Array.from({ length: TRIES * 2 }, (_, at) => shape.row + ((at % 2 ? 1 : -1) * (1 + (at >> 1)) * step) / PART);
      const free = tried.find((row) => row >= above && row <= below && !crosses(shape, row, names));
      if (free !== undefined) shape.row = free;
    });
  };

  PS.rowsBeside = { spread, clear };
})();
