import { describe, expect, it } from 'vitest';
import { csvOf } from './csv.ts';

const one = (cell: string | number | null) =>
  csvOf({ name: 't', columns: [{ key: 'a', unit: 's' }], rows: [[cell]] }).split('\r\n')[1];

describe('CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('disarms %j', (cell) => expect(one(cell)).toMatch(/^"?'/));

  it('quotes what needs quotes and leaves numbers numbers', () => {
    expect(one('a,b')).toBe('"a,b"');
    expect(one('say "x"')).toBe('"say ""x"""');
    expect(one(-1.5)).toBe('-1.5');
    expect(one(null)).toBe('');
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
