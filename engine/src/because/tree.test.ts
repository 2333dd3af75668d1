import { describe, expect, it } from 'vitest';
import { assumption, defineTerm, derive, find, input, sum } from './index.ts';

const area = defineTerm(
  {
    term: 'area',
    formula: 'a · b',
    unit: 'm2',
    symbols: { a: { unit: 'm', meaning: 'one side' }, b: { unit: 'm', meaning: 'the other' } },
    source: 'Euclid',
  },
  (a: number, b: number) => a * b,
);

describe('reasons', () => {
  it('a term is its function, with its formula beside it', () => {
    expect(area(3, 4)).toBe(12);
    expect([area.term, area.unit, area.source, Object.keys(area.symbols).length, area.length]).toEqual([
      'area',
      'm2',
      'Euclid',
      2,
      2,
    ]);
  });

  it('derive applies the term itself to the values of its reasons', () => {
    const node = derive('room', area, [
      input('width', 3, 'm'),
      assumption('depth', 4, 'm', 'a guess', 'seen from the street'),
    ]);
    expect(node).toMatchObject({
      name: 'room',
      value: 12,
      unit: 'm2',
      kind: 'formula',
      formula: 'a · b',
      source: 'Euclid',
    });
    expect(node.inputs![1]).toEqual({
      name: 'depth',
      value: 4,
      unit: 'm',
      kind: 'assumption',
      source: 'a guess',
      note: 'seen from the street',
    });
  });

  it('sum adds, and names what it added; of nothing it is 0', () => {
    expect(sum('all', 's', [input('a', 1, 's'), input('b', 2, 's')])).toMatchObject({
      value: 3,
      formula: 'a + b',
      source: 'sum',
      kind: 'formula',
    });
    expect(sum('none', 's', [])).toMatchObject({ value: 0, formula: '' });
  });

  it('find walks names, and says nothing where one is missing', () => {
    const tree = sum('root', 's', [sum('left', 's', [input('leaf', 1, 's')]), input('right', 2, 's')]);
    expect(find(tree, '')).toBe(tree);
    expect(find(tree, 'left.leaf')?.value).toBe(1);
    expect(find(tree, 'left.other')).toBeUndefined();
    expect(find(tree, 'right.deeper')).toBeUndefined();
    expect(find(tree, 'root')).toBeUndefined();
    expect(find(tree, '__proto__.constructor')).toBeUndefined();
  });
});
