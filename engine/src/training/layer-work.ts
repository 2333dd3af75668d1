import {
  ATTENTION_BACKWARD,
  attentionFlops,
  averageContext,
  expertsSeconds,
  fusedAttentionSeconds,
  productSeconds,
  SCORE_PASSES_BACKWARD,
  scoreBytes,
  TRAFFIC_BACKWARD,
  trafficSeconds,
} from '../cost/index.ts';
import { type Architecture, type Block, type Operator, operatorsOf } from '../model/index.ts';
import type { Preset } from './presets.ts';
import type { TrainingProblem } from './problem.ts';
import { withCopiedKeys } from './rank-block.ts';
import type { Precision, Strategy } from './strategy.ts';

/** What of a strategy decides the time of one layer on one micro-batch; everything else only combines layers. */
export type LayerKnobs = Pick<Strategy, 'tp' | 'cp' | 'ep' | 'etp' | 'microBatch' | 'tpComm' | 'fusedActivation'>;

/** Seconds of one layer (or of the head) for one micro-batch on one rank, communication apart. */
export interface Work {
  matmul: number;
  /** Gradient of the inputs and of the weights. */
  inputGradient: number;
  weightGradient: number;
  attention: number;
  attentionBackward: number;
  traffic: number;
  trafficBackward: number;
  /** Of the forward, what selective recompute runs again. */
  selective: number;
  /** Seconds of the host to launch the forward kernels. */
  launch: number;
}

const BACKWARD_LAUNCHES = 1.7; // kernels of backward over forward, Ridgepoint training study 2026-11
const KERNELS = { fused: 16, unfused: 22, tensorParallel: 4, narrow: 10, unfusedSoftmax: 11 }; // a layer, same study
const CAST_BYTES = 3; // an amax or cast pass reads 2 B and writes 1 B

export const backwardLaunch = (forward: number): number => BACKWARD_LAUNCHES * forward;

/** Tokens of one micro-batch on one rank before tensor parallelism. */
export const tokensPerRank = (problem: TrainingProblem, knobs: Pick<LayerKnobs, 'microBatch' | 'cp'>): number =>
  (knobs.microBatch * problem.sequence) / knobs.cp;

export const elementBytes = (compute: string): number =>
  compute === 'fp32' || compute === 'tf32'
    ? 4
    : compute === 'fp8' || compute === 'mxfp8'
      ? 1
      : compute === 'nvfp4'
        ? 0.5
        : 2;

/** Format of products that are never narrowed (router, output head): 16 bit, or wider where all are. */
export const plainFormat = (compute: Precision['compute']): Precision['compute'] =>
  compute === 'fp32' || compute === 'tf32' ? compute : 'bf16';

/** Share of its 16-bit rate at which fused attention runs when all is computed in a wider format: the format's own. */
export function attentionWidth(problem: TrainingProblem): number {
  const { matmul } = problem.machine.rates;
  const wide = matmul[plainFormat(problem.precision.compute)] ?? 0;
  return matmul.bf16 ? Math.min(1, wide / matmul.bf16) : 1;
}

const isNarrow = (compute: string): boolean => compute === 'fp8' || compute === 'mxfp8' || compute === 'nvfp4';

/** Work of one layer of this block. */
export function layerWork(problem: TrainingProblem, preset: Preset, block: Block, knobs: LayerKnobs): Work {
  const work: Work = emptyWork();
  const T = tokensPerRank(problem, knobs);
  const sequenceShard = knobs.tpComm === 'rs-ag' ? knobs.tp : 1;
  for (const operator of operatorsOf(withCopiedKeys(block, knobs.tp), problem.architecture.hidden)) {
    addOperator(work, problem, preset, block, operator, knobs, T, sequenceShard);
  }
  if (isNarrow(problem.precision.compute)) addCasts(work, problem, preset, block, knobs, T);
  work.launch = preset.launchSeconds * kernels(problem, preset, block, knobs);
  return work;
}

export const emptyWork = (): Work => ({
  matmul: 0,
  inputGradient: 0,
  weightGradient: 0,
  attention: 0,
  attentionBackward: 0,
  traffic: 0,
  trafficBackward: 0,
  selective: 0,
  launch: 0,
});

