import {
  type CompoundUnit,
  CompoundUnitError,
  compoundUnit,
  type Dimensions,
  isPlain,
  sameDimensions,
  timesPower,
  unitOfDimensions,
} from '../../units/index.ts';
import type { Expression, FunctionName, Operator } from './expression.ts';
import { WorksheetError } from './worksheet-error.ts';

/** A formula as a function of the lines' values (by place, in base units), and the dimensions of what it gives. */
export interface Compiled {
  readonly run: (values: Float64Array) => number;
  /** `null` for a number that fits anywhere: 0, which has the dimensions of whatever it is held against. */
  readonly dimensions: Dimensions | null;
  readonly truth: boolean;
}

export interface Surroundings {
  /** Place and dimensions of a line. */
  readonly lineOf: (name: string) => { readonly place: number; readonly dimensions: Dimensions };
  readonly nouns: readonly string[];
}

/**
 * Checks the dimensions of a formula and makes a function of it. Sums, comparisons, `min`, `max` and the two ends of `if` take
 * one dimension; `ln`, `exp`, `log10` and exponents take plain numbers; an exponent of a measured base is written as a number.
 * Throws WorksheetError.
 */
export function compile(expression: Expression, around: Surroundings): Compiled {
  switch (expression.kind) {
    case 'number':
      return number(expression.value, expression.unit, around.nouns);
    case 'name': {
      const { place, dimensions } = around.lineOf(expression.name);
      return { run: (values) => values[place]!, dimensions, truth: false };
    }
    case 'negative': {
      const of = amount(compile(expression.of, around));
      return { ...of, run: (values) => -of.run(values) };
    }
    case 'operator':
      return operator(expression.name, expression, around);
    case 'call':
      return call(
        expression.name,
        expression.inputs.map((input) => compile(input, around)),
        expression.inputs,
      );
  }
}

function number(value: number, word: string | undefined, nouns: readonly string[]): Compiled {
  if (word === undefined) return { run: () => value, dimensions: value === 0 ? null : {}, truth: false };
  const { factor, dimensions } = readUnit(word, nouns);
  const base = value * factor;
  return { run: () => base, dimensions, truth: false };
}

/** A unit as written in a worksheet. Throws WorksheetError. */
export function readUnit(text: string, nouns: readonly string[]): CompoundUnit {
  try {
    return compoundUnit(text, nouns);
  } catch (error) {
    if (!(error instanceof CompoundUnitError)) throw error;
    throw new WorksheetError('unit-word', { word: error.word }, '', error.nearest);
  }
}

function operator(
  name: Operator,
  { left, right }: { readonly left: Expression; readonly right: Expression },
  around: Surroundings,
): Compiled {
  const [a, b] = [compile(left, around), compile(right, around)];
  if (name === '&&' || name === '||') {
    const [p, q] = [truth(a), truth(b)];
    const run = name === '&&' ? (v: Float64Array) => p.run(v) && q.run(v) : (v: Float64Array) => p.run(v) || q.run(v);
    return { run, dimensions: {}, truth: true };
  }
  const [x, y] = [amount(a), amount(b)];
  if (name === '*')
    return {
      run: (v) => x.run(v) * y.run(v),
      dimensions: timesPower(x.dimensions ?? {}, y.dimensions ?? {}, 1),
      truth: false,
    };
  if (name === '/')
    return {
      run: (v) => x.run(v) / y.run(v),
      dimensions: timesPower(x.dimensions ?? {}, y.dimensions ?? {}, -1),
      truth: false,
    };
  if (name === '^') return power(x, y, right);
  const dimensions = one([x, y], name);
  if (name === '+') return { run: (v) => x.run(v) + y.run(v), dimensions, truth: false };
  if (name === '-') return { run: (v) => x.run(v) - y.run(v), dimensions, truth: false };
  const holds = COMPARISONS[name];
  return { run: (v) => (holds(x.run(v), y.run(v)) ? 1 : 0), dimensions: {}, truth: true };
}

/** Two results of the same arithmetic on other paths differ in their last digits. */
const ROUNDING = 1e-12;
const near = (a: number, b: number) => Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b));
const COMPARISONS = {
  '<': (a: number, b: number) => a < b && !near(a, b),
  '<=': (a: number, b: number) => a <= b || near(a, b),
  '>': (a: number, b: number) => a > b && !near(a, b),
  '>=': (a: number, b: number) => a >= b || near(a, b),
  '==': near,
  '!=': (a: number, b: number) => !near(a, b),
} as const;

