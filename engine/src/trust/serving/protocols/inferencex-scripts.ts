import type { Chip } from '../../../facts/index.ts';
import type { ServingRow } from '../../rows/serving/serving-row.ts';
import { isBlackwell } from '../chips.ts';
import type { EngineFlags, Mapped } from './protocol.ts';

/** Lengths that a run asks for, and its clients. */
export interface Asked {
  readonly input: number;
  readonly output: number;
  readonly concurrency: number;
}

/**
 * Flags that InferenceX's launch scripts set, by engine, model and day.
 * Source: github.com/SemiAnalysisAI/InferenceX, benchmarks/*.sh in its history from October 2025 to April 2026.
 */
export function scriptedFlags(mapped: Mapped, asked: Asked): EngineFlags {
  switch (mapped.profile.family) {
    case 'vllm':
      return { prefixCache: 'off', ...vllmFlags(mapped, asked) };
    case 'sglang':
      return { prefixCache: 'off', ...sglangFlags(mapped, asked) };
    default:
      return { prefixCache: 'off', ...trtllmFlags(mapped, asked) };
  }
}

/**
 * Rows that NVIDIA's list of gaps takes over from InferenceX: of 123 that it prints of Qwen3.5-397B and Kimi-K2.5, 69 stand in both to the
 * last digit, and the others have the lengths, clients and ranks of its configurations.
 */
export const isRepeated = (row: ServingRow): boolean =>
  /^nvidia-gap\/(Qwen3\.5-397B-A17B|Kimi-K2\.5)\//.test(row.family);

/** --kv-cache-dtype: fp8 on Blackwell and for MiniMax; scripts of Kimi leave it out. */
export const cacheOf = ({ model }: ServingRow, chip: Chip): 'fp8' | 'bf16' =>
  /minimax/i.test(model.name) || (isBlackwell(chip) && !/kimi/i.test(model.name)) ? 'fp8' : 'bf16';

/** The day of a run as its source prints it, "2026-01-29"; absent = not stated. */
export const dayOf = ({ source }: ServingRow): string | undefined =>
  /\bmeasured=(\d{4}-\d\d-\d\d)/.exec(source?.where ?? '')?.[1];

const notBefore = (row: ServingRow, day: string): boolean => (dayOf(row) ?? '') >= day;
const short = ({ input, output }: Asked): boolean => input === 1024 && output === 1024;

/** From this day on MiniMax's router multiplies on tensor cores (pull requests 1068 and 1069: VLLM_FLOAT32_MATMUL_PRECISION=high). */
const TENSOR_FLOATS = '2026-04-21';

/** From this day on MiniMax on Blackwell runs with steps of two prompts and graphs as large. */
const TUNED = '2026-04-01';
const CAPTURED = 2048; // max-cudagraph-capture-size

function vllmFlags({ row, chip, deployment }: Mapped, { input, concurrency }: Asked): EngineFlags {
  const blackwell = isBlackwell(chip);
  if (/minimax/i.test(row.model.name)) {
    const tuned = blackwell && notBefore(row, TUNED);
    return {
      maxBatch: chip.id === 'h100-sxm' ? 256 : 1024,
      maxBatchedTokens: tuned ? Math.max(2048, 2 * input) : 8192,
      fraction: tuned || chip.id === 'h100-sxm' ? 0.9 : 0.95,
      ...(tuned && { graphTokens: CAPTURED }),
      ...(blackwell && notBefore(row, TENSOR_FLOATS) && { tensorFloats: true }),
    };
  }
  if (/kimi/i.test(row.model.name)) {
    const fraction = deployment.weights.id === 'nvfp4' ? 0.9 : 0.95;
    return { maxBatch: concurrency, maxBatchedTokens: 8192, fraction };
  }
  return {
    maxBatch: blackwell ? 512 : concurrency,
    maxBatchedTokens: 8192,
    fraction: 0.9,
    ...(/gpt-?oss/i.test(row.model.name) && { graphTokens: CAPTURED, ...(!blackwell && { expertKernel: 'marlin' }) }),
    // cudagraph_mode FULL_DECODE_ONLY, no splitting of the graph: prompts are launched kernel by kernel.
    ...(blackwell && /llama/i.test(row.model.name) && { eagerPrompts: true }),
  };
}

/** First release that replays prompts from piecewise graphs unless told otherwise: scripts for later images pass --disable-piecewise-cuda-graph. */
const SGLANG_GRAPHS = /^0\.5\.1\d/;

/** Tokens that EAGLE over the model's own modules guesses: dsr1_fp8_b200_mtp.sh two steps, qwen3.5_fp8_b200_mtp.sh three. */
const EAGLE = { deepseek: 2, qwen: 3 };

/**
 * Configurations that only runs with modules have (.github/configs/nvidia-master.yaml of March 2026; those of B300 in April are its B200
 * ones, images too): Qwen3.5 in FP8 on four B200 without expert parallelism, and DeepSeek in FP8 on eight, whose runs without modules the source lists under the label DeepSeek-V3.
 */
function eagleTokens({ row, chip, deployment }: Mapped): number {
  if (!/^b[23]00/.test(chip.id) || deployment.weights.id !== 'fp8-block' || row.serving.version !== '0.5.9') return 0;
  if (/qwen/i.test(row.model.name)) return deployment.tp === 4 && deployment.ep === 1 ? EAGLE.qwen : 0;
  return /^b200/.test(chip.id) && /r1/i.test(row.model.name) && deployment.tp === 8 ? EAGLE.deepseek : 0;
}

