import {
  type Checkpoint,
  LabProblem,
  type Model,
  partsOf,
  runOf,
  tensorsIn,
  tensorsOfRun,
} from '@ridgepoint/lab/in-page';
import type { GivenText, Said } from './protocol.ts';

/** What a page knows of a run beside the model: enough to go on from the file alone. */
export interface PageRun {
  readonly iteration: number;
  readonly said: Said;
  readonly given: GivenText;
}

/** A run as a file that the lab in Node reads too, with the text and the settings in its header. */
export function fileOf(
  model: Pick<Model, 'layout' | 'weights' | 'first' | 'second'>,
  saved: Omit<Checkpoint, 'tensors' | 'shape'>,
  { said, given }: Pick<PageRun, 'said' | 'given'>,
): Blob {
  const { tensors, about } = tensorsOfRun(model, saved);
  const parts = partsOf({ tensors, about: { ...about, 'ridgepoint.page': JSON.stringify({ said, given }) } });
  // A blob takes no views of shared memory.
  return new Blob(parts.map((part) => part.slice()));
}

/** Larger than any that a page writes. */
const MOST_BYTES = 2 ** 30;

/** Reads such a file. Throws LabProblem where it is none, or one that was not written by a page. */
export async function opened(path: string, file: Blob): Promise<{ readonly run: PageRun; readonly saved: Checkpoint }> {
  if (file.size > MOST_BYTES) throw new LabProblem('too-large', { path, bytes: file.size, most: MOST_BYTES });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const read = (at: number, length: number) => bytes.slice(at, at + length);
  const tensors = tensorsIn({ size: bytes.length, read }, path);
  const saved = runOf(tensors, path);
  const page = pageOf(tensors.about['ridgepoint.page']);
  if (!page || !saved.characters) throw new LabProblem('checkpoint-broken', { path, why: 'ridgepoint.page' });
  return { run: { iteration: saved.iteration, ...page }, saved };
}

function pageOf(text: string | undefined): Pick<PageRun, 'said' | 'given'> | null {
  try {
    const { said, given } = JSON.parse(text ?? '') as { said: Record<string, unknown>; given: Record<string, unknown> };
    if (typeof given.name !== 'string' || typeof given.text !== 'string') return null;
    if (Object.values(said).some((value) => typeof value !== 'string')) return null;
    return { said: said as Said, given: { name: given.name, text: given.text } };
  } catch {
    return null;
  }
}
