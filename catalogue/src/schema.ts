import { DTYPES } from '@ridgepoint/engine/facts';
import * as z from 'zod';
import { date, defaults, fact, factIn, grade, link, strict, UNITS } from './fact-schema.ts';
import { kernelFit } from './kernel-schema.ts';

/** The files of the catalogue, one strict schema a kind. Unknown keys are refused; see fact-schema.ts for a fact. */
const id = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'is not lower case letters, digits, dots and hyphens');
const text = z.string().min(1);
const aliases = z.array(text).optional();
const count = z.number().int().positive();
const topology = z.enum(['switch', 'mesh', 'torus']);

const peakOf = (dtype: string) => fact(dtype.startsWith('int') ? 'ops' : 'flops', { peak: true }).optional();
const byDtype = <T extends z.ZodType>(make: (dtype: string) => T) =>
  strict(Object.fromEntries(DTYPES.map((dtype) => [dtype, make(dtype)])) as Record<(typeof DTYPES)[number], T>);

export const sourceList = strict({
  sources: z.array(strict({ id, title: text, url: z.url(), date, licence: text.optional(), grade: grade.optional() })),
});

/** What a package is made of, and what others say that it costs. */
const silicon = strict({
  dies: z.array(
    strict({
      name: text,
      count,
      area: fact('area'),
      node: z.number().positive(),
      stacked: z.boolean().optional(),
      spares: strict({ units: count, needed: count, share: z.number().min(0).max(1) }).optional(),
    }),
  ),
  memory: strict({ bought: fact('bytes'), stacks: count, price: factIn(['USD/GB']).optional() }).optional(),
  carrier: z.enum(['organic', 'fan-out', 'silicon-interposer', 'glass-core']),
  bonds: count,
  bill: strict({
    logic: fact('price').optional(),
    memory: fact('price').optional(),
    packaging: fact('price').optional(),
    loss: fact('price').optional(),
    other: fact('price').optional(),
    total: fact('price'),
  }).optional(),
});

export const chip = strict({
  defaults: defaults.optional(),
  id,
  name: text,
  vendor: text,
  architecture: id,
  kind: z.enum(['gpu', 'tpu', 'npu', 'asic', 'wafer', 'cpu', 'apu', 'fpga', 'soc']),
  status: z.enum(['available', 'announced', 'legacy']),
  launch: date,
  aliases,
  peak: byDtype(peakOf),
  memory: strict({
    type: text,
    capacity: fact('bytes'),
    usable: fact('bytes').optional(),
    bandwidth: fact('bandwidth'),
    stacks: strict({
      count,
      gib: z.number().positive(),
      pins: count.optional(),
      gbitPerPin: z.number().positive().optional(),
    }).optional(),
  }),
  units: strict({
    count,
    name: text,
    fmaPerClock: byDtype(() => z.number().positive().optional()).optional(),
    clockMhz: factIn(['MHz']).optional(),
  }).optional(),
  scaleUp: strict({
    name: text,
    bandwidth: link('bandwidth'),
    domain: count,
    pairBandwidth: link('bandwidth').optional(),
    topology,
    inSwitchReduction: z.boolean().optional(),
  }).optional(),
  onChip: z.record(z.string(), fact('bytes')).optional(),
  hostLink: strict({ name: text, bandwidth: link('bandwidth') }).optional(),
  tdp: factIn(['W']).optional(),
  processNm: fact('length').optional(),
  dieMm2: fact('area').optional(),
  reachable: byDtype(() => fact('share').optional()).optional(),
  silicon: silicon.optional(),
  note: text.optional(),
});

export const system = strict({
  defaults: defaults.optional(),
  id,
  name: text,
  chip: id,
  chips: count,
  aliases,
  chipsPerHost: count.optional(),
  scaleUp: strict({
    domain: count,
    bandwidth: link('bandwidth'),
    topology,
    dims: z.array(count).optional(),
    inSwitchReduction: z.boolean().optional(),
    latency: fact('time').optional(),
  }),
  scaleOut: strict({ bandwidthPerChip: link('network'), nics: text.optional() }).optional(),
  power: fact('power').optional(),
  price: fact('price').optional(),
  note: text.optional(),
});

export const fabric = strict({
  defaults: defaults.optional(),
  id,
  name: text,
  kind: z.enum(['infiniband', 'ethernet', 'optical', 'proprietary']),
  aliases,
  bandwidth: link('network'),
  latency: fact('time'),
  efficiency: fact('share'),
  topology: z.enum(['rail', 'fat-tree', 'torus', 'dragonfly', 'any']),
  inSwitchReduction: z.boolean().optional(),
  note: text.optional(),
});

