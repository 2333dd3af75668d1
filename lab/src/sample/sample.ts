import { readFileSync } from 'node:fs';
import { checkpointIn, readCheckpoint } from '../checkpoint/checkpoint.ts';
import { merged } from '../checkpoint/merged.ts';
import { restore } from '../checkpoint/saved-run.ts';
import { weightsIn } from '../checkpoint/weights.ts';
import { loadKernels } from '../kernels/load-kernels.ts';
import type { Shape } from '../model/shape.ts';
import { LabProblem } from '../problem.ts';
import type { SampleWish } from '../settings.ts';
import { type Coder, coderOf } from '../tokens/coder.ts';
import { openDataset } from '../tokens/dataset.ts';
import { gpt2Coder } from '../tokens/gpt2-coder.ts';
import { readerOf } from './reader.ts';
import { writeOn } from './write-on.ts';

/** Texts that go on from `start`, by the checkpoint in a folder. Throws LabProblem. */
export async function* sample(
  wish: SampleWish,
  kernels: URL,
): AsyncGenerator<{ readonly text: string; readonly tokens: number }> {
  const { shape, coder, fill } = await (wish.init_from === 'resume'
    ? resumed(wish.out_dir)
    : published(wish.init_from));
  const begun = coder.encode(startOf(wish.start));
  if (begun.length === 0) throw new LabProblem('words-missing', { path: '--start' });
  const reader = await readerOf(shape, (memory) => loadKernels(memory, kernels));
  fill(reader.weights);
  yield* writeOn(reader, shape.block, coder, begun, wish);
}

/** A model that writes: its shape, its words, and what puts its weights in place. */
interface Writer {
  readonly shape: Shape;
  readonly coder: Coder;
  readonly fill: (weights: Float32Array) => void;
}

async function resumed(folder: string): Promise<Writer> {
  const path = checkpointIn(folder);
  const saved = merged(readCheckpoint(folder), path);
  const { characters, shape, dataset } = saved;
  const coder = characters ? coderOf(characters) : await openDataset(dataset, 1).coder();
  return { shape, coder, fill: (weights) => restore({ weights }, saved, path) };
}

/** GPT-2's weights write in its byte pairs. */
async function published(words: string): Promise<Writer> {
  const { shape, values } = weightsIn(words);
  return { shape, coder: await gpt2Coder(), fill: (weights) => weights.set(values) };
}

/** The words themselves, or what the file behind `FILE:` holds. */
function startOf(start: string): string {
  if (!start.startsWith('FILE:')) return start;
  try {
    return readFileSync(start.slice(5), 'utf8');
  } catch {
    throw new LabProblem('unreadable', { path: start.slice(5) });
  }
}
