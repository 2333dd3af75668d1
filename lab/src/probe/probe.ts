import type { Stopwatch } from '../bench/bench.ts';
import { type Spread, spreadOf } from '../bench/spread.ts';
import { loadKernels } from '../kernels/load-kernels.ts';
import { memoryOf } from '../kernels/memory.ts';
import type { How } from '../model/model.ts';
import { share } from '../model/operator.ts';
import { nodeThread } from '../threads/node-thread.ts';
import { recorderOf } from '../threads/tape.ts';
import { teamOf } from '../threads/team.ts';
import { type Pace, QUIET, slowerBy } from './pace.ts';
import { type Prices, pricesOf, secondsOf, type Timed } from './prices.ts';
import { PROBED, type Work } from './shapes.ts';
import { type TimedSteps, timedSteps } from './timed-steps.ts';

/** What this machine can do, as the lab uses it. */
export interface Probe {
  readonly threads: number;
  readonly library?: string;
  /** FLOP/s of matrix products in fp32: the fastest that was met, what large ones come to by their price, and what the middle one had. */
  readonly peak: { readonly best: number; readonly large: number; readonly median: number };
  /** Bytes a second that are read and written, over as many bytes on each thread. */
  readonly levels: readonly { readonly bytes: number; readonly rate: Spread }[];
  /** Seconds from one operator to the next that has nothing to do. */
  readonly launch: Spread;
  readonly load: readonly [before: number, after: number];
  readonly prices: Prices;
  /** Milliseconds of the yardstick (pace.ts) at which they are: where it takes another time, so does all else. */
  readonly yardstick?: number;
  /** Measured over what the prices say of a shape that they have not seen, nine times of ten. */
  readonly off: readonly [low: number, high: number];
}

const STEPS = 5;
/** Within a first-level cache, a second-level, a third-level, and beyond. */
const LEVELS = [16 * 1024, 192 * 1024, 4 * 1024 ** 2, 96 * 1024 ** 2];
const TIMES = 15;
/** Undisturbed shapes of which prices are made, if there are so many. */
const ENOUGH = 6;

export async function probe(
  how: How,
  kernels: URL,
  { load, busy, pace }: Stopwatch & { readonly pace?: Pace },
  tell: (done: number, of: number) => void = () => {},
  works: readonly Work[] = PROBED,
): Promise<Probe> {
  const before = load();
  const { levels, launch } = await measureMoves(how, kernels, busy);
  const found: TimedSteps[] = [];
  for (const [i, work] of works.entries()) {
    tell(i, works.length);
    found.push(await timedSteps(work, STEPS, how, kernels, { busy, pace }));
  }
  tell(works.length, works.length);
  // Where enough shapes were measured undisturbed, the others say nothing more.
  const calm = found.filter((each) => each.pace <= QUIET);
  const used = calm.length >= ENOUGH ? calm : found;
  const yardstick = pace && spreadOf(used.map((each) => each.yardstick!)).median;
  const seen = used.map(({ operators, quiet }) => ({
    quiet,
    operators: operators.map(({ operator, seconds }): Timed => ({ ...operator, seconds })),
  }));
  const timed = seen.flatMap(({ operators }) => operators);
  const prices = pricesOf(timed);
  const ratios = seen.map(({ quiet, operators }) => {
    const others = pricesOf(seen.filter((each) => each.operators !== operators).flatMap((each) => each.operators));
    return quiet / operators.reduce((sum, o) => sum + (secondsOf(others, o) ?? secondsOf(prices, o)!), 0);
  });
  const rates = timed
    .filter(({ variant }) => variant.startsWith('product'))
    .map(({ counts: [multiplied], seconds }) => (2 * multiplied!) / seconds);
  const ordered = [...rates].sort((a, b) => b - a);
  return {
    threads: how.threads ?? 1,
    ...(how.blas && { library: how.blas.library }),
    peak: { best: ordered[0]!, large: Math.min(ordered[0]!, largeOf(prices)), median: ordered[ordered.length >> 1]! },
    levels,
    launch,
    load: [before, load()],
    prices,
    ...(yardstick !== undefined && { yardstick }),
    off: rangeOf(ratios),
  };
}

