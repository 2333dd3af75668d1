import { type Because, derive, input } from '../../because/index.ts';
import {
  type ChipDesign,
  chipUnitAlong,
  chipUnitUsd,
  designCost,
  type ExchangeRate,
  exchangeRate,
  exchangeRates,
  projectCost,
  type YieldModel,
} from '../../economics/index.ts';
import { baseValue, type Catalogue, type Chip, cited, type Silicon } from '../../facts/index.ts';
import { constantOf } from '../../training/run/index.ts';
import { refuse } from '../input-error.ts';
import { readMoney } from '../scenario/field.ts';
import { lookup } from '../scenario/lookup.ts';
import type { ChipInput, ChipWords } from './chip-input.ts';

/** A chip that is made or bought, with what it costs to have it designed. */
export interface ChipProject {
  readonly title: string;
  readonly chip: Chip | null;
  readonly silicon: Silicon | null;
  /** Null where units are bought at a price. */
  readonly design: ChipDesign | null;
  readonly unit: Because | null; // USD, bought
  readonly nre: Because; // USD
  readonly respins: Because;
  readonly respinShare: Because;
  readonly late: Because; // USD
  readonly units: number | null;
  readonly node: number | null;
  readonly rate: ExchangeRate;
}

/** A re-spin of masks and verification, over the first design. */
const RESPIN_SHARE = 0.5;
const GB = 1e9;

/** What a question about a chip says, looked up and filled in. Throws InputError. */
export function chipProject(catalogue: Catalogue, asked: ChipInput): ChipProject {
  const { chip: words = {}, on, economics = {} } = asked;
  const chip = on ? lookup(catalogue.chips, on.accelerator, 'chip', 'on.accelerator') : null;
  if (chip && words.area !== undefined) throw refuse('two-ways', 'chip.area', { value: 'on, area', nearest: ['on'] });
  const rates = exchangeRates(catalogue);
  const usd = (key: 'unit' | 'nre' | 'late' | 'wafer' | 'memory_price') =>
    words[key] === undefined ? undefined : readMoney(`chip.${key}`, words[key], 'USD', rates);
  const unit = usd('unit');
  const silicon = chip?.silicon ?? null;
  if (chip && !silicon && unit === undefined)
    throw refuse('study-rule', 'on.accelerator', {
      value: chip.id,
      values: { rule: 'no-silicon', chip: chip.name },
      nearest: catalogue.chips.filter((one) => one.silicon).map((one) => one.id),
    });
  const drawn = unit === undefined ? (silicon ?? drawnSilicon(words)) : null;
  const design = drawn && designOf(catalogue, drawn, words, usd('wafer'), usd('memory_price'));
  const nre = usd('nre');
  const own = (name: string, value: number | undefined, usual: number, unitOf: string): Because =>
    value === undefined
      ? { ...input(name, usual, unitOf), kind: 'assumption', source: 'assumption' }
      : input(name, value, unitOf);
  return {
    title: words.name ?? chip?.name ?? (words.node === undefined ? 'chip' : `${words.area} mm2, ${words.node} nm`),
    chip,
    silicon,
    design,
    unit: unit === undefined ? null : input('unit', unit, 'USD'),
    nre: nre !== undefined ? input('nre', nre, 'USD') : drawn ? designCosts(catalogue, drawn) : input('nre', 0, 'USD'),
    respins: own('respins', words.respins, 0, '1'),
    respinShare: own('respin_share', words.respin_share, RESPIN_SHARE, '1'),
    late: own('late', usd('late'), 0, 'USD'),
    units: words.units ?? null,
    node: words.node ?? silicon?.dies[0]?.node ?? null,
    rate: exchangeRate(catalogue, economics.currency ?? 'USD') ?? exchangeRate(catalogue, 'USD')!,
  };
}

/** USD of one unit at some values of the inputs. */
export const unitAt = ({ design, unit }: ChipProject, values: ReadonlyMap<string, number>): number =>
  values.get('unit') ?? (unit ? unit.value : chipUnitUsd(design!, values));

/** The same along one of the inputs, whose values follow. */
export const unitAlong = (
  { design, unit }: ChipProject,
  values: ReadonlyMap<string, number>,
  name: string,
): ((x: number) => number) => {
  if (name === 'unit') return (x) => x;
  const bought = values.get('unit') ?? unit?.value;
  return bought === undefined ? chipUnitAlong(design!, values, name) : () => bought;
};

