import {
  type Expert,
  type ExpertLoads,
  expertsLayer,
  expertsSeconds,
  expertsShape,
  routedLoads,
} from '../../cost/index.ts';
import { baseValue } from '../../facts/index.ts';
import { MEMORY_SHARE, multiprocessors } from '../../machine/index.ts';
import type { MoeMlp } from '../../model/index.ts';
import type { Deployment } from '../deployment.ts';
import { datasheetRate } from './datasheet-product.ts';
import { fromDatasheet, type KernelShelf, kernelOf } from './kernel-choice.ts';
import { OPERANDS } from './products.ts';
import { rememberedAnywhere } from './table-memo.ts';

/** Seconds of the routed experts of one layer on the busiest rank when the replica runs `tokens` tokens. */
export type ExpertsTime = (tokens: number) => number;

/** Kernels that engines choose where several were measured, best first; TensorRT-LLM's own come with FlashInfer. */
const CHOSEN: Readonly<Record<string, readonly RegExp[]>> = {
  bf16: [/trtllmbf16/, /triton/],
  fp8: [/trtllm.*monolithic/, /torch_flow_cutlass/],
  'fp8-block': [/trtllm.*monolithic/, /torch_flow_cutlass/, /triton/],
  nvfp4: [/trtllm.*monolithic/, /cutlass/],
  'mxfp4-weights': [/gptoss/],
};

/** Where the engine's own library was not measured in a format. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  'fp8-block': ['fp8'],
  fp8: ['fp8-block'],
  int8: ['fp8', 'fp8-block'],
  'mxfp4-mxfp8': ['mxfp4-weights'],
  'int4-weights': ['mxfp4-weights'],
};

/**
 * TensorRT-LLM's kernels of Blackwell were timed in vLLM, which calls them through FlashInfer; and so were OpenAI's Triton kernels, its own
 * choice for MXFP4 on Hopper (deployment guide of gpt-oss: moe_config.backend TRITON), of which its own table timed the other back end.
 */
const TIMED_IN_VLLM = new Set(['nvfp4', 'mxfp4-weights']);

/** Formats whose experts vLLM ran by Triton before FlashInfer's kernels became its default; those of grouped routing came first. */
const PORTABLE = new Set(['bf16', 'fp8', 'fp8-block']);
const runsPortable = ({ profile, chip }: KernelShelf, { groupLimit }: MoeMlp): boolean =>
  profile.portableExperts === true && !(groupLimit && chip.architecture.startsWith('blackwell'));

const DISPATCHED = /wideep|deepep/i;
const DATASHEET_START = 20e-6; // s, routing and launches of a layer: smallest fitted t0 of experts are 13-30 us

/** Loads of a routing at a number of tokens; several kinds of layer share them. */
export type LoadsAt = (tokens: number) => ExpertLoads;

export function loadsOf(shelf: Pick<KernelShelf, 'memo'>, mlp: MoeMlp, expertParallel: number, skew: number): LoadsAt {
  const { topk, experts } = mlp;
  const known = rememberedAnywhere(
    shelf,
    ['loads', topk, experts, expertParallel, skew],
    () => new Map<number, ExpertLoads>(),
  );
  return (tokens) => {
    const found = known.get(tokens);
    if (found) return found;
    const loads = routedLoads({ tokens, topk, experts, expertParallel, skew });
    known.set(tokens, loads);
    return loads;
  };
}

export function expertsOf(
  shelf: KernelShelf,
  mlp: MoeMlp,
  hidden: number,
  { tp, dp, ep, weights }: Pick<Deployment, 'tp' | 'dp' | 'ep' | 'weights'>,
  skew: number,
  /** Ranks get the tokens of their experts alone, behind an all-to-all. */
  dispatched = false,
): ExpertsTime {
  const expertParallel = Math.min(ep, mlp.experts);
  const slices = Math.max(1, (tp * dp) / expertParallel);
  const loads = loadsOf(shelf, mlp, expertParallel, skew);
  const kind = mlp.gated ? (dispatched ? /nongated/ : /nongated|wideep|deepep/i) : DISPATCHED;
  const portable = runsPortable(shelf, mlp);
  const asked = shelf.profile.expertKernel;
  const formats = [weights.expertsFit, ...(OTHERS[weights.expertsFit] ?? []), 'bf16'];
  for (const format of formats) {
    const operands = OPERANDS[format];
    if (!operands) continue;
    const never = portable && PORTABLE.has(format) ? new RegExp(`${kind.source}|flashinfer|trtllm`, 'i') : kind;
    const before = shelf.profile.family === 'trtllm' && TIMED_IN_VLLM.has(format) ? ['vllm'] : [];
    const kernel = kernelOf(shelf, expertsLayer, {
      format,
      peak: operands.peak,
      kernels: asked ? [new RegExp(asked, 'i'), ...(CHOSEN[format] ?? [])] : CHOSEN[format],
      never,
      before,
    });
    if (!kernel) continue;
    const expert: Expert = {
      hidden: mlp.latent ?? hidden,
      inner: mlp.inner,
      gated: mlp.gated,
      expertTensorParallel: slices,
      activationBytes: operands.activation,
      weightBytes: format === weights.expertsFit ? operands.weight : weights.bits / 8,
    };
    const whole = portable && format === 'fp8-block' ? wholeTiles(shelf, expert, mlp.experts / expertParallel) : 0;
    return (tokens) => {
      const routing = { tokens, topk: mlp.topk, experts: mlp.experts, expertParallel, skew };
      return whole + kernel.seconds(expertsShape(routing, expert, dispatched, loads(tokens)));
    };
  }
  fromDatasheet(shelf, 'experts');
  return datasheetExperts(shelf, mlp, hidden, slices, weights, loads);
}

const TILE = 128; // rows and columns

/**
 * Seconds that tiles of block-scaled experts take on top, filled up with nothing: vLLM 0.11 took 18 ms a token longer for Qwen3-235B in FP8
 * on two B200 than its experts' bytes, 9 on four, 11 on four H100 and 6 on eight, with 8 requests as with 256 (ML.ENERGY); watts say the
 * same (../power/shape).
 */
function wholeTiles({ chip, profile }: KernelShelf, expert: Expert, experts: number): number {
  const { hidden, gated } = expert;
  const inner = Math.ceil(expert.inner / expert.expertTensorParallel);
  const steps = Math.ceil(((gated ? 2 : 1) * inner) / TILE) * hidden + Math.ceil(hidden / TILE) * inner;
  return (experts * steps * profile.overheads.tile) / Math.max(1, multiprocessors(chip));
}

function datasheetExperts(
  shelf: KernelShelf,
  mlp: MoeMlp,
  hidden: number,
  slices: number,
  weights: Deployment['weights'],
  loads: LoadsAt,
): ExpertsTime {
  const rate = datasheetRate(shelf.chip, weights.products);
  const memory = baseValue(shelf.chip.memory.bandwidth) * MEMORY_SHARE;
  const width = mlp.latent ?? hidden;
  const inner = Math.ceil(mlp.inner / slices);
  const bytes = weights.bits / 8;
  return (tokens) => {
    const { active, assignments } = loads(tokens);
    const rows = assignments / Math.max(1, active);
    const up = expertsSeconds(active, rows, (mlp.gated ? 2 : 1) * inner, width, rate, memory, bytes);
    const down = expertsSeconds(active, rows, width, inner, rate, memory, bytes);
    return DATASHEET_START + up + down + (4 * assignments * width * 2) / memory;
  };
}
