/**
 * Whose code a decode kernel is. How it cuts contexts and how many query rows its tiles hold follow from the code, not from the chip:
 * that is known of a chip that nobody has measured, and no median says anything of it.
 */
export const PLAN = {
  /** Not told: as if the cheapest of some parts were found. */
  cheapest: 0,
  flash2: 1,
  flash3: 2,
  flashInfer: 3,
  xqa: 4,
  trtllmGen: 5,
  /** XQA on an FP8 cache of Hopper: by copies of whole tiles, and warp groups. */
  xqaHopper: 6,
} as const;

/** A call in tiles, before contexts are cut. Sizes in tokens. */
export interface Cuttable {
  readonly batch: number;
  readonly tiles: number;
  readonly context: number;
  /** Of the context, what a window leaves. */
  readonly tokens: number;
  readonly cores: number;
}

/** Parts that each context is cut into, where the kernel's own rule says so. */
export function partsOf(plan: number, call: Cuttable): number | undefined {
  if (plan === PLAN.xqa) return xqaParts(call);
  if (plan === PLAN.xqaHopper) return Math.min(xqaParts(call), Math.ceil(call.tokens / HOPPER_STEP));
  return plan === PLAN.trtllmGen ? trtllmGenParts(call) : undefined;
}

/**
 * XQA aims at eight tiles a core and fewer where contexts are short, and counts the whole context even where a window leaves little of it
 * (computeMultiBlockCount in decoderXQAImplCommon.h of TensorRT-LLM).
 */
function xqaParts({ batch, tiles, context, cores }: Cuttable): number {
  const blocks = Math.floor(context / XQA_BLOCK);
  const most = Math.max(1, Math.min(blocks, Math.round(Math.sqrt(8 * blocks))));
  const waves = (tiles * most) / cores;
  const parts = waves > XQA_WAVES ? Math.floor((most * XQA_WAVES) / waves) : most;
  return Math.max(1, Math.min(parts, Math.floor(XQA_WORKSPACE / batch)));
}

/** trtllm-gen cuts contexts into as many parts as leave one to a core, none shorter than two steps (computeNumCtas in fmhaKernels.h). */
function trtllmGenParts({ tiles, tokens, cores }: Cuttable): number {
  return Math.max(1, Math.min(Math.ceil(tokens / GEN_LEAST), Math.floor(cores / tiles)));
}

/** A call by its heads. Sizes in tokens and elements. */
export interface Heads {
  readonly batch: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headSize: number;
  readonly context: number;
  readonly cores: number;
}

/**
 * Whether TensorRT-LLM leaves a call of an XQA table to masked multi-head attention, which takes each query head by itself: where no heads
 * share keys, and on a 16-bit cache where blocks of keys are too few for the cores (supportConfigCommon in kernelUtils.cpp; shouldUse and
 * mayHavePerfGain in decoderXQARunner.cpp).
 */
export function isMasked(plan: number, { batch, heads, kvHeads, context, cores }: Heads): boolean {
  if (plan !== PLAN.xqa && plan !== PLAN.xqaHopper) return false;
  const blocks = batch * kvHeads * Math.max(1, Math.floor(context / XQA_BLOCK));
  return heads === kvHeads || (plan === PLAN.xqa && MASKED_BELOW * blocks < cores);
}

/** Masked attention cuts contexts while cores idle, none shorter than one step of 1,024 threads (multi_block_grid_setup in decoderMaskedMultiheadAttentionLaunch.h). */
export function maskedParts({ batch, heads, headSize, context, cores }: Heads): number {
  const step = MASKED_STEP / 2 ** Math.ceil(Math.log2(headSize));
  return Math.min(Math.ceil((context + 1) / step), Math.ceil(cores / (batch * heads)));
}

