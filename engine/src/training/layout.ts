import type { Architecture } from '../model/index.ts';
import type { Strategy } from './strategy.ts';

/** Layers of each model chunk in model order: as even as can be; what is missing to an even split is taken from the ends first. */
export function evenLayout(layers: number, chunks: number): number[] {
  const size = Math.ceil(layers / chunks);
  const layout = new Array<number>(chunks).fill(size);
  // The first chunk also holds the embedding and the last one the head: they give up a layer first (Llama 3, arXiv:2407.21783, 3.3.2).
  let missing = size * chunks - layers;
  for (let i = 0; missing > 0; i++, missing--) {
    const fromEnd = i % 2 === 0;
    layout[fromEnd ? chunks - 1 - ((i >> 1) % chunks) : (i >> 1) % chunks]! -= 1;
  }
  return layout;
}

/** Chunks that a stage holds, counted in the model: stages x virtual stages (two for the bidirectional schedules). */
export function chunksPerStage(strategy: Pick<Strategy, 'schedule' | 'vp'>): number {
  return strategy.schedule === 'zb-v' || strategy.schedule === 'dualpipe' ? 2 : strategy.vp;
}

/** How many layers of each kind every chunk holds: rows of `chunks x kinds`. */
export function kindsPerChunk(architecture: Architecture, layout: readonly number[]): Int32Array {
  const kinds = architecture.blocks.length;
  const counts = new Int32Array(layout.length * kinds);
  let layer = 0;
  layout.forEach((size, chunk) => {
    for (let i = 0; i < size; i++, layer++) counts[chunk * kinds + architecture.order[layer]!]! += 1;
  });
  return counts;
}
