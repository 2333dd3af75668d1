import { describe, expect, it } from 'vitest';
import {
  attentionFlops,
  averageContext,
  expertsSeconds,
  fusedAttentionSeconds,
  matmulBytes,
  matmulFlops,
  matmulSeconds,
  paced,
  paddedRows,
  processorProductSeconds,
  scoreBytes,
  shapeShare,
  trafficSeconds,
  waveFactor,
} from './index.ts';

describe('products, by hand', () => {
  it('FLOP and bytes', () => {
    expect(matmulFlops(2, 3, 4)).toBe(48);
    expect(matmulBytes(2, 3, 4, 2)).toBe(2 * (8 + 12 + 6));
  });

  it('a shape reaches k/(k+173) of the rate for a short sum, m/(m+46) for few rows, whatever its sides divide by', () => {
    expect(shapeShare(1024, 4096, 4096)).toBeCloseTo((4096 / 4269) * (1024 / 1070), 12);
    expect(shapeShare(4096, 46, 173)).toBeCloseTo(0.25, 12); // half and half
    expect(shapeShare(1024, 4096, 4096 + 8)).toBeGreaterThan(shapeShare(1024, 4096, 4096));
  });

  it('132 tiles fill 132 cores once; one more starts a second wave, of which 60 % is paid', () => {
    expect(waveFactor(128 * 132, 256, 132)).toBe(1);
    expect(waveFactor(128 * 133, 256, 132)).toBeCloseTo(1 + 0.6 * (264 / 133 - 1), 12);
    expect(waveFactor(1, 1, 0)).toBe(1);
  });

  it('a large product takes its FLOP, a thin one its bytes, an empty one nothing', () => {
    const [rate, bandwidth] = [1e15, 1e12];
    expect(matmulSeconds(8192, 8192, 8192, rate, bandwidth, 2, 0)).toBeCloseTo(
      matmulFlops(8192, 8192, 8192) / (rate * shapeShare(8192, 8192, 8192)),
      12,
    );
    expect(matmulSeconds(1, 8192, 8192, rate, bandwidth, 2, 0)).toBeCloseTo(
      matmulBytes(1, 8192, 8192, 2) / bandwidth,
      12,
    );
    for (const [m, n, k] of [
      [0, 8, 8],
      [8, 0, 8],
      [8, 8, 0],
    ] as const)
      expect(matmulSeconds(m, n, k, rate, bandwidth, 2, 0)).toBe(0);
  });

  it('a processor packs what it multiplies and then multiplies it, whatever the shape', () => {
    const [rate, bandwidth] = [40e9, 10e9];
    expect(processorProductSeconds(64, 128, 32, rate, bandwidth, 4)).toBeCloseTo(
      (2 * 64 * 128 * 32) / rate + (4 * (64 * 32 + 32 * 128 + 64 * 128)) / bandwidth,
      12,
    );
    expect(processorProductSeconds(64, 128, 32, 0, bandwidth, 4)).toBe(0);
  });

  it('experts pay for 70 % of the rows that pad their blocks of 128', () => {
    expect(paddedRows(128)).toBe(128);
    expect(paddedRows(1)).toBeCloseTo(1 + 0.7 * 127, 12);
    expect(expertsSeconds(8, 0, 64, 64, 1e15, 1e12, 2)).toBe(0);
    const bytes = 2 * 8 * (1 * 4096 + 4096 * 4096 + 1 * 4096);
    expect(expertsSeconds(8, 1, 4096, 4096, 1e15, 1e12, 2)).toBeCloseTo(bytes / 1e12, 12); // reading the weights of eight experts
  });
});

describe('attention, by hand', () => {
  it('a causal query sees half of the sequence, w - w²/2s of a window', () => {
    expect(averageContext(4096, 4096)).toBe(2048);
    expect(averageContext(4096, 1024)).toBe(1024 - 128);
    expect(averageContext(4096, 1e9)).toBe(2048);
  });

  it('two products a head, whose size is padded to a multiple of eight', () => {
    expect(attentionFlops(10, 100, 4, 128)).toBe(2 * 10 * 100 * 4 * 128);
    expect(fusedAttentionSeconds(1e12, 1e12, 128)).toBe(1);
    expect(fusedAttentionSeconds(1e12, 1e12, 108)).toBeCloseTo(112 / 108, 12);
    expect(scoreBytes(10, 100, 4)).toBeCloseTo(5.6 * 2 * 4000, 9);
  });
});

describe('traffic and launches', () => {
  it('bytes by passes over bandwidth', () => expect(trafficSeconds(6, 0.5, 3)).toBe(1));

  it('the longer paces, softly', () => {
    expect(paced(3, 0)).toBe(3);
    expect(paced(0, 3)).toBe(3);
    expect(paced(1, 1)).toBeCloseTo(2 ** (1 / 3.4), 12);
    expect(paced(1, 100) / 100).toBeCloseTo(1, 6);
    expect(paced(2, 1)).toBe(paced(1, 2));
  });
});
