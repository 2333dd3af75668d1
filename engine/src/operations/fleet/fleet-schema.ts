import * as z from 'zod';
import { FLEET_OBJECTIVES, POOL_KINDS, REASONS, WORK_KINDS } from '../../decide/index.ts';
import { choice, fieldMeta, money, oneOrMore, onOff, quantity, text } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { scenarioSchema } from '../scenario/schema.ts';
import { serveScenarioSchema } from '../scenario/serve-schema.ts';
import { economics, MAX_COUNT } from '../scenario/shared-fields.ts';

/** One value, or one for each period. */
const byPeriod = <S extends z.core.$ZodType>(item: S, flag?: string) =>
  oneOrMore(item, flag === undefined ? {} : { flag });

const number = (max: number) => quantity('1', { max }, {});
const whole = (max: number) => quantity('1', { min: 1, max, whole: true }, {});

/** A number or text whose unit depends on what stands beside it; read later. */
const amount = z.union([z.string().min(1).max(64), z.number()]).transform(String);
fieldMeta.add(amount, { kind: 'quantity' });

/** Ready (or not), ready from a period on, or how far: the pace that software reaches, what bringing work there costs once. */
const readiness = later(() =>
  z.union([
    z.boolean(),
    text({}),
    z.strictObject({
      from: text({}).optional(),
      pace: quantity('1', { min: 0.01, max: 10 }, {}).optional(),
      port: money('USD', {}).optional(),
    }),
  ]),
);
export type ReadinessWords = z.output<typeof readiness>;

const ready = later(() =>
  z.strictObject({
    pretraining: readiness.optional(),
    posttraining: readiness.optional(),
    batch: readiness.optional(),
    online: readiness.optional(),
  }),
);

const pool = later(() =>
  z.strictObject({
    accelerator: text({}),
    kind: choice(POOL_KINDS, {}).optional(),
    count: byPeriod(quantity('1', { max: MAX_COUNT, whole: true }, {})),
    from: text({}).optional(),
    /** Reserved by so many at a time. */
    lot: whole(MAX_COUNT).optional(),
    /** At the meter, for one accelerator with its share of server, network and cooling. */
    power: quantity('W', { min: 1, max: 1e6 }, {}).optional(),
    site: text({}).optional(),
    price: byPeriod(money('USD/h', {})).optional(),
    ready: ready.optional(),
  }),
);
export type PoolWords = z.output<typeof pool>;

const site = later(() =>
  z.strictObject({
    power: byPeriod(quantity('W', { max: 1e12 }, {})).optional(),
    pue: quantity('1', { min: 1, max: 10 }, {}).optional(),
    electricity: money('USD/kWh', {}).optional(),
  }),
);
export type SiteWords = z.output<typeof site>;

/** What a workload needs on one accelerator, by hand: accelerator-hours, or accelerators of a service at load 1. */
const need = later(() =>
  z.union([
    amount,
    z.strictObject({
      needs: amount,
      low: amount.optional(),
      high: amount.optional(),
      /** At work at once: so many at most, or exactly so many together. */
      at_most: whole(MAX_COUNT).optional(),
      together: whole(MAX_COUNT).optional(),
      /** A service grows by so many. */
      lot: whole(MAX_COUNT).optional(),
    }),
  ]),
);
export type NeedWords = z.output<typeof need>;

const workload = later(() =>
  z.strictObject({
    kind: choice(WORK_KINDS, {}),
    /** Asked of the engine on the accelerator of every pool. */
    train: z.optional(scenarioSchema.shape.train),
    serve: serveScenarioSchema.unwrap().shape.serve.optional(),
    traffic: serveScenarioSchema.unwrap().shape.traffic,
    slo: serveScenarioSchema.unwrap().shape.slo,
    /** Answers to give in all, of batch inference. */
    requests: quantity('1', { min: 1, max: 1e15 }, {}).optional(),
    /** Accelerators that a training run takes together. */
    accelerators: whole(MAX_COUNT).optional(),
    /** Of what replicas carry at the promised pace, the share that they are given on average. */
    fill: quantity('1', { min: 0.01, max: 1 }, {}).optional(),
    on: z.record(z.string().max(100), need).optional(),
    load: byPeriod(number(1e6)).optional(),
    from: text({}).optional(),
    deadline: text({}).optional(),
    split: onOff({}).optional(),
    value: money('USD', {}).optional(),
  }),
);
export type WorkloadWords = z.output<typeof workload>;

const named = <S extends z.core.$ZodType>(item: S) => z.record(z.string().min(1).max(100), item);

/** A portfolio of work and the pools it may be placed on: one YAML file, or the same object as JSON. Version 1. */
export const fleetSchema = later(() =>
  z.strictObject({
    ridgepoint: z.literal(1).optional(),
    fleet: z.strictObject({
      objective: choice(FLEET_OBJECTIVES, { flag: 'objective' }).optional(),
      /** How far reasons go; all by default while that is a matter of seconds. */
      reasons: choice(REASONS, { flag: 'reasons' }).optional(),
      /** Names of periods, or how many there are. */
      periods: z.union([
        z.number().int().min(1).max(60),
        z
          .array(z.union([z.string().min(1).max(40), z.number()]).transform(String))
          .min(1)
          .max(60),
      ]),
      period: quantity('s', { min: 3600, max: 1e9 }, { flag: 'period' }).optional(),
      sites: named(site).optional(),
      pools: named(pool),
      workloads: named(workload),
    }),
    limits: z
      .strictObject({
        budget: money('USD', { flag: 'budget' }).optional(),
        /** Of each period. */
        spend: byPeriod(money('USD', {}), 'spend').optional(),
      })
      .optional(),
    economics: z
      .strictObject({ currency: economics.shape.currency, grid: economics.shape.grid, pue: economics.shape.pue })
      .optional(),
  }),
);
export type FleetScenario = z.output<typeof fleetSchema>;
