import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PLAIN_REPLICA, type ReplicaSettings, simulateReplica, type Trace } from '../../engine/src/serving/index.ts';
import { holds } from './holds.ts';

/** Tokens of a block and of a prefix id. */
const UNIT = 4;
/** Seconds between arrivals: each request is alone. */
const APART = 1e6;

interface Asked {
  readonly ids: readonly number[];
  /** Tokens after the last whole block. */
  readonly rest: number;
  readonly output: number;
}

const requests: fc.Arbitrary<readonly Asked[]> = fc.array(
  fc.record({
    // Few different texts: a first block of three kinds, a second of two, ...
    ids: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 7, size: 'max' }),
    rest: fc.integer({ min: 0, max: 3 }),
    output: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 2, maxLength: 60, size: 'max' },
);

const traceOf = (asked: readonly Asked[]): Trace => ({
  count: asked.length,
  arrival: Float64Array.from(asked, (_, i) => i * APART),
  input: Int32Array.from(asked, ({ ids, rest }) => UNIT * ids.length + rest),
  output: Int32Array.from(asked, ({ output }) => output),
  prefixIds: Int32Array.from(asked.flatMap(({ ids }) => ids)),
  prefixStart: Int32Array.from([
    0,
    ...asked.map((_, i) => asked.slice(0, i + 1).reduce((n, { ids }) => n + ids.length, 0)),
  ]),
  prefixTokens: UNIT,
});

const settings = (prefixCache: 'lru' | 'radix', blocks: number): ReplicaSettings => ({
  scheduler: 'vllm-v1',
  maxBatch: 4,
  maxBatchedTokens: 1000,
  chunkedPrefill: true,
  blockTokens: UNIT,
  blocks,
  watermark: 0,
  maxModelTokens: 1000,
  ...PLAIN_REPLICA,
  prefixCache,
});

/** Tokens found by each request, one after the other, by a list of the blocks kept, oldest first. */
function byList(asked: readonly Asked[], blocks: number): number[] {
  let kept: string[] = [];
  return asked.map(({ ids, rest, output }) => {
    const prompt = UNIT * ids.length + rest;
    const own = ids.map((_, i) => ids.slice(0, i + 1).join(','));
    let found = 0;
    while (found < own.length && kept.includes(own[found]!)) found++;
    // The last token is computed: its block is not taken from the cache.
    if (UNIT * found === prompt) found--;
    kept = kept.filter((block) => !own.slice(0, found).includes(block));
    const room = (tokens: number): void => {
      while (kept.length + Math.ceil(tokens / UNIT) > blocks) kept.shift();
    };
    room(prompt);
    kept = kept.filter((block) => !own.includes(block));
    room(prompt + output - 1);
    kept.push(...own.reverse());
    return UNIT * found;
  });
}

function bySimulation(asked: readonly Asked[], blocks: number, kind: 'lru' | 'radix'): number[] {
  const found: number[] = [];
  simulateReplica(
    traceOf(asked),
    settings(kind, blocks),
    { seconds: () => 1 },
    {
      sink: { record: (r) => void found.push(r.cachedTokens) },
    },
  );
  return found;
}

holds(
  'a prefix cache holds what a list of blocks by age holds',
  fc.record({
    asked: requests,
    blocks: fc.integer({ min: 11, max: 60 }),
    kind: fc.constantFrom('lru', 'radix' as const),
  }),
  ({ asked, blocks, kind }) => {
    expect(bySimulation(asked, blocks, kind)).toEqual(byList(asked, blocks));
    return true;
  },
  150,
);

it('the cases evict', () => {
  const cases = fc.sample(requests, { seed: 1, numRuns: 50 });
  const sum = (blocks: number) => cases.reduce((n, asked) => n + byList(asked, blocks).reduce((a, b) => a + b, 0), 0);
  expect(sum(15)).toBeLessThan(0.95 * sum(1000));
  expect(sum(15)).toBeGreaterThan(0.1 * sum(1000));
});