export const model = strict({
  defaults: defaults.optional(),
  id,
  name: text,
  aliases,
  family: text,
  config: z.record(z.string(), z.unknown()),
  source: text,
  parameters: fact('parameters').optional(),
  activeParameters: fact('parameters').optional(),
  training: strict({
    sequence: count,
    batch: count,
    preset: id.optional(),
    run: strict({
      accelerator: id,
      count,
      tp: count,
      pp: count,
      cp: count,
      dp: count,
      mfu: z.number().positive().max(1),
      source: text,
    }).optional(),
    source: text,
    date,
    note: text.optional(),
  }).optional(),
  released: date.optional(),
  note: text.optional(),
});

export const priceRow = strict({
  id: text.optional(),
  kind: z.enum(['rent-on-demand', 'rent-reserved', 'rent-spot', 'purchase']),
  seller: text,
  region: text.optional(),
  usd: fact('rent'),
});
export const priceList = strict({ defaults: defaults.optional(), chip: id, prices: z.array(priceRow) });

export const gridRow = strict({
  id: z
    .string()
    .regex(/^[A-Z]{3}(-[A-Z]{2,5})?$/, 'is not an ISO 3166-1 alpha-3 code, nor one with a region behind it'),
  name: text,
  nameZh: text,
  aliases,
  intensity: fact('intensity'),
  generation: fact('energy').optional(),
  hourly: strict({ source: text, date, gramsPerKilowattHour: z.array(z.number().positive()).length(24) }).optional(),
});
export const gridList = strict({ defaults: defaults.optional(), grids: z.array(gridRow) });

/** Constants come in every unit there is, and in a few of their own. */
const CONSTANT_UNITS = [
  ...new Set(Object.values(UNITS).flat()),
  ...['1', 'h', 'year', 'share/year', 'failures/chip/day', 'CNY/USD', 'EUR/USD', 'JPY/USD', 'GBP/USD', 'INR/USD'],
  ...['kWh/cm2', 'gCO2e/cm2', 'gCO2e/GB', 'kgCO2e', 'kgCO2e/W', 'tCO2e', 'USD/GB', 'USD/wafer', '1/cm2', 'USD/kWh'],
  ...['USD/kW/month', 'USD/W', 'USD/year', 'USD/TB', '1/h'],
  ...['USD/mm2', 'ppm/K', 'pJ'],
  ...['GW', 'Wh', 'kWh', 'MWh', 'GWh', 'TWh', 'J', 'J/B', 'pJ/bit'],
];
export const constantRow = strict({ id, name: text, fact: factIn(CONSTANT_UNITS) });
export const constantList = strict({ defaults: defaults.optional(), constants: z.array(constantRow) });

const hours = z.array(z.number().nonnegative()).length(24);
const season = strict({ months: z.array(z.number().int().min(1).max(12)).min(1), factors: hours });
const exportRule = strict({
  rule: z.enum(['licence-case-by-case', 'licence-denied', 'customs-block']),
  chips: z.array(id).min(1),
  date,
  source: text,
});
const KILOWATT_HOUR = ['USD/kWh', 'CNY/kWh', 'EUR/kWh', 'JPY/kWh'];

/** Where machines can stand. */
export const site = strict({
  defaults: defaults.optional(),
  id,
  name: text,
  nameZh: text,
  aliases,
  grid: gridRow.shape.id,
  currency: z.enum(['USD', 'CNY', 'EUR', 'JPY']).optional(),
  electricity: factIn(KILOWATT_HOUR),
  seasons: z.array(season).optional(),
  seasonsSource: text.optional(),
  colocation: factIn(['USD/kW/month']).optional(),
  build: factIn(['USD/W']).optional(),
  salary: factIn(['USD/year', 'CNY/year', 'EUR/year']).optional(),
  exports: z.array(exportRule).optional(),
  note: text.optional(),
});

export const tokenPriceRow = strict({
  id,
  seller: text,
  name: text,
  aliases,
  model: id.optional(),
  input: factIn(['USD/Mtoken']),
  cached: factIn(['USD/Mtoken']).optional(),
  output: factIn(['USD/Mtoken']),
});
export const tokenPriceList = strict({ defaults: defaults.optional(), tokenPrices: z.array(tokenPriceRow) });

/** A user's own file: any of the lists, facts written as in the catalogue. */
export const overlayFile = strict({
  defaults: defaults.optional(),
  sources: sourceList.shape.sources.optional(),
  chips: z.array(chip).optional(),
  systems: z.array(system).optional(),
  fabrics: z.array(fabric).optional(),
  models: z.array(model).optional(),
  prices: z.array(strict({ ...priceRow.shape, chip: id })).optional(),
  grids: gridList.shape.grids.optional(),
  constants: constantList.shape.constants.optional(),
  places: z.array(site).optional(),
  tokenPrices: tokenPriceList.shape.tokenPrices.optional(),
  kernels: z.array(kernelFit).optional(),
});
