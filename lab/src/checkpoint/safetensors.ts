import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { LabProblem } from '../problem.ts';
import { partsOf, type Tensors, tensorsIn } from './tensor-bytes.ts';
import { writeWhole } from './write-whole.ts';

/** Writes the file whole, or leaves what was there. */
export const writeTensors = (path: string, tensors: Tensors): void => writeWhole(path, ...partsOf(tensors));

/** Reads a file's tensors. Throws LabProblem with what is wrong with it. */
export function readTensors(path: string): Tensors {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    throw new LabProblem('no-checkpoint', { path });
  }
  try {
    const { size } = fstatSync(file);
    const read = (at: number, length: number): Uint8Array<ArrayBuffer> => {
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length; ) {
        const got = readSync(file, bytes, done, Math.min(2 ** 30, length - done), at + done);
        if (got === 0) throw new LabProblem('checkpoint-cut', { path, bytes: at + done, whole: size });
        done += got;
      }
      return bytes;
    };
    return tensorsIn({ size, read }, path);
  } finally {
    closeSync(file);
  }
}
