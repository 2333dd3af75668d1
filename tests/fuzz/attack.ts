import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, vi } from 'vitest';
import { FIXED_SEED, FRESH_SEED, inputs } from '../effort.ts';
import { type Chance, chanceFrom } from './chance.ts';

/** Inputs of a parser that is quick to call: three quarters from the fixed seed, one quarter from the fresh one. */
const USUAL = 20_000;
/** Fewer than this need not reach every outcome. */
const ENOUGH = 2000;
const LIMIT_MS = 100;
// One input is held to its limit; 20,000 of them on a busy machine may take a while.
vi.setConfig({ testTimeout: 240_000 });
const HEAP_LIMIT = 64 * 2 ** 20;

export interface Attack<T> {
  readonly name: string;
  /** Inputs at the usual effort, where an answer is work. */
  readonly usual?: number;
  readonly make: (chance: Chance, n: number) => T;
  /** Reads one input. Returns a word for the outcome (`value`, or the code of a typed refusal); throws on anything else. */
  readonly read: (input: T) => string | Promise<string>;
  /** How an input is printed when it broke something. */
  readonly show?: (input: T) => string;
  /** Outcomes that may take longer than the limit (an answer is work; a refusal is not). */
  readonly unhurried?: (outcome: string) => boolean;
}

export interface Tally {
  readonly outcomes: ReadonlyMap<string, number>;
  readonly slowestMs: number;
  readonly grownBytes: number;
  readonly inputs: number;
}

/** Throws inputs at a parser: none may fail untyped, none may take over 100 ms twice, the heap may not grow by more than 64 MiB. */
export async function attack<T>({
  name,
  usual = USUAL,
  make,
  read,
  show = String,
  unhurried = () => false,
}: Attack<T>): Promise<Tally> {
  const all = inputs(usual);
  const outcomes = new Map<string, number>();
  const broken = new Map<string, string>();
  let slowestMs = 0;
  let before = 0;
  let done = 0;
  const started = performance.now();
  for (const [seed, count] of [
    [FIXED_SEED, all - Math.floor(all / 4)],
    [FRESH_SEED, Math.floor(all / 4)],
  ] as const) {
    const chance = chanceFrom(seed);
    for (let n = 0; n < count; n++, done++) {
      // Caches and compiled code of the first inputs are no leak.
      if (done === Math.floor(all / 10)) before = heapUsed();
      const input = make(chance, n);
      const report = (what: string) => {
        const kind = what.replace(/\d+/g, '0').slice(0, 200);
        if (broken.size < 12 && !broken.has(kind))
          broken.set(kind, `seed ${seed}, input ${n}: ${what}\n  ${show(input).slice(0, 600)}`);
      };
      try {
        const first = await timed(read, input);
        outcomes.set(first.outcome, (outcomes.get(first.outcome) ?? 0) + 1);
        if (unhurried(first.outcome)) continue;
        let { ms } = first;
        // The machine may have been busy elsewhere: what is slow must be slow again.
        for (let again = 0; again < 6 && ms > LIMIT_MS; again++) ms = Math.min(ms, (await timed(read, input)).ms);
        slowestMs = Math.max(slowestMs, ms);
        if (ms > LIMIT_MS) report(`took ${ms.toFixed(0)} ms`);
      } catch (error) {
        report(
          error instanceof Error ? `${error.name}: ${error.message.slice(0, 200)}\n${placeOf(error)}` : String(error),
        );
      }
    }
  }
  const grownBytes = heapUsed() - before;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const MiB = (grownBytes / 2 ** 20).toFixed(1);
  console.info(
    `${name}: ${done} inputs (seeds ${FIXED_SEED} and ${FRESH_SEED}; RIDGEPOINT_SEED has the second again), ${seconds} s, slowest ${slowestMs.toFixed(0)} ms, heap ${MiB} MiB`,
  );
  if (process.env.RIDGEPOINT_OUTCOMES) console.info([...outcomes].sort((a, b) => b[1] - a[1]));
  expect([...broken.values()].join('\n\n')).toBe('');
  expect(grownBytes).toBeLessThan(HEAP_LIMIT);
  return { outcomes, slowestMs, grownBytes, inputs: done };
}

/** Inputs that reach only one outcome test nothing: each of these words must have been met, and values often enough. */
export function expectReached(
  { outcomes, inputs: done }: Tally,
  words: readonly string[],
  leastShareOfValues = 0.015,
): void {
  if (done < ENOUGH) return;
  const missing = words.filter((word) => !outcomes.has(word));
  expect(missing, `reached: ${[...outcomes.keys()].join(', ')}`).toEqual([]);
  expect(outcomes.get('value') ?? 0).toBeGreaterThan(leastShareOfValues * done);
}

async function timed<T>(read: Attack<T>['read'], input: T): Promise<{ outcome: string; ms: number }> {
  const started = performance.now();
  const answer = read(input);
  const outcome = typeof answer === 'string' ? answer : await answer;
  return { outcome, ms: performance.now() - started };
}

/** The innermost line of our own source: one line a fault. */
const placeOf = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /\/(engine|cli|catalogue|tests)\//.test(line))
    .slice(0, 4)
    .join('\n');

let collect: (() => void) | undefined;
function heapUsed(): number {
  if (!collect) {
    setFlagsFromString('--expose_gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  return process.memoryUsage().heapUsed;
}
