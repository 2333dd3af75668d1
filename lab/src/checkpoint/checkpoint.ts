import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from '../model/built-model.ts';
import { LabProblem } from '../problem.ts';
import { readTensors, writeTensors } from './safetensors.ts';
import { type Checkpoint, runOf, tensorsOfRun } from './saved-run.ts';

export const checkpointIn = (folder: string): string => join(folder, 'ckpt.safetensors');

export function saveCheckpoint(
  folder: string,
  model: Pick<Model, 'layout' | 'weights' | 'first' | 'second'>,
  run: Omit<Checkpoint, 'tensors' | 'shape'>,
): void {
  mkdirSync(folder, { recursive: true });
  writeTensors(checkpointIn(folder), tensorsOfRun(model, run));
}

/** Throws LabProblem where there is none, or where it is not one of the lab's. */
export function readCheckpoint(folder: string): Checkpoint {
  const path = checkpointIn(folder);
  if (!existsSync(path)) throw new LabProblem('no-checkpoint', { path });
  return runOf(readTensors(path), path);
}
