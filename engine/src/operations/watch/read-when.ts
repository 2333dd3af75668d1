import { exchangeRates } from '../../economics/index.ts';
import { COMPARISONS, type Comparison } from '../../report/assertion.ts';
import { nearest } from '../../units/index.ts';
import { readAssertions } from '../assertions.ts';
import { findMeasure, type NamedScenario } from '../crossover/find-named.ts';
import { refuse } from '../input-error.ts';
import { openScenario } from '../measures/index.ts';
import type { Context } from '../operation.ts';
import type { Decision, When } from './decision.ts';

const PHRASES = ['best changes', 'verdict changes', 'cost > 5M USD'];

/** "best changes", "best tpot changes", "verdict changes", "cost.usd > 5e6". Throws InputError with the forms that there are. */
export function readWhen(context: Context, typed: string, scenarios: Decision['scenarios']): When {
  const text = typed.trim().replace(/\s+/g, ' ');
  if (/^(the )?verdict( changes)?$/i.test(text)) return { kind: 'verdict' };
  const named = scenarios.map(
    ({ name, data }, i): NamedScenario => ({
      name,
      opened: openScenario({ ...context, ...(context.traces?.[i] && { trace: context.traces[i] }) }, data, name),
    }),
  );
  const [first, second = first] = named as [NamedScenario, NamedScenario?];
  const best = /^(?:the )?best(?: (.+?))?(?: changes)?$/i.exec(text);
  if (best) {
    const word = best[1] === 'changes' ? undefined : best[1];
    for (const other of named.slice(1)) findMeasure(word, first, other);
    const measure = word === undefined && named.length === 1 ? null : findMeasure(word, first, second).key;
    return { kind: 'best', measure };
  }
  const rule = /^([\w.]+(?: [\w.]+)*?) ?(<=|>=|<|>) ?(\S.*)$/.exec(text);
  if (!rule)
    throw refuse('when-form', '--when', {
      value: typed,
      nearest: nearest(text, PHRASES, 1).concat(PHRASES).slice(0, 3),
    });
  const measure = findMeasure(rule[1], first, first);
  const comparison = COMPARISONS.find((known) => known === rule[2]) as Comparison;
  const [read] = readAssertions(
    { [measure.key]: `${comparison} ${worded(rule[3]!, measure.unit)}` },
    exchangeRates(context.catalogue),
    { [measure.key]: { unit: measure.unit } },
  );
  return { kind: 'rule', measure: measure.key, comparison, limit: read!.limit };
}

/** "5e6" of money is in dollars; every other number has its unit. */
const worded = (amount: string, unit: string): string =>
  /^[\d.,]+(e[+-]?\d+)?[kKMBT]?$/.test(amount) && unit.startsWith('USD') ? `${amount} ${unit}` : amount;
