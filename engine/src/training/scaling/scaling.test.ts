import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BESIROGLU,
  bestRepeatedSplit,
  bestSplit,
  flopFor,
  HOFFMANN,
  lifetimeSplit,
  lossBy,
  MUENNIGHOFF,
  repeatedLoss,
  tokensFor,
  whatBinds,
  worthOfTokens,
} from './index.ts';

const flop = fc.double({ min: 18, max: 27, noNaN: true }).map((e) => 10 ** e);
const law = fc.constantFrom(HOFFMANN, BESIROGLU);
const size = fc.double({ min: 7, max: 12.5, noNaN: true }).map((e) => 10 ** e);

describe('the best split', () => {
  test('is better than its neighbours and spends the budget', () => {
    fc.assert(
      fc.property(law, flop, fc.double({ min: 0.1, max: 10, noNaN: true }), (l, budget, factor) => {
        const { parameters, tokens, loss } = bestSplit(l, budget);
        expect((6 * parameters * tokens) / budget).toBeCloseTo(1, 9);
        expect(lossBy(l, parameters * factor, tokens / factor)).toBeGreaterThanOrEqual(loss);
      }),
    );
  });
  test("Chinchilla's budget: about 20 tokens a parameter by the refitted law, about 90 by the law as printed", () => {
    const ratio = (l: typeof HOFFMANN) => bestSplit(l, 5.76e23).tokens / bestSplit(l, 5.76e23).parameters;
    expect(ratio(BESIROGLU)).toBeGreaterThan(15);
    expect(ratio(BESIROGLU)).toBeLessThan(25);
    expect(ratio(HOFFMANN)).toBeGreaterThan(80);
  });
  test('tokens for a loss, and the budget for it, invert it', () => {
    fc.assert(
      fc.property(law, flop, (l, budget) => {
        const { parameters, tokens, loss } = bestSplit(l, budget);
        expect(tokensFor(l, parameters, loss) / tokens).toBeCloseTo(1, 6);
        expect(flopFor(l, loss) / budget).toBeCloseTo(1, 6);
      }),
    );
    expect(tokensFor(HOFFMANN, 1e6, 2)).toBe(Number.POSITIVE_INFINITY);
    expect(() => flopFor(HOFFMANN, 1.6)).toThrow('its lower end is 1.69');
  });
});

describe('over a lifetime', () => {
  test('unused, it is the best split', () => {
    const { loss, parameters } = bestSplit(HOFFMANN, 1e23);
    expect(lifetimeSplit(HOFFMANN, loss, 0).parameters / parameters).toBeCloseTo(1, 4);
  });
  test('the more it is used the smaller and the longer trained, never dearer than a model that ignores its use', () => {
    const used = fc.double({ min: 9, max: 14, noNaN: true }).map((e) => 10 ** e);
    fc.assert(
      fc.property(law, flop, used, (l, budget, served) => {
        const plain = bestSplit(l, budget);
        const one = lifetimeSplit(l, plain.loss, served);
        const more = lifetimeSplit(l, plain.loss, served * 3);
        expect(one.parameters).toBeLessThanOrEqual(plain.parameters * 1.0001);
        expect(more.parameters).toBeLessThanOrEqual(one.parameters * 1.0001);
        expect(more.tokens).toBeGreaterThanOrEqual(one.tokens * 0.9999);
        const ignoring = budget + 2 * plain.parameters * served;
        expect(one.trainingFlop + one.servingFlop).toBeLessThanOrEqual(ignoring * 1.000001);
      }),
      { numRuns: 200 },
    );
  });
});

describe('repeating data', () => {
  test('four epochs are worth nearly as much as new data, forty not half', () => {
    expect(worthOfTokens(MUENNIGHOFF, 1, 1)).toBe(1);
    expect(worthOfTokens(MUENNIGHOFF, 4, 1) / 4).toBeGreaterThan(0.9);
    expect(worthOfTokens(MUENNIGHOFF, 40, 1) / 40).toBeLessThan(0.5);
    expect(worthOfTokens(MUENNIGHOFF, 1e9, 1)).toBeCloseTo(1 + MUENNIGHOFF.tokenDecay, 9);
  });
  test('never beats new data, and more of it never harms', () => {
    fc.assert(
      fc.property(size, size, fc.double({ min: 1, max: 100, noNaN: true }), (parameters, unique, epochs) => {
        const repeated = repeatedLoss(MUENNIGHOFF, parameters, unique * epochs, unique);
        expect(repeated).toBeGreaterThanOrEqual(lossBy(MUENNIGHOFF, parameters, unique * epochs) * (1 - 1e-12));
        expect(repeatedLoss(MUENNIGHOFF, parameters, unique * epochs * 2, unique)).toBeLessThanOrEqual(repeated);
      }),
    );
  });
  test('calls for fewer parameters and more epochs than splitting as if data were new', () => {
    const free = bestSplit(MUENNIGHOFF, 9.3e21);
    const short = bestRepeatedSplit(MUENNIGHOFF, 9.3e21, 25e9);
    expect(short.parameters).toBeLessThan(free.parameters);
    expect(short.epochs).toBeGreaterThan(free.tokens / 25e9);
    expect(short.loss).toBeLessThan(repeatedLoss(MUENNIGHOFF, free.parameters, free.tokens, 25e9));
    expect(bestRepeatedSplit(MUENNIGHOFF, 9.3e21, 1e13)).toMatchObject({ ...free, epochs: 1 });
  });
});

describe('what binds', () => {
  const binds = (budget: number, uniqueTokens: number, parameters: number) =>
    whatBinds(MUENNIGHOFF, { flop: budget, uniqueTokens, parameters }).binds;
  test('is what is short', () => {
    expect(binds(1e24, 1e14, 1e12)).toBe('compute');
    expect(binds(1e24, 1e11, 1e12)).toBe('data');
    expect(binds(1e24, 1e14, 1e9)).toBe('parameters');
  });
});
