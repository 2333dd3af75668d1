// safetensors (huggingface.co/docs/safetensors): eight bytes with the length of a JSON header, the header, then the numbers.
import { LabProblem } from '../problem.ts';

export interface Tensor {
  readonly dims: readonly number[];
  readonly values: Float32Array;
}

export interface Tensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly about: Readonly<Record<string, string>>;
}

/** A header is a few hundred bytes a tensor; the format's own reader takes up to 100 MB. */
const MOST_HEADER = 100e6;

/** Where the bytes are had from: so many in all, and any part of them as bytes of their own. */
export interface Source {
  readonly size: number;
  readonly read: (at: number, length: number) => Uint8Array<ArrayBuffer>;
}

/** What the file holds, part after part. */
export function partsOf({ tensors, about }: Tensors): readonly Uint8Array[] {
  const header: Record<string, unknown> = { __metadata__: about };
  let at = 0;
  for (const [name, { dims, values }] of tensors) {
    header[name] = { dtype: 'F32', shape: dims, data_offsets: [at, at + values.byteLength] };
    at += values.byteLength;
  }
  // Numbers begin at a multiple of eight bytes: the header ends in spaces.
  const words = new TextEncoder().encode(JSON.stringify(header));
  const json = new Uint8Array(words.length + (-words.length & 7)).fill(32);
  json.set(words);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(json.length), true);
  const numbers = [...tensors.values()].map(
    ({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
  return [length, json, ...numbers];
}

/** Reads 32-bit floats, and 16-bit ones of both kinds as such. Throws LabProblem with what is wrong with the file. */
export function tensorsIn({ size, read }: Source, path: string): Tensors {
  const broken = (why: string): LabProblem => new LabProblem('checkpoint-broken', { path, why });
  const cut = (whole: number): LabProblem => new LabProblem('checkpoint-cut', { path, bytes: size, whole });
  if (size < 8) throw cut(8);
  const length = Number(new DataView(read(0, 8).buffer).getBigUint64(0, true));
  // Of what is no safetensors at all the first eight bytes are an enormous number.
  if (length > MOST_HEADER) throw new LabProblem('checkpoint-other', { path });
  if (8 + length > size) throw cut(8 + length);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(read(8, length)));
  } catch {
    throw broken('JSON');
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) throw broken('JSON');
  const { __metadata__: about = {}, ...entries } = header as Record<string, unknown>;
  const tensors = new Map<string, Tensor>();
  const spans: [number, number][] = [];
  const whole = 8 + length + endOf(Object.values(entries));
  if (whole > size) throw cut(whole);
  for (const [name, entry] of Object.entries(entries)) {
    const { dtype, shape, data_offsets: span } = (entry ?? {}) as Record<string, unknown>;
    const bytes = BYTES[String(dtype)];
    if (bytes === undefined) throw broken(`${name}: ${String(dtype)}`);
    const dims = wholeNumbers(shape);
    const offsets = wholeNumbers(span);
    if (!dims || offsets?.length !== 2) throw broken(name);
    const [from, to] = offsets as [number, number];
    const count = dims.reduce((a, b) => a * b, 1);
    if (from > to || 8 + length + to > size || to - from !== count * bytes) throw broken(`${name}: ${from}–${to}`);
    spans.push([from, to]);
    tensors.set(name, { dims, values: floatsFrom(read(8 + length + from, to - from), String(dtype)) });
  }
  spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  for (let i = 1; i < spans.length; i++)
    if (spans[i]![0] < spans[i - 1]![1]) throw broken(`${spans[i]![0]} < ${spans[i - 1]![1]}`);
  const words = Object.entries(about as object).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return { tensors, about: Object.fromEntries(words) };
}

/** Where the last of the numbers ends, counted from the header's end. */
function endOf(entries: readonly unknown[]): number {
  const ends = entries.map((entry) => wholeNumbers(((entry ?? {}) as Record<string, unknown>).data_offsets)?.[1] ?? 0);
  return ends.reduce((last, end) => Math.max(last, end), 0);
}

const BYTES: Readonly<Record<string, number>> = { F32: 4, F16: 2, BF16: 2 };

function wholeNumbers(value: unknown): readonly number[] | undefined {
  const whole = (n: unknown): n is number => typeof n === 'number' && Number.isSafeInteger(n) && n >= 0;
  return Array.isArray(value) && value.length <= 8 && value.every(whole) ? value : undefined;
}

function floatsFrom(bytes: Uint8Array, dtype: string): Float32Array {
  if (dtype === 'F32') return new Float32Array(bytes.buffer);
  const halves = new Uint16Array(bytes.buffer);
  if (dtype === 'BF16') return new Float32Array(Uint32Array.from(halves, (h) => h << 16).buffer);
  return Float32Array.from(halves, (h) => {
    const [exponent, fraction] = [(h >> 10) & 31, h & 1023];
    const sign = h >> 15 ? -1 : 1;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}
