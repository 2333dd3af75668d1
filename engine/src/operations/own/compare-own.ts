import type { OwnComparison } from '../../report/own-comparison.ts';
import { operation } from '../operation.ts';
import { ownAnswer } from './own-answer.ts';
import { type OwnScenario, ownScenarioSchema } from './own-schema.ts';
import { settleOwn } from './settle-own.ts';

/** Rent, own or an API's tokens: what each costs, and the use at which owning wins. */
export const compareOwn = operation<OwnScenario, OwnComparison>({
  name: 'compare-own',
  command: ['compare', 'own'],
  sentence: 'compareOwn',
  input: ownScenarioSchema,
  output: 'own',
  kernels: true,
  run: ({ catalogue, today }, scenario) => ownAnswer(settleOwn(catalogue, scenario, today), catalogue, today),
});
