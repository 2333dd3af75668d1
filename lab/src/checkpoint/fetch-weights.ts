import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { LabProblem } from '../problem.ts';
import { readTensors } from './safetensors.ts';

/** The sizes that were published, as Hugging Face and nanoGPT name them. */
export const GPT2_SIZES = ['gpt2', 'gpt2-medium', 'gpt2-large', 'gpt2-xl'] as const;
export const isGpt2 = (name: string): boolean => (GPT2_SIZES as readonly string[]).includes(name);

/** OpenAI's own pages of GPT-2 there (huggingface.co/openai-community/gpt2). */
export const GPT2_HOME = 'https://huggingface.co/openai-community';

/** Where the weights lie that `init_from` names: a file, or what was fetched under data/. */
export const weightsPlace = (words: string): string =>
  isGpt2(words) && !existsSync(words) ? join('data', words, 'model.safetensors') : words;

/**
 * Fetches GPT-2's weights, only where somebody asks for it, into a folder. What comes is held against the SHA-256 that the address
 * states (X-Linked-Etag, as huggingface_hub's file_download.py reads it) and read as safetensors before it gets its name. Throws LabProblem.
 */
export async function fetchWeights(
  name: string,
  folder = join('data', name),
  home = GPT2_HOME,
): Promise<{ readonly folder: string; readonly bytes: number }> {
  const address = `${home}/${name}/resolve/main/model.safetensors`;
  const failed = (error: Error): never => {
    const why = error.cause instanceof Error ? error.cause.message : error.message;
    throw new LabProblem('download-weights', { address, why, name });
  };
  const said = await fetch(address, { method: 'HEAD', redirect: 'manual' }).catch(failed);
  const wanted = /[0-9a-f]{64}/.exec(said.headers.get('x-linked-etag') ?? '')?.[0];
  const answer = await fetch(address).catch(failed);
  if (!answer.ok || !answer.body) return failed(new Error(`HTTP ${answer.status}`));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'model.safetensors');
  const half = `${path}.${process.pid}.half`;
  const sum = createHash('sha256');
  let bytes = 0;
  try {
    const file = openSync(half, 'w');
    try {
      for await (const part of answer.body) {
        sum.update(part);
        for (let at = 0; at < part.length; ) at += writeSync(file, part, at);
        bytes += part.length;
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    const got = sum.digest('hex');
    if (wanted && got !== wanted)
      throw new LabProblem('checksum', { address, got: got.slice(0, 12), wanted: wanted.slice(0, 12) });
    readTensors(half);
    renameSync(half, path);
  } catch (error) {
    rmSync(half, { force: true });
    return error instanceof LabProblem ? Promise.reject(error) : failed(error as Error);
  }
  return { folder, bytes };
}
