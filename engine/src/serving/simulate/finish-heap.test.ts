import { expect, it } from 'vitest';
import { chanceFor } from '../traffic/generators/random.ts';
import { emptyRequest } from '../traffic/request.ts';
import { RequestColumns } from './columns.ts';
import { FinishHeap } from './finish-heap.ts';

it('gives up any entry and keeps the order of the others', () => {
  const requests = new RequestColumns(false);
  const heap = new FinishHeap(requests);
  const chance = chanceFor(1, 1);
  const held: number[] = [];
  for (let i = 0; i < 5000; i++) {
    if (held.length === 0 || (chance.uniform() < 0.55 && held.length < 300)) {
      const place = requests.add(emptyRequest());
      requests.finishTick[place] = Math.floor(50 * chance.uniform());
      requests.sequence[place] = i;
      held.push(place);
      heap.push(place);
    } else {
      const first = [...held].sort(
        (a, b) => requests.finishTick[a]! - requests.finishTick[b]! || requests.sequence[a]! - requests.sequence[b]!,
      )[0]!;
      expect(heap.tick).toBe(requests.finishTick[first]);
      const place = chance.uniform() < 0.5 ? heap.pop() : held[Math.floor(held.length * chance.uniform())]!;
      if (heap.size === held.length) heap.remove(place);
      else expect(place).toBe(first);
      held.splice(held.indexOf(place), 1);
      requests.remove(place);
    }
    expect(heap.size).toBe(held.length);
  }
});
