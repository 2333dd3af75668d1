import type { Dtype } from '../facts/index.ts';

/** How a training step is laid on the machine. Every degree is a count of accelerators or of copies. */
export interface Strategy {
  /** Tensor parallel ranks. */
  readonly tp: number;
  /** Pipeline stages (ranks). */
  readonly pp: number;
  /** Model chunks per pipeline rank (virtual stages, interleaving); 1 = plain. */
  readonly vp: number;
  /** Context parallel ranks. */
  readonly cp: number;
  /** Data parallel replicas = accelerators / (tp pp cp). Expert parallel ranks are taken from dp x cp x tp. */
  readonly dp: number;
  /** Expert parallel ranks (1 = every rank holds all experts). */
  readonly ep: number;
  /** Tensor parallel ranks within an expert. */
  readonly etp: number;
  readonly schedule: Schedule;
  /** Axes from the innermost ranks outward; absent = tp, cp, dp, pp. Inner axes talk over the faster tiers. */
  readonly order?: readonly Axis[];
  /** Layers of each model chunk in model order (length pp x vp); absent = as even as can be, first and last chunk shortest. */
  readonly layout?: readonly number[];
  readonly cpKind: 'ring' | 'all-gather' | 'ulysses';
  /** What is sharded over data parallel ranks: 0 nothing, 1 optimizer, 2 + gradients, 3 + weights (FSDP). */
  readonly zero: 0 | 1 | 2 | 3;
  /** HSDP: ranks over which shards are spread; null = all data parallel ranks. */
  readonly shardGroup: number | null;
  /** Sequences per micro-batch per data parallel replica. */
  readonly microBatch: number;
  /** Sequences per step over all replicas. */
  readonly globalBatch: number;
  readonly recompute: 'none' | 'selective' | 'full';
  /** Layers of a stage that are recomputed when `recompute` is full; null = all. */
  readonly recomputeLayers: number | null;
  /** ar = all-reduce; p2p-rs-ag = all-reduce, pipeline tensors scattered; rs-ag = sequence parallel (reduce-scatter, all-gather). */
  readonly tpComm: 'ar' | 'p2p-rs-ag' | 'rs-ag';
  readonly tpOverlap: 'none' | 'pipe' | 'ring';
  /** Sequence parallel: gather inputs again in backward instead of keeping the gathered copy. */
  readonly gatherAgain: boolean;
  readonly dpOverlap: boolean;
  /** Activation function fused with its product's backward: its output is not kept. */
  readonly fusedActivation: boolean;
  readonly offload: Offload;
  readonly precision: Precision;
  readonly optimizer: Optimizer;
  /** Id of a framework preset in training/presets. */
  readonly preset: string;
}

export type Axis = 'tp' | 'cp' | 'dp' | 'pp';

export const SCHEDULES = ['1f1b', 'interleaved', 'gpipe', 'zero-bubble', 'zb-v', 'dualpipe'] as const;
export type Schedule = (typeof SCHEDULES)[number];

export interface Offload {
  readonly weights: boolean;
  readonly activations: boolean;
  readonly optimizer: boolean;
  readonly to: 'cpu' | 'nvme';
}

export interface Precision {
  /** Format of the matrix products. */
  readonly compute: Extract<Dtype, 'fp32' | 'tf32' | 'bf16' | 'fp16' | 'fp8' | 'mxfp8' | 'nvfp4'>;
  /** Format in which gradients are accumulated and reduced. */
  readonly gradients: 'fp32' | 'bf16' | 'fp16';
}

export interface Optimizer {
  readonly kind: 'adam' | 'adamw' | 'muon' | 'sgd';
  /** Format of the moments. */
  readonly state: 'fp32' | 'bf16' | 'int8';
  /** fp32 master copy of the weights. */
  readonly master: boolean;
}