/** USD of design, re-spins and delay, before a unit is made. */
export function fixedAt(project: ChipProject, values: ReadonlyMap<string, number>): number {
  const of = ({ name, value }: Because) => values.get(name) ?? value;
  return projectCost(of(project.nre), of(project.respins), of(project.respinShare), of(project.late), 0);
}

/** USD of so many units, design and all. */
export const projectAt = (project: ChipProject, units: number, values: ReadonlyMap<string, number>): number =>
  fixedAt(project, values) + units * unitAt(project, values);

/** A package of equal dies on one node, as typed. */
function drawnSilicon(words: ChipWords): Silicon {
  const { area, node, dies = 1, memory = 0, stacks } = words;
  if (area === undefined) throw refuse('missing', 'chip.area', { values: { flag: '--area' } });
  if (node === undefined) throw refuse('missing', 'chip.node', { values: { flag: '--node' } });
  const typed = (value: number, unit: string) =>
    ({ value, unit, date: '', source: 'given', grade: 'estimate' }) as const;
  const pieces = stacks ?? (memory > 0 ? Math.ceil(memory / GB / 24) : 0);
  return {
    dies: [
      {
        name: 'die',
        count: dies,
        area: typed(area, 'mm2'),
        node,
        ...(words.needed !== undefined && {
          spares: { units: UNITS, needed: Math.round(words.needed * UNITS), share: SPARE_SHARE },
        }),
      },
    ],
    ...(memory > 0 && { memory: { bought: typed(memory / GB, 'GB'), stacks: pieces } }),
    carrier: words.carrier ?? (memory > 0 ? 'silicon-interposer' : 'organic'),
    bonds: dies + pieces,
  };
}

/** `--needed 0.92`: of a hundred equal units, which cover nine tenths of the die. */
const UNITS = 100;
const SPARE_SHARE = 0.9;

function designOf(
  catalogue: Catalogue,
  silicon: Silicon,
  words: ChipWords,
  wafer: number | undefined,
  memoryPrice: number | undefined,
): ChipDesign {
  const constant = (name: string, id: string, own?: number): Because =>
    own === undefined ? cited(name, constantOf(catalogue, id)) : input(name, own, constantOf(catalogue, id).unit);
  const { memory } = silicon;
  const yields: YieldModel =
    words.yield === 'poisson' || words.yield === 'murphy'
      ? { model: words.yield }
      : { model: 'negative-binomial', clustering: words.clustering ?? 10 }; // chiplet-actuary, arXiv 2203.12268
  return {
    dies: silicon.dies.map(({ name, count, area, node, spares, stacked }) => ({
      name,
      count,
      areaMm2: area.value,
      wafer: constant(`wafer_${node}nm`, `wafer-${node}nm`, wafer),
      defects: constant(`defects_${node}nm`, `defects-${node}nm`, words.defects),
      ...(spares && { harvest: spares }),
      ...(stacked && { stacked }),
    })),
    memory: memory
      ? {
          gigabytes: input(
            'memory_gb',
            words.memory === undefined ? baseValue(memory.bought) / GB : words.memory / GB,
            'GB',
          ),
          usdPerGigabyte:
            memoryPrice === undefined && memory.price
              ? cited('hbm_price', memory.price)
              : constant('hbm_price', 'hbm-price', memoryPrice),
          stacks: words.stacks ?? memory.stacks,
          stackMm2: constant('hbm_stack_area', 'hbm-stack-area'),
        }
      : null,
    carrier: words.carrier ?? silicon.carrier,
    bonds: silicon.bonds,
    interposer: constant('interposer_price', 'interposer-price'),
    glass: constant('glass_premium', 'glass-premium'),
    bond: constant('bond_yield', 'bond-yield'),
    test: memory
      ? constant('test_and_rest', 'test-and-rest')
      : { ...input('test_and_rest', 0, 'USD'), kind: 'assumption', source: 'assumption' },
    yields,
  };
}

/** Design of every kind of die, by its node and area. */
function designCosts(catalogue: Catalogue, { dies }: Silicon): Because {
  const parts = dies.map(({ name, area, node }) =>
    derive(`nre_${name}`, designCost, [
      cited(`nre_${node}nm`, constantOf(catalogue, `nre-${node}nm`)),
      input('area', area.value, 'mm2'),
    ]),
  );
  const value = parts.reduce((all, part) => all + part.value, 0);
  return { name: 'nre', value, unit: 'USD', kind: 'formula', formula: 'sum over dies', source: 'sum', inputs: parts };
}
