import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError, refuse } from '@ridgepoint/engine/operations';
import { nearest } from '@ridgepoint/engine/units';
import { refuseBinary } from './binary.ts';

/** Characters written at a time. */
const PIECE = 2 ** 18;
/** No scenario, config or overlay is larger. */
export const MAX_BYTES = 2 ** 20;

/** A text file of at most 1 MiB, or standard input for `-`. Throws InputError naming the file and the nearest one there is. */
export function readText(path: string): string {
  if (path === '-') return textOf(readBounded(0, '-'), '-');
  if (path.includes('\0')) throw refuse('file-missing', path.replaceAll('\0', ' '));
  let size = 0;
  let endless = false;
  try {
    const found = statSync(path);
    if (found.isDirectory()) throw refuse('file-folder', path);
    size = found.size;
    endless = !found.isFile() || size === 0;
  } catch (error) {
    throw asRefusal(error, path);
  }
  if (size > MAX_BYTES) throw refuse('text-too-big', path, { values: { bytes: size, max: MAX_BYTES } });
  try {
    // A device or a pipe states no size and may have no end (/dev/zero).
    return textOf(endless ? readDevice(path) : readFileSync(path), path);
  } catch (error) {
    throw asRefusal(error, path);
  }
}

/** Without the mark that some editors put before it. */
function textOf(bytes: Buffer, path: string): string {
  refuseBinary(bytes, path);
  const text = bytes.toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function readDevice(path: string): Buffer {
  const device = openSync(path, 'r');
  try {
    return readBounded(device, path);
  } finally {
    closeSync(device);
  }
}

/** Reads a descriptor to its end without holding more than the limit. */
function readBounded(descriptor: number, path: string): Buffer {
  const parts: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const part = Buffer.alloc(65_536);
    const count = readOnce(descriptor, part);
    if (count === 0) break;
    bytes += count;
    if (bytes > MAX_BYTES) throw refuse('text-too-big', path, { values: { bytes, max: MAX_BYTES } });
    parts.push(part.subarray(0, count));
  }
  return Buffer.concat(parts);
}

/** A terminal's or a pipe's end reads as nothing; so does a pipe that has nothing yet, which is tried again. */
function readOnce(descriptor: number, into: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, into);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw asRefusal(error, '-');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** What the system says of a file, as a refusal that names it and its neighbours. */
export function asRefusal(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG')
    return refuse('file-missing', path.slice(0, 200), { nearest: neighbours(path) });
  return refuse('file-unreadable', path, { values: { reason: code } });
}

/** Files beside the missing one whose names are close. */
function neighbours(path: string): string[] {
  try {
    const folder = dirname(path);
    const names = readdirSync(folder).slice(0, 1000);
    return nearest(basename(path), names, 2).map((name) => (folder === '.' ? name : join(folder, name)));
  } catch {
    return [];
  }
}

/**
 * Writes a whole file or nothing: a new file beside it, flushed, then renamed onto the name. What is no plain file (a device, a
 * pipe) is written into, for a rename would put a file in its place; a link stays and what it names is written. Throws InputError.
 */
export const writeWhole = (path: string, content: string | Uint8Array): void => writeParts(path, [content]);

/** The same for a text that is too long to be held: piece by piece. */
export const writeLines = (path: string, lines: Iterable<string>): void => writeParts(path, lines);

/** Refuses a name that nothing can be written under, before anything was reckoned that would be lost. Throws InputError. */
export function checkWritable(path: string): void {
  const target = writing(path, () => targetOf(path));
  if (target !== null) writing(path, () => accessSync(dirname(target), constants.W_OK));
}

function writing<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw refuse('file-unwritable', path, { values: { reason: (error as NodeJS.ErrnoException).code ?? 'unknown' } });
  }
}

function writeParts(path: string, parts: Iterable<string | Uint8Array>): void {
  writing(path, () => {
    const target = targetOf(path);
    if (target === null) writeAll(path, parts);
    else replace(target, parts);
  });
}

/** The plain file that a path names, links followed, there or not yet; null for a device or a pipe. */
export function targetOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw refuse('file-folder', path);
  if (found) return found.isFile() ? realpathSync(path) : null;
  return path;
}

/** A file or a descriptor, many pieces at a time. */
function writeAll(to: string | number, parts: Iterable<string | Uint8Array>): void {
  const file = typeof to === 'number' ? to : openSync(to, 'w');
  try {
    let held = '';
    for (const part of parts) {
      if (typeof part !== 'string') {
        writeFileSync(file, part);
        continue;
      }
      held += part;
      if (held.length < PIECE) continue;
      writeFileSync(file, held);
      held = '';
    }
    writeFileSync(file, held);
  } finally {
    if (typeof to === 'string') closeSync(file);
  }
}

function replace(path: string, parts: Iterable<string | Uint8Array>): void {
  const beside = join(dirname(path), `.${basename(path)}.${crypto.randomUUID()}`);
  try {
    const file = openSync(beside, 'wx', 0o644);
    try {
      writeAll(file, parts);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (error) {
    try {
      rmSync(beside, { force: true });
    } catch {
      // A name too long or with a NUL was never made; the refusal of the first error says so.
    }
    throw error;
  }
}
