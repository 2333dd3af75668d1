import { defineTerm } from '../because/index.ts';
import type { Machine, Tier } from '../machine/index.ts';
import { fittedLines } from './fitted-collective.ts';
import { type FilledLine, filledSeconds } from './kernels/collective.ts';

/**
 * Collectives over nested tiers. For a given group of ranks every algorithm's time is a straight line in the message size, with a root
 * for filling the pipeline where it was fitted, so a group is priced once and a search only evaluates the few lines there are.
 */
export interface Line {
  /** Seconds whatever the size. */
  readonly alpha: number;
  /** Seconds per byte of the full buffer. */
  readonly beta: number;
  /** Seconds per root of a byte: filling the pipeline, where a chip's collectives were fitted. Absent = none. */
  readonly gamma?: number;
  readonly algorithm: string;
  /** Buffers that a fitted library moves this way, B: more than `above`, no more than `upTo`. Absent = any. */
  readonly above?: number;
  readonly upTo?: number;
}

export type CollectiveKind = 'all-reduce' | 'all-gather' | 'reduce-scatter' | 'all-to-all' | 'send';

export const lineSeconds = defineTerm(
  {
    term: 'collective.seconds',
    formula: 'α + β·V',
    unit: 's',
    symbols: {
      alpha: { unit: 's', meaning: 'latency of all steps' },
      beta: { unit: 's/B', meaning: 'seconds per byte of the full buffer' },
      V: { unit: 'B', meaning: 'full buffer: what one rank holds after an all-gather or before a reduce-scatter' },
    },
    source: 'Hockney model; Thakur, Rabenseifner, Gropp 2005 for the step and byte counts',
  },
  (alpha: number, beta: number, V: number) => (V <= 0 ? alpha : alpha + beta * V),
);

/** Ranks of a group on each tier. A group of n ranks that lie `stride` apart fills tier after tier from the inside. */
export function ranksPerTier(tiers: readonly Tier[], n: number, stride: number): number[] {
  const counts: number[] = [];
  let placed = 1;
  for (const tier of tiers) {
    const inside = Math.max(1, Math.min(n, Math.floor(tier.size / stride)));
    const here = Math.max(1, inside / placed);
    counts.push(here);
    placed *= here;
  }
  // A last tier that is too small for the group still carries what is left.
  if (placed < n && counts.length > 0) counts[counts.length - 1]! *= n / placed;
  return counts;
}

const NONE: Line = { alpha: 0, beta: 0, algorithm: 'none' };

/** Seconds-per-byte lines of a collective in a group of n ranks, `stride` ranks apart, one an algorithm; which is the fastest depends on the size. */
export function collectiveLines(machine: Machine, kind: CollectiveKind, n: number, stride: number): readonly Line[] {
  if (n <= 1) return [NONE];
  const counts = ranksPerTier(machine.tiers, n, stride);
  const fitted = machine.collectives && fittedLines(machine.tiers, machine.collectives, counts, kind, n);
  return fitted ?? algorithms(machine.tiers, counts, kind, n);
}

/**
 * The line that is lowest at `bytes`; the first of equals. At least one line. A fitted line's fill at `bytes` is in its alpha, so that
 * alpha + beta·bytes is the time. Hot: no allocation without a fit.
 */
export function fastest(lines: readonly Line[], bytes: number): Line {
  let best = lines[0]!;
  if (lines.length === 1 && best.gamma === undefined) return best;
  let least = secondsAt(best, bytes);
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i]!;
    const seconds = secondsAt(line, bytes);
    if (seconds < least) {
      best = line;
      least = seconds;
    }
  }
  if (best.gamma === undefined) return best;
  const { alpha, beta, gamma, algorithm } = best;
  return { alpha: alpha + gamma * Math.sqrt(Math.max(0, bytes)), beta, algorithm };
}

const secondsAt = (line: Line, bytes: number): number =>
  line.gamma === undefined ? line.alpha + line.beta * bytes : filledSeconds(line as FilledLine, bytes);

/** The fastest algorithm's line at `bytes`. */
export const collective = (machine: Machine, kind: CollectiveKind, n: number, stride: number, bytes: number): Line =>
  fastest(collectiveLines(machine, kind, n, stride), bytes);

/** Seconds of a collective of `bytes` by whichever algorithm is the fastest at that size. */
export function fastestSeconds(lines: readonly Line[], bytes: number): number {
  const line = fastest(lines, bytes);
  return lineSeconds(line.alpha, line.beta, bytes);
}

/** Every algorithm's line by the tiers' shares and latencies. */
export function algorithms(tiers: readonly Tier[], counts: readonly number[], kind: CollectiveKind, n: number): Line[] {
  switch (kind) {
    case 'send':
      return [send(tiers, counts)];
    case 'all-to-all':
      return [allToAll(tiers, counts, n)];
    case 'all-reduce': {
      const lines = [nested(tiers, counts, 2), ring(tiers, counts, n, 2), tree(tiers, counts, n)];
      const inSwitch = inSwitchReduction(tiers, counts);
      return inSwitch ? [...lines, inSwitch] : lines;
    }
    default:
      return [nested(tiers, counts, 1), ring(tiers, counts, n, 1)];
  }
}

/** B/s one way that one rank of the group gets on a tier; on a torus only the axes that the group spans count. */
export function rankBandwidth(tier: Tier, ranks: number): number {
  const rate = tier.bytesPerSecond * tier.efficiency;
  if (tier.topology === 'mesh' && tier.pairBytesPerSecond) {
    return Math.min(rate, tier.pairBytesPerSecond * tier.efficiency * Math.max(1, ranks - 1));
  }
  if (tier.topology !== 'torus' || !tier.dims || tier.dims.length === 0) return rate;
  let axes = 0;
  let covered = 1;
  let wrapped = true;
  for (const side of tier.dims) {
    if (covered >= ranks) break;
    axes += 1;
    if (covered * side > ranks) wrapped = false; // part of an axis has no wrap-around link: half the rate
    covered *= side;
  }
  const share = Math.max(1, axes) / tier.dims.length;
  return rate * share * (wrapped ? 1 : 0.5);
}

