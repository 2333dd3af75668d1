import { dayOfIso } from '@ridgepoint/engine/units';
import { describe, expect, it } from 'vitest';
import type { OpenedScenario, TurnedInput } from '../engine/protocol.ts';
import { askedOf, CROSSINGS, numberOf, turned, written } from './crossing.ts';

describe('a place of a slider', () => {
  it('is a number of three digits', () => expect(written(2.56974, { step: null, doubling: false })).toBe('2.57'));

  it('is a month of a day', () => {
    expect(written(dayOfIso('2027-06-14')!, { step: null, doubling: false, unit: 'date' })).toBe('2027-06');
    expect(numberOf('Jun 2027', 'date')).toBe(dayOfIso('2027-06-01'));
  });

  it('is read back from the currency that it is shown in', () => {
    expect(numberOf('14 CNY/h', 'USD/h', { money: { currency: 'CNY', perUsd: 7 } })).toBeCloseTo(2, 12);
    expect(numberOf('14 CNY/h', 'USD/h')).toBeNull();
  });

  it('is counted whole, and in packs where it comes in packs', () => {
    // 8,190 tokens divide nothing that 8,192 divide.
    expect(written(8191.999999, { step: null, doubling: true })).toBe('8192');
    expect(written(1234.4, { step: 8, doubling: false })).toBe('1232');
    expect(written(0.2, { step: 8, doubling: false })).toBe('8');
  });
});

describe('a ready question', () => {
  it('is the one whose files and input are asked, one at most', () => {
    for (const crossing of CROSSINGS) expect(askedOf(crossing.said)).toBe(crossing);
    expect(askedOf({ ...CROSSINGS[0]!.said, over: 'rent.price' })).toBe(CROSSINGS[0]);
    expect(askedOf({ a: 'own-h200', b: 'x' })).toBeUndefined();
  });
});

describe('a scenario that is turned', () => {
  const input: TurnedInput = {
    path: 'train.batch',
    unit: '1',
    value: 512,
    low: null,
    high: null,
    usual: [64, 4096],
    log: true,
    step: null,
    doubling: true,
    sayable: true,
  };
  const opened: OpenedScenario & { ok: true } = {
    ok: true,
    kind: 'train',
    title: '',
    main: 'cost',
    inputs: [input],
    measures: [],
  };

  it('says a batch in one way', () => {
    const base = { name: 'one', data: { train: { model: 'm', batch_tokens: '4M' }, on: { count: 8 } } };
    const [a, b] = turned({ 'a.train.batch': '1024' }, ['a', 'b'], { a: base, b: base }, { a: opened, b: opened });
    expect(a!.data).toEqual({ train: { model: 'm', batch: '1024' }, on: { count: 8 } });
    expect(b!.data).toEqual(base.data);
  });
});
