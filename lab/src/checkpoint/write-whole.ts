import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A file is there whole or as it was before: written beside its name, flushed to the disk, then given the name. */
export function writeWhole(path: string, ...parts: readonly Uint8Array[]): void {
  sweep(path);
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

/** Takes away what runs that were killed have left of the same file. */
function sweep(path: string): void {
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith('.half')) continue;
    const writer = Number(name.slice(basename(path).length + 1, -'.half'.length));
    if (!lives(writer)) rmSync(join(dirname(path), name), { force: true });
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process lives too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
