import type { Because } from '../../because/index.ts';
import type { Ranged } from '../../training/answer.ts';
import { type Effect, oneAtATime } from '../one-at-a-time.ts';
import { type DieCost, dieCost, type Harvest, type YieldModel } from './die.ts';
import { type Carrier, carrierCost } from './package.ts';

/** Dies of one kind. Prices and defects carry their reason; names are unique within a design. */
export interface DesignedDie {
  readonly name: string;
  readonly count: number;
  readonly areaMm2: number;
  readonly wafer: Because; // USD
  readonly defects: Because; // 1/cm2
  readonly harvest?: Harvest;
  /** On top of other dies: takes no room on the carrier. */
  readonly stacked?: boolean;
}

/** A package before it is priced. */
export interface ChipDesign {
  readonly dies: readonly DesignedDie[];
  readonly memory: {
    readonly gigabytes: Because;
    readonly usdPerGigabyte: Because;
    readonly stacks: number;
    readonly stackMm2: Because;
  } | null;
  readonly carrier: Carrier;
  /** Pieces put on the carrier one after another. */
  readonly bonds: number;
  readonly interposer: Because; // USD/mm2
  readonly glass: Because; // times an organic substrate
  readonly bond: Because; // share
  readonly test: Because; // USD
  readonly yields: YieldModel;
}

export const PARTS = ['logic', 'memory', 'package', 'lost', 'test'] as const;
export type ChipPart = (typeof PARTS)[number];

/** What one package costs to make, by what it is spent on. */
export interface ChipBill {
  readonly total: Ranged & { readonly effects: readonly Effect[] };
  readonly parts: Readonly<Record<ChipPart, Ranged>>;
  readonly dies: readonly (DieCost & { readonly name: string; readonly count: number; readonly areaMm2: number })[];
  /** Share of packages in which every bond holds. */
  readonly assembled: number;
  readonly carrierMm2: number;
}

type Values = ReadonlyMap<string, number>;

/** USD of one package that works, with ranges from wafer prices, defects, memory, carrier, bonds and test. Throws RangeError as dieCost. */
export function chipBill(design: ChipDesign): ChipBill {
  const inputs = inputsOf(design);
  const at: Values = new Map(inputs.map(({ name, value }) => [name, value]));
  const parts = Object.fromEntries(
    PARTS.map((part) => {
      const { effects: _, ...range } = oneAtATime(inputs, (values) => partsAt(design, values)[part], 'USD');
      return [part, Number.isFinite(range.low) ? range : { ...range, low: range.value, high: range.value }];
    }),
  ) as Record<ChipPart, Ranged>;
  return {
    total: oneAtATime(inputs, (values) => sum(partsAt(design, values)), 'USD'),
    parts,
    dies: design.dies.map((die) => ({
      ...costOf(die, design, at),
      name: die.name,
      count: die.count,
      areaMm2: die.areaMm2,
    })),
    assembled: assembledShare(design, at),
    carrierMm2: areaOf(design, at),
  };
}

/** One number of the inputs, by their names: the hot path of searches for a crossover. */
export const chipUnitUsd = (design: ChipDesign, values: Values): number => sum(partsAt(design, values));

/** The same along one input, which takes thousands of values: dies and carrier are priced once where they do not hang on it. */
export function chipUnitAlong(design: ChipDesign, values: Values, name: string): (x: number) => number {
  const set = new Map(values);
  const { dies, memory, interposer, glass } = design;
  const hangs = (nodes: readonly Because[]) => nodes.some((node) => node.name === name);
  const logic = hangs(dies.flatMap(({ wafer, defects }) => [wafer, defects])) ? undefined : logicAt(design, set);
  const carrier = hangs([interposer, glass, ...(memory ? [memory.stackMm2] : [])]) ? undefined : carrierAt(design, set);
  return (x) => {
    set.set(name, x);
    return sum(partsAt(design, set, logic, carrier));
  };
}

/** Everything in a design that has a reason of its own. */
export function inputsOf({ dies, memory, interposer, glass, bond, test }: ChipDesign): Because[] {
  const all = [
    ...dies.flatMap(({ wafer, defects }) => [wafer, defects]),
    ...(memory ? [memory.gigabytes, memory.usdPerGigabyte, memory.stackMm2] : []),
    interposer,
    glass,
    bond,
    test,
  ];
  return [...new Map(all.map((node) => [node.name, node])).values()];
}

const of = (values: Values, { name, value }: Because): number => values.get(name) ?? value;
const sum = (parts: Readonly<Record<ChipPart, number>>): number => PARTS.reduce((all, part) => all + parts[part], 0);

const costOf = (die: DesignedDie, { yields }: ChipDesign, values: Values): DieCost =>
  dieCost(
    { areaMm2: die.areaMm2, ...(die.harvest && { harvest: die.harvest }) },
    { usd: of(values, die.wafer), defectsPerCm2: of(values, die.defects) },
    yields,
  );

const areaOf = ({ dies, memory }: ChipDesign, values: Values): number =>
  dies.reduce((all, { count, areaMm2, stacked }) => all + (stacked ? 0 : count * areaMm2), 0) +
  (memory ? memory.stacks * of(values, memory.stackMm2) : 0);

/** A bond that fails loses everything on the carrier and the carrier. */
const assembledShare = (design: ChipDesign, values: Values): number => of(values, design.bond) ** design.bonds;

const logicAt = (design: ChipDesign, values: Values): number =>
  design.dies.reduce((all, die) => all + die.count * costOf(die, design, values).usd, 0);

function carrierAt(design: ChipDesign, values: Values): number {
  const pieces = design.dies.reduce((all, { count }) => all + count, design.memory?.stacks ?? 0);
  return carrierCost(design.carrier, areaOf(design, values), pieces, {
    interposerUsdPerMm2: of(values, design.interposer),
    glassOverOrganic: of(values, design.glass),
  });
}

function partsAt(
  design: ChipDesign,
  values: Values,
  logic = logicAt(design, values),
  carrier = carrierAt(design, values),
): Record<ChipPart, number> {
  const { memory } = design;
  const stacks = memory ? of(values, memory.gigabytes) * of(values, memory.usdPerGigabyte) : 0;
  return {
    logic,
    memory: stacks,
    package: carrier,
    lost: (logic + stacks + carrier) * (1 / assembledShare(design, values) - 1),
    test: of(values, design.test),
  };
}
