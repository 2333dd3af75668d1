import { assumption, type Because } from '../../because/index.ts';
import { cited } from '../../facts/index.ts';
import { compile } from './compile.ts';
import { parseExpression } from './expression.ts';
import { type Settled, type SettledLine, settleWorksheet, type World } from './settle.ts';
import type { Words, Worksheet } from './worksheet.ts';
import { WorksheetError } from './worksheet-error.ts';

/** A line with its number and its range, in its printed unit. */
export interface ReckonedLine {
  readonly name: string;
  readonly label?: Words;
  readonly note?: Words;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  readonly kind: 'value' | 'fact' | 'formula' | 'ask' | 'set';
  readonly formula?: string;
  readonly inputs: readonly string[];
  /** Of a fact: its path; of an ask: the command and what it takes. */
  readonly from?: string;
  readonly source?: string;
  readonly date?: string;
  readonly grade?: string;
  readonly assumption?: Words;
  readonly asClaimed?: boolean;
}

export interface Reckoned {
  /** As written. */
  readonly lines: readonly ReckonedLine[];
  readonly answer: ReckonedLine;
  readonly because: Because;
  readonly settled: Settled;
}

/**
 * Reckons a worksheet. Ranges: the inputs that are not known exactly are moved to their low and high ends one by one, and the shifts
 * of each line are added in quadrature, as of independent inputs, in ratios where the line stays above zero and in differences
 * elsewhere. So one uncertain input gives its own range, and many do not all go wrong together. Throws WorksheetError.
 */
export function reckon(worksheet: Worksheet, world: World): Reckoned {
  const settled = settleWorksheet(worksheet, world);
  const values = valuesOf(settled);
  const ranges = rangesOf(settled, values);
  const wanted = worksheet.answer ?? Object.keys(worksheet.lines).at(-1)!;
  const lines = Object.keys(worksheet.lines).map((name) => {
    const line = settled.byName.get(name)!;
    const value = values[line.place]! / line.factor;
    if (!Number.isFinite(value)) throw new WorksheetError('not-finite', { value }, name);
    return {
      ...wordsOf(line),
      value,
      low: ranges.low[line.place]! / line.factor,
      high: ranges.high[line.place]! / line.factor,
    };
  });
  const answer = lines.find(({ name }) => name === wanted);
  if (!answer) throw new WorksheetError('unknown-line', { name: wanted }, 'answer');
  return { lines, answer, because: reasonsOf(lines, settled)(answer.name), settled };
}

/** Every line's number in base units, with some leaves at other values. */
export function valuesOf({ lines }: Settled, moved: ReadonlyMap<string, number> = new Map()): Float64Array {
  const values = new Float64Array(lines.length);
  for (const { place, name, base, formula } of lines)
    values[place] = moved.get(name) ?? (formula ? formula.run(values) : base!);
  return values;
}

/** Every line's number as one leaf takes other values: only what hangs on it is reckoned again. The array is the same at every call. */
export function valuesAlong(
  settled: Settled,
  leaf: string,
  moved: ReadonlyMap<string, number> = new Map(),
): (base: number) => Float64Array {
  const values = valuesOf(settled, moved);
  const hang = new Set([leaf]);
  const again = settled.lines.filter(({ name, formula, inputs }) => {
    const hangs = formula !== undefined && !moved.has(name) && inputs.some((one) => hang.has(one));
    if (hangs) hang.add(name);
    return hangs;
  });
  const { place } = settled.byName.get(leaf)!;
  return (base) => {
    values[place] = base;
    for (const { place: at, formula } of again) values[at] = formula!.run(values);
    return values;
  };
}

/** Leaves that have a range. */
export const uncertainOf = ({ lines }: Settled): readonly SettledLine[] =>
  lines.filter(({ base, low, high }) => base !== undefined && (low ?? base) < (high ?? base));

