/**
 * Pieces that the rank with most of them gets, on average, when so many are dealt to ranks by chance: no fewer than one piece and an even
 * share, no more than there are.
 */
export const busiestOf = (pieces: number, ranks: number): number =>
  ranks <= 1 || pieces <= 1 ? pieces : Math.min(pieces, Math.max(1, pieces / ranks, busiestByChance(pieces, ranks)));

/** The same of pieces whose number is itself up to chance, `pieces` on average: E[max] = sum over k of 1 - P(Poisson <= k)^ranks. */
export function busiestByChance(pieces: number, ranks: number): number {
  const mean = pieces / ranks;
  let term = Math.exp(-mean);
  let below = term;
  let most = 0;
  for (let k = 0; ; k++) {
    const beyond = 1 - below ** ranks;
    most += beyond;
    if (beyond < NOTHING && k >= mean) return most;
    term *= mean / (k + 1);
    below += term;
  }
}

const NOTHING = 1e-4;
