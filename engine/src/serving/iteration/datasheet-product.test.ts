import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { datasheetProduct, wideProduct } from './datasheet-product.ts';

const chip = readCatalogue().chips.find(({ id }) => id === 'b200-sxm')!;

describe('a product in 32 bit', () => {
  const wide = wideProduct(chip);

  it('runs near the rate of ordinary units: a router of 256 experts for 8,192 tokens', () => {
    const rate = (2 * 8192 * 256 * 3072) / wide(8192, 256, 3072);
    expect(rate).toBeGreaterThan(30e12);
    expect(rate).toBeLessThan(80e12); // the datasheet's FP32
  });

  it('takes many times what tensor cores take', () => {
    const narrow = datasheetProduct(chip, 'bf16', 2, 2)(8192, 256, 3072);
    expect(wide(8192, 256, 3072) / narrow).toBeGreaterThan(8);
  });

  it('of few rows is cut along the inner width and never costs more for fewer', () => {
    let last = 0;
    for (let m = 1; m <= 16_384; m *= 2) {
      const seconds = wide(m, 256, 3072);
      expect(seconds).toBeGreaterThanOrEqual(last);
      last = seconds;
    }
    expect(wide(8, 256, 3072)).toBeLessThan(20e-6);
  });
});
