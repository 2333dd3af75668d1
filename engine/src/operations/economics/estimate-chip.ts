import type { Because } from '../../because/index.ts';
import {
  breakEvenUnits,
  CARRIER_KINDS,
  type ChipBill,
  type ChipDesign,
  chipBill,
  choosePrice,
  PARTS,
  relativeBow,
  substrateYield,
  unitBecause,
  yieldOf,
} from '../../economics/index.ts';
import type { Catalogue } from '../../facts/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import { exactly, type StudyBlock, type StudyReport, tell } from '../../report/study.ts';
import type { Ranged } from '../../training/answer.ts';
import { constantOf } from '../../training/run/index.ts';
import { refuse } from '../input-error.ts';
import { type Context, operation } from '../operation.ts';
import { type ChipInput, chipInput } from './chip-input.ts';
import { type ChipProject, chipProject, projectAt } from './chip-project.ts';
import { citedLine, factLine, rateLine } from './cited-line.ts';

/** What a chip costs to make: dies, yields, memory, package, test; and to have designed, by the units it is spread over. */
export const estimateChip = operation<ChipInput, StudyReport>({
  name: 'estimate-chip',
  command: ['estimate', 'chip'],
  sentence: 'estimateChip',
  input: chipInput,
  output: 'study',
  run: (context, asked) => answer(context, asked),
});

/** Units over which design is spread where nobody says how many. */
const VOLUMES = [1e4, 1e5, 1e6];
const BODIES = [70, 100];
const TRIED = { poisson: { model: 'poisson' }, murphy: { model: 'murphy' } } as const;

function answer({ catalogue }: Context, asked: ChipInput): StudyReport {
  const project = chipProject(catalogue, asked);
  if (!project.design) throw refuse('missing', 'chip.area', { values: { flag: '--area' } });
  const design = project.design;
  const bill = priced(design);
  const published = project.silicon?.bill;
  const sold = project.chip && choosePrice(catalogue, project.chip.id, 'purchase');
  const price = sold && ranged(sold.because);
  return {
    study: 'chip',
    title: project.title,
    verdict: [tell('verdict', { name: project.title, total: bill.total })],
    warm: false,
    told: [
      ...(published
        ? [
            tell(
              bill.total.value >= (published.total.low ?? 0) && bill.total.value <= (published.total.high ?? Infinity)
                ? 'within'
                : 'outside',
              {
                published: ranged(published.total),
              },
            ),
          ]
        : []),
      ...(price ? [tell('sold', { price, share: exactly(1 - bill.total.value / price.value, 'share') })] : []),
    ],
    question: [tell('question', { carrier: { word: design.carrier }, area: exactly(bill.carrierMm2, 'mm2') })],
    figures: figuresOf(bill, project),
    blocks: [
      partBars(bill, project),
      dieTable(bill, design),
      carrierBars(design),
      bodyTable(catalogue, asked.chip?.body),
      designBars(project, bill),
    ],
    sections: [
      {
        heading: 'moves',
        lines: bill.total.effects.slice(0, 4).map(({ name, low, high }) =>
          tell('effect', {
            name: { word: name.replace(/_\d+nm$/, '') },
            low: exactly(low, 'USD'),
            high: exactly(high, 'USD'),
          }),
        ),
      },
    ],
    assumed: [
      ...assumedOf(design, project),
      ...(published ? [factLine('published_bill', published.total)] : []),
      ...(sold ? [citedLine(sold.because, { key: 'sold_price', unit: 'USD' })] : []),
      ...rateLine(project.rate),
    ],
    money: { currency: project.rate.currency, perUsd: project.rate.perUsd },
    because: chipBecause(design, bill, project),
  };
}

/** Reasons of a unit and of its design; the parts of a unit are paths of their own. */
function chipBecause(design: ChipDesign, bill: ChipBill, { nre }: ChipProject): Because {
  const unit = unitBecause(design, bill);
  const parts = [unit, ...(unit.inputs ?? []), { ...nre, name: 'nre' }];
  return { ...unit, name: 'chip', formula: 'unit, nre', inputs: parts };
}

function priced(design: ChipDesign): ChipBill {
  try {
    return chipBill(design);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const largest = Math.max(...design.dies.map(({ areaMm2 }) => areaMm2));
    throw refuse('study-rule', 'chip.area', { value: `${largest} mm2`, values: { rule: 'no-die', area: largest } });
  }
}

const ranged = ({ value, low, high, unit }: { value: number; low?: number; high?: number; unit: string }): Ranged => ({
  value,
  low: low ?? value,
  high: high ?? value,
  unit,
});

function partBars({ parts }: ChipBill, { silicon }: ChipProject): StudyBlock {
  const said = silicon?.bill;
  const cited = {
    logic: said?.logic,
    memory: said?.memory,
    package: said?.packaging,
    lost: said?.loss,
    test: said?.other,
  };
  return {
    kind: 'bars',
    title: tell('partsTitle'),
    rows: PARTS.filter((part) => parts[part].value > 0).map((part) => ({
      label: { word: part },
      value: parts[part].value,
      text: [parts[part], ...(cited[part] ? [{ word: 'published' }, exactly(cited[part].value, 'USD')] : [])],
    })),
  };
}

function dieTable({ dies }: ChipBill, design: ChipDesign): StudyBlock {
  return {
    kind: 'table',
    title: tell('diesTitle'),
    columns: ['die', 'area', 'perWafer', 'poisson', 'murphy', 'clustered', 'sellable', 'raw', 'each'],
    rows: dies.map((die, i) => {
      const defects = design.dies[i]!.defects.value;
      const by = (model: Parameters<typeof yieldOf>[2]) => exactly(yieldOf(die.areaMm2, defects, model), 'share');
      return [
        `${die.count} × ${die.name}`,
        exactly(die.areaMm2, 'mm2'),
        exactly(die.candidates, '1'),
        by(TRIED.poisson),
        by(TRIED.murphy),
        by({ model: 'negative-binomial', clustering: 10 }),
        exactly(die.sellable, 'share'),
        exactly(die.rawUsd, 'USD'),
        exactly(die.usd, 'USD'),
      ];
    }),
  };
}

