import type { SearchSpace } from '../../training/index.ts';
import type { Offload, Strategy } from '../../training/strategy.ts';
import { refuse } from '../input-error.ts';
import type { Scenario } from './schema.ts';

type Words = NonNullable<Scenario['strategy']>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const GIVEN_ONLY: readonly string[] = ['dp', 'shard_group', 'recompute_layers', 'layout'];

/** True where a word belongs to one given strategy and cannot constrain a search. */
export const isGivenOnly = (word: string): boolean => GIVEN_ONLY.includes(word);

/** Constraints of a search. Words that it does not vary are refused: dropping them silently would answer another question. */
export function searchSpaceOf(words: Words = {}): SearchSpace {
  const strange = Object.keys(words).find(isGivenOnly);
  if (strange) throw refuse('not-searched', `strategy.${strange}`, { value: strange });
  return knownSpace(words);
}

/** The same, words of a given strategy left out. */
export function knownSpace(words: Words = {}): SearchSpace {
  const { tp, pp, vp, cp, ep, etp, zero, recompute, schedule } = words;
  const list = <T>(value: T | undefined): readonly T[] | undefined => (value === undefined ? undefined : [value]);
  return {
    tp,
    pp,
    vp,
    cp,
    ep,
    etp,
    zero,
    microBatch: words.micro_batch,
    recompute,
    schedule,
    cpKind: list(words.cp_kind),
    tpComm: list(words.tp_comm),
    tpOverlap: list(words.tp_overlap),
    gatherAgain: list(words.gather_again),
    dpOverlap: list(words.dp_overlap),
    fusedActivation: list(words.fused_activation),
    offload: list(offloadOf(words)),
  };
}

function offloadOf({ offload, offload_to: to }: Words): Offload | undefined {
  if (!offload && !to) return undefined;
  const has = (what: 'weights' | 'activations' | 'optimizer') => offload?.includes(what) ?? false;
  return { weights: has('weights'), activations: has('activations'), optimizer: has('optimizer'), to: to ?? 'cpu' };
}

/** One strategy: what is stated replaces what `base` holds; the data parallel degree follows from the count. Throws InputError. */
export function strategyOf(words: Words = {}, base: Strategy, count: number): Strategy {
  const said: Partial<Mutable<Strategy>> = {};
  const put = <K extends keyof Strategy>(key: K, value: Strategy[K] | undefined) => {
    if (value !== undefined) said[key] = value;
  };
  put('tp', one('tp', words.tp));
  put('pp', one('pp', words.pp));
  put('vp', one('vp', words.vp));
  put('cp', one('cp', words.cp));
  put('ep', one('ep', words.ep));
  put('etp', one('etp', words.etp));
  put('zero', one('zero', words.zero));
  put('shardGroup', one('shard_group', words.shard_group));
  put('microBatch', one('micro_batch', words.micro_batch));
  put('recompute', one('recompute', words.recompute));
  put('recomputeLayers', one('recompute_layers', words.recompute_layers));
  put('schedule', one('schedule', words.schedule));
  put('layout', words.layout);
  put('cpKind', words.cp_kind);
  put('tpComm', words.tp_comm);
  put('tpOverlap', words.tp_overlap);
  put('gatherAgain', words.gather_again);
  put('dpOverlap', words.dp_overlap);
  put('fusedActivation', words.fused_activation);
  put('offload', offloadOf(words));
  const strategy = { ...base, ...said };
  if (!said.schedule && strategy.vp > 1 && strategy.schedule === '1f1b') strategy.schedule = 'interleaved';
  // A product that does not come out even is left to the rules of training/, which name it after stronger ones.
  const dp = one('dp', words.dp) ?? Math.max(1, Math.floor(count / (strategy.tp * strategy.pp * strategy.cp)));
  return { ...strategy, dp };
}

function one<T>(key: string, values: readonly T[] | undefined): T | undefined {
  if (values && values.length > 1)
    throw refuse('two-ways', `strategy.${key}`, { value: values.join(', '), nearest: [String(values[0])] });
  return values?.[0];
}
