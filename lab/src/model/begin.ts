import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Parameter } from './shape.ts';

/** New weights, as nanoGPT begins: normal, ones and zeros. The same for the same seed. */
export function beginAt(weights: Float32Array, parameters: readonly Parameter[], seed: number): void {
  const random = xoroshiro128plus(seed);
  for (const { at, size, begins } of parameters) {
    const part = weights.subarray(at, at + size);
    if (begins === 'one') part.fill(1);
    else if (begins === 'zero') part.fill(0);
    else
      for (let i = 0; i < size; i += 2) {
        // Box and Muller (1958): two normal numbers of two uniform ones.
        const length = begins * Math.sqrt(-2 * Math.log(1 - uniformFloat64(random)));
        const turn = 2 * Math.PI * uniformFloat64(random);
        part[i] = length * Math.cos(turn);
        if (i + 1 < size) part[i + 1] = length * Math.sin(turn);
      }
  }
}
