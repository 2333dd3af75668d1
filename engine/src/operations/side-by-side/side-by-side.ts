import { exchangeRates } from '../../economics/index.ts';
import type { SideBySide, SideInput, SideMeasure, SideScenario } from '../../report/side-by-side.ts';
import type { Currency } from '../../units/index.ts';
import { ofFile } from '../crossover/crossover.ts';
import { rateLine } from '../economics/cited-line.ts';
import { moneyOf, sharedCurrency } from '../economics/told-money.ts';
import { assertionsOf, type Data, datedFacts, type Measured, type Opened, openScenario } from '../measures/index.ts';
import type { Context } from '../operation.ts';

interface Answered {
  readonly opened: Opened;
  readonly measured: Measured;
}

interface Asked {
  readonly scenarios: readonly { readonly name: string; readonly data: Data }[];
  readonly currency?: Currency | undefined;
}

/** Opens and answers every scenario, and lays what they say and answer side by side. Throws InputError. */
export function sideBySide(context: Context, { scenarios: files, currency }: Asked): SideBySide {
  const answered = files.map(({ name, data }, i): Answered => {
    const opened = openScenario(ofFile(context, i), data, name);
    return { opened, measured: opened.measured() };
  });
  const rates = exchangeRates(context.catalogue);
  const rate = moneyOf(context, currency ?? sharedCurrency(files));
  const scenarios = answered.map(({ opened, measured }, i): SideScenario => {
    const { name, data } = files[i]!;
    const { able, outcome, binds, choice, unseen = [] } = measured;
    const assertions = assertionsOf(opened, measured, data, rates);
    const { kind, title } = opened;
    return { name, kind, title, able, outcome, binds, choice: Object.fromEntries(choice), assertions, unseen };
  });
  const all = [...wordRows(answered), ...numberRows(answered)];
  const differs = all.filter(({ values }) => values.some((value) => value !== values[0]));
  return {
    kind: 'side-by-side',
    scenarios,
    inputs: differs,
    same: all.length - differs.length,
    measures: measureRows(answered),
    main: answered[0]!.opened.main,
    money: { currency: rate.currency, perUsd: rate.perUsd },
    assumed: [...rateLine(rate), ...datedFacts(answered.map(({ opened }, i) => ({ name: files[i]!.name, opened })))],
  };
}

const distinct = <T>(lists: readonly (readonly T[])[]): T[] => [...new Set(lists.flat())];

function wordRows(answered: readonly Answered[]): SideInput[] {
  return distinct(answered.map(({ opened }) => [...opened.words.keys()])).map((path) => ({
    path,
    unit: null,
    values: answered.map(({ opened }) => opened.words.get(path) ?? null),
  }));
}

function numberRows(answered: readonly Answered[]): SideInput[] {
  return distinct(answered.map(({ opened }) => opened.inputs.map(({ path }) => path))).map((path) => {
    const found = answered.map(({ opened }) => opened.inputs.find((input) => input.path === path));
    return { path, unit: found.find((input) => input)!.unit, values: found.map((input) => input?.value ?? null) };
  });
}

/** Measures that at least one answers, those that all share first. */
function measureRows(answered: readonly Answered[]): SideMeasure[] {
  const keys = distinct(answered.map(({ opened }) => opened.measures.map(({ key }) => key)));
  const rows = keys.map((key): SideMeasure => {
    const { unit, better } = answered.flatMap(({ opened }) => opened.measures).find((measure) => measure.key === key)!;
    const values = answered.map(({ measured }) => measured.values.get(key) ?? null);
    const able = values.map((value, i) => (answered[i]!.measured.able ? value : null));
    const best = bestOf(able, better);
    return { key, unit, better, values, best, clear: best !== null && isClear(able, best, better) };
  });
  const known = ({ values }: SideMeasure) => values.filter((value) => value !== null).length;
  return rows
    .filter((row) => known(row) > 0)
    .sort((a, b) => Number(known(b) === answered.length) - Number(known(a) === answered.length));
}

function bestOf(values: SideMeasure['values'], better: SideMeasure['better']): number | null {
  let best: number | null = null;
  for (const [i, value] of values.entries()) {
    if (!value) continue;
    const before = best === null ? null : values[best]!.value;
    if (before === null || (better === 'smaller' ? value.value < before : value.value > before)) best = i;
  }
  const top = best === null ? null : values[best]!.value;
  // Where all are the same none is the best.
  return values.filter((value) => value?.value === top).length > 1 ? null : best;
}

const isClear = (values: SideMeasure['values'], best: number, better: SideMeasure['better']): boolean =>
  values.every(
    (value, i) =>
      i === best || !value || (better === 'smaller' ? values[best]!.high < value.low : values[best]!.low > value.high),
  );
