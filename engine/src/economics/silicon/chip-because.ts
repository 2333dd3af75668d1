import { type Because, derive, input } from '../../because/index.ts';
import type { Ranged } from '../../training/answer.ts';
import type { ChipBill, ChipDesign, ChipPart, DesignedDie } from './chip-bill.ts';
import { diesPerWafer } from './terms.ts';

const ACTUARY = 'Y. Feng, K. Ma, Chiplet Actuary, arXiv 2203.12268';
/** Wafer, rim and scribe line, mm; as die.ts takes them. */
const WAFER = [300, 5, 0.2] as const; // chiplet-actuary, arXiv 2203.12268
const YIELDS = {
  poisson: 'e^(−A D)',
  murphy: '((1 − e^(−A D)) / (A D))²',
  'negative-binomial': '(1 + A D / a)^(−a)',
} as const;

/** Why a unit costs what it does: what each part is spent on, down to wafers, defects and prices. */
export function unitBecause(design: ChipDesign, bill: ChipBill): Because {
  const { parts } = bill;
  const node = (name: ChipPart, formula: string, source: string, inputs: readonly Because[]): Because => ({
    ...ranged(name, parts[name]),
    kind: 'formula',
    formula,
    source,
    inputs,
  });
  const { memory, bond, bonds } = design;
  const spent = [
    node(
      'logic',
      'Σ n · d',
      'sum',
      design.dies.map((die, i) => dieBecause(die, design, bill.dies[i]!)),
    ),
    ...(memory ? [node('memory', 'g · p', 'definition', [memory.gigabytes, memory.usdPerGigabyte])] : []),
    node('package', CARRIERS[design.carrier], ACTUARY, [
      input('carrier_mm2', bill.carrierMm2, 'mm2'),
      ...(design.carrier === 'silicon-interposer' ? [design.interposer] : []),
      ...(design.carrier === 'glass-core' ? [design.glass] : []),
    ]),
    node('lost', '(logic + memory + package) · (1 / b^n − 1)', ACTUARY, [bond, input('bonds', bonds, '1')]),
    node('test', 'p', 'definition', [design.test]),
  ];
  return {
    ...ranged('unit', bill.total),
    kind: 'formula',
    formula: spent.map(({ name }) => name).join(' + '),
    source: 'sum',
    inputs: spent,
  };
}

const CARRIERS: Readonly<Record<ChipDesign['carrier'], string>> = {
  organic: 'substrate and bumps by area',
  'fan-out': 'wafer / pieces on it, substrate and bumps by area',
  'silicon-interposer': 'A · p, substrate and bumps by area',
  'glass-core': 'substrate and bumps by area, substrate · g',
};

/** One that can be sold: its share of the wafer over the share of dies that work, spares used. */
function dieBecause(die: DesignedDie, { yields }: ChipDesign, made: ChipBill['dies'][number]): Because {
  const area = input('area', die.areaMm2, 'mm2');
  const [diameter, edge, scribe] = WAFER;
  const fits = derive('dies_per_wafer', diesPerWafer, [
    area,
    input('wafer_mm', diameter, 'mm'),
    input('edge_mm', edge, 'mm'),
    input('scribe_mm', scribe, 'mm'),
  ]);
  const share = (name: string, value: number, formula: string, inputs: readonly Because[]): Because => ({
    name,
    value,
    unit: 'share',
    kind: 'formula',
    formula,
    source: ACTUARY,
    inputs,
  });
  const perfect = share('perfect', made.perfect, YIELDS[yields.model], [area, die.defects]);
  const { harvest } = die;
  const sellable = share(
    'sellable',
    made.sellable,
    harvest ? 'Σ of units that work, from as many as are needed to all' : 'perfect',
    harvest
      ? [
          perfect,
          input('units', harvest.units, '1'),
          input('needed', harvest.needed, '1'),
          input('share', harvest.share, 'share'),
        ]
      : [perfect],
  );
  return {
    name: die.name,
    value: made.usd,
    unit: 'USD',
    kind: 'formula',
    formula: 'w / (N · y)',
    source: ACTUARY,
    inputs: [die.wafer, fits, sellable, input('count', die.count, '1')],
  };
}

const ranged = (name: string, { value, low, high, unit }: Ranged) => ({ name, value, low, high, unit });
