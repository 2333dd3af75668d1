import { expect, test } from 'vitest';
import { visionFlops } from './vision.ts';

const SIGLIP = { layers: 27, hidden: 1152, inner: 4304, heads: 16, patches: 16, projector: [[3840, 1152]] } as const;

test('a tower multiplies each patch by all its matrices, and scores it against all patches of its picture', () => {
  // Matrices of SigLIP so400m's 27 layers: 411 of its 417 million parameters (Gemma 3's checkpoint), the rest are embeddings, norms, biases.
  const matrices = 27 * (4 * 1152 ** 2 + 2 * 1152 * 4304);
  expect(matrices / 416_866_032).toBeCloseTo(0.987, 3);
  expect(visionFlops(SIGLIP, 0)).toBe(16 * 2 * matrices + 2 * 3840 * 1152);
  expect(visionFlops(SIGLIP, 4096) - visionFlops(SIGLIP, 0)).toBe(16 * 27 * 4 * 4096 * 1152);
});
