import { limitsOf } from '../../cost/index.ts';
import { baseValue, type Chip } from '../../facts/index.ts';
import { MEMORY_SHARE, multiprocessors, peakClock } from '../../machine/index.ts';

/** Seconds of a kernel that passes over so many bytes, in and out. */
export type ElementWise = (bytes: number) => number;

/**
 * What the kernel before wrote is still in the second-level cache as far as it fits: of the bytes of a kernel a share h = 1 / (1 + (r·bytes /
 * cache)²) is served at the cache's pace, the rest at memory's. Both numbers read off LLMServingSim's tables of layers as a step runs them
 * (norms, activations, rotary of Llama-3.1-8B, 64 to 2,048 tokens, an RTX 4090 with 72 MB and an RTX PRO 6000 with 128 MB).
 */
export function elementWise(chip: Chip): ElementWise {
  const memory = baseValue(chip.memory.bandwidth) * MEMORY_SHARE;
  const near = Math.max(memory, BYTES_A_CLOCK * multiprocessors(chip) * (peakClock(chip) ?? 0));
  const { cache } = limitsOf(chip, 'bf16');
  return (bytes) => {
    const missed = ((REACH * bytes) / cache) ** 2;
    return (bytes * (1 / near + missed / memory)) / (1 + missed);
  };
}

/** Bytes that a multiprocessor takes out of the second-level cache in a clock: 3.7 TB/s of 128, 8.8 of 188 at 2.5 GHz. */
const BYTES_A_CLOCK = 16;
const REACH = 1.5; // half of the bytes are near where a kernel passes over two thirds of the cache
