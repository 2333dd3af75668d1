import { refuse } from '@ridgepoint/engine/operations';

/** Bytes that are looked at. */
const HEAD = 8192;
/** What files begin with that people take for text; names that no language changes. */
const KINDS: readonly (readonly [start: string, kind: string])[] = [
  ['PK\x03\x04', 'ZIP, XLSX'],
  ['\x1f\x8b', 'gzip'],
  ['\x89PNG', 'PNG'],
  ['%PDF', 'PDF'],
  ['PAR1', 'Parquet'],
  ['\x7fELF', 'ELF'],
  ['\xff\xfe', 'UTF-16'],
  ['\xfe\xff', 'UTF-16'],
];

/** Refuses what is no text by what it is, without printing any of it: no text holds a NUL. Throws InputError. */
export function refuseBinary(bytes: Uint8Array, path: string): void {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(HEAD, bytes.length));
  const start = head.toString('latin1', 0, 4);
  const kind = KINDS.find(([begins]) => start.startsWith(begins))?.[1] ?? '';
  if (kind !== '' || head.includes(0)) throw refuse('file-binary', path, { values: { kind } });
}
