import { describe, expect, it } from 'vitest';
import { JsonPieces, MAX_PIECE } from './json-pieces.ts';

const DOCUMENT =
  '{"a": [1, 2.5, {"k":"v\\"]","z":[1,{"q":null}]}], "skip":{"a":[1]}, "s":"t\\u0041", "n": -3e2, "e":[], "f":{} , "nan":NaN}\n[{"x":1},2]';
const PATTERNS = [['a', '#'], ['s'], ['n'], ['nan'], ['#']];

describe('pieces of JSON', () => {
  it.each([1, 2, 3, 7, 1000])('are the same in chunks of %i', (size) => {
    const got: unknown[] = [];
    const keys: string[] = [];
    const pieces = new JsonPieces(PATTERNS, {
      piece: (which, value, path) => got.push([which, value, path.join('.')]),
      topKey: (key) => keys.push(key),
    });
    for (let i = 0; i < DOCUMENT.length; i += size) pieces.push(DOCUMENT.slice(i, i + size));
    pieces.end();
    expect(got).toEqual([
      [0, 1, 'a.0'],
      [0, 2.5, 'a.1'],
      [0, { k: 'v"]', z: [1, { q: null }] }, 'a.2'],
      [1, 'tA', 's'],
      [2, -300, 'n'],
      [3, Number.NaN, 'nan'],
      [4, { x: 1 }, '0'],
      [4, 2, '1'],
    ]);
    expect(keys).toEqual(['a', 'skip', 's', 'n', 'e', 'f', 'nan']);
  });

  const read = (text: string) => {
    const pieces = new JsonPieces([['a']], { piece: () => {} });
    pieces.push(text);
    pieces.end();
  };
  it.each(['{', '[1', '{"a"}', '{"a":1,}', '[1,]', '{a:1}', '[1 2]', '}', ']', '{"a":]', '"x', '{"a":1x}', '{"a" 1}'])(
    'refuse %s',
    (bad) => expect(() => read(bad)).toThrow('not-json'),
  );
  it('refuse depth and length', () => {
    expect(() => read('['.repeat(65))).toThrow('too-deep');
    expect(() => read(`{"a":"${'x'.repeat(MAX_PIECE)}"}`)).toThrow('piece-too-long');
    expect(() => read(`{"${'x'.repeat(2000)}":1}`)).toThrow('piece-too-long');
    read(`{"b":"${'x'.repeat(2 * MAX_PIECE)}"}`);
  });
});
