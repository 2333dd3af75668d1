import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { openScenario } from './index.ts';

const context = { catalogue: readCatalogue() };
const sheet = (rate: string, better?: string) => ({
  worksheet: {
    answer: 'bill',
    ...(better && { better }),
    lines: {
      hours: { value: '1000 GPU-h', low: '900', high: '1200', assumption: 'a guess' },
      rate: { value: rate, assumption: 'a guess' },
      wait: { value: '2 day', assumption: 'a guess' },
      servers: { value: '8 server', assumption: 'a guess' },
      bill: { formula: 'hours * rate + servers * 10 USD / 1 server', unit: 'USD' },
      tokens: { formula: '5 token / wait', unit: 'token/day' },
    },
  },
});

describe('a worksheet', () => {
  const opened = openScenario(context, sheet('2 USD/GPU-h'));

  it('is turned by its given lines and read off by the others', () => {
    expect(opened.kind).toBe('worksheet');
    expect(opened.inputs.map(({ path, unit, value }) => [path, unit, value])).toEqual([
      ['hours', 'GPU-h', 1000],
      ['rate', '1', 2],
      ['wait', 's', 172_800],
      ['servers', '1', 8],
    ]);
    expect(opened.measures.map(({ key, unit }) => [key, unit])).toEqual([
      ['answer', 'USD'],
      ['bill', 'USD'],
      ['tokens', 'token/s'],
    ]);
    expect(opened.at('answer', new Map())).toBe(2080);
    expect(
      opened.at(
        'bill',
        new Map([
          ['rate', 3],
          ['servers', 0],
        ]),
      ),
    ).toBe(3000);
    expect(opened.at('tokens', new Map([['wait', 10]]))).toBeCloseTo(0.5, 12);
    expect(opened.at('nothing', new Map())).toBeNaN();
  });

  it('measures with ranges, at settings too', () => {
    const { values } = opened.measured();
    expect(values.get('answer')).toMatchObject({ value: 2080, unit: 'USD' });
    expect(values.get('answer')!.low).toBeCloseTo(1880, 6);
    expect(values.get('answer')!.high).toBeCloseTo(2480, 6);
    const moved = opened.measured(new Map([['hours', 500]])).values.get('answer')!;
    expect([moved.value, moved.low, moved.high]).toEqual([1080, 1080, 1080]);
    expect(opened.inputs[0]!.range).toMatchObject({ low: 900, high: 1200 });
  });

  it('says which answer is better', () => {
    expect(opened.measures[0]!.better).toBe('smaller');
    expect(openScenario(context, sheet('2 USD/GPU-h', 'larger')).measures[0]!.better).toBe('larger');
  });
});
