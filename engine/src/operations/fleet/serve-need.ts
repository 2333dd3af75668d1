import { servingRange } from '../../serving/index.ts';
import { boundOf, type Demand, idleStrain } from '../../serving/search/plan-serving.ts';
import { InputError, refuse } from '../input-error.ts';
import type { Context } from '../operation.ts';
import type { ServeScenario } from '../scenario/serve-schema.ts';
import { planOptions } from '../serving/plan/plan-options.ts';
import type { ReadyServing } from '../serving/ready-option.ts';
import { type ServingSetting, settleServing } from '../serving/settle-serving.ts';
import type { Estimated } from './estimated.ts';

/** Accelerators of one replica that are tried. */
const MOST = 64;

/** Who asks how much: a rate that is held, or so many answers in all. */
export interface Asked {
  /** Of what replicas carry at the promised pace, the share that they are given on average. */
  readonly fill: number;
  /** Answers in all; null for a rate that is held. */
  readonly requests: number | null;
}

/**
 * What serving takes on an accelerator: of all cuts and formats the one that carries most for each accelerator at the promised pace,
 * without queues (simulate serve adds those; `fill` leaves room for them). Accelerators for a rate, accelerator-hours for a number of answers.
 */
export function serveNeed(
  context: Pick<Context, 'catalogue'>,
  words: Omit<ServeScenario, 'on'>,
  accelerator: string,
  asked: Asked,
  path: string,
): Estimated {
  try {
    const setting = settleServing(context, { ...words, on: { accelerator: [accelerator] } });
    const rate = asked.requests === null ? rateOf(setting) : 1;
    const options = planOptions(setting, MOST, () => true);
    const demand: Demand = {
      load: setting.load,
      requestsPerSecond: rate,
      limits: setting.limits,
      objective: 'accelerators',
      mostAccelerators: Number.POSITIVE_INFINITY,
    };
    const able = options.ready
      .filter((option) => idleStrain(option, demand) <= 1)
      .map((option) => ({ option, rate: boundOf(option, demand).rate }))
      .filter((one) => one.rate > 0);
    const each = ({ option, rate: carried }: (typeof able)[number]) => option.accelerators / carried;
    const [best] = [...able].sort((a, b) => each(a) - each(b) || a.option.accelerators - b.option.accelerators);
    if (!best) {
      const refused = options.refused[0]?.example;
      return {
        need: null,
        refused: refused && options.ready.length === 0 ? refused : { rule: 'promise', values: {} },
        how: null,
      };
    }
    return { need: needOf(best.option, best.rate, rate, asked), refused: null, how: howOf(best.option, best.rate) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError({
      ...error.problem,
      path: error.problem.path === '' ? path : `${path}.${error.problem.path}`,
    });
  }
}

function rateOf({ traffic }: ServingSetting): number {
  const rate = traffic?.peakPerSecond ?? traffic?.perSecond ?? null;
  if (rate !== null && rate > 0) return rate;
  throw refuse('missing', 'traffic.rate', { values: { flag: 'traffic: { input: 1000, output: 200, rate: 5/s }' } });
}

/** The engine's own range of throughput turns round: what may carry less may take more. */
function needOf({ accelerators, basis }: ReadyServing, carried: number, rate: number, { fill, requests }: Asked) {
  const { value, low, high } = servingRange('throughput', carried, basis);
  const at = (each: number) =>
    requests === null ? (rate * accelerators) / (each * fill) : (requests * accelerators) / (each * fill) / 3600;
  return { value: at(value), low: at(high), high: at(low) };
}

function howOf(option: ReadyServing, requestsPerSecond: number): Estimated['how'] {
  const { tp, pp, dp, ep, weights, kv } = option.deployment;
  return {
    kind: 'serve',
    accelerators: option.accelerators,
    ...{ tp, pp, dp, ep },
    weights: weights.id,
    kv,
    engine: option.place.profile.name,
    requestsPerSecond,
  };
}
