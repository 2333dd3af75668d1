import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../../facts/index.ts';
import { type Line, reasonsOf, reckon, WorksheetError } from './index.ts';

const EMPTY = {
  sources: [],
  chips: [],
  systems: [],
  fabrics: [],
  models: [],
  prices: [],
  grids: [],
  constants: [],
  kernels: [],
  transfers: [],
} as unknown as Catalogue;
const CHIP = {
  id: 'a-1.5',
  name: 'A 1.5',
  launch: '2022-07-01',
  peak: { bf16: { value: 100, unit: 'TFLOP/s', date: '2022', source: 'sheet', grade: 'vendor' } },
  scaleUp: {
    name: 'L',
    domain: 8,
    bandwidth: { value: 900, unit: 'GB/s', direction: 'both-ways', date: '2022', source: 'sheet', grade: 'vendor' },
  },
};
const WORLD = { ...EMPTY, chips: [CHIP] } as unknown as Catalogue;

const given = (value: string, low?: string, high?: string): Line => ({
  kind: 'value',
  value,
  low,
  high,
  assumption: 'a guess',
});
const formula = (text: string, unit?: string): Line => ({ kind: 'formula', formula: text, unit });
const run = (lines: Readonly<Record<string, Line>>, set?: Readonly<Record<string, string>>) =>
  reckon({ lines }, { catalogue: WORLD, ask: () => ({ value: 7, low: 6, high: 9, unit: 'GPU-h' }), set });
const numberOf = (text: string, lines: Readonly<Record<string, Line>> = {}) =>
  run({ ...lines, it: formula(text) }).answer.value;
function problem(lines: Readonly<Record<string, Line>>, set?: Readonly<Record<string, string>>): [string, string] {
  try {
    run(lines, set);
  } catch (error) {
    if (error instanceof WorksheetError) return [error.code, error.line];
    throw error;
  }
  return ['none', ''];
}

