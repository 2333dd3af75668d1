import { describe, expect, it } from 'vitest';
import { HOSTILE_CELLS } from '../../../tests/hostile-cells.ts';
import { csvOf, safeText } from './csv.ts';

const one = (cell: string | number | null) =>
  csvOf({ name: 't', columns: [{ key: 'a', unit: 's' }], rows: [[cell]] }).split('\r\n')[1];

describe('CSV', () => {
  it(`disarms ${HOSTILE_CELLS.length} hostile cells, and a heading too`, () => {
    expect(HOSTILE_CELLS.length).toBeGreaterThanOrEqual(60);
    for (const cell of HOSTILE_CELLS) {
      expect(safeText(cell), JSON.stringify(cell)).toMatch(/^'/);
      expect(one(cell), JSON.stringify(cell)).toMatch(/^"?'/);
      expect(csvOf({ name: 't', columns: [{ key: cell }], rows: [] })).toMatch(/^"?'/);
    }
  });

  it('leaves what is none as it is', () => {
    for (const text of ['rent', '3 =', 'a-b', '−5 %', '', "'quoted'", '价格 = 3']) expect(safeText(text)).toBe(text);
  });

  it('quotes what needs quotes and leaves numbers numbers', () => {
    expect(one('a,b')).toBe('"a,b"');
    expect(one('say "x"')).toBe('"say ""x"""');
    expect(one(-1.5)).toBe('-1.5');
    expect(one(null)).toBe('');
    // What rounding has left of a chain of products; whole numbers are what they are.
    for (const [value, text] of [
      [99999999.99999999, '100000000'],
      [589.8000000000001, '589.8'],
      [0.1 + 0.2, '0.3'],
      [1 / 3, '0.33333333333333'],
      [9007199254740991, '9007199254740991'],
      [1.5e-300, '1.5e-300'],
      [Number.POSITIVE_INFINITY, 'Infinity'],
    ] as const)
      expect(one(value)).toBe(text);
    expect(one('a\0b')).toBe('ab');
    expect(
      csvOf({
        name: 't',
        columns: [
          { key: 'a', unit: 's' },
          { key: 'b', unit: '1' },
        ],
        rows: [],
      }),
    ).toBe('a [s],b\r\n');
  });
});
