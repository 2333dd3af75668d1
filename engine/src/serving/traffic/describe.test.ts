import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { describeTraffic, openLoop, readTrace, sinusoidDay, type Trace, traceSource } from './index.ts';

const trace = (arrival: number[], input: number[], more: Partial<Trace> = {}): Trace => ({
  count: arrival.length,
  arrival: Float64Array.from(arrival),
  input: Int32Array.from(input),
  output: Int32Array.from(input, (n) => 2 * n),
  ...more,
});

describe('a description', () => {
  it('counts, spreads and bins', () => {
    const d = describeTraffic(traceSource(trace([10, 20, 40, 130], [1, 3, 4, 100])));
    expect(d).toMatchObject({
      requests: 4,
      seconds: 120,
      rate: { mean: 4 / 120, peak: 3 / 60 },
      prefix: null,
      sessions: null,
      hours: null,
    });
    expect(d.input).toMatchObject({ mean: 27, min: 1, p50: 3, p90: 100, max: 100 });
    expect(d.input.bins.map(({ low, share }) => [low, share])).toEqual([
      [1, 0.25],
      [2, 0.25],
      [4, 0.25],
      [8, 0],
      [16, 0],
      [32, 0],
      [64, 0.25],
    ]);
    expect(d.correlation).toBeCloseTo(1, 12);
    expect(d.tokensPerSecond).toEqual({ input: 108 / 120, output: 216 / 120 });
    expect(d.series.counts.reduce((sum, n) => sum + n, 0)).toBe(4);
    expect(d.gapCv).toBeCloseTo(Math.sqrt(((10 - 40) ** 2 + (20 - 40) ** 2 + (90 - 40) ** 2) / 3) / 40, 12);
  });

  it('of nothing, of one request and of a burst has no rates', () => {
    expect(describeTraffic(traceSource(trace([], [])))).toMatchObject({
      requests: 0,
      rate: { mean: null, peak: null },
      gapCv: null,
    });
    expect(describeTraffic(traceSource(trace([5], [7])))).toMatchObject({
      requests: 1,
      seconds: 0,
      correlation: null,
      input: { p99: 7 },
    });
    expect(describeTraffic(traceSource(trace([0, 0, 0], [1, 1, 1])))).toMatchObject({
      gapCv: null,
      series: { counts: [3] },
    });
  });

  it('counts a block as found only while all before it were', () => {
    const blocks = {
      prefixIds: Int32Array.of(1, 2, 3, 1, 2, 4, 9, 2, 3, 2 ** 31 - 1),
      prefixStart: Int32Array.of(0, 3, 6, 9, 10),
      prefixTokens: 16,
    };
    const d = describeTraffic(
      traceSource(trace([0, 1, 2, 3], [48, 40, 48, 16], { ...blocks, session: Int32Array.of(0, 0, 1, -1) })),
    );
    expect(d.prefix).toEqual({ hitRate: 2 / 10, hitTokens: 32 / 152, blockTokens: 16, blocks: 10, distinct: 6 });
    expect(d.sessions).toEqual({ count: 2, turnsMean: 1.5, turnsMax: 2 });
  });

  it('shows the hours by the clock of the trace', () => {
    const spec = {
      seed: 1,
      lengths: { input: { kind: 'constant', tokens: 1 }, output: { kind: 'constant', tokens: 1 } },
    } as const;
    const shape = { kind: 'daily', weights: sinusoidDay(1.9, 15), startHour: 6 } as const;
    const d = describeTraffic(openLoop({ ...spec, arrivals: { perSecond: 1, shape }, seconds: 86_400 }), {
      startOfDay: 6 * 3600,
    });
    const peak = d.hours!.indexOf(Math.max(...d.hours!.map((x) => x!)));
    expect(Math.abs(peak - 14.5)).toBeLessThanOrEqual(1.5);
    expect(d.dispersion).toBeGreaterThan(10);
    const short = describeTraffic(openLoop({ ...spec, arrivals: { perSecond: 1 }, seconds: 4.05 * 3600 }));
    expect(short.hours!.filter((x) => x !== null)).toHaveLength(4);
    expect(short.dispersion).toBeCloseTo(1, 0);
  });
});

const shared = new URL('../../../../../shared/traces/', import.meta.url);
const file = (name: string): string => gunzipSync(readFileSync(new URL(name, shared))).toString();

/** Published or computed elsewhere: rows of SOURCE.md; hit rates of a cache without end. */
describe.skipIf(!existsSync(shared))('real traces', () => {
  it.each([
    ['azure-2023/code.csv.gz', 8819, 1469, 13, null],
    ['azure-2023/conv.csv.gz', 19_366, 1020, 129, null],
    ['mooncake/conversation_trace.jsonl.gz', 12_031, 6909, 350, 36.6],
    ['mooncake/synthetic_trace.jsonl.gz', 3993, 11_587, 69, 64],
  ])('%s', (name, count, input, output, hits) => {
    const d = describeTraffic(traceSource(readTrace(file(name)).trace));
    expect([d.requests, d.input.p50, d.output.p50]).toEqual([count, input, output]);
    expect(d.prefix && Math.round(1000 * d.prefix.hitRate) / 10).toBe(hits);
  });

  it('ShareGPT with its blocks of 16, and ServeGen profiles', () => {
    const chat = readTrace(file('llmservingsim-sharegpt/sharegpt-qwen3-32b-300-sps10.jsonl.gz'));
    expect([chat.trace.count, chat.trace.prefixTokens]).toEqual([300, 16]);
    expect(readTrace(file('servegen/multimodal-mm-image.jsonl.gz')).profiles).toHaveLength(35);
    expect(readTrace(file('servegen/reason-deepseek-r1.jsonl.gz')).profiles).toHaveLength(73);
  });
});
