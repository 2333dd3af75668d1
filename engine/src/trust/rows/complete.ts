import { count, positive, type TrainingRow } from './row.ts';

/**
 * Fields that a row does not print but that follow from what it prints, by arithmetic that the source itself states.
 * Each returns the row with the field and a line for `assumed`. Source: Ridgepoint training study 2026-11, section 2.
 */
type Completion = (row: TrainingRow) => { row: TrainingRow; assumed: string[] } | undefined;

/** Fills every field that follows from others. */
export function completeRow(row: TrainingRow): { row: TrainingRow; assumed: string[] } {
  let current = row;
  const assumed: string[] = [];
  for (const step of [
    bloomSizes,
    modelParallelSplit,
    contextParallelColumn,
    mlperfSplit,
    tokensPerStep,
    batchFromThroughput,
    fineTuning,
  ]) {
    const done = step(current);
    if (!done) continue;
    current = done.row;
    assumed.push(...done.assumed);
  }
  return { row: current, assumed };
}

/** Hidden size of the sweep's first sections, which print none, and the heads that their text states: 32 of the 20B model, else 96. */
const BLOOM_HIDDEN = 14_400;
const BLOOM_HEADS = { 20: 32 } as Readonly<Record<number, number>>;

/** BLOOM: TFLOP/s x seconds x GPUs = 8 x tokens x 12 h² L, which gives whole numbers of layers. */
const bloomSizes: Completion = (row) => {
  if (!row.family.startsWith('bigscience-bloom') || count(row.model.layers)) return undefined;
  const hidden = count(row.model.hidden) ?? BLOOM_HIDDEN;
  const { tflops_per_gpu: tflops, step_time_s: seconds } = row.measured;
  const tokens = (count(row.run.global_batch) ?? 0) * (count(row.run.seq_len) ?? 2048);
  const perLayer = 12 * hidden ** 2;
  const printed = positive(/(\d+)B/.exec(row.model.name)?.[1]);
  const parameters =
    tflops && seconds && row.hardware.gpus
      ? (tflops * 1e12 * seconds * row.hardware.gpus) / (8 * tokens)
      : (printed ?? 0) * 1e9;
  const layers = Math.round(parameters / perLayer);
  if (!(layers > 0 && layers <= 10_000)) return undefined;
  const heads = count(row.model.heads) ?? (hidden === BLOOM_HIDDEN ? (BLOOM_HEADS[printed ?? 0] ?? 96) : 64);
  const assumed = [`layers=${layers}`, `heads=${heads}`];
  if (!row.model.hidden) assumed.push(`hidden=${hidden}`);
  return { row: { ...row, model: { ...row.model, hidden, layers, heads, ffn: 4 * hidden } }, assumed };
};

/** Megatron-LM 2021: a model-parallel size is tensor parallel inside the server first, pipeline beyond it. */
const modelParallelSplit: Completion = (row) => {
  const size = count(row.published_extra?.model_parallel_size);
  if (size === undefined || row.run.tp || row.run.pp) return undefined;
  const tp = Math.min(8, size);
  const pp = Math.round(size / tp);
  return { row: { ...row, run: { ...row.run, tp, pp } }, assumed: [`tp=${tp}`, `pp=${pp}`] };
};

/** Where TP x PP x CP x DP falls short of the GPUs, the CP column is the one that was misprinted. */
const contextParallelColumn: Completion = (row) => {
  const { tp, pp, cp, dp, ep } = row.run;
  const gpus = count(row.hardware.gpus);
  if (!row.family.startsWith('nemo-longseq') || !tp || !pp || !cp || !dp || !gpus || ep) return undefined;
  const real = gpus / (tp * pp * dp);
  if (real === cp || !Number.isInteger(real) || real < 1) return undefined;
  return { row: { ...row, run: { ...row.run, cp: real } }, assumed: [`cp=${real}`] };
};

/**
 * MLPerf logs batch and accumulation, which give the replicas at micro-batch 1; the ranks of a replica are tensor parallel up to 4
 * where 80 GB do not hold the model, and context parallel (LoRA) or pipeline stages (GPT-3) beyond, as the submitted configs have them.
 */
