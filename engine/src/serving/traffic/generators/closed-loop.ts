import type { PeekableSource } from '../request.ts';
import { EventHeap } from './event-heap.ts';
import { drawerOf, isFixed, type Lengths } from './lengths.ts';
import type { Bounds } from './open-loop.ts';
import { type BlockRange, PrefixBlocks } from './prefix-blocks.ts';
import { chanceFor, STREAMS } from './random.ts';
import { type SecondsSpec, waitOf } from './seconds.ts';

export interface ClosedLoopSpec extends Bounds {
  readonly seed: number;
  /** Clients, each with one request under way at most. */
  readonly clients: number;
  /** From an answer to the client's next request; absent = none. */
  readonly think?: SecondsSpec;
  /** First requests are spread over so many seconds; 0 = all at once. */
  readonly rampSeconds?: number;
  readonly lengths: Lengths;
  readonly sharedTokens?: number;
  readonly prefixTokens?: number;
  readonly blocks?: BlockRange;
}

/**
 * Clients that wait for their answer before they ask again. With no time to think and N requests it is what benchmarks send: C prompts at
 * once, then one for each that is done. The n-th request is the same whichever client sends it.
 */
export function closedLoop(spec: ClosedLoopSpec): PeekableSource {
  const {
    seed,
    clients,
    think,
    rampSeconds = 0,
    lengths,
    sharedTokens = 0,
    prefixTokens,
    blocks,
    requests,
    seconds,
  } = spec;
  const draw = drawerOf(lengths);
  const same = isFixed(lengths) ? chanceFor(seed, STREAMS.lengths) : undefined;
  const pause = think && waitOf(think);
  const even = think === undefined ? 0 : think.kind === 'constant' ? Math.max(0, think.seconds) : undefined;
  const wait = (done: number): number => even ?? pause!(chanceFor(seed, STREAMS.sessions, done));
  const prefix = new PrefixBlocks(sharedTokens, prefixTokens, blocks);
  const most = requests ?? Number.POSITIVE_INFINITY;
  const latest = seconds ?? Number.POSITIVE_INFINITY;
  const ready = new EventHeap<number>();
  for (let client = 0; client < clients; client++) ready.push((rampSeconds * client) / clients, client);
  let id = 0;
  const peek = (): number => (id < most && ready.first <= latest ? ready.first : Number.POSITIVE_INFINITY);
  return {
    ...(Number.isFinite(most) && latest === Number.POSITIVE_INFINITY && { total: most }),
    peek,
    next(into) {
      const at = peek();
      if (at === Number.POSITIVE_INFINITY) return false;
      const client = ready.pop();
      into.id = id;
      into.arrival = at;
      draw(same ?? chanceFor(seed, STREAMS.lengths, id), into);
      into.input += sharedTokens;
      into.session = client;
      into.priority = 0;
      into.adapter = -1;
      prefix.lead(into, into.input);
      id++;
      return true;
    },
    finished(done, client, now) {
      ready.push(now + wait(done), client);
    },
  };
}
