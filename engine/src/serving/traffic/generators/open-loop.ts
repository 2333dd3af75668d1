import type { PeekableSource } from '../request.ts';
import { type ArrivalSpec, arrivalsOf } from './arrivals.ts';
import { drawerOf, isFixed, type Lengths } from './lengths.ts';
import { type BlockRange, PrefixBlocks } from './prefix-blocks.ts';
import { chanceFor, STREAMS } from './random.ts';

/** Where traffic ends: whichever comes first; neither = it does not. */
export interface Bounds {
  readonly requests?: number;
  /** No request arrives later. */
  readonly seconds?: number;
}

export interface OpenLoopSpec extends Bounds {
  readonly seed: number;
  readonly arrivals: ArrivalSpec;
  readonly lengths: Lengths;
  /** Tokens that every prompt begins with, added to its own: a system prompt. */
  readonly sharedTokens?: number;
  readonly prefixTokens?: number;
  readonly blocks?: BlockRange;
}

/** Requests that come whether or not earlier ones are answered. Each has its own stream of chance: request n is the same whatever else changes. */
export function openLoop({
  seed,
  arrivals,
  lengths,
  sharedTokens = 0,
  prefixTokens,
  blocks,
  requests,
  seconds,
}: OpenLoopSpec): PeekableSource {
  const arrive = arrivalsOf(arrivals, seed);
  const draw = drawerOf(lengths);
  const same = isFixed(lengths) ? chanceFor(seed, STREAMS.lengths) : undefined;
  const prefix = new PrefixBlocks(sharedTokens, prefixTokens, blocks);
  const most = requests ?? Number.POSITIVE_INFINITY;
  const latest = seconds ?? Number.POSITIVE_INFINITY;
  let id = 0;
  let at = bounded(arrive());
  function bounded(time: number): number {
    return time <= latest && id < most ? time : Number.POSITIVE_INFINITY;
  }
  return {
    ...(Number.isFinite(most) && latest === Number.POSITIVE_INFINITY && { total: most }),
    peek: () => at,
    next(into) {
      if (at === Number.POSITIVE_INFINITY) return false;
      into.id = id;
      into.arrival = at;
      draw(same ?? chanceFor(seed, STREAMS.lengths, id), into);
      into.input += sharedTokens;
      into.session = -1;
      into.priority = 0;
      into.adapter = -1;
      prefix.lead(into, into.input);
      id++;
      at = bounded(arrive());
      return true;
    },
  };
}
