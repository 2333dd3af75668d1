import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { InputError, refuse, traceSentence } from '@ridgepoint/engine/operations';
import {
  emptyRequest,
  type PeekableSource,
  type ReadOptions,
  TraceError,
  type TraceFile,
  type TraceRead,
  TraceReader,
  traceLines,
} from '@ridgepoint/engine/serving';
import { refuseBinary } from './binary.ts';
import type { Face } from './face.ts';
import { asRefusal, writeLines } from './files.ts';
import { isParquet } from './is-parquet.ts';
import { shareDone } from './terminal/share-done.ts';

/** Reads a trace, gzipped or not, or standard input for `-`, in the memory that its columns need. Throws InputError with the row. */
export async function readTraceFile(path: string, options: ReadOptions, face: Face): Promise<TraceRead> {
  const size = path === '-' ? 0 : sizeOf(path);
  const words = face.messages.traffic;
  const progress = shareDone(face, (share, left) => words.progress({ share, left }));
  let bytes = 0;
  const counted = async function* () {
    for await (const chunk of path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 1 << 18 })) {
      bytes += (chunk as Buffer).length;
      progress.seen(bytes, size);
      yield chunk as Buffer;
    }
  };
  try {
    const chunks = counted();
    const { value: first, done } = await chunks.next();
    if (!done && isParquet(first))
      return await parquet(path, first, chunks, options, (share) => progress.seen(share * size, size));
    const reader = new TraceReader(options);
    const decoder = new StringDecoder('utf8');
    let begun = false;
    if (!done)
      for await (const chunk of unpacked(first, chunks)) {
        if (!begun) refuseBinary(chunk, path);
        begun = true;
        reader.push(decoder.write(chunk));
      }
    reader.push(decoder.end());
    return reader.end();
  } catch (error) {
    if (error instanceof TraceError)
      throw refuse('trace', path, { values: { reason: traceSentence(error.problem, face) } });
    if (error instanceof InputError) throw error;
    throw asRefusal(error, path);
  } finally {
    progress.end();
  }
}

/** Bytes of Parquet that come in by a pipe at most: its index is at its end, so all of it is kept. */
const MAX_PIPED = 2 ** 30;

/** A file is read in parts, by the index at its end. */
async function parquet(
  path: string,
  first: Buffer,
  rest: AsyncGenerator<Buffer>,
  options: ReadOptions,
  seen: (share: number) => void,
): Promise<TraceRead> {
  const { parquetBytes, readParquetTrace, withParquetFile } = await import('./parquet-trace.ts');
  try {
    if (path !== '-') {
      await rest.return(undefined);
      return await withParquetFile(path, (file) => readParquetTrace(file, options, seen));
    }
    const parts = [first];
    let length = first.length;
    for await (const part of rest) {
      length += part.length;
      if (length > MAX_PIPED) throw new TraceError({ code: 'file-too-long', values: { max: MAX_PIPED } });
      parts.push(part);
    }
    return await readParquetTrace(parquetBytes(new Uint8Array(Buffer.concat(parts))), options);
  } catch (error) {
    if (error instanceof TraceError || !(error instanceof Error)) throw error;
    // What the library says of a file that is cut off or written wrongly.
    throw refuse('file-unreadable', path, { values: { reason: error.message.slice(0, 80) } });
  }
}

/** Gunzips what begins as gzip does. */
async function* unpacked(first: Buffer, chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const whole = async function* () {
    yield first;
    yield* chunks;
  };
  if (first[0] !== 0x1f || first[1] !== 0x8b) {
    yield* whole();
    return;
  }
  const source = Readable.from(whole());
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  yield* source.pipe(gunzip);
}

function sizeOf(path: string): number {
  if (path.includes('\0')) throw refuse('file-missing', path.replaceAll('\0', ' '));
  try {
    const found = statSync(path);
    if (found.isDirectory()) throw refuse('file-folder', path);
    return found.size;
  } catch (error) {
    throw asRefusal(error, path);
  }
}

/** Which form a name asks for; null = it is no file of requests. */
export const traceFileOf = (path: string): TraceFile | null =>
  /\.jsonl$/i.test(path) ? 'jsonl' : /\.csv$/i.test(path) ? 'csv' : null;

/** Writes every request of a source; gives their number. `until` = seconds at which it ends, for the progress bar. */
export function writeTraceFile(
  path: string,
  source: PeekableSource,
  file: TraceFile,
  until: number,
  face: Face,
): number {
  const words = face.messages.traffic;
  const progress = shareDone(face, (share, left) => words.writing({ share, left }));
  let rows = 0;
  const counted: PeekableSource = {
    ...source,
    next(into = emptyRequest()) {
      if (!source.next(into)) return false;
      rows++;
      if ((rows & 0xfff) === 0) progress.seen(into.arrival, until);
      return true;
    },
  };
  try {
    writeLines(path, traceLines(counted, file));
    return rows;
  } finally {
    progress.end();
  }
}
