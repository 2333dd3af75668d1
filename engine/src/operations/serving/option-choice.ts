import { usualSystem } from '../../machine/index.ts';
import type { Deployment, NamedFormat } from '../../serving/index.ts';
import { type Cut, cutsOf } from '../../serving/search/cuts.ts';
import { refuse } from '../input-error.ts';
import { serverOf } from '../scenario/place.ts';
import { capacityAt, rankOf } from './ready-option.ts';
import { brokenRule } from './serving-rules.ts';
import type { ServingPlace, ServingSetting } from './settle-serving.ts';

/** One way to run a replica, named: `readyOption` makes it ready. */
export interface OptionChoice {
  readonly place: ServingPlace;
  readonly cut: Cut;
  readonly weights: NamedFormat;
  readonly kv: Deployment['kv'];
}

/** The choice of a scenario that states one deployment, and how many replicas of it there are. */
export interface StatedChoice extends OptionChoice {
  readonly replicas: number;
  /** Where nobody said how to cut it: why so. */
  readonly cutAssumed: CutReason | null;
  readonly replicasAssumed: boolean;
}

/** Why a replica is cut as it is where nobody said: what the fewest accelerators were to hold, or that no number of them holds one request. */
export type CutReason =
  | 'fewest that hold 16 requests at once'
  | 'fewest that hold the requests asked at once'
  | 'fewest that hold one request'
  | 'none holds one request';

/** Most accelerators of one replica that are tried where nobody says how many. */
const MOST = 64;
/** Requests that a cache should hold before more accelerators are left out: below, batches are too small to pay for the weights. */
const ROOMY = 16;

/** The one deployment that a scenario states, gaps filled: the smallest cut that holds the model. Throws InputError for lists and broken rules. */
export function statedChoice(setting: ServingSetting): StatedChoice {
  const { scenario, places } = setting;
  const { serve, on } = scenario;
  const place = only('on.accelerator', places, (p) => p.chip.id);
  const weights = only('serve.weights', place.weights, (w) => w.id);
  const kv = only('serve.kv', place.kv, String);
  const count = on.count && only('on.count', on.count, String);
  const stated = {
    tp: serve.tp && only('serve.tp', serve.tp, String),
    pp: serve.pp && only('serve.pp', serve.pp, String),
    dp: serve.dp && only('serve.dp', serve.dp, String),
    ep: serve.ep && only('serve.ep', serve.ep, String),
  };
  const filled =
    stated.tp === undefined && stated.pp === undefined && stated.dp === undefined
      ? smallestCut(setting, place, weights, kv, roomFor(count, replicasSaid(setting)))
      : null;
  const cut = filled
    ? { ...filled.cut, ...(stated.ep && { ep: stated.ep }) }
    : { tp: stated.tp ?? 1, pp: stated.pp ?? 1, dp: stated.dp ?? 1, ep: stated.ep ?? 1 };
  const broken = brokenRule(setting.network.architecture, cut);
  if (broken)
    throw refuse('serving-rule', `serve.${/^(tp|pp|ep)/.exec(broken.rule)?.[0] ?? 'ep'}`, {
      value: broken.rule,
      values: broken.values,
    });
  const said = replicasSaid(setting);
  const ranks = rankOf(cut);
  const replicas = said ?? Math.floor((count ?? ranks) / ranks);
  if (count !== undefined && (replicas < 1 || (said !== undefined && ranks * said !== count)))
    throw refuse('serving-rule', 'serve.replicas', {
      value: 'serving-product',
      values: { ...cut, replicas: Math.max(1, replicas), product: ranks * Math.max(1, replicas), count },
    });
  return { place, cut, weights, kv, replicas, cutAssumed: filled?.why ?? null, replicasAssumed: said === undefined };
}

/** Replicas that were said, in one number or by role. */
const replicasSaid = ({ scenario: { serve } }: ServingSetting): number | undefined =>
  serve.disaggregate ? serve.disaggregate.prefill + serve.disaggregate.decode : serve.replicas;

