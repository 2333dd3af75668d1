import type { Tier } from '../machine/index.ts';
import { algorithms, type CollectiveKind, type Line, nested, rankBandwidth, tree } from './collective.ts';
import { type CollectiveOperation, type FilledLine, IN_SWITCH, ncclLines } from './kernels/collective.ts';

/** NCCL's Simple protocol moves slices of 512 KiB (4 MiB buffers of 8 steps): each hop of a ring waits for one to arrive. */
const SLICE = 2 ** 19; // B, NCCL 2.29 default NCCL_BUFFSIZE; 2507.04786
const FLAGGED = 2; // the low-latency protocol sends a flag with each four bytes: twice the bytes, no slices
const FLOATS = true; // training reduces gradients and activations of 16 or 32 bit

/**
 * Lines of a collective where the scale-up link's parameters were fitted: inside one domain exactly the fitted law; across domains the
 * same stages and rings as without a fit, with the fitted law inside and the tiers' shares and latencies outside.
 * Undefined where the fit says nothing: sends, and groups with one rank in a domain.
 */
export function fittedLines(
  tiers: readonly Tier[],
  fit: Readonly<Record<string, number>>,
  counts: readonly number[],
  kind: CollectiveKind,
  n: number,
): readonly Line[] | undefined {
  const tier = tiers[0];
  const g = counts[0] ?? 1;
  if (!tier || g <= 1 || kind === 'send' || !Number.isInteger(g)) return undefined;
  // On a mesh or torus a group has only the links that lie between its ranks.
  const link = rankBandwidth({ ...tier, efficiency: 1 }, g);
  const inside = withoutSwitch(ncclLines({ operation: kind, ranks: g, floats: FLOATS }, fit, link), tier);
  if (g === n) return inside;
  const outside = counts.map((count, i) => (i === 0 ? 1 : count));
  if (kind === 'all-to-all') return [acrossAll(tiers, fit, counts, n, inside[0]!)];
  const passes = kind === 'all-reduce' ? 2 : 1;
  const outer = nested(tiers, outside, passes);
  const staged = inside.map((line) => ({
    ...line,
    alpha: line.alpha + outer.alpha,
    beta: line.beta + outer.beta / g,
    algorithm: line.algorithm === 'ring' ? 'nested ring' : line.algorithm,
  }));
  const lines = [...staged, ...rings(tiers, fit, counts, n, passes)];
  if (kind !== 'all-reduce') return lines;
  const trees = tree(asFitted(tiers, fit), counts, n);
  return [...lines, { ...trees, alpha: trees.alpha + 1e-6 * fit.a0! }];
}

const withoutSwitch = (lines: readonly FilledLine[], tier: Tier): readonly FilledLine[] =>
  tier.inSwitchReduction ? lines : lines.filter(({ algorithm }) => algorithm !== IN_SWITCH);

/** The scale-up tier at its fitted share and step. */
const asFitted = (tiers: readonly Tier[], fit: Readonly<Record<string, number>>): readonly Tier[] =>
  tiers.map((tier, i) => (i === 0 ? { ...tier, efficiency: fit.sh!, latency: 1e-6 * fit.lam! } : tier));

/** One ring through all ranks, in slices and in flagged words; a hop inside a domain is quicker than one between domains. */
function rings(
  tiers: readonly Tier[],
  fit: Readonly<Record<string, number>>,
  counts: readonly number[],
  n: number,
  passes: number,
): Line[] {
  let slowest = Number.POSITIVE_INFINITY;
  let inside = 1;
  let words = 0; // s of one turn
  let slices = 0;
  let left = n; // hops not yet given to a tier
  const last = counts.reduce((found, g, i) => (g > 1 ? i : found), 0);
  asFitted(tiers, fit).forEach((tier, i) => {
    const g = counts[i]!;
    if (g > 1) {
      // The cards of all ranks of a domain carry the ring's one crossing together.
      const rate = rankBandwidth(tier, g) * inside;
      const hops = i === last ? left : left - left / g; // the hop that closes the ring crosses the outermost tier
      slowest = Math.min(slowest, rate);
      words += hops * tier.latency;
      slices += hops * (tier.latency + SLICE / rate);
      left -= hops;
    }
    inside *= g;
  });
  const turn = (n - 1) / n; // the last hop of a turn is not needed
  const beta = (passes * turn) / slowest;
  const start = 1e-6 * fit.a0!;
  return [
    { alpha: start + passes * turn * slices, beta, algorithm: 'ring' },
    { alpha: start + passes * turn * words, beta: FLAGGED * beta, algorithm: 'ring of flagged words' },
  ];
}

/** Straight exchange: as without a fit, with the link's fitted share; start and fill as inside one domain. */
function acrossAll(
  tiers: readonly Tier[],
  fit: Readonly<Record<string, number>>,
  counts: readonly number[],
  n: number,
  inside: FilledLine,
): Line {
  const kind: CollectiveOperation = 'all-to-all';
  const plain = algorithms(asFitted(tiers, fit), counts, kind, n)[0]!;
  return { ...plain, alpha: plain.alpha + inside.alpha, gamma: inside.gamma };
}
