/**
 * The fewest changes that alone do it, as far as leaving out finds them: delta debugging, which ends with a set from which no single
 * change can be left out. `does(all)` must be true. Source: A. Zeller, R. Hildebrandt, Simplifying and isolating failure-inducing
 * input, IEEE TSE 28(2), 2002.
 */
export function fewestThatDo<T>(all: readonly T[], does: (some: readonly T[]) => boolean): readonly T[] {
  let kept = all;
  let parts = 2;
  while (kept.length >= 2) {
    const size = Math.ceil(kept.length / parts);
    const chunks = Array.from({ length: Math.ceil(kept.length / size) }, (_, i) =>
      kept.slice(i * size, (i + 1) * size),
    );
    const alone = chunks.find((chunk) => does(chunk));
    if (alone) {
      kept = alone;
      parts = 2;
      continue;
    }
    const without = chunks.map((_, i) => chunks.flatMap((chunk, j) => (j === i ? [] : chunk)));
    const rest = chunks.length > 2 ? without.find((some) => does(some)) : undefined;
    if (rest) {
      kept = rest;
      parts = Math.max(2, parts - 1);
      continue;
    }
    if (parts >= kept.length) break;
    parts = Math.min(kept.length, parts * 2);
  }
  return kept;
}
