import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { RequestColumns } from '../../../engine/src/serving/simulate/columns.ts';
import { PrefixCache } from '../../../engine/src/serving/simulate/prefix-cache.ts';
import type { ReplicaState } from '../../../engine/src/serving/simulate/replica-state.ts';
import { emptyRequest } from '../../../engine/src/serving/traffic/request.ts';
import { holds } from '../../properties/holds.ts';
import { type Held, PlainPrefixes } from './prefix-blocks.ts';

/** Tokens of one prefix id; blocks of the cache are a part of it, the same, or more. */
const UNIT = 4;

/** What happens to one of a few requests that are there at once: it comes, a piece of its prompt is computed, it goes. */
interface Move {
  readonly who: number;
  readonly ids: readonly number[];
  readonly rest: number;
  readonly piece: number;
}

const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.record({
    who: fc.integer({ min: 0, max: 3 }),
    ids: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 9, size: 'max' }),
    rest: fc.integer({ min: 0, max: 3 }),
    piece: fc.integer({ min: 1, max: 24 }),
  }),
  { minLength: 5, maxLength: 120, size: 'max' },
);

interface Present {
  readonly place: number;
  readonly held: Held;
  readonly ids: readonly number[];
  readonly blocks: number;
}

describe('the prefix cache keeps and evicts what one does that holds every id by itself', () => {
  for (const mode of ['lru', 'radix'] as const) {
    for (const [offloadBlocks, blockTokens] of [
      [0, 4],
      [0, 2],
      [12, 4],
      [7, 8],
    ] as const) {
      holds(
        `${mode}, ${offloadBlocks} blocks in host memory, blocks of ${blockTokens} tokens`,
        moves,
        (list: readonly Move[]) => {
          const settings = {
            blocks: (4 * 40) / blockTokens,
            blockTokens,
            offloadBlocks,
            swapSecondsPerBlock: 0.1,
            prefixCache: mode,
          };
          const requests = new RequestColumns(true);
          const replica = {
            settings,
            requests,
            used: 0,
            moveSeconds: 0,
            blocksFor: (tokens: number) => Math.ceil(tokens / blockTokens),
          } as unknown as ReplicaState;
          const fast = new PrefixCache(replica);
          const slow = new PlainPrefixes(settings);
          const present = new Map<number, Present>();
          for (const { who, ids, rest, piece } of list) {
            const one = present.get(who);
            if (!one) {
              const input = UNIT * ids.length + rest;
              const at = requests.add({
                ...emptyRequest(),
                input,
                prefixIds: Int32Array.from(ids),
                prefixTo: ids.length,
                prefixTokens: UNIT,
              });
              const cached = fast.lookup(at);
              const plain = slow.find(ids, UNIT, input);
              const tokens = plain.whole ? input - 1 : plain.held.depth * UNIT;
              expect(cached).toBe(Math.floor(tokens / blockTokens) * blockTokens);
              expect([fast.found, fast.foundIdle]).toEqual([plain.found, plain.idle]);
              const blocks = Math.ceil((input + 1) / blockTokens);
              requests.held[at] = input + 1;
              requests.done[at] = cached;
              fast.claim(at);
              slow.claim(plain.held, blocks);
              present.set(who, { place: at, held: plain.held, ids, blocks });
            } else if (requests.done[one.place]! < requests.input[one.place]!) {
              const done = Math.min(requests.input[one.place]!, requests.done[one.place]! + piece);
              requests.done[one.place] = done;
              fast.scheduled(one.place);
              fast.computed(one.place);
              slow.share(one.held, one.ids, UNIT, Math.floor(done / UNIT));
            } else {
              expect(fast.sharedBy(one.place)).toBe(Math.floor((one.held.depth * UNIT) / blockTokens));
              fast.release(one.place, one.blocks);
              slow.release(one.held, one.blocks);
              requests.remove(one.place);
              present.delete(who);
            }
            expect([replica.used, fast.idle, fast.inHost, replica.moveSeconds]).toEqual([
              slow.used,
              slow.idle,
              slow.inHost,
              slow.moveSeconds,
            ]);
          }
          return true;
        },
        150,
      );
    }
  }
});
