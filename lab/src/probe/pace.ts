import { loadKernels } from '../kernels/load-kernels.ts';
import { memoryOf } from '../kernels/memory.ts';

/**
 * A yardstick for the processor itself: the same product, which stays in the first caches, takes half as long again while somebody works
 * on the other half of a core (simultaneous multithreading, a neighbour of a virtual machine). Processor time does not tell that apart.
 */
export interface Pace {
  /** Milliseconds of the product now over the least that it ever took: 1 where nobody disturbs. */
  now(): number;
  /** The least milliseconds that it ever took. */
  readonly best: number;
}

/** At most so much slower than ever is undisturbed. Undisturbed products differ by 4 %, disturbed ones take 1.3 to 1.7 times as long. */
export const QUIET = 1.07; // 875 products over 40 s on two shared vCPU of an AMD EPYC, 2026-11-29

const SIDE = 128; // three matrices of 64 KiB
const TIMES = 20; // 84 MFLOP: about two milliseconds, which clocks can tell
const WARM = 50;

export async function paceOf(folder: URL, busy: () => number): Promise<Pace> {
  const bytes = SIDE * SIDE * 4;
  const { kernels } = await loadKernels(memoryOf(0).memory, folder);
  const { memory, start } = memoryOf(3 * bytes + kernels.matmulScratch());
  const { matmul } = (await loadKernels(memory, folder)).kernels;
  const [a, b, c, scratch] = [0, 1, 2, 3].map((i) => start + i * bytes) as [number, number, number, number];
  let best = Number.POSITIVE_INFINITY;
  const now = (): number => {
    const began = busy();
    for (let i = 0; i < TIMES; i++) matmul(0, 0, SIDE, SIDE, SIDE, a, SIDE, b, SIDE, c, SIDE, 0, scratch);
    const took = Math.max(1e-3, busy() - began);
    best = Math.min(best, took);
    return took / best;
  };
  for (let i = 0; i < WARM; i++) now();
  return {
    now,
    get best() {
      return best;
    },
  };
}

/** Milliseconds of the product in the next moment that nobody disturbs, or in the quietest of a second. */
export function speedNow(pace: Pace): number {
  const late = performance.now() + 1000;
  let least = Number.POSITIVE_INFINITY;
  for (let draws = 0; draws < DRAWS || (least > QUIET * pace.best && performance.now() < late); draws++)
    least = Math.min(least, pace.now() * pace.best);
  return least;
}
const DRAWS = 10;

/**
 * How much longer everything takes where the product takes `now` and once took `before`; 1 where they differ no more than quiet moments do.
 * A whole probe may have been disturbed, and then says too much of every operator.
 */
export const slowerBy = (now: number, before: number): number =>
  Math.max(now / before, before / now) <= QUIET ? 1 : now / before;

/** Steps that were taken, each with the worse pace of before and after it: those that nobody disturbed, or else the least disturbed one. */
export function undisturbed<T extends { readonly pace: number }>(steps: readonly T[]): readonly T[] {
  const quiet = steps.filter(({ pace }) => pace <= QUIET);
  if (quiet.length > 0 || steps.length === 0) return quiet;
  return [steps.reduce((best, each) => (each.pace < best.pace ? each : best))];
}
