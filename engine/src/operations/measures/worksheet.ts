import * as z from 'zod';
import { type Settled, type SettledLine, uncertainOf, valuesAlong, valuesOf } from '../../decide/index.ts';
import { compoundUnit, isUnit, sameDimensions, UNITS, type Unit } from '../../units/index.ts';
import type { Context } from '../operation.ts';
import { later } from '../scenario/later.ts';
import { readInput } from '../scenario/read.ts';
import { readWorksheet, worksheetSchema } from '../worksheet/schema.ts';
import { reckoned } from '../worksheet/worksheet.ts';
import type { Data, Measured, MeasureKind, MeasureName, NamedInput, Opened, Settings } from './kind.ts';

const schema = later(() => z.looseObject({ worksheet: worksheetSchema }));
/** The line that a worksheet is about, whatever it is called: two worksheets can be held against each other. */
const ANSWER = 'answer';

/** A worksheet: its given lines can be turned, its lines read off. */
export const worksheetKind: MeasureKind = { kind: 'worksheet', of: (data) => 'worksheet' in data, kernels: true, open };

function open(context: Context, data: Data): Opened {
  const worksheet = readWorksheet(readInput(schema, data).worksheet);
  const found = reckoned(context, worksheet, {});
  const { settled, lines, answer } = found;
  const wanted = settled.byName.get(answer.name)!;
  const inputs = inputsOf(settled);
  const byPath = new Map(inputs.map(({ input, line }) => [input.path, line]));
  const lineOf = (key: string): SettledLine | undefined => (key === ANSWER ? wanted : settled.byName.get(key));
  const better = worksheet.better ?? 'smaller';
  const measures: readonly MeasureName[] = [
    { key: ANSWER, unit: shownAs(wanted).unit, better, names: [answer.name] },
    ...settled.lines
      .filter((line) => line.formula !== undefined || line.line.kind === 'ask')
      .map((line) => ({
        key: line.name,
        unit: shownAs(line).unit,
        better: line === wanted ? better : ('smaller' as const),
        names: [],
      })),
  ];

  const moved = (settings: Settings): ReadonlyMap<string, number> =>
    new Map(
      [...settings].flatMap(([path, value]) => {
        const line = byPath.get(path);
        return line ? [[line.name, value * shownAs(line).factor] as const] : [];
      }),
    );

  function at(key: string, settings: Settings): number {
    const line = lineOf(key);
    return line ? valuesOf(settled, moved(settings))[line.place]! / shownAs(line).factor : Number.NaN;
  }

  function along(key: string, path: string, settings: Settings): (x: number) => number {
    const [line, turned] = [lineOf(key), byPath.get(path)];
    if (!line || !turned) {
      const everywhere = at(key, settings);
      return () => everywhere;
    }
    const values = valuesAlong(settled, turned.name, moved(settings));
    const [into, out] = [shownAs(turned).factor, shownAs(line).factor];
    return (x) => values(x * into)[line.place]! / out;
  }

  function measured(settings: Settings = new Map()): Measured {
    const set = Object.fromEntries(
      [...settings].flatMap(([path, value]) => {
        const line = byPath.get(path);
        return line ? [[line.name, String((value * shownAs(line).factor) / line.factor)]] : [];
      }),
    );
    const all = settings.size === 0 ? lines : reckoned(context, worksheet, set).lines;
    const known = new Map(all.map((line) => [line.name, line]));
    return {
      able: true,
      outcome: 'fits',
      values: new Map(
        measures.map(({ key, unit }) => {
          const line = lineOf(key)!;
          const { value, low, high } = known.get(line.name)!;
          const scale = line.factor / shownAs(line).factor;
          return [key, { value: value * scale, low: low * scale, high: high * scale, unit }];
        }),
      ),
      choice: new Map(),
      binds: null,
    };
  }

  return {
    kind: 'worksheet',
    title: typeof worksheet.title === 'string' ? worksheet.title : (worksheet.title?.en ?? answer.name),
    words: new Map([[ANSWER, answer.name]]),
    inputs: inputs.map(({ input }) => input),
    measures,
    main: ANSWER,
    stake: wanted.unit === 'USD' ? { key: ANSWER, per: 'once' } : null,
    at,
    along,
    measured,
    error: () => null, // how far an asked answer may be off is the range of its line
  };
}

/** Given lines, by the path at which they stand in the file. */
function inputsOf(settled: Settled): { readonly input: NamedInput; readonly line: SettledLine }[] {
  const ranged = new Set(uncertainOf(settled).map(({ name }) => name));
  return settled.lines
    .filter((line) => line.base !== undefined)
    .map((line) => {
      const { unit, factor } = shownAs(line);
      const value = line.base! / factor;
      const [low, high] = [(line.low ?? line.base!) / factor, (line.high ?? line.base!) / factor];
      const input: NamedInput = {
        path: line.name,
        unit,
        value,
        stated: line.line.kind === 'value',
        usual: value > 0 ? [value / 10, value * 10] : value < 0 ? [value * 10, value / 10] : [0, 1],
        log: value > 0,
        pace: 'formula',
        names: [`worksheet.lines.${line.name}`, line.name.replaceAll('_', ' ')],
        ...(ranged.has(line.name) && { range: { low, high, source: `worksheet ${line.name}` } }),
      };
      return { input, line };
    });
}

/** The unit in which others print a line: its own where they know it, else one of its dimensions, else a plain number. */
function shownAs({ unit, factor, dimensions }: Pick<SettledLine, 'unit' | 'factor' | 'dimensions'>): {
  readonly unit: Unit;
  readonly factor: number;
} {
  if (isUnit(unit)) return { unit, factor };
  const known = UNITS.filter((candidate) => candidate !== '1' && candidate !== '%').find((candidate) => {
    const of = unitDimensions(candidate);
    return of !== null && sameDimensions(of.dimensions, dimensions);
  });
  return known ? { unit: known, factor: unitDimensions(known)!.factor } : { unit: '1', factor };
}

const DIMENSIONS = new Map<Unit, ReturnType<typeof compoundUnit>>(UNITS.map((unit) => [unit, compoundUnit(unit)]));
const unitDimensions = (unit: Unit) => DIMENSIONS.get(unit) ?? null;
