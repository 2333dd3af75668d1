import type { Catalogue } from '../../../engine/src/facts/index.ts';
import { findByName } from '../../../engine/src/facts/index.ts';
import { buildMachine } from '../../../engine/src/machine/index.ts';
import { type Architecture, makeGpt } from '../../../engine/src/model/index.ts';
import {
  estimateTraining,
  type Strategy,
  type TrainingEstimate,
  type TrainingProblem,
} from '../../../engine/src/training/index.ts';
import { type Row, SEQUENCE, TP, VOCAB } from './rows.ts';

/** Recompute and tensor-parallel communication of a column of the paper. */
export type Technique = 'none' | 'sequence' | 'selective' | 'present' | 'full';

const KNOBS: Readonly<Record<Technique, Pick<Strategy, 'recompute' | 'tpComm' | 'gatherAgain'>>> = {
  none: { recompute: 'none', tpComm: 'ar', gatherAgain: false },
  sequence: { recompute: 'none', tpComm: 'rs-ag', gatherAgain: true },
  selective: { recompute: 'selective', tpComm: 'ar', gatherAgain: false },
  present: { recompute: 'selective', tpComm: 'rs-ag', gatherAgain: true },
  full: { recompute: 'full', tpComm: 'ar', gatherAgain: false },
};

const architectureOf = (row: Row): Architecture =>
  makeGpt({ layers: row.layers, hidden: row.hidden, heads: row.heads, vocab: VOCAB, sequence: SEQUENCE });

/** The layers alone, as the paper's formulae of memory count. */
export const layersOnly = (architecture: Architecture): Architecture => ({
  ...architecture,
  vocab: 0,
  learnedPositions: 0,
  finalNormParameters: 0,
});

export function problemOf(catalogue: Catalogue, row: Row, architecture = architectureOf(row)): TrainingProblem {
  const chip = findByName(catalogue.chips, 'a100-80-sxm')!;
  return {
    architecture,
    machine: buildMachine(catalogue, { chip, count: row.gpus, scaleOutBytesPerSecond: 25e9 }),
    tokens: 1e9,
    sequence: SEQUENCE,
    globalBatch: row.batch,
    precision: { compute: 'fp16', gradients: 'fp32' },
    optimizer: { kind: 'adam', state: 'fp32', master: true },
    preset: 'megatron-lm',
    memoryHeadroom: 0,
    reliability: {
      acceleratorHoursPerInterruption: 1e6,
      restartSeconds: 0,
      checkpointSeconds: 0,
      checkpointEverySeconds: null,
    },
  };
}

export function strategyOf(row: Row, technique: Technique): Strategy {
  return {
    tp: TP,
    pp: row.pp,
    vp: row.vp,
    cp: 1,
    dp: 1,
    ep: 1,
    etp: 1,
    schedule: row.vp > 1 ? 'interleaved' : '1f1b',
    cpKind: 'ring',
    zero: 0,
    shardGroup: null,
    microBatch: row.microBatch,
    globalBatch: row.batch,
    recomputeLayers: null,
    tpOverlap: 'none',
    dpOverlap: false,
    fusedActivation: false,
    offload: { weights: false, activations: false, optimizer: false, to: 'cpu' },
    precision: { compute: 'fp16', gradients: 'fp32' },
    optimizer: { kind: 'adam', state: 'fp32', master: true },
    preset: 'megatron-lm',
    ...KNOBS[technique],
  };
}

/** What Ridgepoint says of a row, embedding and head included. */
export const estimateRow = (catalogue: Catalogue, row: Row, technique: Technique): TrainingEstimate =>
  estimateTraining(problemOf(catalogue, row), strategyOf(row, technique));