/** The same machine in a moment in which the yardstick takes so many milliseconds: a quieter one than it was probed in. */
export function atYardstick(probe: Probe, milliseconds: number): Probe {
  if (probe.yardstick === undefined) return probe;
  const by = slowerBy(milliseconds, probe.yardstick);
  const { best, large, median } = probe.peak;
  const spread = ({ least, median, p90 }: Spread): Spread => ({
    least: least / by,
    median: median / by,
    p90: p90 / by,
  });
  return {
    ...probe,
    peak: { best: best / by, large: large / by, median: median / by },
    levels: probe.levels.map(({ bytes, rate }) => ({ bytes, rate: spread(rate) })),
    prices: new Map([...probe.prices].map(([variant, each]) => [variant, each.map((price) => price * by)])),
    yardstick: probe.yardstick * by,
  };
}

/** Where the next of such ratios lies nine times of ten, if their logarithms are spread normally (Student 1908). */
export function rangeOf(ratios: readonly number[]): readonly [low: number, high: number] {
  const logs = ratios.map(Math.log);
  const n = logs.length;
  const mean = logs.reduce((a, b) => a + b, 0) / n;
  const spread = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / Math.max(1, n - 1));
  const width = (STUDENT[n - 2] ?? MORE) * spread * Math.sqrt(1 + 1 / n);
  return [Math.exp(mean - width), Math.exp(mean + width)];
}

/** Student's t of 95 %, by degrees of freedom from 1 on; and of fifteen, from which on it hardly falls. */
const STUDENT = [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761]; // NIST/SEMATECH e-Handbook, 1.3.6.7.2
const MORE = 1.753;

/** FLOP/s of a product so large that only its multiplications count: forward, and its two gradients, weigh alike. */
function largeOf(prices: Prices): number {
  const each = [...prices].filter(([variant]) => variant.startsWith('product')).map(([, [price]]) => price!);
  return (2 * each.length) / each.reduce((a, b) => a + b, 0);
}

/** Copies over a growing stretch of memory on all threads at once, and operators that do nothing. */
async function measureMoves(how: How, folder: URL, busy: () => number): Promise<Pick<Probe, 'levels' | 'launch'>> {
  const threads = how.threads ?? 1;
  const most = LEVELS.at(-1)!;
  const { memory, start } = memoryOf(most * threads);
  const loaded = await loadKernels(memory, folder);
  const recorder = recorderOf(loaded.kernels);
  const plain = { kind: 'clear', variant: 'clear', counts: [] } as const;
  const passes = LEVELS.map((bytes) => ({
    operators: [
      {
        ...plain,
        run: (part: number) => {
          const [from, half] = [start + part * most, bytes / 2];
          for (let i = 0; i < timesOf(bytes); i++) recorder.kernels.copy(from, from + half, 0, half);
        },
      },
    ],
    state: () => '',
  }));
  const idle = Array.from({ length: 200 }, () => ({
    ...plain,
    run: (part: number, parts: number) => {
      const [at] = share(parts * 16, part, parts, 16);
      recorder.kernels.clear(start + at, 0, 16);
    },
  }));
  const team = teamOf(loaded, recorder, [...passes, { operators: idle, state: () => '' }], threads, nodeThread);
  // What one thread works is what it would take alone; of several only the clock knows.
  const now = threads > 1 ? () => performance.now() : busy;
  const seconds = (pass: number): number => {
    const began = now();
    team.run(pass);
    return Math.max(1e-9, (now() - began) / 1000);
  };
  try {
    const measured = (pass: number, of: (seconds: number) => number): Spread => {
      seconds(pass);
      return spreadOf(Array.from({ length: TIMES }, () => of(seconds(pass))));
    };
    return {
      levels: LEVELS.map((bytes, i) => ({ bytes, rate: measured(i, (s) => (threads * bytes * timesOf(bytes)) / s) })),
      launch: measured(LEVELS.length, (s) => s / idle.length),
    };
  } finally {
    team.close();
  }
}

/** How often a stretch is copied, so that the clock has something to count. */
const timesOf = (bytes: number): number => Math.max(1, Math.round((4 * 1024 ** 2) / bytes));
