import type { Assertion } from '../report/assertion.ts';
import type { SideBySide, SideInput, SideMeasure, SideScenario } from '../report/side-by-side.ts';
import { formatCount } from '../units/index.ts';
import { amounts } from './axis-amounts.ts';
import type { Speaker } from './speaker.ts';
import { unseenPromises } from './unseen-promises.ts';

/** Names and numbers of several scenarios as a reader sees them, in every layout. */
export function sideBySideCells(speaker: Speaker) {
  const { measures, labels } = speaker.messages;
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
      : amounts(speaker, { unit: unit ?? '1' }).one(value);
  };
  const share = (unit: string, key: string) => unit === '1' && /^(mfu|goodput)$/.test(key);
  const measure = ({ unit, key }: SideMeasure, i: number, { values }: SideMeasure, ranged = false): string => {
    const of = values[i];
    if (!of) return '–';
    const print = amounts(speaker, { unit, share: share(unit, key) });
    return ranged && of.low < of.high ? print.range(of.value, of.low, of.high) : print.one(of.value);
  };
  const rule = ({ key, comparison, limit, unit }: Assertion): string =>
    `${key} ${comparison} ${amounts(speaker, { unit, share: share(unit, key) }).one(limit)}`;
  const ruleValue = ({ value, unit, key }: Assertion): string =>
    Number.isFinite(value) ? amounts(speaker, { unit, share: share(unit, key) }).one(value) : '–';
  return { inputName, measureName, outcome, binds, input, measure, rule, ruleValue };
}

/** The measure that leads: what the scenarios are about, else the first in which one is best. */
export const leadingMeasure = ({ measures, main }: SideBySide): SideMeasure | undefined =>
  measures.find(({ key, best }) => key === main && best !== null) ?? measures.find(({ best }) => best !== null);

/** Who leads on the first measure, and who does not do what is asked. */
export function sideBySideVerdict(report: SideBySide, speaker: Speaker): string[] {
  const words = speaker.messages.sideBySide;
  const cells = sideBySideCells(speaker);
  const lead = leadingMeasure(report);
  const unable = report.scenarios
    .filter(({ able }) => !able)
    .map((scenario) => words.unable({ name: scenario.name, outcome: cells.outcome(scenario) }));
  const unseen = unseenPromises(report.scenarios, speaker);
  if (!lead || lead.best === null) return [words.noLeader, ...unable, ...unseen];
  const name = report.scenarios[lead.best]!.name;
  const value = cells.measure(lead, lead.best, lead, true);
  return [words.leads({ name, measure: cells.measureName(lead), value, clear: lead.clear }), ...unable, ...unseen];
}
