import { type Because, input } from '../../because/index.ts';
import {
  type BillFacts,
  billFacts,
  cleanest,
  embodiedFacts,
  type Footprint,
  footprint,
  meanOver,
} from '../../economics/index.ts';
import { baseValue, type Catalogue, cited, type Grid } from '../../facts/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import type { CarbonReport, Elsewhere, GridOfRun } from '../../report/carbon-report.ts';
import { constantOf } from '../../training/run/index.ts';
import { ratedPower } from '../bill.ts';
import { gridLine } from '../grid-line.ts';
import { refuse } from '../input-error.ts';
import { type Context, operation } from '../operation.ts';
import { gridOf } from '../scenario/money.ts';
import { type CarbonInput, type CarbonWords, carbonInput } from './carbon-input.ts';
import { type HeldRun, heldRun } from './carbon-run.ts';

/** Grids that an answer is set beside. */
const BESIDE = ['NOR', 'FRA', 'DEU', 'USA', 'CHN', 'IND'];
const USUAL_GRID = 'USA';
/** A working day of a batch that can wait. */
const BATCH_HOURS = 8;
const DAY = 86_400;

/** Energy, carbon and power of a run of accelerator-hours, or of a run that is planned first. */
export const estimateCarbon = operation<CarbonInput, CarbonReport>({
  name: 'estimate-carbon',
  command: ['estimate', 'carbon'],
  sentence: 'estimateCarbon',
  input: carbonInput,
  output: 'carbon',
  run: (context, asked) => answer(context, asked),
});

function answer(context: Context, asked: CarbonInput): CarbonReport {
  const { catalogue } = context;
  const { carbon: words = {}, economics = {} } = asked;
  const grid = gridWanted(catalogue, asked);
  const run = heldRun(context, asked);
  const { facts, power } = factsOf(catalogue, run, words, economics.pue, grid);
  const { tdpWatts } = ratedPower(run);
  if (!(tdpWatts > 0) && words.watts === undefined)
    throw refuse('study-rule', 'on.accelerator', {
      value: run.chip.id,
      values: { rule: 'no-power', chip: run.chip.name },
    });
  const embodied = embodiedFacts(
    catalogue,
    run.chip,
    tdpWatts,
    run.system ? (run.system.chipsPerHost ?? run.system.chips) : 8,
    { kilogramsPerAccelerator: words.embodied, years: words.years, use: words.use },
  );
  const result = footprint({
    hours: run.hours,
    accelerators: run.accelerators,
    ...ratedPower(run),
    ...(power === 'load' ? {} : { serverPowerFactor: 1 }),
    facts,
    embodied,
  });
  const { energy } = result;
  return {
    question: {
      chip: run.chip.id,
      chipName: run.chip.name,
      accelerators: run.accelerators,
      hours: { ...rangeOf(run.hours), unit: 'GPU-h' },
      wall: run.wall,
      modelName: run.modelName,
      power,
    },
    figures: {
      energy,
      operational: result.operational,
      embodied: result.embodied,
      total: result.total,
      wattsPerAccelerator: result.wattsPerAccelerator,
      sitePower: result.sitePower,
      pue: facts.pue.value,
      intensity: facts.intensity.value / 1000,
    },
    layers: result.layers.map((layer) => ({ ...layer, share: layer.joules / energy.value })),
    grid: gridOfRun(grid, words, facts.intensity),
    elsewhere: elsewhere(catalogue, grid, result, words),
    yardsticks: yardsticks(catalogue, result, grid),
    assumed: [
      ...run.assumed.filter(({ key }) => key === 'system'),
      ...assumptions(catalogue, facts, embodied, words, economics, grid),
    ],
    because: result.because,
  };
}

/** The grid of the scenario; null where the intensity itself was said. */
function gridWanted(catalogue: Catalogue, { carbon: words = {}, economics = {} }: CarbonInput): Grid | null {
  if (words.intensity !== undefined) {
    const other =
      economics.grid !== undefined ? 'economics.grid' : words.between !== undefined ? 'carbon.between' : null;
    if (other) throw refuse('two-ways', other, { value: 'grid, intensity', nearest: ['grid'] });
    return null;
  }
  const id = economics.grid === undefined ? USUAL_GRID : gridOf(catalogue, economics.grid);
  const grid = catalogue.grids.findLast((one) => one.id === id)!;
  if (words.between && !grid.hourly)
    throw refuse('study-rule', 'carbon.between', {
      value: grid.name,
      values: { rule: 'no-hours', grid: grid.name },
      nearest: catalogue.grids
        .filter(({ hourly }) => hourly)
        .map((one) => one.id)
        // Regions of that country before other countries.
        .toSorted((a, b) => Number(b.startsWith(`${grid.id}-`)) - Number(a.startsWith(`${grid.id}-`)))
        .slice(0, 3),
    });
  return grid;
}

