import type { UnseenPromise } from '../../report/unseen-promise.ts';
import type { Ranged } from '../../training/answer.ts';
import type { TurnedUnit, Unit } from '../../units/index.ts';
import type { Context } from '../operation.ts';

export type Data = Readonly<Record<string, unknown>>;
/** Values of inputs by path; what is not named keeps what the scenario says. */
export type Settings = ReadonlyMap<string, number>;

/** What one evaluation takes along an input: microseconds, milliseconds, or a search of tenths of a second and more. */
export type Pace = 'formula' | 'model' | 'search';

/** A number that a scenario holds, said or filled in. */
export interface NamedInput {
  /** `economics.price`, as in the file; what no file can say has a path all the same (`economics.intensity`). */
  readonly path: string;
  /** A day is days since 1970-01-01. */
  readonly unit: TurnedUnit;
  /** Null where neither the file nor a fact says it. */
  readonly value: number | null;
  /** What is not known exactly. Of two scenarios, ranges with one source and one value move together. */
  readonly range?: { readonly low: number; readonly high: number; readonly source: string };
  readonly stated: boolean;
  /** The source of what a fact filled in, and its date, by which it tells its age. */
  readonly fact?: { readonly source: string; readonly date: string };
  /** Where a look along it begins and ends when nobody says. */
  readonly usual: readonly [number, number];
  /** What it can be at all: a share is no more than 1, a PUE no less. */
  readonly within?: readonly [number, number];
  /** Even ratios rather than even steps; the default where `usual` begins above zero and spans a factor of ten. */
  readonly log?: boolean;
  /** Whole numbers only; of more than one unit where it comes in packs (accelerators by the server). */
  readonly step?: number;
  /** Only doublings and halvings of its value are looked at: counts, batches and sequences between them fit nothing. */
  readonly doubling?: true;
  readonly pace: Pace;
  /** Other words for it, beside its path and the path's last part. */
  readonly names: readonly string[];
}

/** A number that an answer gives. Its key is the word of `assert`. */
export interface MeasureName {
  readonly key: string;
  readonly unit: Unit;
  readonly better: 'smaller' | 'larger';
  readonly names: readonly string[];
}

/** The whole answer at some settings. */
export interface Measured {
  /** Whether it does what the scenario asks: fits, keeps its limits. */
  readonly able: boolean;
  /** Key of the verdict in its own kind's words: `fits`, `too-slow`, `overloaded`. */
  readonly outcome: string;
  /** Null where the answer has none (no price, no power rating). */
  readonly values: ReadonlyMap<string, Ranged | null>;
  /** What was chosen, by name: `tp: 8`. What "the best changes" is about. */
  readonly choice: ReadonlyMap<string, string | number>;
  /** What binds, as a key of its kind; null where nothing is told. */
  readonly binds: string | null;
  /** Promises of a percentile that only a mean was held against: the mean keeps them, the percentile may not. */
  readonly unseen?: readonly UnseenPromise[];
}

/** A scenario of any kind, opened: what can be turned and what can be read off. */
export interface Opened {
  readonly kind: string;
  /** What the scenario is about, in names: "16,384 x H100 SXM". */
  readonly title: string;
  /** Words that are no numbers, settled: model, accelerator, engine. */
  readonly words: ReadonlyMap<string, string>;
  readonly inputs: readonly NamedInput[];
  readonly measures: readonly MeasureName[];
  /** The measure that is compared when nobody says. */
  readonly main: string;
  /** The measure that says how much money hangs on it, and how often it falls due. */
  readonly stake: { readonly key: string; readonly per: 'once' | 'hour' } | null;
  /** One measure at some settings; NaN where it is not possible there. The hot path: no ranges. */
  readonly at: (key: string, settings: Settings) => number;
  /**
   * The same measure as a function of one input, the rest at some settings: a look along an axis calls it thousands of times, so
   * what does not hang on that input is worked out once. Left out where `at` remembers what it needs.
   */
  readonly along?: (key: string, path: string, settings: Settings) => (x: number) => number;
  /** All measures with their ranges. */
  readonly measured: (settings?: Settings) => Measured;
  /** Range of the model's own error of one measure, as factors around 1; null where it has none. The pseudo-input `error` sets it. */
  readonly error: (key: string) => { readonly low: number; readonly high: number; readonly source: string } | null;
}

/** One kind of scenario. */
export interface MeasureKind {
  readonly kind: string;
  /** Whether parsed data is of this kind: the key of its own group is there. */
  readonly of: (data: Data) => boolean;
  /** The kind's pages and commands ask for fitted kernels. */
  readonly kernels?: true;
  /** @throws InputError for what the user wrote. */
  readonly open: (context: Context, data: Data) => Opened;
}

/** Path of the model's own error, a factor around 1 on every predicted time and rate. */
export const ERROR = 'error';
