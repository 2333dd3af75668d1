import { refuse } from '../input-error.ts';
import type { Operation } from '../operation.ts';
import { fieldsOf } from '../scenario/fields.ts';
import { hashOf, LONGEST, LONGEST_SCENARIO, type Place, placeOf } from './address.ts';
import { QUESTIONS, SEVERAL } from './questions.ts';
import { type NamedData, type ScenarioData, scenarioOf, scenarioText } from './scenario-text.ts';

/** A link of the page as it is copied, or what of it stands behind the address. Throws InputError for what is none. */
export function readLink(link: string): Place {
  const at = link.indexOf('#');
  const place = placeOf(at < 0 ? '' : link.slice(at));
  if (place.page === '') throw refuse('not-a-link', '', { value: link.slice(0, 120), nearest: [EXAMPLE] });
  return place;
}

const EXAMPLE = hashOf({ page: 'train', said: { model: 'llama-3.1-8b', on: 'h100-sxm', gpus: '64' } });

/** What an operation was asked, as a place of the page; null where no page asks it. Throws InputError for what no link can say. */
export function placeFor(operation: Operation, asked: ScenarioData): Place | null {
  const page = Object.entries(QUESTIONS).find(([, question]) => question.operation === operation.name)?.[0];
  // The version that a file states is the link's own.
  const { ridgepoint: _, ...said } = asked;
  if (page) return { page, said: saidBy(operation, said) };
  const several = Object.entries(SEVERAL).find(([, question]) => question.operation === operation.name)?.[0];
  if (!several) return null;
  const { scenarios, ...rest } = asked as { readonly scenarios: readonly NamedData[] };
  const letters = Object.fromEntries(scenarios.map((one, i) => ['abcd'[i] ?? '', textOf(one)]));
  if (scenarios.length > 4) throw refuse('not-in-a-link', scenarios[4]!.name, { value: scenarios[4]!.name });
  return { page: several, said: { ...letters, ...saidBy(operation, rest) } };
}

/** Every value by its flag. What has none, and a whole config, stands in no link. */
function saidBy(operation: Operation, asked: ScenarioData): Record<string, string> {
  const flags = new Map(fieldsOf(operation.input).flatMap(({ path, flag }) => (flag ? [[path, flag] as const] : [])));
  const said: Record<string, string> = {};
  for (const [path, value] of leavesOf(asked, flags)) {
    const flag = flags.get(path);
    const text = Array.isArray(value)
      ? value.join(',')
      : value === true
        ? 'on'
        : value === false
          ? 'off'
          : String(value);
    if (flag === undefined || (value !== null && typeof value === 'object' && !Array.isArray(value)))
      throw refuse('not-in-a-link', path, { value: path });
    if (text.length > LONGEST) throw refuse('not-in-a-link', path, { value: text.slice(0, 60) });
    said[flag] = text;
  }
  return said;
}

function leavesOf(data: ScenarioData, known: ReadonlyMap<string, string>, before = ''): [string, unknown][] {
  return Object.entries(data).flatMap(([key, value]): [string, unknown][] => {
    const path = before === '' ? key : `${before}.${key}`;
    const inner = value !== null && typeof value === 'object' && !Array.isArray(value) && !known.has(path);
    return inner ? leavesOf(value as ScenarioData, known, path) : [[path, value]];
  });
}

/** A scenario that a link can bear, and that comes back from it as it was. */
function textOf(one: NamedData): string {
  const text = scenarioText(one);
  const back = scenarioOf(text, {});
  if (text.length > LONGEST_SCENARIO || !back || scenarioText(back) !== text || depth(one.data) > 5)
    throw refuse('not-in-a-link', one.name, { value: one.name });
  return text;
}

const depth = (value: unknown): number =>
  value !== null && typeof value === 'object' ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