function addOperator(
  work: Work,
  problem: TrainingProblem,
  preset: Preset,
  block: Block,
  operator: Operator,
  knobs: LayerKnobs,
  T: number,
  sequenceShard: number,
): void {
  const { rates } = problem.machine;
  switch (operator.op) {
    case 'matmul': {
      const n = operator.shard === 'column' ? operator.n / knobs.tp : operator.n;
      const k = operator.shard === 'row' ? operator.k / knobs.tp : operator.k;
      const m = operator.shard === 'none' ? T / sequenceShard : T;
      addProduct(
        work,
        problem,
        m,
        n,
        k,
        operator.part === 'router' ? plainFormat(problem.precision.compute) : problem.precision.compute,
      );
      if (preset.flash && operator.name.endsWith('-up') && operator.part === 'mixer') {
        const { compute } = problem.precision;
        work.selective += productSeconds(problem.machine, compute, m, n, k, elementBytes(compute));
      }
      return;
    }
    case 'experts': {
      addExperts(work, problem, preset, operator, knobs, T);
      return;
    }
    case 'attention': {
      addAttention(work, problem, preset, operator, knobs, T);
      return;
    }
    case 'scan': {
      // The chunked scan is made of products of about the state size: they reach attention's rate at best.
      const seconds = Math.max(
        (operator.flopsPerToken * T) / knobs.tp / (attentionWidth(problem) * rates.attentionForward),
        (operator.elementsPerToken * 2 * T) / knobs.tp / rates.memory,
      );
      work.attention += seconds / preset.scanShare;
      work.attentionBackward += (2 * seconds) / preset.scanShare;
      return;
    }
    case 'elementwise': {
      const biased = operator.name === 'expert.activation' && block.mlp?.kind === 'moe' && block.mlp.bias;
      const passes = (operator.name === 'permute' ? preset.permute : preset.traffic) * (biased ? UNFUSED_EXPERT : 1);
      const tokens = (T * operator.tokensFactor) / (operator.region === 'sequence' ? sequenceShard : knobs.tp);
      const seconds = trafficSeconds(2 * operator.elementsPerToken * tokens, passes, rates.memory);
      work.traffic += seconds;
      work.trafficBackward += TRAFFIC_BACKWARD * seconds;
      if (preset.flash && (operator.name === 'norms' || operator.name.endsWith('activation')))
        work.selective += seconds;
    }
  }
}

/** Forward (m,n,k), gradient of the inputs (m,k,n) and of the weights (k,n,m) are products of their own shape. */
export function addProduct(
  work: Work,
  problem: TrainingProblem,
  m: number,
  n: number,
  k: number,
  compute: Precision['compute'],
): void {
  const seconds = (a: number, b: number, c: number) =>
    productSeconds(problem.machine, compute, a, b, c, elementBytes(compute));
  work.matmul += seconds(m, n, k);
  work.inputGradient += seconds(m, k, n);
  work.weightGradient += seconds(k, n, m);
}

/** Tokens that one local expert receives from its whole expert-parallel group, routing balanced. */
export function rowsPerExpert(operator: { experts: number; topk: number }, knobs: LayerKnobs, T: number): number {
  return (T * operator.topk * knobs.ep * knobs.etp) / knobs.tp / operator.experts;
}

function addExperts(
  work: Work,
  problem: TrainingProblem,
  preset: Preset,
  operator: Extract<Operator, { op: 'experts' }>,
  knobs: LayerKnobs,
  T: number,
): void {
  const { rates } = problem.machine;
  const { compute } = problem.precision;
  const rate = preset.groupedShare * (rates.matmul[compute] ?? rates.matmul.bf16 ?? 0);
  const local = operator.experts / knobs.ep;
  const rows = rowsPerExpert(operator, knobs, T);
  const n = operator.shard === 'column' ? operator.n / knobs.etp : operator.n;
  const k = operator.shard === 'row' ? operator.k / knobs.etp : operator.k;
  const e = elementBytes(compute);
  work.matmul += expertsSeconds(local, rows, n, k, rate, rates.memory, e);
  work.inputGradient += expertsSeconds(local, rows, k, n, rate, rates.memory, e);
  work.weightGradient += expertsSeconds(local, rows, n, k, rate, rates.memory, e);
  // One product after another is started for each expert: its cast, its launch, its tail.
  work.traffic += preset.expertSeconds * local;
  work.trafficBackward += 2 * preset.expertSeconds * local;
}