/** The same dies on every carrier. */
function carrierBars(design: ChipDesign): StudyBlock {
  return {
    kind: 'bars',
    title: tell('carriersTitle'),
    rows: CARRIER_KINDS.map((carrier) => {
      const { parts } = chipBill({ ...design, carrier });
      const value = parts.package.value + parts.lost.value;
      return {
        label: { word: carrier },
        value,
        text: [exactly(value, 'USD'), { word: 'ofWhich' }, exactly(parts.lost.value, 'USD')],
        marked: carrier === design.carrier,
      };
    }),
  };
}

/** 70 × 70 against 100 × 100 mm: what defects alone do, and how it bows. */
function bodyTable(catalogue: Catalogue, body: number | undefined): StudyBlock {
  const known = constantOf(catalogue, 'substrate-yield-70');
  const expansion = (of: string) => constantOf(catalogue, `expansion-${of}`).value;
  const sides = body === undefined || BODIES.includes(body) ? BODIES : [...BODIES, body];
  const yields = (side: number): Ranged => {
    const at = (y: number) => substrateYield(y, side, BODIES[0]!);
    return { value: at(known.value), low: at(known.low!), high: at(known.high!), unit: 'share' };
  };
  const bow = (side: number, core: 'organic' | 'glass') =>
    exactly(relativeBow(side, BODIES[0]!, expansion(core), expansion('organic'), expansion('silicon')), '1');
  return {
    kind: 'table',
    title: tell('bodiesTitle'),
    columns: ['body', 'bodyArea', 'substrateYield', 'organicBow', 'glassBow'],
    rows: sides.map((side) => [
      `${side} × ${side} mm`,
      exactly((side / BODIES[0]!) ** 2, '1'),
      yields(side),
      bow(side, 'organic'),
      bow(side, 'glass'),
    ]),
    marked: sides.flatMap((side, i) => (side === body ? [i] : [])),
  };
}

/** Design spread over units. */
function designBars(project: ChipProject, { total }: ChipBill): StudyBlock {
  const volumes =
    project.units === null ? VOLUMES : [...new Set([...VOLUMES, project.units])].toSorted((a, b) => a - b);
  return {
    kind: 'bars',
    title: tell('designTitle', { nre: exactly(project.nre.value, 'USD') }),
    rows: volumes.map((units) => {
      const each = projectAt(project, units, new Map()) / units;
      return {
        label: exactly(units, '1'),
        value: each,
        text: [exactly(each, 'USD'), { word: 'ofDesign' }, exactly(1 - total.value / each, 'share')],
        marked: units === project.units,
      };
    }),
  };
}

function figuresOf(bill: ChipBill, project: ChipProject): StudyReport['figures'] {
  const { units, nre } = project;
  const design = project.design!;
  return [
    { key: 'unit', of: bill.total },
    ...PARTS.map((part) => ({ key: part, of: bill.parts[part] })),
    { key: 'assembled', of: exactly(bill.assembled, 'share') },
    ...bill.dies.flatMap((die) => [
      { key: `dies_per_wafer.${die.name}`, of: exactly(die.candidates, '1') },
      { key: `perfect.${die.name}`, of: exactly(die.perfect, 'share') },
      { key: `sellable.${die.name}`, of: exactly(die.sellable, 'share') },
      { key: `die_usd.${die.name}`, of: exactly(die.usd, 'USD') },
    ]),
    ...CARRIER_KINDS.map((carrier) => ({
      key: `unit_on.${carrier}`,
      of: withoutEffects(chipBill({ ...design, carrier })),
    })),
    { key: 'nre', of: exactly(nre.value, 'USD') },
    ...(units === null
      ? []
      : [{ key: 'unit_with_design', of: exactly(projectAt(project, units, new Map()) / units, 'USD') }]),
    ...breakEven(project, bill),
  ];
}

const withoutEffects = ({ total: { effects: _, ...range } }: ChipBill): Ranged => range;

/** Units at which making this beats buying it at its market price. */
function breakEven(project: ChipProject, { total }: ChipBill): StudyReport['figures'] {
  const bought = project.unit?.value;
  if (bought === undefined || bought <= total.value) return [];
  const { nre, respins, respinShare, late } = project;
  const units = breakEvenUnits(nre.value, respins.value * respinShare.value, late.value, bought, total.value);
  return [{ key: 'break_even_units', of: exactly(units, '1') }];
}

function assumedOf(design: ChipDesign, project: ChipProject): Assumed[] {
  const cited = [
    ...design.dies.flatMap(({ wafer, defects }) => [wafer, defects]),
    ...(design.memory ? [design.memory.usdPerGigabyte] : []),
    ...(design.carrier === 'silicon-interposer' ? [design.interposer] : []),
    design.bond,
    ...(design.memory ? [design.test] : []),
  ].filter(({ kind }) => kind !== 'input');
  const lines = [...new Map(cited.map((node) => [node.name, node])).values()];
  return [
    ...lines.map((node) => citedLine(node)),
    ...(project.silicon?.dies.some(({ spares }) => spares)
      ? [{ key: 'spares', value: spareWords(project), source: 'assumption' }]
      : []),
  ];
}

const spareWords = ({ silicon }: ChipProject): string =>
  silicon!.dies.flatMap(({ name, spares }) => (spares ? [`${name} ${spares.needed}/${spares.units}`] : [])).join(', ');
