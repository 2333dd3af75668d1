import { floored, type KernelForm, type Limits, type Values } from './form.ts';

export type CollectiveOperation = 'all-reduce' | 'all-gather' | 'reduce-scatter' | 'all-to-all';

/** One collective of a library within one scale-up domain. */
export interface CollectiveShape {
  readonly operation: CollectiveOperation;
  readonly ranks: number;
  /** Full buffer, B: what a rank holds after an all-gather or before a reduce-scatter. */
  readonly bytes: number;
  /** A switch adds 16- and 32-bit floats; bytes (int8) it does not. */
  readonly floats: boolean;
}

const MEGABYTE = 1e6;
const FILL_LINK = 450e9; // B/s the fill parameter is stated at
/** A direct exchange sends flagged words while what each peer gets is no more: NCCL's default of NCCL_P2P_LL_THRESHOLD, src/enqueue.cc. */
const WORDS_TO_A_PEER = 2 ** 14; // B
/** Ranks below which a ring turns to slices sooner, for it has fewer hops to start them on: tuning.cc weighs hops against bytes. */
const FULL_WORDS = 4;

/** Steps of the ring, bytes a rank sends, bytes of its own part that it copies on the chip. */
export function ringOf({ operation, ranks: n, bytes }: Pick<CollectiveShape, 'operation' | 'ranks' | 'bytes'>) {
  const wire = ((n - 1) / n) * bytes;
  switch (operation) {
    case 'all-reduce':
      return { steps: 2 * (n - 1), wire: 2 * wire, copy: bytes / (2 * n) };
    case 'all-to-all':
      return { steps: Math.log2(n), wire, copy: bytes / n };
    default:
      return { steps: n - 1, wire, copy: bytes / n };
  }
}

/**
 * A library's collective in one domain, microseconds: the quicker of a ring and, where the switch adds and enough ranks take part,
 * of reduction in the switch, where a rank's link carries its buffer once each way and its own part once more. Over PCIe protocols are
 * told apart: buffers of up to `words` bytes travel in words that carry their own flag, which need no pipeline filled but twice the bytes
 * and an answer from beyond the host bridges, so that more ranks slow them; larger ones travel in slices.
 * Sizes in bytes; `limits.link` one way, B/s. One rank takes no time.
 */
export const ncclCollective: KernelForm<CollectiveShape> = {
  kind: 'collective',
  formula:
    'a0 + lam·steps [two ranks: lam/max(1, pair)] + wire/(sh·link) [two ranks: sh·pair] + own/(bc·link) + gam·√(wire/1 MB)·√(450 GB/s / link); all-reduce: steps 2(n-1), wire 2(n-1)/n·S, own S/2n; all-gather, reduce-scatter: n-1, (n-1)/n·S, S/n; all-to-all: log2 n, (n-1)/n·S, S/n; in the switch from `from` ranks up: a0 + sw·n + (n+1)/n·S/(nv·link) + the same fill; over PCIe S up to words·min(1, n/4), all-to-all up to 16 KiB·n: a0 + lam·steps + wire·(1 + crowd·(n-2))/(ll·link), all-to-all above: sh·across/(1 + crowd·(n-2))',
  source:
    'ring and step counts: Thakur, Rabenseifner, Gropp 2005; NCCL protocols: 2507.04786, src/graph/tuning.cc; pipeline fill as a square root and parameters: fitted by calibration/calibrate.ts',
  parameters: [
    { name: 'a0', unit: 'us', meaning: 'start and end of the call', start: 7, low: 1, high: 100 },
    { name: 'lam', unit: 'us', meaning: 'one step of the ring', start: 0.7, low: 0.05, high: 20 },
    { name: 'sh', unit: '1', meaning: 'share of the link that a ring reaches', start: 0.85, low: 0.02, high: 1 },
    { name: 'bc', unit: '1', meaning: 'copy of the own part, against the link', start: 2, low: 0.2, high: 20 },
    { name: 'gam', unit: 'us', meaning: 'filling the pipeline at 1 MB over 450 GB/s', start: 6, low: 0, high: 60 },
    {
      name: 'pair',
      unit: '1',
      meaning: 'rate of two ranks against more: above 1 where more cross host bridges, below where a pair has one link',
      start: 1,
      low: 0.05,
      high: 3,
    },
    {
      name: 'nv',
      unit: '1',
      meaning: 'share of the link that adding in the switch reaches',
      start: 0.65,
      low: 0.1,
      high: 1,
    },
    { name: 'sw', unit: 'us', meaning: 'start of adding in the switch, each rank', start: 2, low: 0, high: 40 },
    { name: 'from', unit: 'ranks', meaning: 'fewest ranks that add in the switch', start: 1000, low: 2, high: 1000 },
    {
      name: 'words',
      unit: 'B',
      meaning: 'largest buffer that a ring sends in flagged words, where protocols are told apart; 0 = they are not',
      start: 0,
      low: 0,
      high: 2 ** 24,
      given: true,
    },
    { name: 'll', unit: '1', meaning: 'share of the link that flagged words reach', start: 0.4, low: 0.02, high: 1 },
    {
      name: 'across',
      unit: '1',
      meaning: 'rate of a direct exchange of two against a ring of more, where protocols are told apart',
      start: 1,
      low: 0.2,
      high: 2,
    },
    {
      name: 'crowd',
      unit: '1',
      meaning: 'what each rank above two adds to the time of flagged words and of a direct exchange',
      start: 0.05,
      low: 0,
      high: 1,
    },
  ],
  benchParameters: [
    { name: 'host', unit: 'us', meaning: 'floor of a host that launches without a graph', start: 0, low: 0, high: 500 },
  ],
  microseconds: collectiveMicroseconds,
  coordinates: ({ operation, ranks, bytes }) => [
    Math.log(Math.max(1, bytes)),
    RANK_SPREAD * Math.log(ranks),
    PLACE[operation],
  ],
  group: ({ operation, ranks }) => `${operation} x ${ranks}`,
  band: collectiveBand,
};