function addAttention(
  work: Work,
  problem: TrainingProblem,
  preset: Preset,
  operator: Extract<Operator, { op: 'attention' }>,
  knobs: LayerKnobs,
  T: number,
): void {
  const { rates } = problem.machine;
  const { sequence } = problem;
  const heads = operator.heads / knobs.tp;
  const dims = operator.qkDim + operator.vDim;
  if (preset.flash) {
    const context = averageContext(sequence, operator.window ?? sequence);
    const flops = attentionFlops(T, context, heads, dims);
    const width = attentionWidth(problem);
    const forward = width * rates.attentionForward * preset.attentionShare.forward;
    const backward = width * rates.attentionBackward * preset.attentionShare.backward;
    work.attention += fusedAttentionSeconds(flops, forward, operator.qkDim);
    work.attentionBackward += fusedAttentionSeconds(ATTENTION_BACKWARD * flops, backward, operator.qkDim);
    return;
  }
  // Without a fused kernel the whole score matrix is computed, causal or not, and crosses memory several times.
  const format = onMatrixCores(operator.qkDim, problem.precision.compute) ? problem.precision.compute : 'fp32';
  const rate = rates.matmul[format] ?? rates.matmul.bf16 ?? 0;
  const products = attentionFlops(T, sequence, heads, dims) / (rate * UNFUSED_SHARE);
  const scores = scoreBytes(T, sequence, heads) / rates.memory;
  work.selective += products + scores;
  work.attention += products + scores;
  work.attentionBackward += 2 * products + SCORE_PASSES_BACKWARD * scores;
}

/**
 * Experts with biases and a clamped gate (GPT-OSS) run as separate element-wise kernels: bias 4f, two clamps 4f, sigmoid 4f, three products
 * 9f, bias of the output 2h, against the 3f of a fused SwiGLU. Megatron-Core transformer/moe/experts.py, 2026.
 */
const UNFUSED_EXPERT = 7;

/**
 * Matrix cores want rows of a whole number of 16 bytes (cuBLAS documentation, "Tensor Core Usage"): other heads are multiplied on the plain
 * cores, unless a fused kernel pads them.
 */
const onMatrixCores = (headDim: number, compute: Precision['compute']): boolean =>
  (headDim * Math.max(2, elementBytes(compute))) % 16 === 0;

/** Batched products of one head size reach about this share of a large product. */
const UNFUSED_SHARE = 0.6; // K = head size (64-160) under the K ramp of cost/matmul: 128/(128+173) at the low end

function addCasts(
  work: Work,
  problem: TrainingProblem,
  preset: Preset,
  block: Block,
  knobs: LayerKnobs,
  T: number,
): void {
  const h = problem.architecture.hidden;
  const inner =
    block.mlp === null
      ? 0
      : block.mlp.kind === 'dense'
        ? block.mlp.inner
        : block.mlp.inner * block.mlp.topk + block.mlp.sharedInner;
  const bytes = T * (2 * h + h / knobs.tp + (2 * inner) / knobs.tp) * CAST_BYTES;
  const passes = problem.precision.compute === 'nvfp4' ? preset.casts.four : preset.casts.eight;
  const seconds = trafficSeconds(bytes, passes, problem.machine.rates.memory);
  work.traffic += seconds;
  work.trafficBackward += TRAFFIC_BACKWARD * seconds;
}

function kernels(problem: TrainingProblem, preset: Preset, block: Block, knobs: LayerKnobs): number {
  let count = preset.flash ? KERNELS.fused : KERNELS.unfused;
  if (knobs.tp > 1) count += KERNELS.tensorParallel;
  if (isNarrow(problem.precision.compute)) count += KERNELS.narrow;
  const heads = block.mixer?.kind === 'attention' ? block.mixer.heads : 0;
  // Megatron's fused softmax wants heads x micro-batch on a rank to be a multiple of 4.
  if (!preset.flash && ((knobs.microBatch * heads) / knobs.tp) % 4 !== 0) count += KERNELS.unfusedSoftmax;
  return count;
}

/** Head, loss and final norm on the last stage, per micro-batch. */
export function headWork(
  problem: TrainingProblem,
  preset: Preset,
  architecture: Architecture,
  knobs: LayerKnobs,
): Work {
  const work = emptyWork();
  const T = tokensPerRank(problem, knobs);
  const vocab = architecture.vocab / knobs.tp;
  addProduct(work, problem, T, vocab, architecture.hidden, plainFormat(problem.precision.compute));
  const seconds = (T * vocab * preset.lossBytes) / problem.machine.rates.memory;
  work.traffic += 0.5 * seconds;
  work.trafficBackward += 0.5 * seconds;
  return work;
}

/** Embedding look-up on the first stage, per micro-batch: reads and writes T·h, and scatters the gradient. */
export function embeddingWork(problem: TrainingProblem, architecture: Architecture, knobs: LayerKnobs): Work {
  const work = emptyWork();
  const seconds = (4 * tokensPerRank(problem, knobs) * architecture.hidden) / problem.machine.rates.memory;
  work.traffic += seconds;
  work.trafficBackward += 2 * seconds;
  return work;
}
