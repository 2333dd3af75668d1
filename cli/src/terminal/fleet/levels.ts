const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A column for each value, as high as its share of the highest; nothing is a dot. */
export const levels = (values: readonly number[], highest: number): string =>
  values
    .map((value) =>
      value < 1e-6 ? '·' : LEVELS[Math.min(LEVELS.length - 1, Math.ceil((8 * value) / highest - 1e-9) - 1)]!,
    )
    .join('');
