import {
  type Axis,
  expressionOver,
  flipRanges,
  type Reckoned,
  type Rivals,
  type Settled,
  uncertainOf,
  valuesOf,
  WorksheetError,
} from '../../decide/index.ts';
import type { CaseCrossover } from '../../report/case-report.ts';
import { sameDimensions } from '../../units/index.ts';
import type { AmountMoney } from '../worksheet/amount-text.ts';
import { readLineAmount } from '../worksheet/line-amount.ts';
import type { CaseText } from './case-schema.ts';
import { fill, type Named } from './fill.ts';

/** Formulas of one line are smooth: fewer looks than a crossover of whole plans needs. */
const POINTS = 65;

/** The crossover of a case: two formulas along a line, or the verdict itself. Throws WorksheetError. */
export function caseCrossover(
  { settled }: Reckoned,
  asked: NonNullable<CaseText['crossover']>,
  verdictAt: (values: Float64Array) => number,
  named: ReadonlyMap<string, Named>,
  money: AmountMoney,
): CaseCrossover {
  const over = settled.byName.get(asked.over);
  if (!over) throw new WorksheetError('unknown-line', { name: asked.over }, 'crossover');
  const end = (typed: string) => readLineAmount(typed, over);
  const axis: Axis = { low: end(asked.from), high: end(asked.to), log: asked.log, integer: asked.whole };
  const rivalsOf = rivals(settled, asked, verdictAt);
  const uncertain = uncertainOf(settled)
    .filter(({ name }) => name !== asked.over)
    .map(({ name, base, low, high }) => ({ name, value: base!, low: low ?? base!, high: high ?? base! }));
  let found: ReturnType<typeof flipRanges>;
  try {
    found = flipRanges(rivalsOf, uncertain, axis, { points: POINTS });
  } catch (error) {
    if (error instanceof RangeError)
      throw new WorksheetError('axis', { from: asked.from, to: asked.to, why: error.message }, 'crossover');
    throw error;
  }
  const shown = (base: number) => base / over.factor;
  const flips = found.flips.map(({ at, low, high, from, to, shifts }) => ({
    at: shown(at),
    low: shown(low),
    high: shown(high),
    from,
    to,
    moved: shifts
      .filter(({ atLow, atHigh }) => atLow !== at || atHigh !== at)
      .slice(0, 3)
      .map(({ name }) => name),
  }));
  const flip = firstFlip({ flips, unit: over.unit });
  return {
    over: asked.over,
    unit: over.unit,
    from: shown(axis.low),
    to: shown(axis.high),
    log: asked.log ?? false,
    here: shown(valuesOf(settled)[over.place]!),
    a: asked.a?.name ?? NO_NAME,
    b: asked.b?.name ?? NO_NAME,
    flips,
    stretches: found.crossover.stretches.map(({ low, high, leader }) => ({
      low: shown(low),
      high: shown(high),
      leader,
    })),
    says: fill(asked.says, new Map([...named, ['flip', flip]]), money),
  };
}

/** The number that texts call `{flip}`. */
export const firstFlip = (of: Pick<CaseCrossover, 'flips' | 'unit'> | null): Named => {
  const [first] = of?.flips ?? [];
  return first ? { value: first.at, low: first.low, high: first.high, unit: of!.unit } : null;
};

const NO_NAME = { en: '', 'zh-CN': '' };

function rivals(
  settled: Settled,
  { over, a, b, better }: NonNullable<CaseText['crossover']>,
  verdictAt: (values: Float64Array) => number,
) {
  if (!a || !b) {
    const here = verdictAt(valuesOf(settled));
    // Today's verdict "leads" where it still holds.
    return (inputs: ReadonlyMap<string, number>): Rivals => ({
      a: (x) => (verdictAt(valuesOf(settled, new Map(inputs).set(over, x))) === here ? 0 : 2),
      b: () => 1,
    });
  }
  const [ofA, ofB] = [expressionOver(settled, a.formula, 'number'), expressionOver(settled, b.formula, 'number')];
  if (ofA.dimensions && ofB.dimensions && !sameDimensions(ofA.dimensions, ofB.dimensions))
    throw new WorksheetError(
      'formula-dimensions',
      { name: 'crossover', first: a.formula, second: b.formula },
      'crossover',
    );
  return (inputs: ReadonlyMap<string, number>): Rivals => {
    const at = (x: number) => valuesOf(settled, new Map(inputs).set(over, x));
    return { a: (x) => ofA.run(at(x)), b: (x) => ofB.run(at(x)), better };
  };
}
