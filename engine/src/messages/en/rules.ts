import { type Near, nearest } from './words.ts';

/**
 * Rules of a training strategy, keyed by `Problem.rule` (training/legality.ts): what (value) breaks which rule (value); nearest
 * thing that works. A rule is added there by naming it and here by wording it; a law test holds the two together.
 */
export const rules = {
  count: (v: { name: string; value: number; minimum: number; maximum: number }) =>
    `${v.name} ${v.value} is not a whole number from ${v.minimum} to ${v.maximum}${nearest(within(v))}`,
  word: (v: { name: string; value: string | number; allowed: string }) =>
    `${v.name} "${v.value}" is not one of ${v.allowed}`,
  preset: (v: { value: string }) => `software preset "${v.value}" is not known`,
  product: (v: { tp: number; pp: number; cp: number; dp: number; product: number; accelerators: number }) =>
    `TP ${v.tp} × PP ${v.pp} × CP ${v.cp} × DP ${v.dp} make ${v.product}, there are ${v.accelerators} accelerators; nearest: ${v.product} accelerators, or another DP`,
  batch: (v: { batch: number; dp: number; microBatch: number; nearest?: Near }) =>
    `global batch ${v.batch} is not a multiple of DP ${v.dp} × micro-batch ${v.microBatch} = ${v.dp * v.microBatch}${nearest(v.nearest)}`,
  'tp-heads': (v: { tp: number; heads: number; nearest?: Near }) =>
    `tensor parallel ${v.tp} does not divide ${v.heads} attention heads${nearest(v.nearest)}`,
  'tp-inner': (v: { tp: number; inner: number; nearest?: Near }) =>
    `tensor parallel ${v.tp} does not divide the MLP width ${v.inner}${nearest(v.nearest)}`,
  'tp-kv-heads': (v: { tp: number; kvHeads: number; nearest?: Near }) =>
    `tensor parallel ${v.tp} neither divides nor is a multiple of ${v.kvHeads} key-value heads${nearest(v.nearest)}`,
  'tp-domain': (v: { tp: number; domain: number }) =>
    `tensor parallel ${v.tp} is more than the ${v.domain} accelerators there are; nearest: ${v.domain}`,
  'pp-layers': (v: { pp: number; vp: number; layers: number }) =>
    v.vp > 1
      ? `pipeline parallel ${v.pp} with ${v.vp} chunks a rank makes ${v.pp * v.vp} chunks, more than the ${v.layers} layers of the model${nearest(Math.floor(v.layers / v.vp) || '')}`
      : `pipeline parallel ${v.pp} is more than the ${v.layers} layers of the model; nearest: ${v.layers}`,
  layout: (v: { chunks: number; length: number; sum: number; layers: number }) =>
    `the layout has ${v.length} chunks with ${v.sum} layers, the strategy has ${v.chunks} chunks and the model ${v.layers} layers; nearest: ${v.chunks} whole numbers that add up to ${v.layers}`,
  'interleaved-chunks': (v: { vp: number }) =>
    `interleaved 1F1B needs at least 2 chunks a rank, not ${v.vp}; nearest: 2`,
  'interleaved-batches': (v: { microBatches: number; pp: number; nearest?: Near }) =>
    `interleaved 1F1B needs its micro-batches (${v.microBatches}) to be a multiple of the stages (${v.pp})${nearest(v.nearest)}`,
  'vp-schedule': (v: { vp: number; schedule: string }) =>
    `schedule ${v.schedule} does not run ${v.vp} chunks a rank; nearest: 1 chunk, or schedule interleaved`,
  'dualpipe-stages': (v: { pp: number; nearest?: Near }) =>
    `DualPipe needs an even number of stages, not ${v.pp}${nearest(v.nearest)}`,
  'dualpipe-batches': (v: { microBatches: number; pp: number }) =>
    `DualPipe needs an even number of micro-batches, at least as many as stages (${v.pp}), not ${v.microBatches}${nearest(even(v))}`,
  'schedule-stages': (v: { schedule: string; pp: number }) =>
    `schedule ${v.schedule} needs more than ${v.pp} stage; nearest: schedule 1f1b, or pipeline parallel 2`,
  'cp-sequence': (v: { cp: number; sequence: number }) =>
    `context parallel ${v.cp} does not cut the sequence of ${v.sequence} tokens into 2 × CP = ${2 * v.cp} even pieces${nearest(pieces(v))}`,
  'ulysses-heads': (v: { cp: number; tp: number; heads: number }) =>
    `Ulysses: TP ${v.tp} × CP ${v.cp} = ${v.tp * v.cp} does not divide ${v.heads} attention heads; nearest: ring attention`,
  'ep-dense': (v: { ep: number; etp: number }) =>
    `expert parallel ${v.ep} and expert tensor parallel ${v.etp} need a model with experts; nearest: 1 and 1`,
  'ep-experts': (v: { ep: number; experts: number; nearest?: Near }) =>
    `expert parallel ${v.ep} does not divide ${v.experts} experts${nearest(v.nearest)}`,
  'etp-inner': (v: { etp: number; inner: number; nearest?: Near }) =>
    `expert tensor parallel ${v.etp} does not divide the expert width ${v.inner}${nearest(v.nearest)}`,
  'ep-ranks': (v: { ep: number; etp: number; ranks: number }) =>
    `expert parallel ${v.ep} × expert tensor parallel ${v.etp} = ${v.ep * v.etp} does not divide the ${v.ranks} ranks of a stage (TP × CP × DP); nearest: a divisor of ${v.ranks}`,
  'shard-group': (v: { shardGroup: number; ranks: number }) =>
    `a shard group of ${v.shardGroup} does not divide the ${v.ranks} data parallel ranks (DP × CP); nearest: a divisor of ${v.ranks}`,
  format: (v: { format: string; chip: string }) =>
    `${v.chip} has no published dense peak for ${v.format}; nearest: bf16`,
  memory: (v: { needed: string; capacity: string }) => `needs ${v.needed} of ${v.capacity} an accelerator`,
};

/** The nearest count inside the limits. */
export const within = (v: { value: number; minimum: number; maximum: number }): Near =>
  Number.isNaN(Number(v.value)) ? v.minimum : Math.min(v.maximum, Math.max(v.minimum, Math.round(v.value)));

/** The next even number of micro-batches that fills every stage. */
export const even = (v: { microBatches: number; pp: number }): number => {
  const least = Math.max(v.pp, Math.ceil(v.microBatches));
  return least + (least % 2);
};

/** Degrees next to `cp`, below and above, that cut the sequence into even pieces. */
export function pieces(v: { cp: number; sequence: number }): readonly number[] {
  const works = (cp: number) => v.sequence % (2 * cp) === 0;
  const below = Array.from({ length: Math.min(v.cp, 4096) }, (_, i) => v.cp - i).find((cp) => cp > 0 && works(cp));
  const above = Array.from({ length: Math.min(v.cp, 4096) }, (_, i) => v.cp + i).find(works);
  return [below, above].filter((cp) => cp !== undefined);
}
