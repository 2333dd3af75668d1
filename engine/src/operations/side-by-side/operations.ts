import * as z from 'zod';
import type { SideBySide } from '../../report/side-by-side.ts';
import { namedScenario } from '../crossover/crossover.ts';
import { operation } from '../operation.ts';
import { currencyField } from '../scenario/field.ts';
import { sideBySide } from './side-by-side.ts';

/** More columns than this are no longer read by a person. */
const MOST = 6;
const several = (least: number, most: number) =>
  z.strictObject({
    scenarios: z.array(namedScenario).min(least).max(most),
    currency: currencyField().optional(),
  });

/** Up to six scenarios of any kind side by side: differences of their inputs first, then what they answer. */
export const compareScenarios = operation<z.output<ReturnType<typeof several>>, SideBySide>({
  name: 'compare',
  command: ['compare'],
  sentence: 'compareScenarios',
  input: several(2, MOST),
  output: 'side-by-side',
  files: { least: 2, most: MOST },
  kernels: true,
  run: sideBySide,
});

/** What changes from one scenario to another, as Markdown for a pull request. */
export const diffScenarios = operation<z.output<ReturnType<typeof several>>, SideBySide>({
  name: 'diff',
  command: ['diff'],
  sentence: 'diff',
  input: several(2, 2),
  output: 'diff',
  files: { least: 2, most: 2 },
  kernels: true,
  run: sideBySide,
});

/** Whether scenarios keep the rules that their files assert. */
export const checkScenarios = operation<z.output<ReturnType<typeof several>>, SideBySide>({
  name: 'check',
  command: ['check'],
  sentence: 'check',
  input: several(1, 64),
  output: 'checks',
  files: { least: 1, most: 64 },
  kernels: true,
  run: sideBySide,
});
