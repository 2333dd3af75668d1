import type { Catalogue } from '../../facts/index.ts';
import { countsOf, type Dimensions, sameDimensions, timesPower, unitOfDimensions } from '../../units/index.ts';
import { type Amount, readAmount, withoutScale } from './amount.ts';
import { type Compiled, compile, readUnit, type Surroundings } from './compile.ts';
import { type Expression, FUNCTIONS, namesIn, parseExpression } from './expression.ts';
import { type FoundFact, findFact } from './fact-path.ts';
import { reckoningOrder } from './reckoning-order.ts';
import type { AskLine, FactLine, Line, ValueLine, Worksheet } from './worksheet.ts';
import { inLine, WorksheetError } from './worksheet-error.ts';

/** What another operation answered: a number with its range, in `unit`. */
export interface Asked {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly unit: string;
}

export interface World {
  readonly catalogue: Catalogue;
  /** Answers a line that asks another operation. */
  readonly ask: (line: AskLine) => Asked;
  /** Lines that the reader sets, as typed: "0.35", "25 char/s". */
  readonly set?: Readonly<Record<string, string>>;
}

/** A line whose numbers are known or can be reckoned. Numbers are in base units; `factor` is one of its printed unit. */
export interface SettledLine {
  readonly name: string;
  readonly line: Line;
  readonly place: number;
  readonly unit: string;
  readonly factor: number;
  readonly dimensions: Dimensions;
  /** Of a leaf. */
  readonly base?: number;
  readonly low?: number;
  readonly high?: number;
  /** Of a formula. */
  readonly formula?: Compiled;
  readonly inputs: readonly string[];
  readonly fact?: FoundFact;
  readonly isSet: boolean;
}

export interface Settled {
  /** In the order in which they can be reckoned. */
  readonly lines: readonly SettledLine[];
  readonly byName: ReadonlyMap<string, SettledLine>;
  /** For further expressions over the lines: verdicts, rivals. */
  readonly around: Surroundings;
}

/** Most lines that a person follows. */
const MOST_LINES = 200;

/** Reads every line, checks units and dimensions, and compiles the formulas. Throws WorksheetError naming the line. */
export function settleWorksheet(worksheet: Worksheet, world: World): Settled {
  const nouns = worksheet.nouns ?? [];
  const names = Object.keys(worksheet.lines);
  if (names.length === 0) throw new WorksheetError('no-lines', { max: MOST_LINES });
  if (names.length > MOST_LINES) throw new WorksheetError('no-lines', { max: MOST_LINES, lines: names.length });
  for (const name of names)
    if (!/^[a-z][a-z0-9_]{0,39}$/i.test(name) || Object.hasOwn(FUNCTIONS, name))
      throw new WorksheetError('line-name', { name }, name);
  const set = world.set ?? {};
  const parsed = new Map<string, Expression>();
  for (const [name, line] of Object.entries(worksheet.lines))
    if (line.kind === 'formula' && !Object.hasOwn(set, name))
      parsed.set(
        name,
        inLine(name, () => parseExpression(line.formula)),
      );
  const order = reckoningOrder(names, (name) => (parsed.has(name) ? namesIn(parsed.get(name)!) : []));
  const byName = new Map<string, SettledLine>();
  const around: Surroundings = {
    nouns,
    lineOf: (name) => {
      const found = byName.get(name);
      if (!found) throw new WorksheetError('unknown-line', { name });
      return found;
    },
  };
  for (const [place, name] of order.entries()) {
    const line = worksheet.lines[name]!;
    const shared = {
      name,
      line,
      place,
      inputs: parsed.has(name) ? namesIn(parsed.get(name)!) : [],
      isSet: Object.hasOwn(set, name),
    };
    const rest = inLine(name, () => {
      const expression = parsed.get(name);
      if (expression)
        return ofFormula(compile(expression, around), line.kind === 'formula' ? line.unit : undefined, nouns);
      return shared.isSet ? ofSet(set[name]!, line, world, nouns) : ofLeaf(line, world, nouns);
    });
    byName.set(name, { ...shared, ...rest });
  }
  for (const name of Object.keys(set)) if (!byName.has(name)) throw new WorksheetError('unknown-line', { name }, name);
  return { lines: [...byName.values()], byName, around };
}

type Rest = Omit<SettledLine, 'name' | 'line' | 'place' | 'inputs' | 'isSet'>;

