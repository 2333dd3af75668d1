import { type Assertion, holds } from '../../report/assertion.ts';
import type { Rates } from '../../units/index.ts';
import { readAssertions } from '../assertions.ts';
import { refuse } from '../input-error.ts';
import type { Data, Measured, Opened } from './kind.ts';

/** The `assert` of a scenario of any kind, held against its answer. A measure's other names are its name too: `cost.usd`. Throws InputError. */
export function assertionsOf(opened: Opened, measured: Measured, data: Data, rates: Rates): Assertion[] {
  const words = wordsOf(data.assert);
  const known = new Map(opened.measures.flatMap((m) => [m.key, ...m.names].map((name) => [name, m] as const)));
  const assertable = Object.fromEntries([...known].map(([name, { unit }]) => [name, { unit }]));
  return readAssertions(words, rates, assertable).map((rule) => {
    const { key, unit } = known.get(rule.key)!;
    const value = measured.values.get(key)?.value ?? Number.NaN;
    // What has no such number does not keep a promise about it.
    return { ...rule, unit, value, holds: holds(value, rule.comparison, rule.limit) };
  });
}

function wordsOf(said: unknown): Record<string, string> {
  if (said === undefined) return {};
  if (said === null || typeof said !== 'object' || Array.isArray(said))
    throw refuse('wrong-type', 'assert', { value: said, values: { expected: 'object' } });
  return Object.fromEntries(Object.entries(said).map(([key, rule]) => [key, String(rule)]));
}
