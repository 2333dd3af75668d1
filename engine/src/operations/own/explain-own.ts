import * as z from 'zod';
import { find } from '../../because/index.ts';
import { nearestPaths } from '../explain-path.ts';
import { type Explanation, explained } from '../explained.ts';
import { refuse } from '../input-error.ts';
import { operation } from '../operation.ts';
import { fieldMeta } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { ownAnswer } from './own-answer.ts';
import { ownScenarioSchema } from './own-schema.ts';
import { settleOwn } from './settle-own.ts';

const path = z.string().max(200);
fieldMeta.add(path, { kind: 'text' });
const input = later(() => z.strictObject({ scenario: ownScenarioSchema, path: path.optional() }));

/** Where a number of `compare own` comes from: its formula, its inputs, down to cited facts and the user's own words. */
export const explainOwn = operation<z.output<typeof input>, Explanation>({
  name: 'explain-own',
  command: ['explain', 'own'],
  sentence: 'explainOwn',
  input,
  output: 'explanation',
  kernels: true,
  run: ({ catalogue, today }, { scenario, path: wanted = '' }) => {
    const settled = settleOwn(catalogue, scenario, today);
    const { because } = ownAnswer(settled, catalogue, today);
    const node = find(because, wanted) ?? find(because, `own.${wanted}`) ?? find(because, `own_million.${wanted}`);
    if (node) return explained(wanted, node, settled.rate);
    throw refuse('unknown-path', 'path', { value: wanted, nearest: nearestPaths(because, wanted) });
  },
});
