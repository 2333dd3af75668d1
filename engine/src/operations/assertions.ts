import { ASSERTABLE, COMPARISONS, type Comparison } from '../report/assertion.ts';
import { nearest, parseQuantity, type Rates, type Unit, UnitError } from '../units/index.ts';
import { refuse } from './input-error.ts';

export interface AssertionRule {
  readonly key: string;
  readonly comparison: Comparison;
  readonly limit: number;
}

/** What can be asserted of an answer, by key. */
export type Assertable = Readonly<Record<string, { readonly unit: Unit }>>;

/** The `assert` of a scenario: `cost.usd: "< 120M"`. Throws InputError. */
export function readAssertions(
  words: Readonly<Record<string, string>> = {},
  rates: Rates = {},
  assertable: Assertable = ASSERTABLE,
): AssertionRule[] {
  return Object.entries(words).map(([key, rule]) => {
    const path = `assert.${key}`;
    const known = Object.keys(assertable);
    if (!Object.hasOwn(assertable, key)) {
      const near = nearest(key, known);
      throw refuse('not-a-choice', path, {
        value: key,
        values: { choices: known.join(', ') },
        nearest: near.length > 0 ? near : known.slice(0, 3),
      });
    }
    const [, comparison, amount] = /^\s*(<=|>=|<|>)\s*(\S.*)$/.exec(rule) ?? [];
    if (!comparison || !amount)
      throw refuse('assert-form', path, { value: rule, values: { comparisons: COMPARISONS.join(' ') } });
    try {
      const limit = parseQuantity(amount, assertable[key]!.unit, { rates });
      return { key, comparison: comparison as Comparison, limit };
    } catch (error) {
      if (!(error instanceof UnitError)) throw error;
      throw refuse('assert-form', path, { value: rule, nearest: error.nearest.map((near) => `${comparison} ${near}`) });
    }
  });
}
