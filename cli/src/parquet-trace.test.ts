import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReadOptions, readTrace, TraceError } from '@ridgepoint/engine/serving';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, describe, expect, it } from 'vitest';
import { isParquet } from './is-parquet.ts';
import { parquetBytes, readParquetTrace, withParquetFile } from './parquet-trace.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-parquet-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (columnData: ColumnSource[], rowGroupSize?: number) =>
  new Uint8Array(parquetWriteBuffer({ columnData, ...(rowGroupSize && { rowGroupSize }) }));
const read = (columnData: ColumnSource[], options: ReadOptions = {}, rowGroupSize?: number) =>
  readParquetTrace(parquetBytes(written(columnData, rowGroupSize)), options);
const problem = async (reading: Promise<unknown>) => {
  const error = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TraceError)) throw error ?? new Error('nothing was refused');
  return error.problem;
};

const REQUESTS: ColumnSource[] = [
  { name: 'arrival_ms', data: [0, 1500, 1750.5, 9000] },
  { name: 'prompt', data: ['one', 'two', 'three', 'four'] },
  { name: 'input_tokens', data: [100n, 2000n, 30n, 7n] },
  { name: 'output_tokens', data: [5, 60, 700, 8] },
];

describe('a trace in Parquet', () => {
  it('reads what the same CSV reads, over row groups, and leaves prompts alone', async () => {
    const text = ['arrival_ms,input_tokens,output_tokens', '0,100,5', '1500,2000,60', '1750.5,30,700', '9000,7,8'];
    const { trace } = readTrace(text.join('\n'));
    const found = (await read(REQUESTS, {}, 3)).trace;
    for (const column of ['arrival', 'input', 'output'] as const)
      expect([...found[column].subarray(0, found.count)]).toEqual([...trace[column].subarray(0, trace.count)]);
  });

  it('keeps microseconds of moments, and lists of prefix blocks', async () => {
    const from = Date.UTC(2026, 0, 1);
    const { trace, startOfDay } = await read([
      { name: 'timestamp', data: [new Date(from + 3_600_000), new Date(from + 3_600_250)], type: 'TIMESTAMP' },
      { name: 'input_length', data: [1024, 2048] },
      { name: 'output_length', data: [1, 2] },
      {
        name: 'hash_ids',
        data: [
          [1, 2],
          [1, 2, 3, 4],
        ],
        type: 'JSON',
      },
    ]);
    expect(trace.arrival[1]! - trace.arrival[0]!).toBeCloseTo(0.25, 6);
    expect(startOfDay).toBeCloseTo(3600, 3);
  });

  it('refuses as the CSV is refused: by row, column and value', async () => {
    const wrong = (name: string, data: unknown[]) =>
      problem(read(REQUESTS.map((column) => (column.name === name ? { name, data } : column)) as ColumnSource[]));
    expect(await wrong('output_tokens', [5, 60, -1, 8])).toMatchObject({ code: 'negative', line: 3, value: '-1' });
    expect(await wrong('output_tokens', [5, Number.NaN, 1, 8])).toMatchObject({ code: 'not-finite', line: 2 });
    expect(await problem(read(REQUESTS.slice(0, 3)))).toMatchObject({ code: 'missing-column', column: 'output' });
    expect(await problem(read([{ name: 'text', data: ['a'] }]))).toMatchObject({
      code: 'missing-column',
      values: { found: 'text' },
    });
  });

  it('reads the columns that somebody says', async () => {
    const own = REQUESTS.map((column) => ({ ...column, name: `my ${column.name}` })) as ColumnSource[];
    const columns = { arrival: `my ${REQUESTS[0]!.name}`, input: 'my input_tokens', output: 'my output_tokens' };
    const { trace } = await readParquetTrace(parquetBytes(written(own)), { columns });
    expect(trace.count).toBe(4);
  });

  it('refuses a file that was cut off', async () => {
    const bytes = written(REQUESTS);
    expect(isParquet(bytes)).toBe(true);
    expect(await problem(readParquetTrace(parquetBytes(bytes.slice(0, 40)), {}))).toEqual({ code: 'not-parquet' });
  });

  it('reads from a file on disk in parts, and tells how far it is', async () => {
    const path = join(folder, 'requests.parquet');
    writeFileSync(path, written(REQUESTS, 2));
    const shares: number[] = [];
    const { trace } = await withParquetFile(path, (file) => readParquetTrace(file, {}, (share) => shares.push(share)));
    expect([trace.count, shares]).toEqual([4, [0.5, 1]]);
  });
});