const roomFor = (count: number | undefined, replicas: number | undefined): number =>
  count === undefined ? MOST : Math.max(1, Math.floor(count / (replicas ?? 1)));

/**
 * The fewest accelerators whose memory holds the weights and a batch of requests, else at least one; where none does, the most there are. Layers are dealt
 * to the cards of llama.cpp; elsewhere tensor parallelism comes first, pipelines beyond one scale-up domain.
 */
function smallestCut(
  setting: ServingSetting,
  place: ServingPlace,
  weights: NamedFormat,
  kv: Deployment['kv'],
  most: number,
): { readonly cut: Cut; readonly why: CutReason } {
  const cuts = cutsFor(setting, place, most).filter(({ dp, ep }) => dp === 1 && ep === 1);
  const one = setting.load.input + setting.load.output;
  const batch = place.profile.settings.maxBatch === 1 ? 1 : Math.min(ROOMY, setting.traffic?.concurrency ?? ROOMY);
  let tight: Cut | undefined;
  for (const cut of cuts) {
    const { value: tokens } = capacityAt(setting, { place, cut, weights, kv }).tokens;
    if (tokens >= batch * one) return { cut, why: held(batch) };
    if (tokens >= one) tight ??= cut;
  }
  if (tight) return { cut: tight, why: held(1) };
  return { cut: cuts.at(-1) ?? { tp: 1, pp: 1, dp: 1, ep: 1 }, why: 'none holds one request' };
}

function held(batch: number): CutReason {
  if (batch === ROOMY) return 'fewest that hold 16 requests at once';
  return batch > 1 ? 'fewest that hold the requests asked at once' : 'fewest that hold one request';
}

/** Cuts of this model that an engine on this accelerator offers, smallest first. */
function cutsFor({ network, catalogue }: ServingSetting, place: ServingPlace, most: number): readonly Cut[] {
  const { architecture } = network;
  if (place.profile.family === 'llamacpp' || place.profile.family === 'mlx')
    return Array.from({ length: Math.min(most, 8, architecture.order.length) }, (_, i) => ({
      tp: 1,
      pp: i + 1,
      dp: 1,
      ep: 1,
    }));
  const system = place.system ?? usualSystem(catalogue, place.chip);
  const domain = Math.max(
    1,
    system?.scaleUp.domain && system.scaleUp.domain > 1 ? system.scaleUp.domain : serverOf(system),
  );
  const cuts = cutsOf(architecture, { domain, most: Math.min(most, Math.max(MOST, domain)) });
  return [...cuts]
    .filter((cut) => brokenRule(architecture, cut) === null)
    .sort((a, b) => rankOf(a) - rankOf(b) || a.pp - b.pp || a.dp - b.dp || a.ep - b.ep);
}

/** Every way that a scenario leaves open: accelerators x cuts x formats, degrees held to those that it lists. For searches. */
export function openChoices(setting: ServingSetting, most: number): readonly OptionChoice[] {
  const { tp, pp, dp, ep } = setting.scenario.serve;
  const allowed = (list: readonly number[] | undefined, value: number) => list === undefined || list.includes(value);
  return setting.places.flatMap((place) => {
    const cuts = cutsFor(setting, place, most).filter(
      (cut) => allowed(tp, cut.tp) && allowed(pp, cut.pp) && allowed(dp, cut.dp) && allowed(ep, cut.ep),
    );
    return cuts.flatMap((cut) =>
      place.weights.flatMap((weights) => place.kv.map((kv): OptionChoice => ({ place, cut, weights, kv }))),
    );
  });
}

function only<T>(path: string, values: readonly T[], word: (value: T) => string): T {
  const [first, ...others] = values;
  if (others.length > 0)
    throw refuse('one-wanted', path, { value: values.map(word).join(', '), nearest: [word(first!)] });
  return first!;
}
