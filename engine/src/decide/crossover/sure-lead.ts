import type { UncertainInput } from './flip-range.ts';

/**
 * Whether the one that leads goes on leading within what is not known: each uncertain input is set to either end while the others
 * keep their values, and what it moves the gap against the leader is added in quadrature, as of independent inputs.
 */
export function isSureLead(
  gapOf: (values: ReadonlyMap<string, number>) => number,
  uncertain: readonly UncertainInput[],
): boolean {
  const gap = gapOf(new Map());
  if (!Number.isFinite(gap) || gap === 0) return true; // nobody else is there to lead, or nobody leads
  const against = uncertain
    .filter(({ known }) => !known)
    .map(({ name, value, low, high }) => {
      const losses = [low, high]
        .filter((end) => end !== value)
        .map((end) => (gap - gapOf(new Map([[name, end]]))) * Math.sign(gap));
      // An end at which one of the two is not possible says nothing for the leader.
      return Math.max(0, ...losses.map((loss) => (Number.isFinite(loss) ? loss : Number.POSITIVE_INFINITY)));
    });
  return Math.hypot(...against) < Math.abs(gap);
}
