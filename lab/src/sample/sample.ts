import { readFileSync } from 'node:fs';
import { checkpointIn, readCheckpoint } from '../checkpoint/checkpoint.ts';
import { merged } from '../checkpoint/merged.ts';
import { restore } from '../checkpoint/saved-run.ts';
import { loadKernels } from '../kernels/load-kernels.ts';
import { LabProblem } from '../problem.ts';
import type { SampleWish } from '../settings.ts';
import { coderOf } from '../tokens/coder.ts';
import { openDataset } from '../tokens/dataset.ts';
import { readerOf } from './reader.ts';
import { writeOn } from './write-on.ts';

/** Texts that go on from `start`, by the checkpoint in a folder. Throws LabProblem. */
export async function* sample(
  wish: SampleWish,
  kernels: URL,
): AsyncGenerator<{ readonly text: string; readonly tokens: number }> {
  const path = checkpointIn(wish.out_dir);
  const saved = merged(readCheckpoint(wish.out_dir), path);
  const { shape } = saved;
  const { characters } = saved;
  const coder = characters ? coderOf(characters) : await openDataset(saved.dataset, 1).coder();
  const reader = await readerOf(shape, (memory) => loadKernels(memory, kernels));
  restore({ weights: reader.weights }, saved, path);
  const begun = coder.encode(startOf(wish.start));
  if (begun.length === 0) throw new LabProblem('words-missing', { path: '--start' });
  yield* writeOn(reader, shape.block, coder, begun, wish);
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
