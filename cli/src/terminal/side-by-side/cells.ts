import type { Assertion, SideBySide, SideInput, SideMeasure, SideScenario } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import type { Face } from '../../face.ts';
import { amounts } from '../crossover/amounts.ts';

/** Names and numbers of several scenarios as a reader sees them, in every layout. */
export function cellsOf(face: Face) {
  const { measures, labels } = face.messages;
  const inputName = ({ path, unit }: SideInput): string =>
    (unit === null ? measures.words[path] : measures.inputs[path]) ?? path;
  const measureName = ({ key }: SideMeasure): string => measures.names[key] ?? key;
  const outcome = ({ outcome: key }: SideScenario): string => measures.outcomes[key] ?? key;
  const binds = (key: string | null): string =>
    key === null ? '–' : ((labels.stepParts as Readonly<Record<string, string>>)[key] ?? key);
  const input = ({ unit }: SideInput, value: number | string | null): string => {
    if (value === null) return '–';
    if (typeof value === 'string') return value;
    // Whole numbers of things are counted out: 16,384.
    return unit === '1' && Number.isInteger(value)
      ? formatCount(value)
      : amounts(face, { unit: unit ?? '1' }).one(value);
  };
  const share = (unit: string, key: string) => unit === '1' && /^(mfu|goodput)$/.test(key);
  const measure = ({ unit, key }: SideMeasure, i: number, { values }: SideMeasure, ranged = false): string => {
    const of = values[i];
    if (!of) return '–';
    const print = amounts(face, { unit, share: share(unit, key) });
    return ranged && of.low < of.high ? print.range(of.value, of.low, of.high) : print.one(of.value);
  };
  const rule = ({ key, comparison, limit, unit }: Assertion): string =>
    `${key} ${comparison} ${amounts(face, { unit, share: share(unit, key) }).one(limit)}`;
  const ruleValue = ({ value, unit, key }: Assertion): string =>
    Number.isFinite(value) ? amounts(face, { unit, share: share(unit, key) }).one(value) : '–';
  return { inputName, measureName, outcome, binds, input, measure, rule, ruleValue };
}

/** The measure that leads: what the scenarios are about, else the first in which one is best. */
export const leading = ({ measures, main }: SideBySide): SideMeasure | undefined =>
  measures.find(({ key, best }) => key === main && best !== null) ?? measures.find(({ best }) => best !== null);
