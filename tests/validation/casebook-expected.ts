import type { VerdictClass } from '../../engine/src/report/index.ts';

/** A line's number and how far off it may be; `flip` is the first flip of the crossover. */
type Figure = readonly [line: string, value: number, within?: number];

export interface Expected {
  readonly verdict: VerdictClass;
  /** As recomputed independently, from the sources and by hand, before there were worksheets. */
  readonly figures: readonly Figure[];
  /** The same with lines set. */
  readonly sets?: readonly {
    readonly set: Readonly<Record<string, string>>;
    readonly figures: readonly Figure[];
    readonly verdict?: VerdictClass;
  }[];
}

export const EXPECTED: Readonly<Record<string, Expected>> = {
  'S00-07': {
    verdict: 'mix-up',
    figures: [
      ['over_40', 2.15],
      ['over_80', 1.64],
    ],
    sets: [{ set: { a100_80: '1500' }, verdict: 'holds', figures: [] }],
  },
  'S01-08': {
    verdict: 'conditional',
    figures: [
      ['full', 1.11],
      ['busy', 1.58],
      ['idle', 2.77],
      ['busy_2023', 2.26],
      ['rent', 2.29, 0],
    ],
    sets: [
      // Capital at the price of 2023.
      {
        set: { capex: '34641' },
        figures: [
          ['full', 1.59],
          ['busy', 2.26],
          ['idle', 3.96],
        ],
      },
      // The break-even of 41 % at 2.50 USD: idle machines draw nothing.
      { set: { idle_share: '0', rent: '2.5' }, figures: [['flip', 41, 0.005]] },
      { set: { capex: '60000' }, verdict: 'holds', figures: [] },
    ],
  },
  'S03-01': {
    verdict: 'mix-up',
    figures: [
      ['v100_time', 355.6, 1e-4],
      ['v100_cost', 4.67e6, 1e-3],
      ['a100_hours', 698_896, 1e-6],
      ['wall', 69.9, 1e-3],
      ['a100_cost', 1.68e6],
    ],
    sets: [
      {
        set: { a100_price: '1.50' },
        figures: [
          ['a100_cost', 1.05e6],
          ['bought', 300],
        ],
      },
      {
        set: { a100_price: '4.10' },
        figures: [
          ['a100_cost', 2.87e6],
          ['bought', 110],
        ],
      },
    ],
  },
  'S03-02': {
    verdict: 'mix-up',
    figures: [
      ['servers', 69_444, 1e-5],
      ['gpus', 555_556, 1e-5],
      ['demand', 1.157e6, 1e-3],
      ['flat', 942, 1e-3],
      ['peaked', 2800, 0.01],
      ['ratio', 590, 1e-3],
    ],
  },
  'S03-04': {
    verdict: 'arithmetic',
    figures: [
      ['units', 375_000, 1e-12],
      ['flip', 375_000, 1e-9],
      ['modern_units', 108_400, 1e-9],
      ['modern_nre', 542e6, 0],
    ],
    sets: [{ set: { claimed: '375000' }, verdict: 'holds', figures: [] }],
  },
};
