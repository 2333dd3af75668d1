import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { elementWise } from './element-wise.ts';

const { chips } = readCatalogue();
const seconds = (id: string) => elementWise(chips.find((chip) => chip.id === id)!);

describe('a kernel that passes over what the one before wrote', () => {
  it('takes what was measured on cards with large caches, twice the pace of memory and more (LLMServingSim)', () => {
    // Activations of Llama-3.1-8B, 86 kB a token, less the 2.5 us of a launch.
    const measured = [
      ['rtx4090', 256, 9.9],
      ['rtx4090', 512, 25],
      ['rtx4090', 2048, 166],
      ['rtxpro6000', 512, 7.4],
      ['rtxpro6000', 1024, 32],
      ['rtxpro6000', 2048, 92],
    ] as const;
    for (const [id, tokens, microseconds] of measured)
      expect(Math.abs(Math.log(seconds(id)(tokens * 86_016) / (microseconds * 1e-6)))).toBeLessThan(0.4);
  });

  it('takes more for more bytes, and never more than from memory', () => {
    for (const id of ['rtx4090', 'l40s', 'a100-80-sxm', 'h100-sxm', 'b200-sxm', 'tpu-v6e', 'mi300x']) {
      const chip = chips.find((c) => c.id === id)!;
      const memory = 0.8 * chip.memory.bandwidth.value;
      let last = 0;
      for (let bytes = 1e4; bytes < 1e10; bytes *= 1.7) {
        const now = seconds(id)(bytes);
        expect(now).toBeGreaterThan(last);
        expect(now).toBeLessThanOrEqual((bytes / memory) * (1 + 1e-9));
        last = now;
      }
    }
  });
});