function factsOf(
  catalogue: Catalogue,
  run: HeldRun,
  words: CarbonWords,
  pue: number | undefined,
  grid: Grid | null,
): { facts: BillFacts; power: CarbonReport['question']['power'] } {
  if (words.watts !== undefined && words.power !== undefined)
    throw refuse('two-ways', 'carbon.watts', { value: 'power, watts', nearest: ['watts'] });
  const power = words.watts !== undefined ? 'stated' : (words.power ?? 'load');
  const rated = power === 'rated' && run.chip.tdp;
  const facts = billFacts(catalogue, {
    chip: run.chip.id,
    grid: grid?.id ?? USUAL_GRID,
    usdPerAcceleratorHour: 0,
    gramsPerKilowattHour: words.intensity === undefined ? undefined : words.intensity * 1000,
    pue,
    // A rating of accelerators alone is what model cards count; nothing else is then in the sum unless it was asked for.
    networkShare: words.network_share ?? (power === 'rated' ? 0 : undefined),
    wattsPerAccelerator: words.watts,
  });
  const hours = grid?.hourly && words.between;
  const intensity: Because = hours
    ? {
        ...input('intensity', meanOver(grid.hourly!.gramsPerKilowattHour, hours), 'gCO2e/kWh'),
        kind: 'fact',
        source: grid.hourly!.source,
        date: grid.hourly!.date,
        note: `${grid.id}, ${hours.from}:00 to ${hours.to}:00`,
      }
    : facts.intensity;
  const watts = rated ? { watts: cited('server_watts', rated) } : facts.power;
  return { facts: { ...facts, power: watts, intensity }, power };
}

function gridOfRun(grid: Grid | null, { between }: CarbonWords, intensity: Because): GridOfRun {
  if (!grid)
    return { id: null, name: '', nameZh: '', date: null, hoursDate: null, hourly: null, between: null, cleanest: null };
  const hourly = grid.hourly?.gramsPerKilowattHour;
  const best = hourly && cleanest(hourly, BATCH_HOURS);
  return {
    id: grid.id,
    name: grid.name,
    nameZh: grid.nameZh,
    date: intensity.date ?? grid.intensity.date,
    hoursDate: grid.hourly?.date ?? null,
    hourly: hourly?.map((grams) => grams / 1000) ?? null,
    between: between ?? null,
    cleanest: best
      ? { from: best.from, to: best.to, intensity: best.mean / 1000, saved: 1 - best.mean / grid.intensity.value }
      : null,
  };
}

function elsewhere(catalogue: Catalogue, here: Grid | null, { energy }: Footprint, words: CarbonWords): Elsewhere[] {
  const ids = new Set([...BESIDE, ...(here ? [here.id] : [])]);
  const kilowattHours = energy.value / 3.6e6;
  const grams = (grid: Grid) =>
    grid === here && grid.hourly && words.between
      ? meanOver(grid.hourly.gramsPerKilowattHour, words.between)
      : grid.intensity.value;
  return [...ids]
    .flatMap((id) => catalogue.grids.findLast((grid) => grid.id === id) ?? [])
    .map((grid) => ({
      id: grid.id,
      name: grid.name,
      nameZh: grid.nameZh,
      intensity: grams(grid) / 1000,
      operational: (kilowattHours * grams(grid)) / 1000,
      here: grid === here,
    }))
    .toSorted((a, b) => a.intensity - b.intensity);
}

function yardsticks(
  catalogue: Catalogue,
  { energy, sitePower }: Footprint,
  grid: Grid | null,
): CarbonReport['yardsticks'] {
  const train = baseValue(constantOf(catalogue, 'yardstick-train'));
  const home = baseValue(constantOf(catalogue, 'yardstick-household'));
  const mean = grid?.generation ? baseValue(grid.generation) / (365 * DAY) : null;
  return {
    trains: sitePower && sitePower.value / train,
    trainDays: energy.value / train / DAY,
    homeYears: energy.value / home,
    gridShare: sitePower && mean && sitePower.value / mean,
  };
}

function assumptions(
  catalogue: Catalogue,
  facts: BillFacts,
  embodied: ReturnType<typeof embodiedFacts>,
  words: CarbonWords,
  economics: NonNullable<CarbonInput['economics']>,
  grid: Grid | null,
): Assumed[] {
  const line = (key: string, node: Because, unit: string, stated: unknown): Assumed[] =>
    stated === undefined
      ? [
          {
            key,
            value: node.value,
            unit,
            low: node.low,
            high: node.high,
            source: [node.source, node.date].filter(Boolean).join(', '),
            ...(node.date && { date: node.date }),
          },
        ]
      : [];
  return [
    // A grid that was asked for by name has an age too.
    ...(grid ? [gridLine(catalogue, economics.grid, grid.id, facts.intensity)] : []),
    ...gridLines(besides(catalogue).filter((one) => one !== grid)),
    ...line('pue', facts.pue, '1', economics.pue),
    ...(facts.networkShare.value > 0 ? line('network_share', facts.networkShare, '1', words.network_share) : []),
    ...line('embodied_chip', embodied.chip, 'kgCO2e', words.embodied),
    ...line('embodied_server', embodied.server, 'kgCO2e', undefined),
    ...line('years_used', embodied.years, 'year', words.years),
    ...line('life_used', embodied.use, '1', words.use),
  ];
}

/** Grids that an answer is set beside, one line a source and date. */
const besides = (catalogue: Catalogue): Grid[] =>
  BESIDE.flatMap((id) => catalogue.grids.findLast((grid) => grid.id === id) ?? []);

const otherGrids = (grids: readonly Grid[], { source, date }: Pick<Because, 'source' | 'date'>) => ({
  key: 'other_grids',
  value: grids.map(({ id }) => id).join(', '),
  source: [source, date].filter(Boolean).join(', '),
  ...(date && { date }),
});

function gridLines(grids: readonly Grid[]): Assumed[] {
  const told = new Map<string, Grid[]>();
  for (const grid of grids) {
    const { source, date } = grid.intensity;
    told.set(`${source}, ${date}`, [...(told.get(`${source}, ${date}`) ?? []), grid]);
  }
  return [...told.values()].map((of) => otherGrids(of, of[0]!.intensity));
}

const rangeOf = ({ value, low, high }: Because) => ({ value, low: low ?? value, high: high ?? value });
