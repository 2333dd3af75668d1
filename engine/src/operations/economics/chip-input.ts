import * as z from 'zod';
import { CARRIER_KINDS } from '../../economics/index.ts';
import { choice, currencyField, money, quantity, text } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { whole } from '../scenario/shared-fields.ts';

/** Nodes whose wafers, defects and design costs are in the catalogue. */
export const NODES = [3, 5, 7, 10, 14, 20, 28, 40, 55] as const;

const chip = later(() =>
  z.strictObject({
    name: text({}).optional(),
    area: quantity('1', { min: 1, max: 60_000 }, { flag: 'area' }).optional(),
    node: choice(NODES, { flag: 'node' }).optional(),
    dies: whole('dies', 64).optional(),
    needed: quantity('1', { min: 0, max: 1 }, { flag: 'needed' }).optional(),
    memory: quantity('B', { max: 1e13 }, { flag: 'memory' }).optional(),
    stacks: whole('stacks', 64).optional(),
    carrier: choice(CARRIER_KINDS, { flag: 'carrier' }).optional(),
    body: quantity('1', { min: 5, max: 600 }, { flag: 'body' }).optional(),
    yield: choice(['poisson', 'murphy', 'negative-binomial'], { flag: 'yield' }).optional(),
    clustering: quantity('1', { min: 0.1, max: 1e6 }, { flag: 'clustering' }).optional(),
    defects: quantity('1', { max: 10 }, { flag: 'defects' }).optional(),
    wafer: money('USD', { flag: 'wafer' }).optional(),
    memory_price: money('USD', { flag: 'memory-price' }).optional(),
    unit: money('USD', { flag: 'unit' }).optional(),
    units: quantity('1', { min: 1, max: 1e12 }, { flag: 'units' }).optional(),
    nre: money('USD', { flag: 'nre' }).optional(),
    respins: quantity('1', { max: 20 }, { flag: 'respins' }).optional(),
    respin_share: quantity('1', { max: 5 }, { flag: 'respin-share' }).optional(),
    late: money('USD', { flag: 'late' }).optional(),
  }),
);
export type ChipWords = z.output<typeof chip>;

/** A chip to make or to buy: a package of the catalogue, a die on a node, or a unit price; design cost and units for projects. */
export const chipInput = later(() =>
  z.strictObject({
    ridgepoint: z.literal(1).optional(),
    chip: chip.optional(),
    on: z.strictObject({ accelerator: text({ flag: 'on' }) }).optional(),
    economics: z.strictObject({ currency: currencyField().optional() }).optional(),
  }),
);
export type ChipInput = z.output<typeof chipInput>;
