import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { InputError, refuse } from '@ridgepoint/engine/operations';
import { refuseBinary } from './binary.ts';

/** A corpus is a few hundred kilobytes compressed; anything far larger is not one. */
const MAX_BYTES = 64 * 2 ** 20;
const MAX_UNPACKED = 256 * 2 ** 20;

/** The text of a file of rows, gzipped or not, at most 64 MiB and 256 unpacked. Throws InputError. */
export function readRowFile(path: string, max = MAX_BYTES): string {
  const unreadable = (reason: string) => refuse('file-unreadable', path, { values: { reason } });
  let bytes: Buffer;
  try {
    const found = statSync(path);
    if (found.isDirectory()) throw refuse('file-folder', path);
    if (found.size > max) throw refuse('text-too-big', path, { values: { bytes: found.size, max } });
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw code === 'ENOENT' ? refuse('file-missing', path) : unreadable(code);
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return textOf(bytes);
  try {
    return textOf(gunzipSync(bytes, { maxOutputLength: Math.min(MAX_UNPACKED, 4 * max) }));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw unreadable(String((error as NodeJS.ErrnoException).code));
  }

  function textOf(plain: Buffer): string {
    refuseBinary(plain, path);
    return plain.toString('utf8');
  }
}