describe('formulas', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['2 ^ 3 ^ 2', 512],
    ['2 * 3 ^ 2', 18],
    ['-(2 ^ 2)', -4],
    ['8 / 4 / 2', 1],
    ['2 - -3', 5],
    ['1 - 2 - 3', -4],
    ['pow(2, 10)', 1024],
    ['min(3, 1, 2) + max(3, 1, 2)', 4],
    ['sqrt(2) * sqrt(2)', 2],
    ['exp(ln(5))', 5],
    ['log10(1e6)', 6],
    ['ceil(1.2) + floor(1.8)', 3],
    ['ceil(0.1 + 0.2 - 0.3 + 3)', 3],
    ['abs(-3)', 3],
    ['if(1 < 2, 10, 20)', 10],
    ['2 >= 2 && !(1 == 2) || 1 > 2 ? 1 : 0', 1],
    ['3 != 3 ? 1 : 2', 2],
    ['2 h / 1 min', 120],
    ['.5 + 1.e1', 10.5],
  ])('%s', (text, value) => expect(numberOf(text)).toBeCloseTo(value, 12));

  it('agree with the language itself on random sums, products and brackets', () => {
    const tree: fc.Arbitrary<string> = fc.letrec<{ e: string }>((tie) => ({
      e: fc.oneof(
        { maxDepth: 4 },
        fc.integer({ min: 1, max: 99 }).map(String),
        fc.tuple(tie('e'), fc.constantFrom('+', '-', '*', '/'), tie('e')).map(([a, op, b]) => `(${a} ${op} ${b})`),
        fc.tuple(tie('e'), fc.constantFrom('+', '*'), tie('e')).map(([a, op, b]) => `${a} ${op} ${b}`),
      ),
    })).e;
    fc.assert(
      fc.property(
        tree.filter((text) => text.length < 400),
        (text) => {
          const expected = new Function(`return ${text}`)() as number;
          fc.pre(Number.isFinite(expected));
          expect(numberOf(text)).toBeCloseTo(expected, 6);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a.b', 'formula-part'],
    ['a[0]', 'formula-part'],
    ['this', 'formula-part'],
    ['"text"', 'formula-part'],
    ['a & b', 'formula-part'],
    ['1 2', 'formula-part'],
    ['1 +', 'formula-syntax'],
    ['(1', 'formula-syntax'],
    ['eval(1)', 'formula-function'],
    ['constructor(1)', 'formula-function'],
    ['a.constructor(1)', 'formula-function'],
    ['(a)(1)', 'formula-function'],
    ['sqrt(1, 2)', 'formula-arguments'],
    ['-2 ^ 2', 'formula-minus-power'],
    [`${'('.repeat(40)}1${')'.repeat(40)}`, 'formula-deep'],
    [`${'-'.repeat(60)}1`, 'formula-deep'],
    ['1+'.repeat(300), 'formula-long'],
    ['b', 'unknown-line'],
    ['__proto__', 'unknown-line'],
    ['1 < 2', 'formula-truth'],
    ['if(1, 2, 3)', 'formula-truth'],
    ['1 / (a - a)', 'not-finite'],
    ['', 'formula-part'],
    ['1 parsec', 'unit-word'],
  ])('%s is refused: %s', (text, code) => expect(problem({ a: given('1'), it: formula(text) })).toEqual([code, 'it']));
});

describe('dimensions', () => {
  const lines = { fast: given('25 char/s/server'), day: given('1.5e11 char/day'), gpus: given('69000 GPU') };
  it('follow the units: characters a day over characters a second and server are servers', () => {
    const { answer } = run({ ...lines, servers: formula('day / fast', 'server') });
    expect(answer.value).toBeCloseTo(69_444.44, 1);
    expect(run({ ...lines, servers: formula('day / fast') }).answer.unit).toBe('server');
  });
  it.each([
    ['day / fast', 'GPU', 'line-unit'],
    ['day + fast', undefined, 'formula-dimensions'],
    ['max(day / fast, gpus)', undefined, 'formula-dimensions'],
    ['ln(day)', undefined, 'formula-plain'],
    ['2 ^ gpus', undefined, 'formula-plain'],
    ['gpus ^ (1 + 1)', undefined, 'formula-exponent'],
    ['ceil(day)', undefined, 'formula-plain'],
    ['if(gpus > 1, 1, 2)', undefined, 'formula-dimensions'],
  ])('%s as %s is refused: %s', (text, unit, code) =>
    expect(problem({ ...lines, it: formula(text, unit) })).toEqual([code, 'it']),
  );
  it('let a zero stand beside anything, and take roots', () => {
    expect(numberOf('max(0, gpus) / 1 GPU', lines)).toBe(69_000);
    expect(run({ side: given('9 mm2'), it: formula('sqrt(side)', 'mm') }).answer.value).toBeCloseTo(3, 12);
  });
});

describe('lines', () => {
  it('take facts, halve rates of both ways, count what the unit counts, and read days', () => {
    const { lines } = run({
      peak: { kind: 'fact', fact: 'chip.a-1.5.peak.bf16', unit: 'TFLOP/s/GPU' },
      link: { kind: 'fact', fact: 'chip.a-1.5.scaleUp.bandwidth' },
      day: { kind: 'fact', fact: 'chip.a-1.5.launch' },
      none: { kind: 'fact', fact: 'chip.a-1.5.peak.fp8', absent: '0 TFLOP/s' },
      domain: { kind: 'fact', fact: 'chip.a-1.5.scaleUp.domain', unit: 'GPU' },
      asked: { kind: 'ask', command: 'x', scenario: {}, take: 'y', unit: 'GPU-h' },
    });
    expect(lines.map(({ value }) => value)).toEqual([100, 450, 2022.5, 0, 8, 7]);
    expect(lines[5]).toMatchObject({ low: 6, high: 9 });
    expect(lines[0]).toMatchObject({ source: 'sheet', date: '2022', grade: 'vendor', unit: 'TFLOP/s/GPU' });
  });
  it.each<[Line, string]>([
    [{ kind: 'fact', fact: 'chip.a-2.peak' }, 'fact-path'],
    [{ kind: 'fact', fact: 'chips.a-1.5' }, 'fact-path'],
    [{ kind: 'fact', fact: 'chip.a-1.5.__proto__' }, 'fact-path'],
    [{ kind: 'fact', fact: 'chip.a-1.5.peak.fp8' }, 'fact-number'],
    [{ kind: 'fact', fact: 'chip.a-1.5.peak.bf16', unit: 'GB/s' }, 'line-unit'],
    [{ kind: 'value', value: '1' }, 'unsourced'],
    [given('fast'), 'quantity'],
    [given('5', '6'), 'range-order'],
    [given('5 GPU', '4 s'), 'line-unit'],
  ])('%j is refused: %s', (line, code) => expect(problem({ it: line })).toEqual([code, 'it']));

  it('come in any order, and a ring is named', () => {
    expect(run({ c: formula('a + b'), b: formula('a * 2'), a: given('3') }).lines.map(({ value }) => value)).toEqual([
      9, 6, 3,
    ]);
    expect(problem({ a: formula('b'), b: formula('c'), c: formula('a') })[0]).toBe('cycle');
    try {
      run({ a: formula('b'), b: formula('a') });
    } catch (error) {
      expect((error as WorksheetError).values.ring).toBe('a → b → a');
    }
  });

  it('can be set by the reader, formulas too', () => {
    const lines = { a: given('3 GPU', '2'), b: formula('a * 2', 'GPU'), c: formula('b + a') };
    expect(run(lines, { a: '5' }).answer).toMatchObject({ value: 15, low: 15 });
    expect(run(lines, { b: '1 GPU' }).answer.value).toBe(4);
    expect(problem(lines, { a: '5 s' })[0]).toBe('line-unit');
    expect(problem(lines, { z: '5' })[0]).toBe('unknown-line');
  });

  it('a long chain is reckoned without running out of stack', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 199 }, (_, i) => [`a${198 - i}`, i === 198 ? given('1') : formula(`a${197 - i} + 1`)]),
    );
    expect(run(chain).lines[0]!.value).toBe(199);
  });
});

