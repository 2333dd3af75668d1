import type { OwnFacts } from '../../economics/index.ts';
import { ageOf } from '../../report/age.ts';
import type { OwnAssumed } from '../../report/own-comparison.ts';
import type { OwnScenario } from './own-schema.ts';

/** Numbers of the answer that nobody said, each with its source and its age. */
export function ownAssumed({ inputs }: OwnFacts, _: OwnScenario, today: string | undefined): OwnAssumed[] {
  return Object.entries(inputs).flatMap(([key, because]): OwnAssumed[] => {
    if (because.kind === 'input' || because.source === undefined) return [];
    const { value, low, high, unit, source, date, grade } = because;
    return [
      {
        key,
        value,
        ...(low !== undefined && { low }),
        ...(high !== undefined && { high }),
        unit,
        source,
        age: ageOf(date, today),
        estimate: grade === 'estimate' || because.kind === 'assumption',
      },
    ];
  });
}