/** An expression over the lines as a function of their values: a truth for a rule, a number for a rival. Throws WorksheetError. */
export function expressionOver({ around }: Settled, text: string, wanted: 'truth' | 'number') {
  const compiled = compile(parseExpression(text), around);
  if (compiled.truth !== (wanted === 'truth'))
    throw new WorksheetError('formula-truth', { wanted: wanted === 'truth' ? 'true' : 'number' });
  return compiled;
}

function rangesOf(
  settled: Settled,
  central: Float64Array,
): { readonly low: Float64Array; readonly high: Float64Array } {
  const moved = uncertainOf(settled).flatMap(({ name, base, low, high }) => [
    valuesOf(settled, new Map([[name, low ?? base!]])),
    valuesOf(settled, new Map([[name, high ?? base!]])),
  ]);
  const low = Float64Array.from(central);
  const high = Float64Array.from(central);
  for (const [place, value] of central.entries()) {
    const leaf = settled.lines[place]!;
    if (leaf.base !== undefined) {
      low[place] = leaf.low ?? value;
      high[place] = leaf.high ?? value;
      continue;
    }
    const others = moved.map((all) => all[place]!);
    if (others.every((other) => other === value)) continue;
    const ratios = value > 0 && others.every((other) => other > 0);
    const shift = (other: number) => (ratios ? Math.log(other / value) : other - value);
    let [down, up] = [0, 0];
    for (let i = 0; i < others.length; i += 2) {
      const pair = [shift(others[i]!), shift(others[i + 1]!)];
      down = Math.hypot(down, Math.max(0, -Math.min(...pair)));
      up = Math.hypot(up, Math.max(0, ...pair));
    }
    low[place] = ratios ? value * Math.exp(-down) : value - down;
    high[place] = ratios ? value * Math.exp(up) : value + up;
  }
  return { low, high };
}

function wordsOf({ name, line, unit, inputs, fact, isSet }: SettledLine): Omit<ReckonedLine, 'value' | 'low' | 'high'> {
  const shared = { name, label: line.label, note: line.note, unit, inputs, kind: isSet ? 'set' : line.kind } as const;
  if (isSet) return shared;
  switch (line.kind) {
    case 'value':
      return {
        ...shared,
        source: line.source,
        date: line.date,
        assumption: line.assumption,
        ...(line.as_claimed && { asClaimed: true }),
      };
    case 'fact':
      return {
        ...shared,
        from: line.fact,
        source: fact?.fact?.source,
        date: fact?.fact?.date,
        grade: fact?.fact?.grade,
      };
    case 'formula':
      return { ...shared, formula: line.formula };
    case 'ask':
      return { ...shared, from: `${line.command}: ${line.take}` };
  }
}

/** The tree of a line's reasons, down to facts, assumptions and what the reader set. */
export function reasonsOf(lines: readonly ReckonedLine[], { byName }: Settled): (name: string) => Because {
  const known = new Map(lines.map((line) => [line.name, line]));
  const made = new Map<string, Because>();
  const reason = (name: string): Because => {
    const found = made.get(name);
    if (found) return found;
    const line = known.get(name)!;
    const range = line.low < line.high ? { low: line.low, high: line.high } : {};
    const shared = { name, value: line.value, unit: line.unit, ...range };
    const fact = byName.get(name)!.fact?.fact;
    const made1 =
      line.kind === 'formula'
        ? { ...shared, kind: 'formula' as const, formula: line.formula, inputs: line.inputs.map(reason) }
        : line.kind === 'fact' && fact
          ? { ...cited(name, fact), ...shared }
          : line.kind === 'value' && line.source !== undefined
            ? { ...shared, kind: 'fact' as const, source: line.source, date: line.date }
            : line.kind === 'set'
              ? { ...shared, kind: 'input' as const }
              : { ...assumption(name, line.value, line.unit, line.from ?? ''), ...shared };
    made.set(name, made1);
    return made1;
  };
  return reason;
}