/** Tier by tier: reduce-scatter inside, then the same on what is left outside, and back (BlueConnect, Cho et al. 2019). */
export function nested(tiers: readonly Tier[], counts: readonly number[], passes: number): Line {
  let alpha = 0;
  let beta = 0;
  let share = 1; // of the buffer that reaches this tier
  counts.forEach((g, i) => {
    if (g <= 1) return;
    const tier = tiers[i]!;
    alpha += passes * steps(tier, g) * tier.latency;
    beta += (passes * ((g - 1) / g) * share) / rankBandwidth(tier, g);
    share /= g;
  });
  return { alpha, beta, algorithm: counts.filter((g) => g > 1).length > 1 ? 'nested ring' : 'ring' };
}

/** Recursive halving and doubling on a switch or mesh takes log2 steps (Thakur 2005, section 3); a ring or torus walks round. */
function steps(tier: Tier, g: number): number {
  return tier.topology === 'torus' ? g - 1 : Math.min(g - 1, 2 * Math.ceil(Math.log2(g)));
}

/** One ring through all ranks: paced by the slowest tier, on which a node's ranks bring all their network cards. */
function ring(tiers: readonly Tier[], counts: readonly number[], n: number, passes: number): Line {
  let slowest = Number.POSITIVE_INFINITY;
  let latency = 0;
  let inside = 1;
  counts.forEach((g, i) => {
    if (g > 1) {
      slowest = Math.min(slowest, rankBandwidth(tiers[i]!, g) * inside);
      latency = Math.max(latency, tiers[i]!.latency);
    }
    inside *= g;
  });
  return { alpha: passes * (n - 1) * latency, beta: (passes * (n - 1)) / n / slowest, algorithm: 'ring' };
}

/** Double binary tree (Sanders, Speck, Träff 2009; NCCL 2.4): 2 log2 steps, twice the bytes through the slowest link. */
export function tree(tiers: readonly Tier[], counts: readonly number[], n: number): Line {
  let slowest = Number.POSITIVE_INFINITY;
  let alpha = 0;
  let inside = 1;
  counts.forEach((g, i) => {
    if (g > 1) {
      slowest = Math.min(slowest, rankBandwidth(tiers[i]!, g) * inside);
      alpha += 2 * Math.ceil(Math.log2(g)) * tiers[i]!.latency;
    }
    inside *= g;
  });
  // Each byte goes up and down once, and an inner rank also forwards: 2 V at 0.9 of the ring's rate (NCCL src/graph/tuning.cc).
  return { alpha, beta: n > 2 ? 2 / (0.9 * slowest) : 2 / slowest, algorithm: 'tree' };
}

/** The switch adds: every byte goes up once and comes down once at the same time. Outer tiers reduce what is left by ring. */
function inSwitchReduction(tiers: readonly Tier[], counts: readonly number[]): Line | null {
  const first = counts.findIndex((g) => g > 1);
  const tier = tiers[first];
  if (!tier?.inSwitchReduction || counts[first]! < 5) return null; // NCCL takes NVLS from 5-6 ranks up
  const g = counts[first]!;
  const outer = nested(
    tiers,
    counts.map((c, i) => (i <= first ? 1 : c)),
    2,
  );
  return {
    alpha: 2 * tier.latency + outer.alpha,
    beta: 1 / (NVLS_SHARE * tier.bytesPerSecond) + outer.beta / g,
    algorithm: 'in-switch reduction',
  };
}

/** Algorithm rate (bytes reduced per second over one-way line rate) of in-switch reduction; 8 H200: 473 GB/s bus = 270 GB/s of 450. */
const NVLS_SHARE = 0.6; // ml-engineering network README (8-16 GiB payload), 2026-08

/** Every rank sends 1/n of its buffer to every other, straight; each tier carries what leaves its inner domain. */
function allToAll(tiers: readonly Tier[], counts: readonly number[], n: number): Line {
  let alpha = 0;
  let beta = 0;
  let inside = 1;
  counts.forEach((g, i) => {
    const tier = tiers[i]!;
    const outside = inside * g;
    if (g > 1) {
      alpha += tier.latency * Math.ceil(Math.log2(g));
      // Torus: average distance g/4 hops an axis, both directions used (Dally and Towles, ch. 3).
      const hops = tier.topology === 'torus' ? Math.max(1, Math.cbrt(g) / 4) : 1;
      const busy = (((outside - inside) / n) * hops) / rankBandwidth(tier, g);
      beta = Math.max(beta, busy); // tiers work at the same time
    }
    inside = outside;
  });
  return { alpha, beta, algorithm: 'direct' };
}

/** One rank to its neighbour in the group: over the outermost tier that the group crosses. */
function send(tiers: readonly Tier[], counts: readonly number[]): Line {
  let last = 0;
  counts.forEach((g, i) => {
    if (g > 1) last = i;
  });
  const tier = tiers[last]!;
  const rate = Math.min(tier.bytesPerSecond, tier.pairBytesPerSecond ?? Number.POSITIVE_INFINITY) * tier.efficiency;
  const axes = tier.topology === 'torus' && tier.dims ? 2 * tier.dims.length : 1; // one link of the torus to a neighbour
  return { alpha: tier.latency, beta: axes / rate, algorithm: 'send' };
}
