import type { Because } from '../because/index.ts';
import type { Ranged } from '../training/answer.ts';
import type { Assumed } from './assumed.ts';
import type { DatasheetLine } from './datasheet.ts';
import type { Table } from './table.ts';

export const ROOFLINE_STAGES = ['decode', 'prefill', 'training'] as const;
export type RooflineStage = (typeof ROOFLINE_STAGES)[number];

/** What comes from where: the chip's own memory, its link to others, the link to its host. */
export type RooflineLevel = 'memory' | 'link' | 'host';

/** A network's operators on the rooflines of several chips: plain data, base units, chips in the order asked. */
export interface RooflineReport {
  readonly question: {
    readonly model: string;
    readonly modelName: string;
    readonly parameters: number;
    readonly stage: RooflineStage;
    /** Requests that make a token, prompts read together, or sequences of a micro-batch. */
    readonly batch: number;
    /** Tokens that each request holds, reads, or trains on. */
    readonly context: number;
    readonly tp: number;
    /** Format asked for: of weights when serving, of products when training. */
    readonly format: string;
    readonly kv: string;
    /** Largest load that was looked at; a range that ends there is open. */
    readonly most: number;
  };
  readonly chips: readonly RooflineChip[];
  readonly assumed: readonly Assumed[];
  readonly because: Because | null;
}

export interface RooflineChip {
  readonly chip: string;
  readonly chipName: string;
  /** The name without its vendor. */
  readonly short: string;
  /** Dense peaks by format, FLOP/s, as printed. */
  readonly peaks: readonly {
    readonly dtype: string;
    readonly value: number;
    readonly source: string;
    readonly date: string;
  }[];
  /** Bandwidths, B/s one way, the memory first. */
  readonly levels: readonly {
    readonly level: RooflineLevel;
    readonly name: string;
    readonly value: number;
    readonly source: string;
    readonly date: string;
  }[];
  /** FLOP for each byte at which a level stops binding. Low: large products reach no more than published; high: streaming reaches no more. */
  readonly ridges: readonly { readonly dtype: string; readonly level: RooflineLevel; readonly ridge: Ranged }[];
  /** Formats that the chip does not multiply in, and what it runs in their place. */
  readonly stands: readonly { readonly asked: string; readonly used: string }[];
  readonly operators: readonly RooflineOperator[];
  /** All of them. */
  readonly whole: Pick<RooflineOperator, 'flops' | 'bytes' | 'intensity' | 'bound' | 'seconds'>;
  /**
   * From where compute binds: requests of a decode step, tokens of a prompt or micro-batch. Of the matrix products, and of everything;
   * null where it never does.
   */
  readonly crossing: { readonly products: Ranged | null; readonly whole: Ranged | null };
  readonly datasheet: readonly DatasheetLine[];
  /** Requests of that context whose cache fits beside the weights; null when nothing is served. 0: the weights do not fit. */
  readonly holds: number | null;
}

export type RooflineKind = 'product' | 'experts' | 'attention' | 'state' | 'head' | 'small';

/** One operator, all its layers together, on one accelerator. */
export interface RooflineOperator {
  readonly name: string;
  readonly kind: RooflineKind;
  /** Kind of layer, where operators of that name differ. */
  readonly of: string | null;
  readonly layers: number;
  /** Format that it runs in. */
  readonly dtype: string;
  readonly flops: number;
  readonly bytes: number;
  /** Of those bytes: weights and cache. */
  readonly weightBytes: number;
  readonly cacheBytes: number;
  readonly intensity: number;
  readonly ridge: number;
  readonly bound: 'memory' | 'compute';
  /** FLOP/s at the roofline, and its share of the peak. */
  readonly attainable: number;
  readonly share: number;
  /** At the roofline. */
  readonly seconds: number;
  /** By kernels that were measured on the chip or its relatives; null where nobody measured. */
  readonly predicted: { readonly seconds: number; readonly grade: 'silicon' | 'family' } | null;
  /** Crossing of this operator alone, in the unit of the chip's; null where it never crosses. */
  readonly from: number | null;
}

/** Operators that compute binds on some chips and memory on others: names, in the order of the first chip. */
export function flipping({ chips }: Pick<RooflineReport, 'chips'>): string[] {
  const sides = new Map<string, Set<string>>();
  for (const { operators } of chips)
    for (const one of operators) {
      const key = operatorKey(one);
      sides.set(key, (sides.get(key) ?? new Set()).add(one.bound));
    }
  return [...sides].filter(([, seen]) => seen.size > 1).map(([key]) => key);
}

/** The format that most of the work is done in: whose roof and ridge a chip is drawn with. */
export function mainFormat({ operators }: Pick<RooflineChip, 'operators'>): string {
  return operators.reduce((most, one) => (one.kind !== 'attention' && one.flops > most.flops ? one : most)).dtype;
}

export const operatorKey = ({ name, of }: Pick<RooflineOperator, 'name' | 'of'>): string =>
  of === null ? name : `${name} ${of}`;

/** A row an operator and chip. */
export function rooflineTable({ chips }: RooflineReport): Table {
  return {
    name: 'roofline',
    columns: [
      { key: 'chip' },
      { key: 'operator' },
      { key: 'layers', unit: '1' },
      { key: 'format' },
      { key: 'flops', unit: 'FLOP' },
      { key: 'bytes', unit: 'B' },
      { key: 'intensity', unit: 'FLOP/B' },
      { key: 'ridge', unit: 'FLOP/B' },
      { key: 'bound' },
      { key: 'attainable', unit: 'FLOP/s' },
      { key: 'share', unit: '1' },
      { key: 'roofline', unit: 's' },
      { key: 'predicted', unit: 's' },
      { key: 'grade' },
      { key: 'crossing', unit: '1' },
    ],
    rows: chips.flatMap(({ chip, operators }) =>
      operators.map((one) => [
        chip,
        operatorKey(one),
        one.layers,
        one.dtype,
        one.flops,
        one.bytes,
        one.intensity,
        one.ridge,
        one.bound,
        one.attainable,
        one.share,
        one.seconds,
        one.predicted?.seconds ?? null,
        one.predicted?.grade ?? null,
        one.from,
      ]),
    ),
  };
}
