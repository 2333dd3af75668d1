import { Quantiles } from './quantiles.ts';
import { REFUSALS, type Refusal, type RequestRecord, type ServingSink } from './record.ts';

/** Mean and percentiles of one quantity in seconds. NaN where nothing was measured. */
export interface Distribution {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** A promise of latency, request by request; what is absent is not promised. Seconds. */
export interface ServiceLevel {
  readonly ttft?: number;
  readonly tpot?: number;
  readonly e2e?: number;
}

export interface MetricsOptions {
  readonly level?: ServiceLevel;
  /** Requests that arrive before this many seconds are left out: the system fills up. */
  readonly warmUpSeconds?: number;
  /** Also measure the gap before every token but the first. */
  readonly gaps?: boolean;
  /** Values kept as they are before quantiles are taken from a histogram. */
  readonly exact?: number;
  /** Leave out what few read: waits in line, and e2e/output. */
  readonly brief?: boolean;
}

export interface ServingMetrics {
  /** Requests with all their tokens, and refused ones by reason. */
  readonly finished: number;
  readonly refused: Readonly<Record<Refusal, number>>;
  /** Arrival to first token. */
  readonly ttft: Distribution;
  /** (e2e - ttft)/(output - 1); requests of one token have none. */
  readonly tpot: Distribution;
  /** e2e/output. */
  readonly tpotInclusive: Distribution;
  /** Arrival to last token. */
  readonly e2e: Distribution;
  /** Arrival to the start of the first iteration. */
  readonly queue: Distribution;
  /** Between two tokens of a request, over all tokens; null where not measured. */
  readonly itl: Distribution | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens: number;
  /** Seconds of the last finish. */
  readonly seconds: number;
  /** Finished within the promise, and the share of all requests, refused ones included; null without a promise. */
  readonly good: number | null;
  readonly goodShare: number | null;
}

/** How percentiles are printed beside a definition. */
export const TPOT_DEFINITIONS = { exclusive: '(e2e - ttft)/(output - 1)', inclusive: 'e2e/output' } as const;

/** Latencies of which any quantile can be had. */
export type Latency = 'ttft' | 'tpot' | 'tpotInclusive' | 'e2e' | 'queue' | 'itl';

/** Turns records into latencies: a sink to hand to the simulation, and what it has measured so far. Memory is bounded. */
export function createMetrics({ level, warmUpSeconds = 0, gaps = false, exact, brief = false }: MetricsOptions = {}): {
  readonly sink: ServingSink;
  metrics(): ServingMetrics;
  /** Seconds of a latency at a share of requests (0.99); NaN where nothing was measured. */
  quantile(latency: Latency, share: number): number;
} {
  const ttft = new Quantiles(exact);
  const tpot = new Quantiles(exact);
  const tpotInclusive = new Quantiles(exact);
  const e2e = new Quantiles(exact);
  const queue = new Quantiles(exact);
  const itl = new Quantiles(exact);
  const refused = Object.fromEntries(REFUSALS.map((why) => [why, 0])) as Record<Refusal, number>;
  let finished = 0;
  let good = 0;
  let inputTokens = 0;
  let outputTokens = 0;
  let cachedTokens = 0;
  let seconds = 0;

  function record(r: Readonly<RequestRecord>): void {
    if (r.arrival < warmUpSeconds) return;
    if (r.refused) {
      refused[r.refused]++;
      return;
    }
    finished++;
    inputTokens += r.input;
    outputTokens += r.output;
    cachedTokens += r.cachedTokens;
    if (r.finished > seconds) seconds = r.finished;
    const first = r.firstToken - r.arrival;
    const all = r.finished - r.arrival;
    const each = r.output > 1 ? (all - first) / (r.output - 1) : 0;
    ttft.add(first);
    if (r.output > 1) tpot.add(each);
    e2e.add(all);
    if (!brief) {
      tpotInclusive.add(all / r.output);
      queue.add(r.scheduled - r.arrival);
    }
    if (level && within(first, level.ttft) && within(each, level.tpot) && within(all, level.e2e)) good++;
  }

  const sink: ServingSink = gaps ? { record, gap: (gap, weight) => itl.add(gap, weight) } : { record };
  const all = { ttft, tpot, tpotInclusive, e2e, queue, itl };
  return {
    sink,
    quantile: (latency, share) => all[latency].at(share),
    metrics() {
      const asked = finished + REFUSALS.reduce((sum, why) => sum + refused[why], 0);
      return {
        finished,
        refused: { ...refused },
        ttft: distribution(ttft),
        tpot: distribution(tpot),
        tpotInclusive: distribution(tpotInclusive),
        e2e: distribution(e2e),
        queue: distribution(queue),
        itl: gaps ? distribution(itl) : null,
        inputTokens,
        outputTokens,
        cachedTokens,
        seconds,
        good: level ? good : null,
        goodShare: level && asked > 0 ? good / asked : null,
      };
    },
  };
}

const within = (value: number, limit: number | undefined): boolean => limit === undefined || value <= limit;

const distribution = (q: Quantiles): Distribution => ({
  count: q.count,
  mean: q.mean,
  p50: q.at(0.5),
  p90: q.at(0.9),
  p95: q.at(0.95),
  p99: q.at(0.99),
  max: q.count > 0 ? q.max : Number.NaN,
});