const mlperfSplit: Completion = (row) => {
  const accumulation = count(row.published_extra?.grad_accum);
  const batch = count(row.run.global_batch);
  const gpus = count(row.hardware.gpus);
  if (!row.family.startsWith('mlperf') || row.run.tp || !accumulation || !batch || !gpus) return undefined;
  const dp = batch / accumulation;
  const ranks = gpus / dp;
  if (!Number.isInteger(dp) || !Number.isInteger(ranks)) return undefined;
  const roomy =
    (row.hardware.memory_gb ?? (/H200|B200|GB200|B300|MI3/i.test(row.hardware.accelerator ?? '') ? 141 : 80)) > 100;
  const pretrain = row.run.stage === 'pretrain';
  const tp = pretrain || !roomy ? Math.min(4, ranks) : 1;
  const rest = Math.round(ranks / tp);
  const run = { ...row.run, tp, micro_batch: 1, pp: pretrain ? rest : 1, cp: pretrain ? 1 : rest };
  return { row: { ...row, run }, assumed: [`tp=${tp}`, `${pretrain ? 'pp' : 'cp'}=${rest}`, 'micro_batch=1'] };
};

/** MaxText logs the tokens of a step: with the batch they give the sequence, with the sequence the batch. */
const tokensPerStep: Completion = (row) => {
  const tokens = positive(row.published_extra?.total_weights_tokens_per_step);
  if (tokens === undefined) return undefined;
  const { global_batch: batch, seq_len: sequence } = row.run;
  if (batch && !sequence) {
    const found = Math.round(tokens / batch);
    return { row: { ...row, run: { ...row.run, seq_len: found } }, assumed: [`sequence=${found}`] };
  }
  const length = count(sequence) ?? (/GPT-3/i.test(row.model.name) ? 2048 : 4096);
  if (batch) return undefined;
  const found = Math.round(tokens / length);
  return {
    row: { ...row, run: { ...row.run, seq_len: length, global_batch: found } },
    assumed: [`batch=${found}`, `sequence=${length}`],
  };
};

/** A table that prints job tokens/s and step time has printed its batch: the load, not the measurement. */
const batchFromThroughput: Completion = (row) => {
  const rate = positive(row.published_extra?.tokens_per_s);
  const seconds = positive(row.measured.step_time_s);
  const micro = count(row.run.micro_batch);
  if (rate === undefined || seconds === undefined) return undefined;
  const tokens = rate * seconds;
  if (!row.run.global_batch && row.run.seq_len) {
    const found = Math.max(1, Math.round(tokens / row.run.seq_len));
    const gpus = count(row.hardware.gpus) ?? 1;
    const each = micro ?? Math.max(1, Math.round(found / gpus));
    return {
      row: { ...row, run: { ...row.run, global_batch: found, micro_batch: each } },
      assumed: [`batch=${found}`, `micro_batch=${each}`],
    };
  }
  if (row.run.global_batch && !row.run.seq_len && row.run.stage === 'pretrain') {
    // Sequences are powers of two; printed rates are rounded.
    const found = 2 ** Math.round(Math.log2(tokens / row.run.global_batch));
    return { row: { ...row, run: { ...row.run, seq_len: found } }, assumed: [`sequence=${found}`] };
  }
  return undefined;
};

/** Fine-tuning tables leave out that sequences are packed to 4,096 and that a micro-batch is one of them. */
const fineTuning: Completion = (row) => {
  if (!row.family.startsWith('dgxc') || !['sft', 'lora'].includes(row.run.stage ?? '')) return undefined;
  const assumed: string[] = [];
  const run = { ...row.run };
  if (!run.seq_len) {
    run.seq_len = 4096;
    assumed.push('sequence=4096 packed');
  }
  if (!run.micro_batch) {
    run.micro_batch = 1;
    assumed.push('micro_batch=1');
  }
  return assumed.length > 0 ? { row: { ...row, run }, assumed } : undefined;
};
