import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/** A file is there whole or as it was before: written beside its name, flushed to the disk, then given the name. */
export function writeWhole(path: string, ...parts: readonly Uint8Array[]): void {
  const half = `${path}.${process.pid}.half`;
  try {
    const file = openSync(half, 'w');
    try {
      for (const part of parts) for (let at = 0; at < part.length; ) at += writeSync(file, part, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(half, path);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
}
