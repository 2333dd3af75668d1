import * as z from 'zod';
import { find } from '../../because/index.ts';
import { moneyOf } from '../economics/told-money.ts';
import { nearestPaths } from '../explain-path.ts';
import { type Explanation, explained } from '../explained.ts';
import { refuse } from '../input-error.ts';
import { operation } from '../operation.ts';
import { fieldMeta } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { serveScenarioSchema } from '../scenario/serve-schema.ts';
import { estimated } from './estimate-serve.ts';

const path = z.string().max(200);
fieldMeta.add(path, { kind: 'text' });
const input = later(() => z.strictObject({ scenario: serveScenarioSchema, path: path.optional() }));

/** Where a number of `estimate serve` comes from: its formula, its inputs, down to fits, cited facts and the user's own words. */
export const explainServe = operation<z.output<typeof input>, Explanation>({
  name: 'explain-serve',
  command: ['explain', 'serve'],
  sentence: 'explainServe',
  input,
  output: 'explanation',
  kernels: true,
  run: (context, { scenario, path: wanted = '' }) => {
    const report = estimated(context, scenario);
    if (!report.because) throw refuse('unknown-path', 'scenario', { value: report.outcome });
    const node = find(report.because, wanted);
    if (node) return explained(wanted, node, moneyOf(context, scenario.economics?.currency));
    // The root's own children are the first words of every path.
    const tree = { ...report.because, inputs: [report.because] };
    throw refuse('unknown-path', 'path', { value: wanted, nearest: nearestPaths(tree, wanted) });
  },
});
