import type { Catalogue } from '../../../engine/src/facts/index.ts';
import { flyingOf, memoryParts, writeMemory } from '../../../engine/src/training/memory.ts';
import { presetById } from '../../../engine/src/training/presets.ts';
import { createPricer, microBatchesOf } from '../../../engine/src/training/pricer.ts';
import { layersOnly, problemOf, strategyOf, type Technique } from './predicted.ts';
import type { Row } from './rows.ts';

const GIB = 2 ** 30;

/** Memory of the first stage, its layers alone and without an allowance for fragmentation, as figure 1 counts; GiB. */
export function layersMemory(
  catalogue: Catalogue,
  row: Row,
  technique: Technique,
): { state: number; activations: number } {
  const whole = problemOf(catalogue, row);
  const pricer = createPricer({ ...whole, architecture: layersOnly(whole.architecture) });
  const strategy = strategyOf(row, technique);
  const shape = pricer.shape(strategy);
  const flying = flyingOf(shape, microBatchesOf(whole, strategy), 0);
  const out = new Float64Array(16);
  const preset = { ...presetById(strategy.preset)!, fragmentation: 1 };
  writeMemory(out, preset, shape, pricer.pass(strategy), strategy, flying, 0, 1, 1, 0);
  const parts = memoryParts(out);
  return { state: (parts.weights + parts.gradients + parts.optimizer) / GIB, activations: parts.activations / GIB };
}

/** Bytes that one layer keeps for one micro-batch on a rank, `keptBytes`. */
export function layerKept(catalogue: Catalogue, row: Row, technique: Technique): number {
  const strategy = strategyOf(row, technique);
  const { kept } = createPricer(problemOf(catalogue, row)).layers(strategy)[0]!;
  return technique === 'full' ? kept.input : strategy.recompute === 'selective' ? kept.selective : kept.all;
}

/** The same by table 2 of the paper: s b h (...) with t tensor ranks. */
export function tableTwo(row: Row, sequence: number, t: number, technique: Technique): number {
  const scores = (5 * row.heads * sequence) / row.hidden;
  const factor = {
    none: 10 + 24 / t + scores / t,
    sequence: 34 / t + scores / t,
    selective: 10 + 24 / t,
    present: 34 / t,
    full: 2,
  }[technique];
  return sequence * row.microBatch * row.hidden * factor;
}