/** Qwen3.5 in FP8 on B300 from SGLang 0.5.10 on has a script of its own, whose scheduler looks for requests every ten steps. */
export const newB300 = ({ row, chip, deployment }: Mapped): boolean =>
  /^b300/.test(chip.id) && deployment.weights.id === 'fp8-block' && SGLANG_GRAPHS.test(row.serving.version ?? '');

function sglangFlags(mapped: Mapped, { input, output }: Asked): EngineFlags {
  const { row, chip, deployment } = mapped;
  if (eagleTokens(mapped) > 0) {
    const deepseek = /deepseek/i.test(row.model.name);
    return { maxBatch: 512, maxBatchedTokens: deepseek ? 16_384 : 32_768, fraction: deepseek ? 0.82 : 0.8 };
  }
  const graphs = SGLANG_GRAPHS.test(row.serving.version ?? '') && { eagerPrompts: false };
  const qwen = /qwen/i.test(row.model.name);
  // qwen3.5_fp8_b300.sh: as many as there are clients.
  if (qwen && newB300(mapped)) return { maxBatch: 512, maxBatchedTokens: 16_384, fraction: 0.8, ...graphs };
  if (!qwen && isBlackwell(chip) && deployment.weights.id === 'fp8-block' && deployment.tp === 4 && input > output)
    return { maxBatch: 32, maxBatchedTokens: 8192, fraction: 0.95, ...graphs };
  if (qwen || deployment.weights.id === 'fp8-block')
    return { maxBatch: 128, maxBatchedTokens: isBlackwell(chip) ? 32_768 : 16_384, fraction: 0.82, ...graphs };
  return { maxBatch: 256, maxBatchedTokens: 16_384, fraction: 0.85, ...graphs };
}

/** Images that ran with prediction modules and nothing else: perf-changelog.yaml, "off: v1.2.0rc6.post2, mtp: v1.2.0rc6.post3". */
const MODULES_IMAGE = '1.2.0rc6.post3';
/** The day whose runs of the image before were of the scripts that brought prediction modules (pull request 392). */
const MODULES_DAY = { image: '1.1.0rc2.post2', day: '2026-01-14' };

/** Tokens that prediction modules of DeepSeek-R1 guess in a step: three, or one under attention data parallelism (dsr1_*_trt_mtp*.sh). */
export function guessedTokens(mapped: Mapped): number {
  const { row, profile, deployment } = mapped;
  const { version } = row.serving;
  if (profile.family === 'sglang') return eagleTokens(mapped);
  if (profile.family !== 'trtllm' || !/deepseek/i.test(row.model.name)) return 0;
  const ran = version === MODULES_IMAGE || (version === MODULES_DAY.image && dayOf(row) === MODULES_DAY.day);
  return ran ? (deployment.dp > 1 ? 1 : 3) : 0;
}

/** Whether prompts of runs with prediction modules were replayed from piecewise graphs. */
function replaysPrompts({ deployment }: Mapped, asked: Asked): boolean {
  const { input, output, concurrency } = asked;
  if (deployment.dp > 1) return false;
  if (deployment.weights.id === 'fp8-block') return concurrency > (short(asked) ? 4 : output > input ? 8 : 16);
  return short(asked) ? [32, 64, 128].includes(concurrency) : output > input && concurrency === 64;
}

/** Steps after which ranks of attention data parallelism stop waiting for each other's prompts: timeout_iters of the script, and the engine's default. */
const BALANCE = { script: 60, engine: 50 };
/** From this day on prompts of DeepSeek-R1 in FP8 wait for each other, and large batches replay prompts from piecewise graphs (pull request 594). */
const DELAYED = '2026-01-29';

function trtllmFlags(mapped: Mapped, asked: Asked): EngineFlags {
  const { row, chip, deployment } = mapped;
  const { input, output, concurrency } = asked;
  const { dp, tp, ep } = deployment;
  const name = row.model.name.toLowerCase();
  const balance = (steps: number) => dp > 1 && { waitsFor: { steps, requests: untilEach(dp) } };
  if (/gpt-?oss/.test(name)) {
    const maxBatch = isBlackwell(chip) ? 512 : concurrency;
    return { maxBatch, maxBatchedTokens: 20_000, fraction: 0.85, ...balance(BALANCE.engine) };
  }
  if (/deepseek/.test(name)) {
    const tokens = Math.ceil((concurrency + input + 64) / 64) * 64;
    const flags = { maxBatch: 2048, maxBatchedTokens: Math.max(8192, tokens), fraction: 0.8 };
    if (dp > 1) return { ...flags, ...balance(BALANCE.script) };
    if (!isBlackwell(chip) || !notBefore(row, DELAYED)) return flags;
    if (guessedTokens(mapped) > 0) return { ...flags, ...(replaysPrompts(mapped, asked) && { eagerPrompts: false }) };
    if (deployment.weights.id !== 'fp8-block')
      return { ...flags, ...(short(asked) && tp === 8 && ep === 8 && { eagerPrompts: false }) };
    const many = concurrency >= 64 && output === 1024;
    return {
      ...flags,
      ...(many && { eagerPrompts: false }),
      ...(many && input === 1024 && { waitsFor: { steps: 40, share: 0.8 } }),
    };
  }
  const delay = short(asked) && tp < 8 && { waitsFor: { steps: 20, share: 0.9 } };
  return { maxBatch: 1024, maxBatchedTokens: 16_384, fraction: 0.9, ...delay };
}

/** Requests that come one after the other to one of `ranks`, until each has one: the coupon collector's mean. */
function untilEach(ranks: number): number {
  let sum = 0;
  for (let i = 1; i <= ranks; i++) sum += ranks / i;
  return Math.round(sum);
}
