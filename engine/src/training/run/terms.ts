import { defineTerm } from '../../because/index.ts';

const SECONDS = { unit: 's', meaning: 'seconds' };
const PRODUCTIVE = { unit: 's', meaning: 'time of all steps if nothing failed and nothing was saved' };
const MTBF = { unit: 's', meaning: 'mean time between interruptions of the whole job' };
const SAVE = { unit: 's', meaning: 'time during which one checkpoint stops training' };
const EVERY = { unit: 's', meaning: 'training time between checkpoints' };
const DALY = 'J. T. Daly, FGCS 22(3) (2006)';

/** Optimizer steps of a run: the last one may be short. */
export const steps = defineTerm<[number, number]>(
  {
    term: 'run.steps',
    formula: '⌈tokens / tokensPerStep⌉',
    unit: 'step',
    symbols: {
      tokens: { unit: 'token', meaning: 'tokens of the whole run' },
      tokensPerStep: { unit: 'token', meaning: 'sequences per step × tokens per sequence' },
    },
    source: 'definition',
  },
  (tokens, tokensPerStep) => Math.ceil(tokens / tokensPerStep),
);

/** Seconds of all steps back to back. */
export const productiveSeconds = defineTerm<[number, number]>(
  {
    term: 'run.productive',
    formula: 'steps · step',
    unit: 's',
    symbols: { steps: { unit: 'step', meaning: 'optimizer steps' }, step: { ...SECONDS, meaning: 'time of one step' } },
    source: 'definition',
  },
  (count, step) => count * step,
);

/** Mean seconds between interruptions of a job: any accelerator's failure stops all of them. */
export const secondsBetweenInterruptions = defineTerm<[number, number]>(
  {
    term: 'run.mtbf',
    formula: '3600 · H / N',
    unit: 's',
    symbols: {
      H: { unit: 'h', meaning: 'accelerator-hours per interruption' },
      N: { unit: '1', meaning: 'accelerators of the job' },
    },
    source: 'independent failures in series; arXiv 2410.21680, section III',
  },
  (hours, accelerators) => (3600 * hours) / accelerators,
);

/** Young's interval, the first-order optimum. Daly's correction of it is {@link checkpointInterval}. */
export const youngInterval = defineTerm<[number, number]>(
  {
    term: 'run.young_interval',
    formula: '√(2 δ M)',
    unit: 's',
    symbols: { δ: SAVE, M: MTBF },
    source: 'J. W. Young, CACM 17(9) (1974)',
  },
  (save, mtbf) => (save === 0 ? 0 : Math.sqrt(2 * save * mtbf)),
);

/**
 * Daly's higher-order optimum of the training time between checkpoints, seconds: Young's with two corrections and less the
 * save itself; the mean time between interruptions where a save takes more than twice that. Infinity where nothing fails.
 */
export const checkpointInterval = defineTerm<[number, number]>(
  {
    term: 'run.checkpoint_interval',
    formula: '√(2 δ M) · (1 + √(δ/2M)/3 + (δ/2M)/9) − δ for δ < 2M, else M',
    unit: 's',
    symbols: { δ: SAVE, M: MTBF },
    source: `${DALY}, eq. 37`,
  },
  (save, mtbf) => {
    if (save === 0) return mtbf === Number.POSITIVE_INFINITY ? mtbf : 0;
    if (mtbf === Number.POSITIVE_INFINITY) return mtbf;
    if (save >= 2 * mtbf) return mtbf;
    const ratio = save / (2 * mtbf);
    return youngInterval(save, mtbf) * (1 + Math.sqrt(ratio) / 3 + ratio / 9) - save;
  },
);

/**
 * Expected seconds of a run whose interruptions come at random (Poisson) at any moment, while training, saving, restarting
 * or doing lost work again: the closed form counts all of them. Without interruptions, work and checkpoints alone.
 * Infinity where a restart takes hundreds of mean times between interruptions: such a run does not end.
 */
