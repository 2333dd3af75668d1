import type { Architecture } from '../model/index.ts';
import { evenLayout, kindsPerChunk } from './layout.ts';
import { placement } from './schedule/index.ts';
import type { Schedule } from './strategy.ts';

/** Stages that hold the same layers: one stands for all, the first of them, where most micro-batches are in flight. */
export interface StageKind {
  readonly stage: number;
  readonly times: number;
  /** All of them. */
  readonly stages: readonly number[];
  /** Layers of each block kind on this stage, all its chunks. For dualpipe: of both model parts. */
  readonly counts: Int32Array;
  readonly layers: number;
  readonly embedding: boolean;
  readonly head: boolean;
}

export interface StageShape {
  readonly schedule: Schedule;
  readonly stages: number;
  readonly chunks: number;
  readonly layout: readonly number[];
  readonly kinds: readonly StageKind[];
  /** Copies of each chunk: 2 for dualpipe, whose stages serve two streams. */
  readonly copies: number;
}

/** Which layers lie on which stage. `layout` = layers of each chunk in model order; absent = even. */
export function stageShape(
  architecture: Architecture,
  schedule: Schedule,
  stages: number,
  chunks: number,
  given?: readonly number[],
): StageShape {
  const layout = given ?? evenLayout(architecture.order.length, stages * chunks);
  const perChunk = kindsPerChunk(architecture, layout);
  const width = architecture.blocks.length;
  const copies = schedule === 'dualpipe' && stages > 1 ? 2 : 1;
  const held: { counts: Int32Array; embedding: boolean; head: boolean }[] = Array.from({ length: stages }, () => ({
    counts: new Int32Array(width),
    embedding: false,
    head: false,
  }));
  for (let chunk = 0; chunk < layout.length; chunk++) {
    const holders = stages === 1 ? [0] : placement({ schedule, stages, chunks }, chunk);
    for (const s of new Set(holders)) {
      const stage = held[s]!;
      for (let k = 0; k < width; k++) stage.counts[k]! += perChunk[chunk * width + k]!;
      if (chunk === 0) stage.embedding = true;
      if (chunk === layout.length - 1) stage.head = true;
    }
  }
  return { schedule, stages, chunks, layout, kinds: group(held), copies };
}

function group(held: readonly { counts: Int32Array; embedding: boolean; head: boolean }[]): StageKind[] {
  const kinds = new Map<string, StageKind & { readonly stages: number[] }>();
  held.forEach((h, stage) => {
    const key = `${h.counts.join(',')}|${h.embedding}|${h.head}`;
    const known = kinds.get(key);
    if (known) {
      known.stages.push(stage);
      kinds.set(key, { ...known, times: known.times + 1 });
    } else kinds.set(key, { ...h, stage, times: 1, stages: [stage], layers: h.counts.reduce((a, b) => a + b, 0) });
  });
  return [...kinds.values()];
}
