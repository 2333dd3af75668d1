import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonFault } from './json-fault.ts';

it.each([
  ['{"a": 1\n  "b": 2}', '2:3'],
  ['{"a":', '1:6'],
  ['', '1:1'],
  ['{"a": 1,}', '1:9'],
  ['{a: 1}', '1:2'],
  ['[1, 2}', '1:6'],
  ['{"a": [1, tru]}', '1:11'],
  ['{"a": "b\nc"}', '1:7'],
  ['{"a": 01}', '1:7'],
  ['{} x', '1:4'],
])('%j stops being JSON at %s', (text, place) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(jsonFault(text)).toBe(place);
});

it('finds the end of what is JSON, and of what was cut off between its parts', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(jsonFault(text)).toBe(`1:${text.length + 1}`);
      expect(jsonFault(`[${text},`)).toBe(`1:${text.length + 3}`);
      expect(jsonFault(`${text} ]`)).toBe(`1:${text.length + 2}`);
    }),
    { numRuns: 200 },
  );
});
