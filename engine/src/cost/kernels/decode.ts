import { isMasked, maskedParts, PLAN, partsOf, rowsOf, startedBy, startOf } from './decode-plan.ts';
import { floored, type KernelForm, type Limits, smoothMaximum, type Values } from './form.ts';
import { bandOfTime, bySize } from './prefill.ts';

/** One new token for each of `batch` requests that hold `context` tokens in a paged cache; heads are one rank's. */
export interface DecodeShape {
  readonly batch: number;
  readonly context: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headSize: number;
  /** Tokens a query looks back at the most; 0 = all of them. */
  readonly window: number;
  /** Bytes of one element of the KV cache. */
  readonly kvBytes: number;
}

const SPLITS = [1, 2, 4, 8, 16, 32, 64, 128] as const;
/** A context that outgrows the cache is read from memory whole, for it is read in order: on an L40S 67 MB take 38 us and 134 MB 223. */
const CLIFF = 12;
const LEAST_TOKENS = 64; // of the context that one split keeps
const ROWS = 16; // least rows of a tensor-core product: smaller groups are padded

/** FlashAttention-2 splits below this many tiles a core: 0.8 of two resident ones (num_splits_heuristic of its flash_api.cpp). */
const IDLE = 1.6;

/** What a decode kernel does, in terms its formula needs; latent attention fills it in its own way. */
export interface DecodeWork {
  /** Tiles before the context is split. */
  readonly tiles: number;
  /** Tokens that one tile walks. */
  readonly tokens: number;
  readonly flops: number;
  readonly kvBytes: number;
  /** Tokens of a block of keys where a kernel splits by its own rule: always, once tiles leave cores idle and there are two blocks. */
  readonly block?: number;
  /** A window ends within the context: its tiles mask on both sides. */
  readonly cut?: boolean;
  /** FlashAttention-2 splits only where it packs heads: not with a window, not where no heads share keys. */
  readonly splits?: boolean;
  /** Parts of a context by the kernel's own rule. */
  readonly parts?: number;
}

/** Microseconds of paged decode: the cheapest split of the context. `share` = of the peak that padded tiles reach. */
export function decodeMicroseconds(
  work: DecodeWork,
  share: number,
  p: Values,
  limits: Limits,
  bench: Values | undefined,
): number {
  const { tiles, tokens, flops, kvBytes } = work;
  const reach = limits.cache * (bench?.reach ?? 1);
  const hit = bench ? 1 / (1 + (kvBytes / reach) ** CLIFF) : 0;
  const stream = (1e6 * kvBytes) / (p.eB! * limits.bandwidth);
  const ramp = ((p.td ?? 0) * stream) / (stream + (p.td ?? 0) || 1);
  const memory = stream / (1 + ((bench?.warm ?? 1) - 1) * hit) + ramp * (1 - hit);
  const compute = (1e6 * flops) / (share * limits.peak);
  let best = Number.POSITIVE_INFINITY;
  const least = work.block ?? LEAST_TOKENS;
  const forced = work.block !== undefined && work.splits !== false && tiles < IDLE * limits.cores && tokens > least;
  for (const split of work.parts === undefined ? SPLITS : [work.parts]) {
    if (split === 1 && forced) continue;
    if (work.parts === undefined && split > 1 && (work.splits === false || Math.ceil(tokens / least) < split)) break;
    const extra = split > 1 ? p.ts! : 0;
    const starts = (p.tw! + (work.cut ? (p.tl ?? 0) : 0)) * Math.ceil((tiles * split) / limits.cores);
    const busy = starts + compute * Math.max(1, limits.cores / (tiles * split));
    if (busy + extra >= best) continue;
    const bare = (p.bare ?? 0) * starts; // of the tiles' starts, what nothing is read behind
    const joined = smoothMaximum(busy - bare, memory, (p.tau! * tokens) / split / 1000) + bare;
    best = Math.min(best, joined + extra);
  }
  return floored(p.t0! + best, bench?.host ?? 0);
}

export const DECODE_BENCH = [
  { name: 'host', unit: 'us', meaning: 'floor of a host that launches without a graph', start: 0, low: 0, high: 500 },
  { name: 'warm', unit: '1', meaning: 'speed-up of a context that stays in the cache', start: 1, low: 1, high: 6 },
  { name: 'reach', unit: '1', meaning: 'share of the cache up to which a context stays', start: 1, low: 0.3, high: 3 },
] as const;

