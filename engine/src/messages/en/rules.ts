import { type Near, nearest } from './words.ts';

/**
 * Rules of a training strategy, keyed by `Problem.rule`: what (value) breaks which rule (value); nearest thing that works.
 * A rule is added in training/ by naming it and here by wording it.
 */
export const rules = {
  'tp-divides-heads': (v: { tp: number; heads: number; nearest?: Near }) =>
    `tensor parallel ${v.tp} does not divide ${v.heads} attention heads${nearest(v.nearest)}`,
  'tp-divides-kv-heads': (v: { tp: number; kvHeads: number; nearest?: Near }) =>
    `tensor parallel ${v.tp} neither divides nor is a multiple of ${v.kvHeads} key-value heads${nearest(v.nearest)}`,
  'tp-divides-hidden': (v: { tp: number; hidden: number; nearest?: Near }) =>
    `tensor parallel ${v.tp} does not divide the hidden size ${v.hidden}${nearest(v.nearest)}`,
  'tp-divides-inner': (v: { tp: number; inner: number; nearest?: Near }) =>
    `tensor parallel ${v.tp} does not divide the MLP width ${v.inner}${nearest(v.nearest)}`,
  'tp-within-count': (v: { tp: number; count: number; nearest?: Near }) =>
    `tensor parallel ${v.tp} is more than the ${v.count} accelerators there are${nearest(v.nearest)}`,
  'pp-within-layers': (v: { pp: number; layers: number; nearest?: Near }) =>
    `pipeline parallel ${v.pp} is more than the ${v.layers} layers of the model${nearest(v.nearest)}`,
  'chunks-within-layers': (v: { pp: number; vp: number; layers: number; nearest?: Near }) =>
    `pipeline ${v.pp} with ${v.vp} chunks a rank makes ${v.pp * v.vp} chunks, more than the ${v.layers} layers${nearest(v.nearest)}`,
  'layout-sums-to-layers': (v: { sum: number; layers: number }) =>
    `the layout places ${v.sum} layers, the model has ${v.layers}; nearest: chunk sizes that add up to ${v.layers}`,
  'layout-length': (v: { length: number; chunks: number }) =>
    `the layout has ${v.length} entries, pipeline ranks × chunks are ${v.chunks}; nearest: ${v.chunks} entries`,
  'interleaving-needs-pipeline': (v: { vp: number; pp: number }) =>
    `${v.vp} chunks a rank need more than ${v.pp} pipeline stage; nearest: 1 chunk, or pipeline parallel 2`,
  'interleaving-needs-groups': (v: { microBatches: number; pp: number; nearest?: Near }) =>
    `interleaving needs the number of micro-batches (${v.microBatches}) to be a multiple of the pipeline stages (${v.pp})${nearest(v.nearest)}`,
  'schedule-needs-chunks': (v: { schedule: string; vp: number; needs: number }) =>
    `schedule ${v.schedule} runs with ${v.needs} chunks a rank, not ${v.vp}; nearest: ${v.needs}`,
  'schedule-needs-stages': (v: { schedule: string; pp: number; nearest?: Near }) =>
    `schedule ${v.schedule} needs more than one stage and, for DualPipe, an even number; there are ${v.pp}${nearest(v.nearest)}`,
  'schedule-needs-micro-batches': (v: { schedule: string; microBatches: number; needs: number }) =>
    `schedule ${v.schedule} needs at least ${v.needs} micro-batches, there are ${v.microBatches}; nearest: ${v.needs}`,
  'degrees-divide-count': (v: { count: number; tp: number; pp: number; cp: number; nearest?: Near }) =>
    `${v.count} accelerators are not a multiple of TP ${v.tp} × PP ${v.pp} × CP ${v.cp} = ${v.tp * v.pp * v.cp}${nearest(v.nearest)}`,
  'degrees-make-count': (v: { count: number; product: number }) =>
    `TP × PP × CP × DP make ${v.product}, there are ${v.count} accelerators; nearest: ${v.product} accelerators, or another DP`,
  'micro-batch-divides-batch': (v: { microBatch: number; dp: number; globalBatch: number; nearest?: Near }) =>
    `global batch ${v.globalBatch} is not a multiple of micro-batch ${v.microBatch} × DP ${v.dp} = ${v.microBatch * v.dp}${nearest(v.nearest)}`,
  'ep-divides-experts': (v: { ep: number; experts: number; nearest?: Near }) =>
    `expert parallel ${v.ep} does not divide ${v.experts} experts${nearest(v.nearest)}`,
  'ep-needs-experts': (v: { ep: number }) => `expert parallel ${v.ep} needs a model with experts; nearest: 1`,
  'ep-divides-ranks': (v: { ep: number; etp: number; ranks: number; nearest?: Near }) =>
    `expert parallel ${v.ep} × expert tensor parallel ${v.etp} does not divide the ${v.ranks} ranks of a stage${nearest(v.nearest)}`,
  'etp-divides-inner': (v: { etp: number; inner: number; nearest?: Near }) =>
    `expert tensor parallel ${v.etp} does not divide the expert width ${v.inner}${nearest(v.nearest)}`,
  'cp-divides-sequence': (v: { cp: number; sequence: number; nearest?: Near }) =>
    `context parallel ${v.cp} does not divide the sequence of ${v.sequence} tokens (balanced causal attention cuts it into 2 × CP)${nearest(v.nearest)}`,
  'ulysses-divides-heads': (v: { cp: number; tp: number; heads: number; nearest?: Near }) =>
    `Ulysses context parallel ${v.cp} × TP ${v.tp} does not divide ${v.heads} attention heads${nearest(v.nearest)}`,
  'tp-divides-sequence': (v: { tp: number; sequence: number; nearest?: Near }) =>
    `sequence parallel cuts ${v.sequence} tokens a rank into ${v.tp} parts, which does not come out even${nearest(v.nearest)}`,
  'shard-group-divides-dp': (v: { shardGroup: number; dp: number; nearest?: Near }) =>
    `a shard group of ${v.shardGroup} does not divide the ${v.dp} data parallel ranks${nearest(v.nearest)}`,
  'zero-with-pipeline': (v: { zero: number; pp: number }) =>
    `ZeRO-${v.zero} would move gradients or weights for every micro-batch of ${v.pp} pipeline stages; nearest: ZeRO-1, or pipeline parallel 1`,
  'recompute-layers': (v: { recomputeLayers: number; layers: number }) =>
    `${v.recomputeLayers} recomputed layers are more than the ${v.layers} of a stage; nearest: ${v.layers}`,
  'precision-on-chip': (v: { precision: string; chip: string; nearest?: Near }) =>
    `${v.chip} has no matrix units for ${v.precision}${nearest(v.nearest)}`,
  'offload-needs-host': (v: { needed: string; available: string }) =>
    `offload needs ${v.needed} of host memory an accelerator, there are ${v.available}; nearest: offload less, or to NVMe`,
  'batch-within-sequences': (v: { dp: number; globalBatch: number; nearest?: Near }) =>
    `data parallel ${v.dp} is more than the ${v.globalBatch} sequences of a step${nearest(v.nearest)}`,
  'positions-limit': (v: { sequence: number; maxPositions: number }) =>
    `a sequence of ${v.sequence} tokens exceeds the model's ${v.maxPositions} learned positions; nearest: ${v.maxPositions}`,
  memory: (v: { needed: string; capacity: string }) => `needs ${v.needed} of ${v.capacity} an accelerator`,
};
