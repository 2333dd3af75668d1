import { chanceFor } from '../engine/src/serving/traffic/generators/random.ts';
import { openLoop, PRESETS, presetSession, sessions, traceOf } from '../engine/src/serving/traffic/index.ts';

/**
 * The sample traces of examples/traces, made here from a seed: small, in the formats that people have, so that everything can be tried from
 * a fresh clone. Run `node cli/bin/run.mjs docs/write-sample-traces.ts` to write them anew.
 */
export function sampleTraces(): Readonly<Record<string, string>> {
  return {
    'chat.csv': chat(),
    'agents.jsonl': agents(),
    'clients.jsonl': clientProfiles(),
    'vllm-bench.json': benchmark(),
  };
}

const SEED = 20_261_124;

/** Ten minutes of a chat service, as Azure writes its traces. */
function chat(): string {
  const lengths = {
    input: { kind: 'lognormal', median: 1000, p95: 4000 },
    output: { kind: 'lognormal', median: 130, p95: 450 },
  } as const;
  const { count, arrival, input, output } = traceOf(
    openLoop({ seed: SEED, arrivals: { perSecond: 0.3, gaps: { kind: 'gamma', cv: 1.4 } }, lengths, seconds: 600 }),
  );
  const rows = Array.from(
    { length: count },
    (_, i) => `2026-11-24 ${clock(9 * 3600 + arrival[i]!)},${input[i]},${output[i]}`,
  );
  return `${['TIMESTAMP,ContextTokens,GeneratedTokens', ...rows].join('\n')}\n`;
}

function clock(seconds: number): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${(seconds % 60).toFixed(7).padStart(10, '0')}`;
}

/** Three agents at work on their repositories, as Mooncake writes its traces: blocks of 512 tokens. */
function agents(): string {
  const { count, arrival, input, output, prefixIds, prefixStart } = traceOf(
    sessions({
      seed: SEED,
      ...presetSession(PRESETS['coding-agent']),
      turns: { kind: 'uniform', low: 8, high: 14 },
      first: { kind: 'lognormal', median: 1500, p95: 4000 },
      next: { kind: 'lognormal', median: 300, p95: 1500 },
      arrivals: { perSecond: 1 / 40, gaps: { kind: 'constant' } },
      answer: { firstSeconds: 0.5, secondsPerToken: 0.02 },
      warm: false,
      prefixTokens: 512,
      requests: 32,
    }),
  );
  const rows = Array.from({ length: count }, (_, i) => {
    const ids = [...prefixIds!.subarray(prefixStart![i], prefixStart![i + 1])].join(', ');
    const time = Math.round(arrival[i]! * 1000);
    return `{"timestamp": ${time}, "input_length": ${input[i]}, "output_length": ${output[i]}, "hash_ids": [${ids}]}`;
  });
  return `${rows.join('\n')}\n`;
}

/** Three clients of a service over an hour, as ServeGen writes its profiles. */
function clientProfiles(): string {
  const chance = chanceFor(SEED, 9);
  const kinds = [
    { rate: 1.2, cv: 1.1, law: 'Gamma', input: [40, 80, 160, 320, 640], output: [20, 60, 120, 240] },
    { rate: 0.4, cv: 3.2, law: 'Weibull', input: [1200, 2400, 4800], output: [8, 16] },
    { rate: 0.1, cv: 0.8, law: 'Gamma', input: [300, 3000, 12_000], output: [400, 900, 2500] },
  ];
  const rows = kinds.map(({ rate, cv, law, input, output }, client) => {
    const trace = Array.from({ length: 6 }, (_, i) => {
      const now = Number((rate * (0.6 + 0.8 * chance.uniform())).toFixed(3));
      return client === 2 && i === 3 ? [600 * i, 0] : [600 * i, now, cv, law, 1, 1];
    });
    const histogram = (values: readonly number[]) =>
      `{${values.map((value, i) => `${value}: ${(1 / 2 ** Math.min(i + 1, values.length - 1)).toFixed(4)}`).join(', ')}}`;
    return JSON.stringify({
      client,
      trace,
      dataset: { '0': { input_tokens: histogram(input), output_tokens: histogram(output) } },
    });
  });
  return `${rows.join('\n')}\n`;
}

/** A benchmark's result as `vllm bench serve --save-result --save-detailed` writes it; the times are made up, not measured. */
function benchmark(): string {
  const chance = chanceFor(SEED, 10);
  const lengths = {
    input: { kind: 'uniform', low: 200, high: 1400 },
    output: { kind: 'uniform', low: 50, high: 350 },
  } as const;
  const { count, arrival, input, output } = traceOf(
    openLoop({ seed: SEED + 1, arrivals: { perSecond: 2 }, lengths, requests: 60 }),
  );
  const each = <T>(of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i));
  const round = (seconds: number) => Number(seconds.toFixed(4));
  const ttfts = each((i) => round(0.03 + input[i]! * 4e-5 + 0.02 * chance.exponential()));
  return `${JSON.stringify({
    date: '20261124-090000',
    backend: 'vllm',
    model_id: 'sample',
    num_prompts: count,
    request_rate: 2,
    max_concurrency: null,
    completed: count,
    input_lens: [...input],
    output_lens: [...output],
    ttfts,
    itls: each((i) => [round((output[i]! - 1) * 0.014)]),
    start_times: each((i) => round(1000 + arrival[i]!)),
    errors: each(() => ''),
  })}\n`;
}
