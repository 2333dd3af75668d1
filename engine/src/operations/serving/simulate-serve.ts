import type { Assumed } from '../../report/assumed.ts';
import type { SimulationReport } from '../../report/index.ts';
import { runRanges } from '../../serving/index.ts';
import { refuse } from '../input-error.ts';
import { type Context, operation } from '../operation.ts';
import { type ServeScenario, serveScenarioSchema } from '../scenario/serve-schema.ts';
import { bounded, boundsOf, busiest } from './bounded-traffic.ts';
import { statedChoice } from './option-choice.ts';
import { trafficShare } from './plan/traffic-share.ts';
import { isReady, type ReadyServing, readyOption } from './ready-option.ts';
import { rentAssumed } from './serving-energy.ts';
import { brokenRule } from './serving-rules.ts';
import { type ServingSetting, settleServing } from './settle-serving.ts';
import { simulationAnswer } from './simulation-answer.ts';
import { type Group, routerOf, simulationSetup } from './simulation-setup.ts';

/** A deployment under traffic, request by request: latencies with ranges, what binds, watts, money, and whether the promise is kept. */
export const simulateServe = operation<ServeScenario, SimulationReport>({
  name: 'simulate-serve',
  command: ['simulate', 'serve'],
  sentence: 'simulateServe',
  input: serveScenarioSchema,
  output: 'simulation',
  kernels: true,
  run: (context, scenario) => {
    const setting = settleServing(context, scenario);
    if (!setting.traffic)
      throw refuse('missing', 'traffic', { values: { flag: '--input 1000 --output 200 --rate 5/s' } });
    const assumed: Assumed[] = [...setting.assumed];
    const { option, count } = statedReady(setting, assumed);
    const { disaggregate } = scenario.serve;
    const groups: Group[] = disaggregate
      ? [
          { role: 'prefill', option: promptReplica(setting, option), count: disaggregate.prefill },
          { role: 'decode', option, count: disaggregate.decode },
        ]
      : [{ role: 'both', option, count }];
    return simulateGroups(context, setting, groups, assumed);
  },
});

export interface SimulateOptions {
  /** Below 1: the groups are a slice of a larger system and get so much of its traffic. */
  readonly share?: number;
  /** Most requests, where nobody says how many. */
  readonly most?: number;
  /** Also with slower and faster steps. */
  readonly ranges?: boolean;
}

/**
 * Runs groups of replicas under the traffic of a setting, with everything that the answer needs. `share` < 1: they are a slice of a larger
 * system and get so much of its traffic; rates, watts and money of an hour are told of the whole.
 */
export function simulateGroups(
  { onProgress, watch, trace }: Context,
  setting: ServingSetting,
  groups: readonly Group[],
  assumed: Assumed[],
  { share = 1, most, ranges = true }: SimulateOptions = {},
): SimulationReport {
  const { scenario } = setting;
  const words = scenario.traffic ?? {};
  const traffic = busiest(words, setting.traffic!, trace, assumed);
  const { perSecond } = traffic;
  const own = perSecond === null ? traffic : { ...traffic, perSecond: perSecond * share };
  const bounds = boundsOf(words, own, assumed, most);
  const source = () =>
    share < 1 ? trafficShare(setting, traffic, share, bounds, trace) : bounded(traffic.source(), bounds);
  if (words.cached !== undefined && setting.load.cached > 0 && !traffic.description?.prefix)
    assumed.push({ key: 'cached', value: words.cached, unit: 'share', source: 'one beginning that all share' });
  const setup = simulationSetup(setting, groups, source, assumed);
  const runs = runRanges(setup, ranges ? groups[0]!.option.spread : { low: 0, high: 0 }, {
    ...(watch && { sink: watch }),
    ...(onProgress && { onProgress: (ended, total) => onProgress(ended, null, total ?? 0) }),
  });
  return simulationAnswer(setting, {
    runs,
    groups,
    router: routerOf(setting, groups),
    trafficName: words.trace ?? traffic.name,
    assumed,
    share,
  });
}

/** A replica that only reads prompts, cut as the scenario says of those alone. */
function promptReplica(setting: ServingSetting, option: ReadyServing): ReadyServing {
  const { prefill_tp, prefill_pp, prefill_dp, prefill_ep } = setting.scenario.serve.disaggregate!;
  const { tp, pp, dp, ep, weights, kv } = option.deployment;
  const cut = { tp: prefill_tp ?? tp, pp: prefill_pp ?? pp, dp: prefill_dp ?? dp, ep: prefill_ep ?? ep };
  if (cut.tp === tp && cut.pp === pp && cut.dp === dp && cut.ep === ep) return option;
  const broken = brokenRule(setting.network.architecture, cut);
  if (broken) throw refuse('serving-rule', 'serve.disaggregate', { value: broken.rule, values: broken.values });
  const format = option.place.weights.find(({ id }) => id === weights.id) ?? option.place.weights[0]!;
  const ready = readyOption(setting, { place: option.place, cut, weights: format, kv });
  if (!isReady(ready))
    throw refuse('serving-rule', 'serve', { value: ready.refused.rule, values: ready.refused.values });
  return ready;
}

/** The one deployment that a scenario states, made ready. Throws InputError where it does not fit. */
function statedReady(setting: ServingSetting, assumed: Assumed[]): { option: ReadyServing; count: number } {
  const choice = statedChoice(setting);
  const ready = readyOption(setting, choice);
  if (!isReady(ready))
    throw refuse('serving-rule', 'serve', { value: ready.refused.rule, values: ready.refused.values });
  assumed.push(...choice.place.assumed, ...ready.assumed, ...rentAssumed(setting, choice.place));
  const { tp, pp, dp } = choice.cut;
  if (choice.cutAssumed) assumed.push({ key: 'cut', value: `TP ${tp} PP ${pp} DP ${dp}`, source: choice.cutAssumed });
  const source = setting.scenario.on.count === undefined ? 'one' : 'as many as the accelerators hold';
  if (choice.replicasAssumed) assumed.push({ key: 'replicas', value: choice.replicas, unit: '1', source });
  return { option: ready, count: choice.replicas };
}