export const wallSeconds = defineTerm<[number, number, number, number, number]>(
  {
    term: 'run.wall',
    formula: 'T · (1 + δ/τ) · (eˣ − 1)/x · exp(R/M), x = (τ+δ)/M',
    unit: 's',
    symbols: {
      T: PRODUCTIVE,
      τ: EVERY,
      δ: SAVE,
      M: MTBF,
      R: { unit: 's', meaning: 'time from an interruption to training again, lost work aside' },
    },
    source: `${DALY}, eq. 20: M exp(R/M) (exp((τ+δ)/M) − 1) T/τ`,
  },
  (productive, every, save, mtbf, restart) => {
    const saves = every === 0 ? 1 : 1 + save / every; // saving all the time is possible only where it costs nothing
    const lost = (every + save) / mtbf;
    // Each factor is at least 1, so that no rounding makes a run faster than its steps.
    const again = lost === 0 ? 1 : Math.max(1, Math.expm1(lost) / lost);
    return productive * saves * again * Math.exp(restart / mtbf);
  },
);

/** Seconds that one interruption costs to first order: the restart and, on average, half of what lay since the last save. */
export const secondsLostPerInterruption = defineTerm<[number, number, number]>(
  {
    term: 'run.lost_per_interruption',
    formula: 'R + (τ+δ)/2',
    unit: 's',
    symbols: { R: { unit: 's', meaning: 'restart' }, τ: EVERY, δ: SAVE },
    source: `${DALY}, eq. 5 with half of an interval lost`,
  },
  (restart, every, save) => restart + (every + save) / 2,
);

/** Interruptions expected while the run lasts. */
export const interruptions = defineTerm<[number, number]>(
  {
    term: 'run.interruptions',
    formula: 'W / M',
    unit: '1',
    symbols: { W: { unit: 's', meaning: 'wall time of the run' }, M: MTBF },
    source: 'mean of a Poisson process',
  },
  (wall, mtbf) => (mtbf === Number.POSITIVE_INFINITY ? 0 : wall / mtbf),
);

/** Seconds spent saving checkpoints that count; those of work that was lost are part of the loss. */
export const checkpointSeconds = defineTerm<[number, number, number]>(
  {
    term: 'run.checkpoints',
    formula: 'T/τ · δ',
    unit: 's',
    symbols: { T: PRODUCTIVE, τ: EVERY, δ: SAVE },
    source: 'definition',
  },
  (productive, every, save) => (save === 0 ? 0 : (productive / every) * save),
);

/** Share of the wall time that moves the model on (also called effective training time, or ETTR). */
export const goodput = defineTerm<[number, number]>(
  {
    term: 'run.goodput',
    formula: 'T / W',
    unit: '1',
    symbols: { T: PRODUCTIVE, W: { unit: 's', meaning: 'wall time of the run' } },
    source: 'arXiv 2410.21680, section II-D (effective training time ratio)',
  },
  (productive, wall) => productive / wall,
);

/** Accelerator-hours held, working or not. */
export const acceleratorHours = defineTerm<[number, number]>(
  {
    term: 'run.accelerator_hours',
    formula: 'N · W / 3600',
    unit: 'h',
    symbols: { N: { unit: '1', meaning: 'accelerators' }, W: { unit: 's', meaning: 'wall time of the run' } },
    source: 'definition',
  },
  (accelerators, wall) => (accelerators * wall) / 3600,
);

/** Seconds that writing one checkpoint stops training. */
export const checkpointWriteSeconds = defineTerm<[number, number, number]>(
  {
    term: 'run.checkpoint_write',
    formula: 'B / (N · w)',
    unit: 's',
    symbols: {
      B: { unit: 'B', meaning: 'bytes of one checkpoint' },
      N: { unit: '1', meaning: 'accelerators that write it' },
      w: { unit: 'B/s', meaning: 'rate of writing for each accelerator' },
    },
    source: 'definition',
  },
  (bytes, accelerators, bytesPerSecond) => bytes / (accelerators * bytesPerSecond),
);
