import * as z from 'zod';
import { type Because, find } from '../../because/index.ts';
import type { Currency } from '../../units/index.ts';
import { chipsRoofline } from '../chips/roofline.ts';
import { rooflineInput } from '../chips/roofline-input.ts';
import { nearestPaths } from '../explain-path.ts';
import { type Explanation, explained } from '../explained.ts';
import { refuse } from '../input-error.ts';
import { type Context, type Operation, operation } from '../operation.ts';
import { fieldMeta } from '../scenario/field.ts';
import { carbonInput } from './carbon-input.ts';
import { chipInput } from './chip-input.ts';
import { dataInput } from './data-input.ts';
import { estimateCarbon } from './estimate-carbon.ts';
import { estimateChip } from './estimate-chip.ts';
import { estimateValue, valueInput } from './estimate-value.ts';
import { planData } from './plan-data.ts';
import { moneyOf } from './told-money.ts';

const path = z.string().max(200);
fieldMeta.add(path, { kind: 'text' });

/** A study's answer tells its own money, where it has any; else its question may say a currency. */
interface Study {
  readonly because: Because | null;
  readonly money?: { readonly currency: Currency };
}
interface Paid {
  readonly economics?: { readonly currency?: Currency | undefined } | undefined;
}

/** Where a number of a study comes from, down to cited facts and the user's own words. */
function explainer<In extends object, S extends z.ZodType<In>>(
  word: 'carbon' | 'chip' | 'value' | 'data' | 'roofline',
  sentence: string,
  scenario: S,
  study: Pick<Operation<In, Study>, 'run'>,
) {
  return operation<{ scenario: In; path?: string | undefined }, Explanation>({
    name: `explain-${word}`,
    command: ['explain', word],
    sentence,
    input: z.strictObject({ scenario, path: path.optional() }) as never,
    output: 'explanation',
    run: (context: Context, { scenario: asked, path: wanted = '' }) => {
      const answer = study.run(context, asked);
      const because = withEnergy(answer.because!);
      const node = wanted === because.name ? because : find(because, wanted);
      if (node) return explained(wanted, node, moneyOf(context, (answer.money ?? (asked as Paid).economics)?.currency));
      throw refuse('unknown-path', 'path', { value: wanted, nearest: nearestPaths(because, wanted) });
    },
  });
}

/** The footprint's total by its own name, and the energy beneath it, beside its parts. */
function withEnergy(because: Because): Because {
  const energy = find(because, 'operational.energy');
  if (!energy) return because;
  return { ...because, inputs: [{ ...because, name: 'total' }, ...because.inputs!, energy] };
}

export const explainCarbon = explainer('carbon', 'explainCarbon', carbonInput, estimateCarbon);
export const explainChip = explainer('chip', 'explainChip', chipInput, estimateChip);
export const explainValue = explainer('value', 'explainValue', valueInput, estimateValue);
export const explainData = explainer('data', 'explainData', dataInput, planData);
export const explainRoofline = explainer('roofline', 'explainRoofline', rooflineInput, chipsRoofline);
