/**
 * Korthikanti et al. 2022, "Reducing Activation Recomputation in Large Transformer Models" (arXiv:2205.05198): table 3 (sizes and layout),
 * table 5 (measured seconds of a step and utilisation), figure 1 (memory by the paper's own formulae, embeddings left out).
 * A100 80 GB, eight a node, 200 Gbit/s a GPU; sequence 2048, vocabulary 51,200.
 */
export interface Row {
  readonly name: string;
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly pp: number;
  readonly vp: number;
  readonly gpus: number;
  readonly batch: number;
  readonly microBatch: number;
  /** Seconds of a step with full recompute, and with selective recompute and sequence parallelism ("present work"). */
  readonly fullSeconds: number;
  readonly presentSeconds: number;
  /** Model FLOP utilisation of the present work, percent. */
  readonly mfu: number;
  /** GiB of figure 1: parameters, gradients and optimizer; activations kept with nothing recomputed; with both techniques. */
  readonly stateGiB: number;
  readonly activationsGiB: number;
  readonly presentGiB: number;
}

export const TP = 8;
export const SEQUENCE = 2048;
export const VOCAB = 51_200;

export const ROWS: readonly Row[] = [
  {
    name: '22B',
    layers: 48,
    hidden: 6144,
    heads: 64,
    pp: 1,
    vp: 1,
    gpus: 8,
    batch: 4,
    microBatch: 4,
    fullSeconds: 1.42,
    presentSeconds: 1.1,
    mfu: 41.5,
    stateGiB: 45.5625,
    activationsGiB: 59.25,
    presentGiB: 9.5625,
  },
  {
    name: '175B',
    layers: 96,
    hidden: 12_288,
    heads: 96,
    pp: 8,
    vp: 3,
    gpus: 64,
    batch: 64,
    microBatch: 1,
    fullSeconds: 18.13,
    presentSeconds: 13.75,
    mfu: 51.4,
    stateGiB: 45.5625,
    activationsGiB: 66.84375,
    presentGiB: 12.3515625,
  },
  {
    name: '530B',
    layers: 105,
    hidden: 20_480,
    heads: 128,
    pp: 35,
    vp: 3,
    gpus: 280,
    batch: 280,
    microBatch: 1,
    fullSeconds: 49.05,
    presentSeconds: 37.83,
    mfu: 56,
    stateGiB: 31.640625,
    activationsGiB: 114.0234375,
    presentGiB: 23.076171875,
  },
  {
    name: '1T',
    layers: 128,
    hidden: 25_600,
    heads: 160,
    pp: 64,
    vp: 1,
    gpus: 512,
    batch: 512,
    microBatch: 1,
    fullSeconds: 94.42,
    presentSeconds: 71.49,
    mfu: 56.3,
    stateGiB: 32.958984375,
    activationsGiB: 131.25,
    presentGiB: 26.5625,
  },
];