const MASKED_BELOW = 4; // cores a block
const MASKED_STEP = 65_536; // elements of keys
const XQA_BLOCK = 128; // tokens
const XQA_WAVES = 8; // tiles a core
const XQA_WORKSPACE = 6000; // parts of all requests
const HOPPER_STEP = 64; // tokens (mha_sm90.cu)
const GEN_LEAST = 256; // tokens

/**
 * Kernels that a call starts. A first one turns queries and writes the cache; XQA on an FP8 cache of Hopper does both within its own (use_input_kv
 * in compileEngine.cpp of TensorRT-LLM).
 */
export const startedBy = (plan: number): number => (plan === PLAN.xqaHopper ? 1 : 2);

/** What of a call decides how many query rows a tile holds. */
export interface Rows {
  /** Query heads that share keys. */
  readonly group: number;
  readonly headSize: number;
  readonly kvBytes: number;
  /** A window ends within the context. */
  readonly cut: boolean;
}

/** Query rows of a tile. */
export function rowsOf(plan: number, { group, headSize, kvBytes, cut }: Rows): number {
  if (plan === PLAN.flash2) return 64; // flash_fwd_launch_template.h: kBlockM of the kernel that splits
  // heuristics.h of vLLM's FlashAttention-3 (use_one_mma_wg), and tile_size.h where that does not hold
  if (plan === PLAN.flash3) return kvBytes > 1 && headSize <= 128 && !cut && group <= 64 ? 64 : 128;
  if (plan === PLAN.trtllmGen || plan === PLAN.xqa) return group <= LEAST ? LEAST : 32; // fmhaKernels.h; mha.cu
  return LEAST;
}
const LEAST = 16; // rows of a tensor-core product

/**
 * Start and end of a tile against one of 16 rows. FlashAttention-2 holds 64 rows and FlashInfer 16 on the same cards: 4.3 and 2.4 us on an
 * L40S, 4.1 and 2.6 on an RTX PRO 6000.
 */
export const startOf = (rows: number): number => 1 + (WIDE * (rows - LEAST)) / (64 - LEAST);
const WIDE = 0.7;

/**
 * Heads of one tile of latent attention: all 64 a product of a warp group takes (FlashMLA), or 16 where trtllm-gen has few of them, or short
 * parts and a core for each (useSwapsMmaAbMlaGenKernel in fmhaKernels.cuh of FlashInfer).
 */
export function latentRowsOf(plan: number, { batch, heads, context, cores }: LatentCall): number {
  if (plan !== PLAN.trtllmGen) return LATENT_ROWS;
  const tiles = batch * Math.ceil(heads / LEAST);
  const parts = Math.max(1, Math.min(Math.ceil(context / GEN_LEAST), Math.floor(cores / tiles)));
  const few = heads <= 2 * LEAST || (tiles <= cores && context <= LATENT_SHORT * parts);
  return few ? LEAST : LATENT_ROWS;
}

export interface LatentCall {
  readonly batch: number;
  readonly heads: number;
  readonly context: number;
  readonly cores: number;
}
export const LATENT_ROWS = 64;
const LATENT_SHORT = 1024; // tokens of a part

/**
 * Shares that trtllm-gen cuts the values of tiles of 16 heads into while cores idle, one a block that reads all keys for itself: for one
 * request until every core has a block, else until every other has (computeCtaAndClusterConfig in fmhaKernels.cuh of FlashInfer).
 */
export function valueSharesOf(batch: number, blocks: number, cores: number): number {
  const least = blocks * (batch === 1 ? 1 : 2);
  if (least > cores) return 1;
  return 2 * least > cores ? 2 : 4;
}

/** Codes that read ahead while they multiply, by copies that no thread waits for: what they take is alike, and unlike the others'. */
const READ_AHEAD: ReadonlySet<number> = new Set([PLAN.flash3, PLAN.trtllmGen]);
export const bothReadAhead = (one: number, other: number): boolean => READ_AHEAD.has(one) && READ_AHEAD.has(other);
