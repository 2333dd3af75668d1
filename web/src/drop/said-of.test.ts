import { fieldsOf } from '@ridgepoint/engine/operations/scenario/fields';
import { scenarioSchema } from '@ridgepoint/engine/operations/scenario/schema';
import { expect, it } from 'vitest';
import { scenarioOf } from '../state/scenario.ts';
import { saidOf } from './said-of.ts';

const fields = fieldsOf(scenarioSchema);

it('fills a form that asks what the file asked, and names what no field says', () => {
  const train = { model: 'llama-3.1-8b', tokens: '1T', sequence: 8192 };
  const on = { accelerator: ['h100-sxm', 'mi300x'], count: 64 };
  const { said, left } = saidOf({ ridgepoint: 1, train, on, assert: { cost: '< 2 M USD' }, own: 1 }, fields);
  expect(said).toEqual({ model: 'llama-3.1-8b', tokens: '1T', sequence: '8192', on: 'h100-sxm,mi300x', gpus: '64' });
  expect(left).toEqual(['assert.cost', 'own']);
  expect(scenarioOf(fields, said)).toMatchObject({ train: { model: 'llama-3.1-8b' }, on: { count: '64' } });
});

it('leaves out what is too long for a link and a model that stands there whole', () => {
  const { said, left } = saidOf({ train: { model: { hidden_size: 8 }, tokens: '9'.repeat(500) } }, fields);
  expect(said).toEqual({});
  expect(left).toEqual(['train.model.hidden_size', 'train.tokens']);
});
