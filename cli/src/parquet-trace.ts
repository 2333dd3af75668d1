import { open } from 'node:fs/promises';
import * as zlib from 'node:zlib';
import { findColumns, type ReadOptions, TraceError, type TraceRead, TraceReader } from '@ridgepoint/engine/serving';
import {
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  snappyUncompress,
} from 'hyparquet';
import { isParquet } from './is-parquet.ts';

/** Bytes that the footer may take: a million row groups of three columns take 100 MB, no trace has so many. */
const MAX_FOOTER = 2 ** 26;
/** Unpacked bytes of a group's columns that are read: a group lies in memory as a whole. */
const MAX_GROUP = 2 ** 30;
/** Lines handed on at once. */
const LINES = 4096;
const TAIL = 8; // bytes: the footer's length and the magic word

/**
 * Reads a trace of requests from Parquet: columns are found by their names as those of a CSV are, columns that say nothing of requests stay
 * unread, and rows go through the same reader, so that they are refused and repaired alike. `seen` is told the share that was read.
 */
export async function readParquetTrace(
  file: AsyncBuffer,
  options: ReadOptions,
  seen: (share: number) => void = () => {},
): Promise<TraceRead> {
  const metadata = await metadataOf(file);
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  const wanted = wantedOf(names, options);
  const reader = new TraceReader(options);
  const nothing = Object.fromEntries(names.map((name) => [name, null]));
  let rowStart = 0;
  let told = false;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const bytes = group.columns.reduce((sum, { meta_data: of }) => {
      const read = of !== undefined && wanted.includes(of.path_in_schema[0]!);
      return read ? sum + Number(of.total_uncompressed_size) : sum;
    }, 0);
    if (bytes > MAX_GROUP || rowEnd - rowStart > MAX_GROUP / 8)
      throw new TraceError({ code: 'group-too-large', values: { max: MAX_GROUP } });
    const rows = await parquetReadObjects({ file, metadata, columns: wanted, rowStart, rowEnd, compressors, parsers });
    for (let at = 0; at < rows.length; at += LINES) {
      const lines = rows.slice(at, at + LINES).map((row, i) => {
        // The first row names every column, so that what is missing can be told from what is there.
        const whole = told || at + i > 0 ? row : { ...nothing, ...row };
        return `${JSON.stringify(whole, plain)}\n`;
      });
      reader.push(lines.join(''));
      told = true;
    }
    rowStart = rowEnd;
    seen(rowStart / Math.max(1, Number(metadata.num_rows)));
  }
  return reader.end();
}

/** A file on disk as the library reads it: parts of it, none of them kept. */
export async function withParquetFile<T>(path: string, read: (file: AsyncBuffer) => Promise<T>): Promise<T> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    return await read({
      byteLength: size,
      slice: async (start, end = size) => {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
        await handle.read(bytes, 0, bytes.length, start);
        return bytes.buffer;
      },
    });
  } finally {
    await handle.close();
  }
}

/** The same of bytes in memory. */
export const parquetBytes = (bytes: Uint8Array<ArrayBuffer>): AsyncBuffer => ({
  byteLength: bytes.length,
  slice: (start, end = bytes.length) => bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + end),
});

async function metadataOf(file: AsyncBuffer): Promise<FileMetaData> {
  if (file.byteLength < TAIL + 4) throw new TraceError({ code: 'not-parquet' });
  const tail = new DataView(await file.slice(file.byteLength - TAIL, file.byteLength));
  if (!isParquet(new Uint8Array(tail.buffer, 4))) throw new TraceError({ code: 'not-parquet' });
  if (tail.getUint32(0, true) > MAX_FOOTER)
    throw new TraceError({ code: 'group-too-large', values: { max: MAX_FOOTER } });
  return await parquetMetadataAsync(file);
}

/** Columns that say something of a request; all of them where none does, so that the refusal can name what there is. */
function wantedOf(names: readonly string[], { columns }: ReadOptions): string[] {
  const found = new Set(Object.values(findColumns(names, columns)).map(({ name }) => name));
  const wanted = names.filter((name) => found.has(name));
  return wanted.length > 0 ? wanted : names.slice(0, 1);
}

/** Whole numbers of 64 bit become numbers, what JSON has no word for its name: readers refuse it as they do in a CSV. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value;
}

/** Moments as text: a Date forgets what lies below a millisecond. */
const parsers = {
  timestampFromMilliseconds: (ms: bigint) => moment(ms, 1_000n, 3),
  timestampFromMicroseconds: (us: bigint) => moment(us, 1_000_000n, 6),
  timestampFromNanoseconds: (ns: bigint) => moment(ns, 1_000_000_000n, 9),
};

function moment(value: bigint, aSecond: bigint, digits: number): string {
  let seconds = value / aSecond;
  let rest = value % aSecond;
  if (rest < 0n) {
    seconds -= 1n;
    rest += aSecond;
  }
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return String(value);
  return `${date.toISOString().slice(0, 19)}.${String(rest).padStart(digits, '0')}Z`;
}

/** Unpacks pages; one that says it is larger than a group may be is not believed. */
const bounded =
  (unpack: (input: Uint8Array, length: number) => Uint8Array) =>
  (input: Uint8Array, length: number): Uint8Array => {
    if (length > MAX_GROUP) throw new TraceError({ code: 'group-too-large', values: { max: MAX_GROUP } });
    return unpack(input, length);
  };

const compressors: Compressors = {
  SNAPPY: bounded((input, length) => {
    const output = new Uint8Array(length);
    snappyUncompress(input, output);
    return output;
  }),
  GZIP: bounded((input, length) => zlib.gunzipSync(input, { maxOutputLength: Math.max(1, length) })),
  BROTLI: bounded((input, length) => zlib.brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) })),
  ZSTD: bounded((input, length) => zstd(input, length)),
};

/** Node has it since 22.15 and 23.8. */
function zstd(input: Uint8Array, length: number): Uint8Array {
  const { zstdDecompressSync } = zlib as {
    zstdDecompressSync?: (input: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;
  };
  if (!zstdDecompressSync) throw new TraceError({ code: 'no-zstd' });
  return zstdDecompressSync(input, { maxOutputLength: Math.max(1, length) });
}
