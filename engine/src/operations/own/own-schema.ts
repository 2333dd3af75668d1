import * as z from 'zod';
import { DEPRECIATIONS, HOUSINGS, OWN_OPTIONS } from '../../economics/index.ts';
import { date } from '../scenario/date-field.ts';
import { choice, currencyField, money, onOff, quantity, text } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { count, model } from '../scenario/shared-fields.ts';

const share = (flag: string, max = 1) => quantity('1', { max }, { flag }).optional();

const on = later(() =>
  z.strictObject({
    accelerator: text({ flag: 'on' }),
    count: count({ flag: 'gpus', alias: 'count' }).optional(),
    system: text({ flag: 'system' }).optional(),
  }),
);

const own = later(() =>
  z.strictObject({
    years: quantity('year', { min: 0.25, max: 20 }, { flag: 'years' }).optional(),
    start: date({ flag: 'start', alias: 'date' }).optional(),
    place: text({ flag: 'place' }).optional(),
    utilisation: quantity('1', { min: 0.01, max: 1 }, { flag: 'utilisation' }).optional(),
    option: choice(OWN_OPTIONS, { flag: 'option' }).optional(),
  }),
);

const buy = later(() =>
  z.strictObject({
    hardware: money('USD', { flag: 'hardware' }).optional(),
    server: money('USD', { flag: 'server' }).optional(),
    network: money('USD', { flag: 'network-price' }).optional(),
    storage: money('USD', { flag: 'storage-price' }).optional(),
    self_build: onOff({ flag: 'self-build' }).optional(),
    wacc: share('wacc'),
    depreciation: choice(DEPRECIATIONS, { flag: 'depreciation' }).optional(),
    half_life: quantity('year', { min: 0.1, max: 100 }, { flag: 'half-life' }).optional(),
    book_life: quantity('year', { min: 0.1, max: 100 }, { flag: 'book-life' }).optional(),
    decline: share('decline'),
    residual: share('residual'),
    upkeep: share('upkeep'),
  }),
);

const run = later(() =>
  z.strictObject({
    housing: choice(HOUSINGS, { flag: 'housing' }).optional(),
    colocation: money('USD', { flag: 'colocation' }).optional(),
    build: money('USD', { flag: 'build' }).optional(),
    watts: quantity('W', { min: 1, max: 1e6 }, { flag: 'watts' }).optional(),
    idle: share('idle'),
    pue: quantity('1', { min: 1, max: 10 }, { flag: 'pue' }).optional(),
    tariff: money('USD/kWh', { flag: 'tariff' }).optional(),
    hours: choice(['even', 'cheapest'], { flag: 'hours' }).optional(),
    people: quantity('1', { max: 1e6 }, { flag: 'people' }).optional(),
    salary: money('USD', { flag: 'salary' }).optional(),
  }),
);

const rent = later(() =>
  z.strictObject({
    price: money('USD/h', { flag: 'price', alias: 'rent' }).optional(),
    reserved: money('USD/h', { flag: 'reserved' }).optional(),
    spot: money('USD/h', { flag: 'spot' }).optional(),
    interruptions: quantity('1', { max: 60 }, { flag: 'interruptions' }).optional(),
    lost: quantity('s', { max: 86_400 }, { flag: 'lost' }).optional(),
    fall: share('rent-fall', 0.95),
  }),
);

const length = (flag: string) => quantity('token', { min: 1, max: 1e7, whole: true }, { flag }).optional();

const tokens = later(() =>
  z.strictObject({
    /** What is served: its rate is then that of `estimate serve`. */
    model: z.optional(model),
    weights: text({ flag: 'weights' }).optional(),
    input: length('input'),
    output: length('output'),
    per_second: quantity('token/s', { min: 1e-3, max: 1e9 }, { flag: 'tokens-per-second' }).optional(),
    api: text({ flag: 'api' }).optional(),
    api_price: money('USD', { flag: 'api-price' }).optional(),
    input_per_output: quantity('1', { max: 1e4 }, { flag: 'input-per-output' }).optional(),
  }),
);

const economics = later(() =>
  z.strictObject({
    currency: currencyField().optional(),
    exchange_rate: quantity('1', { min: 1e-6, max: 1e6 }, { flag: 'exchange-rate' }).optional(),
  }),
);

/** Rent, own or buy tokens: one YAML file, the same words as flags, or the same object as JSON. Version 1. */
export const ownScenarioSchema = later(() =>
  z.strictObject({
    ridgepoint: z.literal(1).optional(),
    on,
    own: own.optional(),
    buy: buy.optional(),
    run: run.optional(),
    rent: rent.optional(),
    tokens: tokens.optional(),
    economics: z.optional(economics),
  }),
);
export type OwnScenario = z.output<typeof ownScenarioSchema>;
