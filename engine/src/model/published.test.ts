import { describe, expect, it } from 'vitest';
import { comparePublished } from './published.ts';

describe('comparing with what was printed', () => {
  it('takes an exact total to 0.1 %', () => {
    expect(comparePublished(405_853_388_800, 405_853_388_800)).toMatchObject({
      rounded: false,
      agrees: true,
      difference: 0,
    });
    expect(comparePublished(405_000_000_000, 405_853_388_800).agrees).toBe(false);
  });

  it('takes "405B" to half a billion and "12.9B" to 50 million', () => {
    expect(comparePublished(405_499_999_999, 405e9)).toMatchObject({ rounded: true, agrees: true });
    expect(comparePublished(405_600_000_000, 405e9).agrees).toBe(false);
    expect(comparePublished(12_880_000_000, 12.9e9).agrees).toBe(true);
    expect(comparePublished(12_840_000_000, 12.9e9).agrees).toBe(false);
  });

  it('takes "1T" to half a trillion and "1008.0B" to 0.1 %', () => {
    expect(comparePublished(1.026e12, 1e12)).toMatchObject({ rounded: true, agrees: true });
    expect(comparePublished(1.01e12, 1.008e12)).toMatchObject({ rounded: false, agrees: false });
  });
});