describe('ranges', () => {
  it('of one uncertain input are the range of the formula, and of several are added in quadrature', () => {
    const lines = { a: given('10', '9', '12'), b: given('10', '9', '12') };
    expect(run({ a: lines.a, it: formula('a * a') }).answer).toMatchObject({ low: 81 });
    const product = run({ ...lines, it: formula('a * b') }).answer;
    expect(product.high).toBeCloseTo(100 * Math.exp(Math.SQRT2 * Math.log(1.2)), 9);
    const difference = run({ ...lines, it: formula('a - b') }).answer;
    expect([difference.low, difference.high]).toEqual([-Math.hypot(1, 2), Math.hypot(2, 1)]);
  });
  it('hold the value and widen with their inputs', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (value, width) => {
          const at = (w: number) =>
            run({ a: given(`${value}`, `${value * (1 - w)}`, `${value * (1 + w)}`), it: formula('1 / a + a ^ 2') })
              .answer;
          const [narrow, wide] = [at(width / 2), at(width)];
          for (const of of [narrow, wide]) expect(of.low <= of.value && of.value <= of.high).toBe(true);
          expect(wide.high).toBeGreaterThanOrEqual(narrow.high - 1e-12);
        },
      ),
      { numRuns: 50 },
    );
  });
});

it('reasons go down to what was cited, assumed or set', () => {
  const reckoned = run({ a: given('3 GPU'), p: { kind: 'fact', fact: 'chip.a-1.5.peak.bf16' }, it: formula('a * p') });
  expect(reckoned.because).toMatchObject({
    name: 'it',
    kind: 'formula',
    formula: 'a * p',
    inputs: [
      { name: 'a', kind: 'assumption' },
      { name: 'p', kind: 'fact', source: 'sheet' },
    ],
  });
  expect(reasonsOf(reckoned.lines, reckoned.settled)('a').value).toBe(3);
});
