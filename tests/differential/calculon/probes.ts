import type { MemoryParts } from '../../../engine/src/training/answer.ts';
import { layerTraffic } from '../../../engine/src/training/layer-communication.ts';
import { flyingOf, memoryParts, writeMemory } from '../../../engine/src/training/memory.ts';
import { createPricer, microBatchesOf, shardRanks } from '../../../engine/src/training/pricer.ts';
import { dataParallelSeconds } from '../../../engine/src/training/step.ts';
import type { Strategy } from '../../../engine/src/training/strategy.ts';
import type { Mapped } from './mapped.ts';

/** What the engine says of a case, read through its own functions on the probe machine, where seconds are bytes. */

const NO_OFFLOAD = { weights: false, activations: false, optimizer: false, to: 'cpu' } as const;

/** Memory of the first stage, bytes by part: `writeMemory`. Nothing is offloaded unless asked. */
export function memory(m: Mapped, change: Partial<Strategy> = {}): MemoryParts {
  const strategy = { ...m.strategy, offload: NO_OFFLOAD, ...change };
  const pass = m.pricer.pass({ ...strategy, tpOverlap: 'none' });
  const shape = m.pricer.shape(strategy);
  const shard = shardRanks(strategy);
  const parts = new Float64Array(16);
  writeMemory(parts, m.preset, shape, pass, strategy, inFlightOf(m), 0, shard.dense, shard.expert, 0);
  return memoryParts(parts);
}

/** Bytes of tensor-parallel traffic of one block in one direction on a rank's links: `layerTraffic`. */
export const tensorWire = (m: Mapped): number => layerTraffic(m.problem, m.preset, m.block, m.strategy).tp;

/** Bytes of tensor-parallel traffic that recompute repeats, one block: what `stagePass` adds to backward, all else being free. */
export function recomputeWire(m: Mapped): number {
  const slow = m.shape.kinds.find((k) => k.stage === m.pass.slowStage) ?? m.shape.kinds[0]!;
  return m.pass.slowRecompute / slow.layers;
}

/** Bytes that a stage sends on: `hop` where the framework scatters only when the strategy says so, and shows all of a send. */
export const pipelineWire = (m: Mapped): number =>
  createPricer(m.problem, () => ({ ...m.preset, ppScatter: false, ppExposed: 1 })).hop(m.strategy);

/** Bytes of the step's reduction and gathering on a rank's links, one block: `dataParallelSeconds`. */
export function dataWire(m: Mapped): number {
  const { dense } = shardRanks(m.strategy);
  return dataParallelSeconds(m.pricer.groups(m.strategy), m.layer.parameters.dense, 0, m.strategy, dense);
}

/** Micro-batches whose activations the first stage holds: `flyingOf`. */
export const inFlightOf = (m: Mapped): number => flyingOf(m.shape, microBatchesOf(m.problem, m.strategy), 0);
