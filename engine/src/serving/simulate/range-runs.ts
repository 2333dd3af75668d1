import { type RunOptions, runSimulation, type SimulatedRun, type SimulationSetup } from './run-simulation.ts';

/** Half-widths of ln(measured / predicted) of a step, 90 %. */
export interface StepSpread {
  readonly low: number;
  readonly high: number;
}

/** The same requests with steps as predicted, and at both ends of their range. */
export interface RangeRuns {
  readonly middle: SimulatedRun;
  /** Null where the spread is zero, the middle run was stopped, or these were. */
  readonly fast: SimulatedRun | null;
  readonly slow: SimulatedRun | null;
}

/**
 * A step that is a few per cent slower makes a line a few per cent longer, and many times as long near the limit: so the range of a
 * latency is had by running all again with every step at either end of its own range, not by a factor on the latency.
 */
export function runRanges(setup: SimulationSetup, spread: StepSpread, options: RunOptions = {}): RangeRuns {
  const { onProgress, ...own } = options;
  const alone = !(spread.low > 0 || spread.high > 0);
  const all = alone ? 1 : RUNS;
  const told = (part: number): Pick<RunOptions, 'onProgress'> =>
    onProgress ? { onProgress: (ended, total) => onProgress(part * (total ?? 0) + ended, total && all * total) } : {};
  const middle = runSimulation(setup, { gaps: true, ...own, ...told(0) });
  if (middle.result.verdict === 'stopped' || alone) return { middle, fast: null, slow: null };
  const fast = finished(runSimulation(setup, { gaps: true, factor: Math.exp(-spread.low), ...told(1) }));
  const slow = fast && finished(runSimulation(setup, { gaps: true, factor: Math.exp(spread.high), ...told(2) }));
  return { middle, fast, slow };
}

const RUNS = 3;

const finished = (run: SimulatedRun): SimulatedRun | null => (run.result.verdict === 'stopped' ? null : run);