/**
 * Attention of one new token per request on a paged cache, fused: the context split as the kernel's own code does, where it is known, else
 * the cheapest of 8 ways; a price per wave of tiles, by the rows they hold and the results they write, part of which nothing hides, and padded products against bytes of the cache and the chain along the context within one tile, joined
 * by a smooth maximum. Memory takes a while until it streams; a context that a benchmark finds in the cache skips that.
 * Sizes in tokens and elements, result in microseconds.
 */
export const decode: KernelForm<DecodeShape> = {
  kind: 'decode',
  formula:
    't0 + tb·batch + min over s of ( bare·S + ((1 − bare)·S + F/(c·peak)·max(1, cores/tiles)) ⊕ (M + td·M/(M + td)) ⊕ (tau·L/s) + [s>1]·ts ), or the s of the kernel’s own plan; tiles = batch·kvHeads·s, S = ((tw + tv·d/128)·(1 + 0.7·(rows − 16)/48) + tq·heads·d/(kvHeads·4096) + [window < context]·tl)·⌈tiles/cores⌉, M = KV bytes/(eB·BW), query rows padded to 16; tw1, tau1 and t0 + tx where heads are taken one by one; ⊕ smooth maximum, p = 2.5',
  source: 'FlashDecoding (2023), paged attention (2309.06180); parameters fitted by calibration/calibrate.ts',
  parameters: [
    { name: 't0', unit: 'us', meaning: 'start and end of its kernels', start: 8, low: 0.5, high: 100 },
    { name: 'eB', unit: '1', meaning: 'share of memory bandwidth reached', start: 0.9, low: 0.2, high: 1.3 },
    {
      name: 'td',
      unit: 'us',
      meaning: 'until memory streams at that share, and until its slowest reader ends',
      start: 2,
      low: 0,
      high: 20,
    },
    {
      name: 'c64',
      unit: '1',
      meaning: 'share of the peak of padded tiles, head size to 64; 0 = not measured',
      start: 0.3,
      low: 0,
      high: 2,
      elsewhere: 0.3,
    },
    { name: 'c128', unit: '1', meaning: 'the same, head size to 128', start: 0.3, low: 0, high: 2, elsewhere: 0.3 },
    { name: 'c192', unit: '1', meaning: 'the same, head size to 192', start: 0.2, low: 0, high: 2, elsewhere: 0.2 },
    { name: 'c256', unit: '1', meaning: 'the same, larger heads', start: 0.2, low: 0, high: 2, elsewhere: 0.2 },
    { name: 'tw', unit: 'us', meaning: 'start and end of a tile of 16 rows, per wave', start: 3, low: 0, high: 20 },
    {
      name: 'tq',
      unit: 'us',
      meaning: 'what a tile takes longer for 4,096 elements of results',
      start: 0.3,
      low: 0,
      high: 20,
    },
    {
      name: 'tv',
      unit: 'us',
      meaning: 'what a tile of 16 rows takes longer for 128 of the head size',
      start: 0.5,
      low: 0,
      high: 20,
    },
    {
      name: 'tl',
      unit: 'us',
      meaning: 'what a tile takes longer where a window cuts the context',
      start: 1,
      low: 0,
      high: 20,
      elsewhere: 0,
    },
    {
      name: 'bare',
      unit: '1',
      meaning: 'share of the starts and ends that no reading hides',
      start: 0.5,
      low: 0,
      high: 1,
      elsewhere: 0,
    },
    { name: 'tau', unit: 'ns', meaning: 'time per token of context within one tile', start: 10, low: 0, high: 200 },
    {
      name: 'tx',
      unit: 'us',
      meaning: 'starting and ending another kernel of the library, which takes heads one by one, beyond t0',
      start: 1,
      low: 0,
      high: 20,
      elsewhere: 0,
    },
    { name: 'tw1', unit: 'us', meaning: 'as tw, where heads are taken one by one', start: 3, low: 0, high: 20 },
    { name: 'tau1', unit: 'ns', meaning: 'as tau, where heads are taken one by one', start: 10, low: 0, high: 200 },
    { name: 'ts', unit: 'us', meaning: 'joining the parts of a split context', start: 2, low: 0, high: 50 },
    {
      name: 'tb',
      unit: 'us',
      meaning: 'planning one request on the device, where the kernel does',
      start: 0.01,
      low: 0,
      high: 0.2,
      elsewhere: 0,
    },
    {
      name: 'tg',
      unit: 'us',
      meaning: 'laying packed heads out again in a kernel of its own, where several keys are shared',
      start: 0,
      low: 0,
      high: 20,
    },
    {
      name: 'wide',
      unit: '1',
      meaning:
        'price of a tile of 64 rows against one of 16, where more than 16 heads share keys; 0 = tiles grow by 16 rows',
      start: 1.3,
      low: 0,
      high: 4,
    },
    {
      name: 'plan',
      unit: '1',
      meaning: 'whose code it is, and so how it cuts contexts: 1 to 6, see decode-plan.ts; 0 = not told',
      start: 0,
      low: 0,
      high: 6,
      given: true,
    },
  ],
  benchParameters: DECODE_BENCH,
  started: ({ plan }) => startedBy(plan ?? PLAN.cheapest),
  microseconds: (shape, p, limits, bench) => {
    const { batch, context, heads, kvHeads, headSize, window, kvBytes } = shape;
    if (batch <= 0 || context <= 0 || heads <= 0) return 0;
    const tokens = window > 0 ? Math.min(context, window) : context;
    const group = heads / kvHeads;
    const plan = p.plan ?? PLAN.cheapest;
    const own = plan === PLAN.flash2;
    const shared = heads > kvHeads;
    const calls = { batch, heads, kvHeads, headSize, context, cores: limits.cores };
    const masked = isMasked(plan, calls);
    const packed = !masked && (!own || (shared && window === 0));
    const alone = masked || !shared;
    const tiles = packed ? batch * kvHeads * Math.ceil(group / BLOCK_ROWS) : batch * heads;
    const wide = packed && (p.wide ?? 0) > 0 && group > ROWS ? p.wide! : 0;
    const padded = wide ? WIDE_ROWS : ROWS;
    const rows = packed ? Math.ceil(group / padded) * padded * kvHeads : ROWS * heads;
    const cut = tokens < context;
    const together = alone ? 1 : group;
    const results = Math.min(together, TILE_RESULTS) * headSize;
    return decodeMicroseconds(
      {
        tiles,
        tokens,
        flops: 4 * batch * rows * tokens * headSize,
        kvBytes: 2 * batch * kvHeads * tokens * headSize * kvBytes,
        splits: packed,
        parts: masked ? maskedParts(calls) : partsOf(plan, { batch, tiles, context, tokens, cores: limits.cores }),
        cut,
        ...(own ? { block: KEY_BLOCK / Math.max(64, headSize <= 128 ? headSize : 256) } : {}),
      },
      bySize(p, 'c', headSize),
      {
        ...p,
        tau: alone ? p.tau1! : p.tau!,
        tw:
          ((alone ? p.tw1! : p.tw!) + ((p.tv ?? 0) * headSize) / 128) *
            (wide || startOf(rowsOf(plan, { group: together, headSize, kvBytes, cut }))) +
          ((p.tq ?? 0) * results) / 4096,
        t0:
          p.t0! +
          (alone ? (p.tx ?? 0) : 0) +
          (batch <= PLANNED ? (p.tb ?? 0) * batch : 0) +
          (own && packed && kvHeads > 1 && batch > 1 ? (p.tg ?? 0) : 0),
      },
      limits,
      bench,
    );
  },
  coordinates: ({ batch, context, heads, kvHeads, headSize, window }) => [
    Math.log(batch * heads),
    Math.log(context),
    Math.log(batch * kvHeads),
    Math.log2(headSize) * 2,
    window > 0 ? 2 : 0,
  ],
  group: ({ heads, kvHeads, headSize }) => `${heads}/${kvHeads}x${headSize}`,
  band: (_, microseconds) => bandOfTime(microseconds),
};

const KEY_BLOCK = 16_384; // elements of one block of keys of FlashAttention-2: 256 tokens of 64, 128 of 128, 64 of 256 (flash_fwd_launch_template.h)
const PLANNED = 992; // requests up to which FlashAttention-3 plans on the device (flash_api.cpp: use_dynamic_split)
const WIDE_ROWS = 64; // FlashInfer knows query tiles of 16, 64 and 128 rows (FA2DetermineCtaTileQ in its utils.cuh)
const BLOCK_ROWS = 128; // query rows a tile may hold
const TILE_RESULTS = 32; // rows whose results are written at once
