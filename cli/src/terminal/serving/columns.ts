const LEVELS = ' ▁▂▃▄▅▆▇█';

/** One row of columns as high as their numbers against the most; nothing at all is an empty column, the least amount a sliver. */
export const columns = (values: readonly number[], most: number): string =>
  values.map((x) => LEVELS[most > 0 && x > 0 ? Math.min(8, Math.max(1, Math.round((x / most) * 8))) : 0]!).join('');

/** As many numbers as there is room for, each the largest of those that it stands for: a peak is never lost. */
export function squeezed(values: readonly number[], room: number): number[] {
  if (values.length <= room) return [...values];
  return Array.from({ length: room }, (_, i) => {
    const from = Math.floor((i * values.length) / room);
    const to = Math.max(from + 1, Math.floor(((i + 1) * values.length) / room));
    return values.slice(from, to).reduce((high, x) => Math.max(high, x), 0);
  });
}
