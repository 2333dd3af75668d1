import { readCatalogue } from '@ridgepoint/catalogue';
import type { Catalogue } from '@ridgepoint/engine/facts';
import { planTrain } from '@ridgepoint/engine/operations/plan-train';
import { readInput } from '@ridgepoint/engine/operations/scenario/read';
import { describe, expect, it } from 'vitest';
import { FactAway, guarded } from './facts.ts';
import { firstFacts } from './first-facts.ts';

const whole = readCatalogue();
const first = guarded(JSON.parse(JSON.stringify(firstFacts(whole))));
const ask = (catalogue: Catalogue, model: string, on: string) =>
  planTrain.run(
    { catalogue },
    readInput(planTrain.input, {
      train: { model, tokens: '15.6T', sequence: '8192', batch: '2048' },
      on: { accelerator: on, count: '16384' },
    }),
  );

describe('the first facts', () => {
  it('answer the first question as all facts do', () =>
    expect(ask(first, 'llama-3.1-405b', 'h100-sxm')).toEqual(ask(whole, 'llama-3.1-405b', 'h100-sxm')));

  it.each([
    ['llama-3.1-8b', 'h100-sxm'],
    ['llama-3.1-405b', 'mi300x'],
  ])('say that more is needed for %s on %s, and never answer without it', (model, on) =>
    expect(() => ask(first, model, on)).toThrow(FactAway),
  );

  it('tell of everything that is left out, however it is read', () => {
    const left = first.models.find(({ id }) => id === 'llama-3.1-8b')!;
    expect(left.name).toBe('Llama 3.1 8B');
    for (const read of [() => left.config, () => ({ ...left }), () => 'note' in left, () => first.sources])
      expect(read).toThrow(FactAway);
  });
});
