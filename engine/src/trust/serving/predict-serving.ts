import { meanOf, type ServingProblem } from '../../serving/index.ts';
import type { LengthSpec } from '../../serving/traffic/generators/lengths.ts';
import type { PredictedRow } from '../score.ts';
import type { ServingCase } from './case.ts';
import { intervalOf } from './interval.ts';
import type { Load } from './load.ts';
import { naiveFigures } from './naive.ts';
import { predictAlone } from './predict/alone.ts';
import { predictClosedLoop } from './predict/closed-loop.ts';
import { predictDisaggregated } from './predict/disaggregated.ts';
import type { Figures } from './predict/figures.ts';
import { predictOffline } from './predict/offline.ts';
import { predictOpenLoop } from './predict/open-loop.ts';
import { type Demand, type PredictionTools, type Ready, readyOf } from './predict/ready.ts';
import { predictReplay } from './predict/replay.ts';
import { predictStaticBatch } from './predict/static-batch.ts';
import { predictSteady } from './predict/steady.ts';
import { streamed } from './predict/streamed.ts';

export type ServingPrediction = Omit<PredictedRow, 'id' | 'family' | 'accelerator'>;

/** Tokens of a request beyond which nobody has served one: a figure of another unit, and hours of simulated iterations. */
const MOST_TOKENS = 1e6;

/**
 * Every measured quantity of a case, predicted by running its load on its deployment; what does not follow from the load is left out, and
 * nothing follows from requests of more than a million tokens.
 */
export function predictServing(one: ServingCase, tools: PredictionTools): ServingPrediction[] {
  if (demandOf(one.load).longest > MOST_TOKENS) return [];
  const { ready, figures } = runCase(one, tools);
  const assumed = [...one.assumed, ...ready.assumed];
  const { grade } = ready.timer;
  const naive = naiveFigures(one);
  return one.quantities.flatMap(({ quantity, measured, per }) => {
    const predicted = figures[quantity]! / (isRate(quantity) ? per : 1);
    if (!(predicted > 0) || !Number.isFinite(predicted)) return [];
    return [
      {
        quantity,
        measured,
        predicted,
        ...intervalOf(one, quantity, predicted, grade, assumed),
        grade,
        assumed,
        naive: naive(quantity) / (isRate(quantity) ? per : 1),
      },
    ];
  });
}

const isRate = (quantity: string): boolean => quantity.endsWith('_per_s');

/** The figures of a case and the replica that gave them. */
export function runCase(one: ServingCase, tools: PredictionTools): { ready: Ready; figures: Figures } {
  const { load, problem, replicas } = one;
  const ready = streamed(one, readyOf(one, problem, demandOf(load), tools));
  switch (load.kind) {
    case 'closed-loop':
      return { ready, figures: predictClosedLoop(load, ready, replicas) };
    case 'open-loop':
      return { ready, figures: predictOpenLoop(load, ready, replicas) };
    case 'offline':
      return { ready, figures: predictOffline(load, ready, replicas) };
    case 'static-batch':
      return { ready, figures: predictStaticBatch(load, ready, replicas) };
    case 'alone':
      return { ready, figures: predictAlone(load, ready) };
    case 'steady':
      return { ready, figures: predictSteady(load, problem, ready) };
    case 'replay':
      return { ready, figures: predictReplay(load.trace, ready) };
    case 'disaggregated': {
      const decode = readyOf(one, one.decode ?? problem, demandOf(load), tools);
      return { ready: decode, figures: predictDisaggregated(load, ready, decode, networkOf(problem)) };
    }
  }
}

/** Bytes a second between two sets of workers: the outermost tier that either knows. */
const networkOf = ({ machine }: ServingProblem): number => machine.tiers.at(-1)?.bytesPerSecond ?? FALLBACK;
const FALLBACK = 50e9; // B/s: one 400 Gbit/s port an accelerator, the usual network of such systems

/** Longest and usual request of a load, prompt and answer together. */
function demandOf(load: Load): Demand {
  switch (load.kind) {
    case 'static-batch':
      return { longest: load.input + load.output, usual: load.input + load.output };
    case 'alone': {
      const tokens = Math.max(load.prompt, load.context + load.output);
      return { longest: tokens, usual: tokens };
    }
    case 'replay': {
      const { count, input, output } = load.trace;
      let longest = 1;
      let sum = 0;
      for (let i = 0; i < count; i++) {
        const tokens = input[i]! + output[i]!;
        longest = Math.max(longest, tokens);
        sum += tokens;
      }
      return { longest, usual: sum / Math.max(1, count) };
    }
    default:
      return {
        longest: mostOf(load.input) + mostOf(load.output),
        usual: meanOf(load.input) + meanOf(load.output),
      };
  }
}

function mostOf(spec: LengthSpec): number {
  switch (spec.kind) {
    case 'constant':
      return spec.tokens;
    case 'lognormal':
      return spec.high ?? 6 * (spec.median ?? spec.mean ?? 1);
    case 'histogram':
      return Math.max(...spec.histogram.values);
    default:
      return Math.max(spec.low, spec.high);
  }
}
