import { DECODE_BENCH, decodeMicroseconds } from './decode.ts';
import { LATENT_ROWS, latentRowsOf, PLAN, partsOf, startOf, valueSharesOf } from './decode-plan.ts';
import { floored, type KernelForm } from './form.ts';
import { BLOCK, bandOfTime, causalBlocks, prefill } from './prefill.ts';

/** Latent attention (MLA) of new tokens; heads are one rank's. Sizes of DeepSeek-V2/V3 unless said otherwise. */
export interface LatentPrefillShape {
  readonly batch: number;
  readonly tokens: number;
  readonly prefix: number;
  readonly heads: number;
  readonly kvBytes: number;
}

/** Latent attention of one new token a request against a cache of latents that all heads share. */
export interface LatentDecodeShape {
  readonly batch: number;
  readonly context: number;
  readonly heads: number;
  readonly kvBytes: number;
}

/** Elements a token keeps: 512 of the latent and 64 with position. DeepSeek-V2, arXiv:2405.04434, table 1. */
export const LATENT_ELEMENTS = 576;
const LATENT_VALUES = 512;
const KEY_SIZE = 192; // 128 without and 64 with position, once keys are expanded
const VALUE_SIZE = 128;

/**
 * Prefill on expanded keys (192) and values (128): every head has its own, the cache takes 576 elements a token.
 * Sizes in tokens, result in microseconds.
 */
export const latentPrefill: KernelForm<LatentPrefillShape> = {
  kind: 'latent-prefill',
  formula:
    't0 + max(A, X) + tail·min(A, X) + (cq·(q,o bytes) + ckv·(k,v bytes + cache write))/BW; A = (F/(e·peak/cores) + bq·tiles)/cores, X = the same of the longest tile, F = 2·128²·(192 + 128) per block of the causal band',
  source: 'DeepSeek-V2 (2405.04434); parameters fitted by calibration/calibrate.ts',
  parameters: [
    ...prefill.parameters.filter(({ name }) => ['t0', 'bq', 'cq', 'ckv', 'tail'].includes(name)),
    { name: 'e', unit: '1', meaning: 'share of the peak', start: 0.55, low: 0.05, high: 1.3 },
  ],
  benchParameters: prefill.benchParameters,
  microseconds: ({ batch, tokens, prefix, heads, kvBytes }, p, limits, bench) => {
    if (batch <= 0 || tokens <= 0 || heads <= 0) return 0;
    const { blocks, tiles, longest } = causalBlocks({ batch, tokens, prefix, heads, kvHeads: heads, window: 0 });
    const perBlock = (1e6 * limits.cores * 2 * BLOCK * BLOCK * (KEY_SIZE + VALUE_SIZE)) / (p.e! * limits.peak);
    const all = (blocks * perBlock + p.bq! * tiles) / limits.cores;
    const chain = longest * perBlock + p.bq!;
    const compute = Math.max(all, chain) + p.tail! * Math.min(all, chain);
    const qo = 2 * batch * tokens * heads * (KEY_SIZE + VALUE_SIZE);
    const kv = batch * ((tokens + prefix) * heads * 2 * (KEY_SIZE + VALUE_SIZE) + tokens * LATENT_ELEMENTS * kvBytes);
    const traffic = ((p.cq! * qo + p.ckv! * kv) * 1e6) / limits.bandwidth;
    return floored(p.t0! + compute + traffic, bench?.host ?? 0);
  },
  coordinates: ({ batch, tokens, prefix, heads }) => [Math.log(batch), Math.log(tokens + prefix), Math.log(heads) / 2],
  group: ({ heads }) => `${heads}`,
  band: (_, microseconds) => bandOfTime(microseconds),
};

/**
 * Decode on the latent itself: keys of 576 and values of 512 elements shared by all heads, 64 heads to a tile or 16 where the code has such.
 * Sizes in tokens, result in microseconds.
 */
export const latentDecode: KernelForm<LatentDecodeShape> = {
  kind: 'latent-decode',
  formula:
    't0 + min over s of ( (S·W + F/(c·peak)·max(1, cores/tiles)) ⊕ (576 L·kvBytes/(eB·BW), for each tile of 16 heads) ⊕ (tau·rows/64·f·L/s) + [s>1]·ts ), or the s of the kernel’s own plan; tiles = batch·⌈heads/rows⌉·v·s, W = ⌈tiles/cores⌉, S = tw·(1 + 0.7·(rows − 16)/48) + th·min(heads, rows)/64, F = 2·L·(576 + 512) per padded head, rows 64 or 16, v = shares of the values, f = (576 + 512/v)/(576 + 512)',
  source: 'DeepSeek-V2 (2405.04434), FlashMLA; parameters fitted by calibration/calibrate.ts',
  parameters: [
    { name: 't0', unit: 'us', meaning: 'start and end of the kernel', start: 6, low: 0.5, high: 100 },
    { name: 'eB', unit: '1', meaning: 'share of memory bandwidth reached', start: 0.9, low: 0.2, high: 1.3 },
    { name: 'c', unit: '1', meaning: 'share of the peak of padded tiles', start: 0.5, low: 0.01, high: 2 },
    { name: 'tw', unit: 'us', meaning: 'start and end of a tile of 16 heads, per wave', start: 5, low: 0, high: 40 },
    {
      name: 'th',
      unit: 'us',
      meaning: 'the same for a tile of 64 heads, in proportion below',
      start: 1,
      low: 0,
      high: 40,
    },
    {
      name: 'tau',
      unit: 'ns',
      meaning: 'time per token of context within one tile of 64 heads',
      start: 40,
      low: 0,
      high: 300,
    },
    { name: 'ts', unit: 'us', meaning: 'joining the parts of a split context', start: 2, low: 0, high: 50 },
    {
      name: 'plan',
      unit: '1',
      meaning: 'whose code it is, and so how many heads a tile holds: 5 = trtllm-gen, see decode-plan.ts; 0 = 64',
      start: 0,
      low: 0,
      high: 6,
      given: true,
    },
  ],
  benchParameters: DECODE_BENCH,
  microseconds: ({ batch, context, heads, kvBytes }, p, limits, bench) => {
    if (batch <= 0 || context <= 0 || heads <= 0) return 0;
    const plan = p.plan ?? PLAN.cheapest;
    const { cores } = limits;
    const rows = latentRowsOf(plan, { batch, heads, context, cores });
    const tiles = batch * Math.ceil(heads / rows);
    const full = rows === LATENT_ROWS;
    const parts = full ? undefined : partsOf(plan, { batch, tiles, context, tokens: context, cores });
    const shares = full ? 1 : valueSharesOf(batch, tiles * parts!, cores);
    const multiplied = LATENT_ELEMENTS + LATENT_VALUES / shares;
    return decodeMicroseconds(
      {
        tiles: tiles * shares,
        tokens: context,
        flops: 2 * tiles * shares * rows * context * multiplied,
        kvBytes: (full ? batch : tiles * shares) * context * LATENT_ELEMENTS * kvBytes,
        parts,
      },
      p.c!,
      {
        ...p,
        tw: p.tw! * startOf(rows) + (p.th! * Math.min(heads, rows)) / LATENT_ROWS,
        tau: (p.tau! * rows * multiplied) / (LATENT_ROWS * (LATENT_ELEMENTS + LATENT_VALUES)),
      },
      limits,
      bench,
    );
  },
  coordinates: ({ batch, context, heads }) => [Math.log(batch), Math.log(context), Math.log(heads) / 2],
  group: ({ heads }) => `${heads}`,
  band: (_, microseconds) => bandOfTime(microseconds),
};
