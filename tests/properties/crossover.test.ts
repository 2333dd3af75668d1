import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../catalogue/src/index.ts';
import { compareAt, type Leader } from '../../engine/src/decide/index.ts';
import { crossoverOperation } from '../../engine/src/operations/crossover/crossover.ts';
import { type NamedInput, type Opened, openScenario } from '../../engine/src/operations/measures/index.ts';
import { readInput } from '../../engine/src/operations/scenario/read.ts';
import type { CrossoverReport } from '../../engine/src/report/index.ts';
import { FIXED_SEED, inputs } from '../effort.ts';
import { formulaPairs, type ScenarioPair, trainPairs } from './scenario-pairs.ts';

const catalogue = readCatalogue();
const SWAP: Readonly<Record<Leader, Leader>> = { a: 'b', b: 'a', tie: 'tie', neither: 'neither' };
/** Places at which both are looked at by force: none of them is one of the search's own. */
const DENSE = 2001;
/** Two that are as near as this are equal but for rounding. */
const EQUAL = 1e-12;

interface Question {
  readonly a: Opened;
  readonly b: Opened;
  readonly path: string;
  readonly over: string;
  readonly on: string;
  readonly better: 'smaller' | 'larger';
}

/** The pair opened, with one of the inputs and of the measures that both have; null where there is none. */
function questionOf({ a: first, b: second, over, on, alone }: ScenarioPair, pace: NamedInput['pace']): Question | null {
  const [a, b] = [openScenario({ catalogue }, first), openScenario({ catalogue }, second)];
  const turned = alone === 'b' ? b : a;
  const paths = turned.inputs.filter(
    (input) =>
      input.value !== null &&
      input.pace === pace &&
      (alone !== null || b.inputs.some((other) => other.path === input.path && other.unit === input.unit)),
  );
  const measures = a.measures.filter(({ key }) =>
    [a, b].every((one) => (one.measured().values.get(key) ?? null) !== null),
  );
  const [input, measure] = [drawn(paths, over), drawn(measures, on)];
  if (!input || !measure) return null;
  const { path } = input;
  return { a, b, path, over: alone === null ? path : `${alone}.${path}`, on: measure.key, better: measure.better };
}

const drawn = <T>(of: readonly T[], die: number): T | undefined =>
  of[Math.min(of.length - 1, Math.floor(die * of.length))];

const ask = (a: object, b: object, over: string, on: string): CrossoverReport =>
  crossoverOperation.run(
    { catalogue },
    readInput(crossoverOperation.input, {
      scenarios: [
        { name: 'one', data: a },
        { name: 'two', data: b },
      ],
      over,
      on,
    }),
  );

/** Who leads at many places, by asking both scenarios there and nothing else. */
function byForce({ a, b, path, on, better }: Question, { over }: CrossoverReport) {
  const value = (opened: Opened, side: 'a' | 'b', x: number) =>
    opened.at(on, over.of === 'both' || over.of === side ? new Map([[path, x]]) : new Map());
  const { low, high, log, step } = over;
  const place = (i: number) => {
    const share = (i + 0.37) / DENSE;
    const x = log ? low * (high / low) ** share : low + (high - low) * share;
    return step === null ? x : Math.round(x / step) * step;
  };
  return Array.from({ length: DENSE }, (_, i) => {
    const x = place(i);
    const [ofA, ofB] = [value(a, 'a', x), value(b, 'b', x)];
    const { leader } = compareAt({ a: () => ofA, b: () => ofB, better }, 0, x);
    const far = Math.abs(ofA - ofB) / Math.max(Math.abs(ofA), Math.abs(ofB));
    return { x, leader, equal: far <= EQUAL };
  });
}

/** Places whose leader the search has wrong, and has not said that it may. */
function missed(question: Question, report: CrossoverReport): number[] {
  const within = (x: number, { low, high }: { low: number; high: number }) => x >= low && x <= high;
  return byForce(question, report)
    .filter(({ x, leader, equal }) => {
      if (equal) return false;
      const told = report.stretches.filter((stretch) => within(x, stretch));
      if (told.some((stretch) => stretch.leader === leader)) return false;
      return !report.flips.some(({ bracket: [low, high] }) => within(x, { low, high }));
    })
    .map(({ x }) => x);
}

/** How long each was waited for, told and not judged here. */
const milliseconds: number[] = [];
const seen = { pairs: 0, flips: 0, roots: 0, unsure: 0 };

function check(pair: ScenarioPair, pace: NamedInput['pace']): void {
  const question = questionOf(pair, pace);
  fc.pre(question !== null);
  const { a, b, path, over, on } = question!;
  const before = performance.now();
  const report = ask(pair.a, pair.b, over, on);
  milliseconds.push(performance.now() - before);
  seen.pairs++;
  const wrong = missed(question!, report);
  const silent = wrong.filter((x) => !report.unsure.some(({ low, high }) => x >= low && x <= high));
  seen.unsure += wrong.length - silent.length > 0 ? 1 : 0;
  expect(silent, `${over} ${on}`).toEqual([]);

  const side = (opened: Opened, of: 'a' | 'b', x: number) =>
    opened.at(on, report.over.of === 'both' || report.over.of === of ? new Map([[path, x]]) : new Map());
  for (const { at, kind, bracket } of report.flips) {
    seen.flips++;
    if (report.over.step !== null) continue;
    expect(bracket[1] - bracket[0]).toBeLessThanOrEqual(1e-9 * Math.max(report.over.high - report.over.low, at));
    if (kind !== 'crossing') continue;
    seen.roots++;
    const [ofA, ofB] = [side(a, 'a', at), side(b, 'b', at)];
    expect(Math.abs(ofA - ofB), `${over} ${on} at ${at}`).toBeLessThanOrEqual(
      1e-9 * Math.max(Math.abs(ofA), Math.abs(ofB)),
    );
  }

  const swappedOver = /^[ab]\./.test(over) && pair.alone ? `${SWAP[pair.alone]}.${path}` : over;
  const swapped = ask(pair.b, pair.a, swappedOver, on);
  expect(swapped.flips.map(({ at, from, to, kind }) => [at, from, to, kind])).toEqual(
    report.flips.map(({ at, from, to, kind }) => [at, SWAP[from], SWAP[to], kind]),
  );
  expect(swapped.now.leader).toBe(SWAP[report.now.leader]);
}

describe('the crossover of random scenarios', () => {
  it('misses no flip that looking everywhere finds, has roots to 1e-9, and changes sides with the files (formulas)', () => {
    fc.assert(
      fc.property(formulaPairs, (pair) => check(pair, 'formula')),
      { numRuns: inputs(60), seed: FIXED_SEED, maxSkipsPerRun: 100 },
    );
    expect(seen.flips).toBeGreaterThan(seen.pairs / 5);
    expect(seen.roots).toBeGreaterThan(seen.pairs / 10);
    expect(seen.unsure).toBeLessThanOrEqual(seen.pairs / 10);
    const [cold, ...warm] = milliseconds;
    const sorted = warm.toSorted((x, y) => x - y);
    const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(1);
    const ms = { cold: cold!.toFixed(1), median: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) };
    console.info(JSON.stringify({ ...seen, ms }));
  }, 600_000);

  it('the same of training runs', () => {
    fc.assert(
      fc.property(trainPairs, (pair) => check(pair, 'formula')),
      { numRuns: inputs(6, 2), seed: FIXED_SEED, maxSkipsPerRun: 100 },
    );
  }, 600_000);
});
