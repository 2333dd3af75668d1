import type { PipelineSpec } from '../spec.ts';

/**
 * Seconds of 1F1B, or of ZB-H1 (`split`: weight gradients lag), one chunk a stage: the longest path through the order, O(stages) work, O(stages
 * squared) with a hop. Read as: the path comes down to a stage s, gets from its first forward to its first input gradient (warm-up), stays
 * in the slowest cycle that turns at s for the micro-batches between, gets from its last forward to its last input gradient
 * (drain), and goes back up. A cycle over stages s..u moves u - s + 1 micro-batches and takes their times and 2 (u - s) hops, since
 * stage s holds p - s micro-batches.
 */
export function oneChunkSeconds(spec: PipelineSpec, split: boolean): number {
  const { stages: p, microBatches: m, hop, forward, backwardInput, backwardWeight } = spec;
  const input = (s: number): number => backwardInput[s]! + (split ? 0 : backwardWeight[s]!);
  const pass = (s: number): number => forward[s]! + input(s);
  let warm = 0;
  let drain = 0;
  let path = 0; // longest from the first forward of stage s to its last input gradient
  let deepest = 0; // slowest stage below s that alternates forward and backward
  let seconds = 0;
  for (let s = p - 1; s >= 0; s--) {
    const f = forward[s]!;
    const b = input(s);
    const w = split ? backwardWeight[s]! : 0;
    const ahead = Math.min(p - 1 - s, m - 1); // forwards before the one that pairs with the first backward
    const lagging = Math.max(0, m - 1 - s); // micro-batches but the last whose weight gradient comes before the next forward or backward
    const between = m - 2 - ahead;
    const weightsInDrain = Math.min(ahead, lagging);
    const below = s === p - 1 ? 0 : 2 * hop;
    warm = Math.max((ahead + 1) * f + b, f + b + below + warm);
    drain = Math.max((ahead + 1) * b + f + weightsInDrain * w, f + b + below + drain);
    let stay: number;
    if (m - 1 > ahead) {
      const late = split ? Math.max(0, lagging - ahead) : 0; // of those between, with a weight gradient
      stay = warm + drain + slowestCycle(s, p, between, late, w, hop, pass);
      deepest = Math.max(deepest, f + b);
    } else {
      // all forwards come first: then backwards only
      const early = Math.min(s, m - 1);
      const backwards = split ? early * Math.max(b, deepest) + (m - 1 - early) * (b + w) : (m - 1) * b;
      stay = Math.max(warm + backwards, (m - 1) * f + drain);
    }
    path = s === p - 1 ? stay : Math.max(stay, f + b + below + path);
    // what is put off is done at the end; stages begin the next step when they end this one, so each counts from its own start
    seconds = split ? Math.max(seconds, path + (Math.min(s, m - 1) + 1) * w) : path;
  }
  return seconds;
}

/** Seconds of `n` micro-batches between warm-up and drain at stage s, `late` of them with a weight gradient of w: the slowest cycle that turns there. */
function slowestCycle(
  s: number,
  p: number,
  n: number,
  late: number,
  w: number,
  hop: number,
  pass: (s: number) => number,
): number {
  const own = pass(s);
  let slowest = n * own + late * w;
  if (hop === 0 || n <= 0) return slowest;
  for (let u = s + 1, round = own; u < p; u++) {
    round += pass(u) + 2 * hop;
    const length = u - s + 1;
    slowest = Math.max(slowest, ((n - late) * round) / length + late * Math.max(own + w, (round + w) / length));
  }
  // before its weight gradients begin to come in between, a deep stage may wait for cycles with stages above
  for (let above = s - 1, round = own; w > 0 && above >= 0 && s - above < n - late; above--) {
    round += pass(above) + 2 * hop;
    slowest = Math.max(slowest, ((n - late) * round) / (s - above + 1) + late * (own + w));
  }
  return slowest;
}
