import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scenarioOf, scenarioText, withValue } from './scenario-text.ts';

const EXAMPLES = { 'own-h200': { on: { accelerator: 'h200-sxm' } } };

describe('a scenario in a link', () => {
  it('is its name where it is an example, and reads back as it was', () => {
    expect(scenarioOf('own-h200', EXAMPLES)).toEqual({ name: 'own-h200', data: EXAMPLES['own-h200'] });
    expect(scenarioOf('constructor', EXAMPLES)).toBeNull();
    expect(scenarioOf('', EXAMPLES)).toBeNull();
    const mine = { name: 'my run', data: { train: { model: 'llama-3.1-8b', tokens: '1T' }, on: { count: '64' } } };
    expect(scenarioText(mine)).toBe('my run;train.model=llama-3.1-8b;train.tokens=1T;on.count=64');
    expect(scenarioOf(scenarioText(mine), EXAMPLES)).toEqual(mine);
  });

  it('comes back whatever words, lists and switches it holds', () => {
    const word = fc.string({ maxLength: 20 }).filter((text) => !text.startsWith('~'));
    const value = fc.oneof(word, fc.boolean(), fc.array(fc.integer(), { maxLength: 3 }));
    const key = fc.constantFrom('tp', 'batch', 'per_second', 'price');
    const data = fc.dictionary(fc.constantFrom('train', 'on', 'run'), fc.dictionary(key, value, { minKeys: 1 }), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(data, (of) => {
        const plain = JSON.parse(JSON.stringify(of)) as typeof of;
        expect(scenarioOf(scenarioText({ name: 'x;y 100%', data: plain }), EXAMPLES)).toEqual({
          name: 'x;y 100%',
          data: plain,
        });
      }),
      { numRuns: 200 },
    );
  });

  it('lets nothing through that is no path', () => {
    const found = scenarioOf('x;__proto__.polluted=1;constructor.prototype.y=2;on.count=3', EXAMPLES);
    expect(found?.data.on).toEqual({ count: '3' });
    expect(({} as { polluted?: unknown; y?: unknown }).polluted ?? ({} as { y?: unknown }).y).toBeUndefined();
  });

  it('puts a value in without touching what was there', () => {
    const before = { on: { count: 8 } };
    expect(withValue(before, ['on', 'count'], 9)).toEqual({ on: { count: 9 } });
    expect(withValue(before, ['own', 'years'], 3)).toEqual({ on: { count: 8 }, own: { years: 3 } });
    expect(before).toEqual({ on: { count: 8 } });
  });
});