function power(base: Compiled, exponent: Compiled, written: Expression): Compiled {
  if (!isPlain(exponent.dimensions ?? {}))
    throw new WorksheetError('formula-plain', { name: '^', unit: unitOfDimensions(exponent.dimensions ?? {}) });
  const run = (v: Float64Array) => base.run(v) ** exponent.run(v);
  if (isPlain(base.dimensions ?? {})) return { run, dimensions: {}, truth: false };
  const fixed = constant(written);
  if (fixed === null) throw new WorksheetError('formula-exponent', { unit: unitOfDimensions(base.dimensions ?? {}) });
  return { run, dimensions: timesPower({}, base.dimensions ?? {}, fixed), truth: false };
}

const constant = (written: Expression): number | null => {
  if (written.kind === 'number' && written.unit === undefined) return written.value;
  const inner = written.kind === 'negative' ? constant(written.of) : null;
  return inner === null ? null : -inner;
};

function call(name: FunctionName, given: readonly Compiled[], written: readonly Expression[]): Compiled {
  if (name === 'if') return choose(given);
  if (name === 'not') {
    const of = truth(given[0]!);
    return { run: (v) => (of.run(v) ? 0 : 1), dimensions: {}, truth: true };
  }
  const inputs = given.map(amount);
  const [x] = inputs as [Compiled];
  switch (name) {
    case 'pow':
      return power(x, inputs[1]!, written[1]!);
    case 'min':
    case 'max': {
      const pick = name === 'min' ? Math.min : Math.max;
      return { run: (v) => pick(...inputs.map((input) => input.run(v))), dimensions: one(inputs, name), truth: false };
    }
    case 'abs':
      return { ...x, run: (v) => Math.abs(x.run(v)) };
    case 'sqrt':
      return { run: (v) => Math.sqrt(x.run(v)), dimensions: timesPower({}, x.dimensions ?? {}, 0.5), truth: false };
    case 'ceil':
    case 'floor': {
      // Whole hours are not whole seconds: only what is counted has whole numbers that do not depend on its unit.
      const measured = Object.entries(x.dimensions ?? {}).filter(([word]) => MEASURED_WORDS.has(word));
      if (measured.length > 0)
        throw new WorksheetError('formula-plain', { name, unit: unitOfDimensions(x.dimensions ?? {}) });
      const round =
        name === 'ceil' ? (n: number) => Math.ceil(n * (1 - ROUNDING)) : (n: number) => Math.floor(n * (1 + ROUNDING));
      return { ...x, run: (v) => round(x.run(v)) };
    }
    default: {
      if (!isPlain(x.dimensions ?? {}))
        throw new WorksheetError('formula-plain', { name, unit: unitOfDimensions(x.dimensions ?? {}) });
      const of = { ln: Math.log, exp: Math.exp, log10: Math.log10 }[name];
      return { run: (v) => of(x.run(v)), dimensions: {}, truth: false };
    }
  }
}

const MEASURED_WORDS: ReadonlySet<string> = new Set(['s', 'B', 'FLOP', 'J', 'kgCO2e', 'm']);

function choose([test, yes, no]: readonly Compiled[]): Compiled {
  const holds = truth(test!);
  if (yes!.truth && no!.truth)
    return { run: (v) => (holds.run(v) ? yes!.run(v) : no!.run(v)), dimensions: {}, truth: true };
  const [x, y] = [amount(yes!), amount(no!)];
  return { run: (v) => (holds.run(v) ? x.run(v) : y.run(v)), dimensions: one([x, y], 'if'), truth: false };
}

function truth(of: Compiled): Compiled {
  if (!of.truth) throw new WorksheetError('formula-truth', { wanted: 'true' });
  return of;
}

function amount(of: Compiled): Compiled {
  if (of.truth) throw new WorksheetError('formula-truth', { wanted: 'number' });
  return of;
}

/** The one dimension that several have; a zero has any. */
function one(all: readonly Compiled[], name: string): Dimensions | null {
  const known = all.filter(({ dimensions }) => dimensions !== null);
  const [first] = known;
  if (!first) return null;
  const other = known.find(({ dimensions }) => !sameDimensions(dimensions!, first.dimensions!));
  if (other)
    throw new WorksheetError('formula-dimensions', {
      name,
      first: unitOfDimensions(first.dimensions!),
      second: unitOfDimensions(other.dimensions!),
    });
  return first.dimensions;
}
