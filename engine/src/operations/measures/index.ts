/**
 * operations/measures - a scenario file of any kind as numbers that can be turned and numbers that can be read off.
 * In: the parsed data of a file. Out: `Opened` (kind.ts): its kind; its named inputs with unit, value, range and how dear it is to
 * turn each; its measures with unit and which way is better; a fast function of one measure; the whole answer with ranges.
 * crossover, compare, diff, assert and watch know scenarios through this and nothing else.
 *
 * To add a kind:
 * 1. Copy train.ts to `<kind>.ts`: a MeasureKind whose `of` looks for the group's key and whose `open` reads the scenario once.
 * 2. `inputs`: one NamedInput a number, path as in the file; say `range` only where a fact has one and the user said nothing.
 * 3. `measures`: keys are the words of `assert`; `at` is called thousands of times: keep what does not change (`remembered`).
 *    `along` where it is a formula: everything but what follows the input is worked out once.
 *    NaN where the scenario is not possible at those settings; what refuses an input (InputError) is not possible, and no more.
 * 4. `error`: how far the model itself may be off, as factors; `error` among the settings multiplies it in. null where it is exact.
 * 5. A line in KINDS, names of new measures and inputs in messages/en/measures.ts and zh-CN, a case in measures.test.ts.
 */

import { refuse } from '../input-error.ts';
import type { Context } from '../operation.ts';
import { checkPlainData } from '../scenario/plain-data.ts';
import { carbonKind } from './carbon.ts';
import { chipKind } from './chip.ts';
import { fleetKind } from './fleet.ts';
import type { Data, Measured, MeasureKind, Opened } from './kind.ts';
import { ownKind } from './own.ts';
import { serveKind } from './serve.ts';
import { trainKind } from './train.ts';
import { worksheetKind } from './worksheet.ts';

export { assertionsOf } from './assertions.ts';
export { datedFacts } from './dated.ts';
export * from './kind.ts';
export { withSettings } from './settings.ts';

/** Every kind of scenario that can be measured. */
export const KINDS: readonly MeasureKind[] = [
  carbonKind, // a run may stand beside it, which is planned for its hours
  trainKind,
  serveKind,
  chipKind,
  ownKind,
  fleetKind,
  worksheetKind,
];

/** A scenario of any kind. `where` names it in refusals: a file. Throws InputError. */
export function openScenario(context: Context, data: Data, where = ''): Opened {
  checkPlainData(data);
  const kind = KINDS.find((known) => known.of(data));
  // Rules are held against the answer by `assertionsOf`, whatever the kind.
  if (kind)
    return answeredOnce(
      kind.open(context, Object.fromEntries(Object.entries(data).filter(([key]) => key !== 'assert'))),
    );
  const found = Object.keys(data).slice(0, 6).join(', ');
  const kinds = KINDS.map((known) => known.kind);
  throw refuse('unknown-kind', where, { value: found, nearest: kinds });
}

/** Who asks for the answer of the scenario as it stands asks again: for each side, for the measure and for where it is now. */
function answeredOnce(opened: Opened): Opened {
  let known: Measured | undefined;
  return {
    ...opened,
    measured: (settings) => {
      if (settings && settings.size > 0) return opened.measured(settings);
      known ??= opened.measured();
      return known;
    },
  };
}
