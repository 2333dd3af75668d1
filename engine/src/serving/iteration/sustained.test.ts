import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { rateBecause } from '../../machine/index.ts';
import { sustainedFlops } from './sustained.ts';

const { chips } = readCatalogue();
const chip = (id: string) => chips.find((one) => one.id === id)!;

describe('what a card keeps up in products', () => {
  it('is what training sustains on cards whose training was studied', () => {
    for (const id of ['a100-80-sxm', 'h100-sxm', 'h200-sxm', 'gb200'])
      expect(sustainedFlops(chip(id), 'bf16'), id).toBe(rateBecause(chip(id), 'bf16').value);
    expect(sustainedFlops(chip('h100-sxm'), 'fp8')).toBeGreaterThan(1.5 * sustainedFlops(chip('h100-sxm'), 'bf16'));
  });

  it('is the whole peak of a card that has watts to spare, and unbounded where nobody trained', () => {
    expect(sustainedFlops(chip('h20'), 'bf16')).toBe(148e12);
    expect(sustainedFlops(chip('l40s'), 'bf16')).toBe(Number.POSITIVE_INFINITY);
  });
});
