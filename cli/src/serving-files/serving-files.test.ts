import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@ridgepoint/engine/operations';
import { openLoop, PLAIN_REPLICA, type ReplicaSettings, simulateReplica } from '@ridgepoint/engine/serving';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { RequestsCsv } from './requests-csv.ts';
import { RequestsParquet } from './requests-parquet.ts';
import { StepsTrace } from './steps-trace.ts';

const settings: ReplicaSettings = {
  scheduler: 'vllm-v1',
  maxBatch: 8,
  maxBatchedTokens: 512,
  chunkedPrefill: true,
  blockTokens: 16,
  blocks: 200,
  watermark: 0,
  maxModelTokens: 700,
  ...PLAIN_REPLICA,
};
const timer = {
  seconds: (s: { decodes: number; chunkTokens: number }) => 0.01 + 1e-4 * s.decodes + 2e-5 * s.chunkTokens,
};
const source = (requests: number) =>
  openLoop({
    seed: 5,
    arrivals: { perSecond: 6 },
    lengths: { input: { kind: 'lognormal', median: 200, p95: 800 }, output: { kind: 'constant', tokens: 30 } },
    requests,
  });
const folder = () => mkdtempSync(join(tmpdir(), 'ridgepoint-'));

describe('the file of requests', () => {
  it('has a line a request, whose times add up', () => {
    const path = join(folder(), 'requests.csv');
    const file = new RequestsCsv(path);
    const result = simulateReplica(source(300), settings, timer, { sink: file.sink });
    file.close();
    const [head, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(300);
    const rows = lines.map((line) =>
      Object.fromEntries(line.split(',').map((cell, i) => [head!.split(',')[i]!, cell])),
    );
    const refused = rows.filter(({ refused: why }) => why !== '');
    expect(refused.length).toBe(result.refused);
    expect(refused.length).toBeGreaterThan(0);
    for (const row of rows.filter(({ refused: why }) => why === '')) {
      const [queue, ttft, tpot, e2e] = [row.queue_s, row.ttft_s, row.tpot_s, row.e2e_s].map(Number);
      expect(queue!).toBeLessThan(ttft!);
      expect(ttft! + tpot! * (Number(row.output_tokens) - 1)).toBeCloseTo(e2e!, 9);
    }
  });

  it('as Parquet holds the same rows, read back by another library, over several groups of rows', async () => {
    const [csvPath, path] = [join(folder(), 'requests.csv'), join(folder(), 'requests.parquet')];
    const [csv, parquet] = [new RequestsCsv(csvPath), new RequestsParquet(path, 128)];
    for (const file of [csv, parquet]) {
      simulateReplica(source(300), settings, timer, { sink: file.sink });
      file.close();
    }
    const [head, ...lines] = readFileSync(csvPath, 'utf8').trimEnd().split('\r\n');
    const bytes = readFileSync(path);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    expect(parquetMetadata(file).row_groups).toHaveLength(3);
    const rows = await parquetReadObjects({ file });
    expect(Object.keys(rows[0]!)).toEqual(head!.split(','));
    expect(
      rows.map((row) =>
        Object.values(row)
          .map((value) => String(value ?? ''))
          .join(','),
      ),
    ).toEqual(lines);
    expect(rows.some(({ refused }) => refused === 'too-long')).toBe(true);
  });

  it('leaves nothing when it is abandoned, and nothing half', () => {
    const at = folder();
    const file = new RequestsCsv(join(at, 'requests.csv'));
    simulateReplica(source(20_000), settings, timer, { sink: file.sink });
    expect(readdirSync(at).every((name) => name.startsWith('.'))).toBe(true);
    file.abandon();
    expect(readdirSync(at)).toEqual([]);
  });

  it('refuses a folder, and a place that is not there', () => {
    expect(() => new RequestsCsv(folder())).toThrow(InputError);
    expect(() => new RequestsCsv(join(folder(), 'nowhere', 'requests.csv'))).toThrow(InputError);
  });
});

describe('the trace of steps', () => {
  it('is JSON whose slices cover the busy time and do not overlap', () => {
    const path = join(folder(), 'trace.json');
    const file = new StepsTrace(path);
    const result = simulateReplica(source(200), settings, timer, { sink: file.sink });
    file.close();
    const { traceEvents, otherData } = JSON.parse(readFileSync(path, 'utf8'));
    expect(otherData.cut).toBe(false);
    const slices = traceEvents.filter((e: { ph: string }) => e.ph === 'X') as {
      ts: number;
      dur: number;
      args: { steps: number };
    }[];
    expect(slices.reduce((sum, { dur }) => sum + dur, 0) / 1e6).toBeCloseTo(result.totals.busySeconds, 6);
    expect(slices.reduce((sum, { args }) => sum + args.steps, 0)).toBe(result.totals.steps);
    expect(slices.length).toBeLessThan(result.totals.steps / 2);
    slices.sort((a, b) => a.ts - b.ts);
    slices.forEach(({ ts, dur }, i) => {
      if (i + 1 < slices.length) expect(ts + dur).toBeLessThanOrEqual(slices[i + 1]!.ts + 1e-3);
    });
  });

  it('ends where viewers would choke, and says so', () => {
    const path = join(folder(), 'trace.json');
    const file = new StepsTrace(path);
    simulateReplica(source(60_000), settings, timer, { sink: file.sink });
    file.close();
    const { traceEvents, otherData } = JSON.parse(readFileSync(path, 'utf8'));
    expect(traceEvents.length).toBe(200_000);
    expect(otherData.cut).toBe(true);
  });
});
