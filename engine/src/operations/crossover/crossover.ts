import * as z from 'zod';
import { exchangeRates } from '../../economics/index.ts';
import type { CrossoverReport } from '../../report/crossover-report.ts';
import { rateLine } from '../economics/cited-line.ts';
import { moneyOf, sharedCurrency } from '../economics/told-money.ts';
import { datedFacts, openScenario } from '../measures/index.ts';
import { type Context, operation } from '../operation.ts';
import { currencyField, text } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { compareNow } from './compare-now.ts';
import { findInput, findMeasure, type NamedScenario } from './find-named.ts';
import { flipsAlong } from './flips-along.ts';
import { axisOf, paceOf } from './look-along.ts';
import { mapOf } from './map-of.ts';
import { watched } from './watched.ts';

/** A scenario file as the face has read it. */
export const namedScenario = later(() =>
  z.strictObject({
    name: z.string().min(1).max(200),
    data: z.record(z.string(), z.unknown()),
  }),
);

const input = later(() =>
  z.strictObject({
    scenarios: z.array(namedScenario).length(2),
    over: text({ flag: 'over' }),
    on: text({ flag: 'on' }).optional(),
    from: text({ flag: 'from' }).optional(),
    to: text({ flag: 'to' }).optional(),
    and: text({ flag: 'and' }).optional(),
    and_from: text({ flag: 'and-from' }).optional(),
    and_to: text({ flag: 'and-to' }).optional(),
    currency: currencyField().optional(),
  }),
);
type Input = z.output<typeof input>;

/** Where the better of two scenarios flips along an input, with the range of each flip and what it hangs on. */
export const crossoverOperation = operation<Input, CrossoverReport>({
  name: 'crossover',
  command: ['crossover'],
  sentence: 'crossover',
  input,
  output: 'crossover',
  files: { least: 2, most: 2 },
  kernels: true,
  run,
});

function run(
  given: Context,
  { scenarios, over, on, from, to, and, and_from, and_to, currency }: Input,
): CrossoverReport {
  const { context, look, complete, expect } = watched(given);
  const [a, b] = scenarios.map(
    ({ name, data }, i): NamedScenario => ({ name, opened: openScenario(ofFile(context, i), data, name) }),
  ) as [NamedScenario, NamedScenario];
  const along = findInput(over, a, b);
  const measure = findMeasure(on, a, b, along);
  const rates = exchangeRates(context.catalogue);
  const rate = moneyOf(context, currency ?? sharedCurrency(scenarios));
  const axis = axisOf(along, { from, to }, { rates, currency: rate.currency });
  const across = and === undefined ? null : findInput(and, a, b);
  const second = across && axisOf(across, { from: and_from, to: and_to }, { rates, currency: rate.currency });
  const asked = { a, b, along, measure, axis, look, rough: given.rough === true };
  expect(paceOf(along.a, along.b), across && paceOf(along.a, along.b, across.a, across.b));
  const found = flipsAlong(asked, from === undefined && to === undefined);
  const map = across && second ? mapOf({ ...asked, axis: found.axis }, across, second) : null;
  const now = compareNow(asked, found.flips);
  return {
    kind: 'crossover',
    a: side(a, along.a?.value ?? null),
    b: side(b, along.b?.value ?? null),
    over: found.axis,
    on: { key: measure.key, unit: measure.unit, better: measure.better },
    flips: found.flips,
    stretches: found.stretches,
    now,
    nearest: found.nearest,
    unsure: found.unsure,
    surelySeen: found.surelySeen,
    searched: paceOf(along.a, along.b) === 'search',
    looks: found.looks,
    complete: complete(),
    curves: found.curves,
    map,
    money: { currency: rate.currency, perUsd: rate.perUsd },
    assumed: [...rateLine(rate), ...datedFacts([a, b])],
  };
}

/** The context of one of several files: its own trace. */
export const ofFile = ({ traces, ...rest }: Context, i: number): Context => {
  const trace = traces?.[i];
  return trace ? { ...rest, trace } : rest;
};

function side({ name, opened }: NamedScenario, stands: number | null): CrossoverReport['a'] {
  const { able, outcome, unseen = [] } = opened.measured();
  const unknown = opened.inputs.filter(({ value }) => value === null).map(({ path }) => path);
  return { name, kind: opened.kind, title: opened.title, stands, outcome, able, unseen, unknown };
}