/** Up to 1 MiB, up to 64 MiB, above. */
export function collectiveBand({ bytes }: { readonly bytes: number }): number {
  return bytes <= 2 ** 20 ? 0 : bytes <= 2 ** 26 ? 1 : 2;
}

/** A doubling of the ranks is as far as three of the size. */
export const RANK_SPREAD = 3;
/** Which collectives a library treats alike: a grid looks to the same one at other ranks before it looks to another. */
const PLACE: Readonly<Record<CollectiveOperation, number>> = {
  'all-gather': 0,
  'reduce-scatter': 0.5,
  'all-reduce': 4,
  'all-to-all': 8,
};

export const IN_SWITCH = 'in-switch reduction';

/** Seconds = alpha + beta·bytes + gamma·√bytes of the full buffer. */
export interface FilledLine {
  readonly alpha: number;
  readonly beta: number;
  /** s/√B: filling the pipeline. */
  readonly gamma: number;
  readonly algorithm: string;
  /** Buffers that the library moves this way, B: more than `above`, no more than `upTo`. Absent = any. */
  readonly above?: number;
  readonly upTo?: number;
}

/** Seconds at `bytes`; endless where the library does not take this line. */
export const filledSeconds = ({ alpha, beta, gamma, above, upTo }: FilledLine, bytes: number): number =>
  (above !== undefined && bytes <= above) || (upTo !== undefined && bytes > upTo)
    ? Number.POSITIVE_INFINITY
    : alpha + beta * bytes + gamma * Math.sqrt(Math.max(0, bytes));

/**
 * The ring, over PCIe in slices and in flagged words, and, where a switch adds, reduction in the switch, for a group of ranks in one domain.
 * `link` in B/s one way; at least two ranks.
 */
export function ncclLines(
  { operation, ranks: n, floats }: Omit<CollectiveShape, 'bytes'>,
  p: Values,
  link: number,
): readonly FilledLine[] {
  const { a0, lam, sh, bc, gam, pair, nv, sw, from } = p as Record<string, number>;
  const { words = 0, ll = 1, across = 1, crowd = 0 } = p;
  const { steps, wire, copy } = ringOf({ operation, ranks: n, bytes: 1 });
  const fill = (share: number) => 1e-6 * gam! * Math.sqrt((share / MEGABYTE) * (FILL_LINK / link));
  const direct = operation === 'all-to-all';
  const near = n === 2 ? pair! : 1;
  const hop = lam! / Math.max(1, near);
  const bridges = 1 + crowd * (n - 2);
  const reached = direct && words > 0 ? across / bridges : near;
  const ring: FilledLine = {
    alpha: 1e-6 * (a0! + hop * steps),
    beta: wire / (sh! * reached * link) + copy / (bc! * link),
    gamma: fill(wire),
    algorithm: 'ring',
  };
  if (words > 0) {
    const upTo = direct ? WORDS_TO_A_PEER * n : words * Math.min(1, n / FULL_WORDS);
    const flagged: FilledLine = {
      alpha: ring.alpha,
      beta: (wire * bridges) / (ll * link),
      gamma: 0,
      algorithm: 'ring of flagged words',
      upTo,
    };
    return [{ ...ring, above: upTo }, flagged];
  }
  if (operation !== 'all-reduce' || !floats || n < from!) return [ring];
  const through = (n + 1) / n;
  const inSwitch = {
    alpha: 1e-6 * (a0! + sw! * n),
    beta: through / (nv! * link),
    gamma: fill(through),
    algorithm: IN_SWITCH,
  };
  return [ring, inSwitch];
}

function collectiveMicroseconds(shape: CollectiveShape, p: Values, limits: Limits, bench?: Values): number {
  const { ranks, bytes } = shape;
  if (ranks <= 1 || bytes <= 0 || limits.link <= 0) return 0;
  let seconds = Number.POSITIVE_INFINITY;
  const link = limits.pairLink ? Math.min(limits.link, (ranks - 1) * limits.pairLink) : limits.link;
  for (const line of ncclLines(shape, p, link)) seconds = Math.min(seconds, filledSeconds(line, bytes));
  return floored(1e6 * seconds, bench?.host ?? 0);
}