function ofFormula(formula: Compiled, unit: string | undefined, nouns: readonly string[]): Rest {
  if (formula.truth) throw new WorksheetError('formula-truth', { wanted: 'number' });
  const dimensions = formula.dimensions ?? {};
  if (unit === undefined) return { unit: unitOfDimensions(dimensions), factor: 1, dimensions, formula };
  const wanted = readUnit(unit, nouns);
  if (formula.dimensions !== null && !sameDimensions(wanted.dimensions, dimensions))
    throw new WorksheetError('line-unit', { unit, found: unitOfDimensions(dimensions) });
  return { unit, ...wanted, formula };
}

function ofLeaf(line: Line, world: World, nouns: readonly string[]): Rest {
  if (line.kind === 'value') return ofValue(line, nouns);
  if (line.kind === 'fact') return ofFact(line, world.catalogue, nouns);
  if (line.kind !== 'ask') throw new WorksheetError('line-kind', { kind: line.kind });
  const { value, low, high, unit } = world.ask(line);
  // Answers give rates of requests and the like without a unit: the line says what they count.
  return ofNumber({ value, low, high, unit: unit === '1' ? (line.unit ?? unit) : unit }, line.unit, nouns);
}

/** What the reader sets has no range; a bare number has the unit of the line. */
function ofSet(typed: string, line: Line, world: World, nouns: readonly string[]): Rest {
  const usual = line.kind === 'formula' ? unitOf(line.unit ?? '1', nouns) : ofLeaf(line, world, nouns);
  const { base, unit, factor, dimensions } = readAmount(typed, nouns, usual);
  if (line.kind === 'formula' && line.unit === undefined) return { base, unit, factor, dimensions };
  if (!sameDimensions(dimensions, usual.dimensions))
    throw new WorksheetError('line-unit', { unit: usual.unit, found: unit });
  return { base, unit: usual.unit, factor: usual.factor, dimensions };
}

const unitOf = (unit: string, nouns: readonly string[]) => ({ unit, ...readUnit(unit, nouns) });

function ofValue({ value, low, high, source, assumption, as_claimed }: ValueLine, nouns: readonly string[]): Rest {
  if (source === undefined && assumption === undefined && !as_claimed) throw new WorksheetError('unsourced', {});
  const main = readAmount(value, nouns);
  const end = (typed: string | undefined): number | undefined => {
    if (typed === undefined) return undefined;
    const read = readAmount(typed, nouns, main);
    if (!sameDimensions(read.dimensions, main.dimensions))
      throw new WorksheetError('line-unit', { unit: main.unit, found: read.unit });
    return read.base;
  };
  const ends = { low: end(low), high: end(high) };
  if ((ends.low ?? main.base) > main.base || (ends.high ?? main.base) < main.base)
    throw new WorksheetError('range-order', { value, low: low ?? '', high: high ?? '' });
  return { ...main, ...ends };
}

function ofFact({ fact: path, unit, absent }: FactLine, catalogue: Catalogue, nouns: readonly string[]): Rest {
  const found = findFact(catalogue, path);
  if (!found.fact) {
    if (absent === undefined) throw new WorksheetError('fact-number', { path, of: found.of });
    return { ...readAmount(absent, nouns), fact: found };
  }
  const { low, high } = found.fact;
  const scale = found.value / found.fact.value;
  const ends = (end: number | undefined) => (end === undefined ? undefined : end * scale);
  return {
    ...ofNumber({ value: found.value, low: ends(low), high: ends(high), unit: found.unit }, unit, nouns),
    fact: found,
  };
}

/** A number of the catalogue or of an answer: the line's unit may count what the number is of, and may not change what it is. */
function ofNumber({ value, low, high, unit }: Asked, wanted: string | undefined, nouns: readonly string[]): Rest {
  const own = readUnit(unit, nouns);
  const shown: Pick<Amount, 'unit' | 'factor' | 'dimensions'> =
    wanted === undefined ? unitOf(withoutScale(unit), nouns) : { unit: wanted, ...readUnit(wanted, nouns) };
  const measured = (dimensions: Dimensions) => timesPower(dimensions, countsOf(dimensions), -1);
  if (!sameDimensions(measured(own.dimensions), measured(shown.dimensions)))
    throw new WorksheetError('line-unit', { unit: shown.unit, found: unit });
  const based = (n: number | undefined) => (n === undefined ? undefined : n * own.factor);
  return { ...shown, base: value * own.factor, low: based(low), high: based(high) };
}
