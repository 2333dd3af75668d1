import { describe, expect, it } from 'vitest';
import { chanceFor } from '../traffic/generators/random.ts';
import { createMetrics } from './metrics.ts';
import { Quantiles } from './quantiles.ts';
import { emptyRecord, type RequestRecord } from './record.ts';

const record = (more: Partial<RequestRecord>): RequestRecord => ({
  ...emptyRecord(),
  arrival: 10,
  input: 100,
  output: 5,
  scheduled: 11,
  firstToken: 12,
  finished: 20,
  ...more,
});

describe('quantiles', () => {
  it('are those of numpy while values are kept', () => {
    const q = new Quantiles();
    for (const x of [4, 1, 3, 2]) q.add(x);
    expect([q.at(0), q.at(0.5), q.at(0.9), q.at(1), q.mean]).toEqual([1, 2.5, 3.7, 4, 2.5]);
    q.add(10);
    expect(q.at(0.5)).toBe(3);
    expect(new Quantiles().at(0.5)).toBeNaN();
  });

  it('are within half a percent when they are not', () => {
    const exact = new Quantiles(1e6);
    const binned = new Quantiles(100);
    const chance = chanceFor(1, 1);
    for (let i = 0; i < 20_000; i++) {
      const x = Math.exp(3 * chance.normal()) / 1000;
      exact.add(x);
      binned.add(x);
    }
    expect([exact.exact, binned.exact]).toEqual([true, false]);
    for (const share of [0.01, 0.1, 0.5, 0.9, 0.95, 0.99]) {
      expect(Math.abs(binned.at(share) / exact.at(share) - 1), `${share}`).toBeLessThan(0.006);
    }
    expect(binned.mean).toBe(exact.mean);
    expect(binned.at(1)).toBeLessThanOrEqual(exact.at(1));
  });

  it('take weights, zeros and what is beyond the bins', () => {
    const q = new Quantiles();
    q.add(1, 99);
    q.add(1e30);
    q.add(0, 100);
    expect(q.count).toBe(200);
    expect(q.at(0.25)).toBe(0);
    expect(Math.abs(q.at(0.9) - 1)).toBeLessThan(0.005);
    expect(q.max).toBe(1e30);
  });
});

describe('metrics', () => {
  it('define TPOT both ways', () => {
    const { sink, metrics } = createMetrics();
    sink.record!(record({}));
    const m = metrics();
    expect([m.ttft.mean, m.tpot.mean, m.tpotInclusive.mean, m.e2e.mean, m.queue.mean]).toEqual([2, 2, 2, 10, 1]);
    sink.record!(record({ output: 1, finished: 12 }));
    expect([metrics().tpot.count, metrics().tpotInclusive.count]).toEqual([1, 2]);
    expect(metrics().itl).toBeNull();
  });

  it('count as good what keeps every limit; refused requests are never good', () => {
    const { sink, metrics } = createMetrics({ level: { ttft: 2, tpot: 2 } });
    sink.record!(record({}));
    sink.record!(record({ firstToken: 12.5 }));
    sink.record!(record({ finished: 21 }));
    sink.record!(record({ refused: 'queue-full' }));
    expect(metrics()).toMatchObject({ finished: 3, good: 1, goodShare: 0.25 });
    expect(metrics().refused['queue-full']).toBe(1);
    expect(createMetrics().metrics().good).toBeNull();
  });

  it('leave out the time in which a system fills', () => {
    const { sink, metrics } = createMetrics({ warmUpSeconds: 10 });
    sink.record!(record({ arrival: 9.9 }));
    sink.record!(record({}));
    expect(metrics().finished).toBe(1);
  });
});
