/** One parameter fitted to measured runs, as calibration scripts write it. */
export interface FittedValue {
  readonly value: number;
  /** Where the fit started, and where it stays when no run says otherwise. */
  readonly prior: number;
  /** Standard deviation of ln(value) that the runs leave; equal to the prior's own where they say nothing. */
  readonly deviation: number;
  /** Runs and families of runs that the parameter acts on. */
  readonly runs: number;
  readonly families: number;
  /** False where the runs hardly narrow the prior's width: the value is the prior. */
  readonly identified: boolean;
  readonly meaning: string;
}

/** Parameter values by id: what shares and presets are built from. */
export type Values<Id extends string = string> = Readonly<Record<Id, number>>;

/** The bare values of a fitted table. */
export const valuesOf = <Id extends string>(fitted: Readonly<Record<Id, FittedValue>>): Values<Id> =>
  Object.fromEntries(Object.entries<FittedValue>(fitted).map(([id, { value }]) => [id, value])) as Values<Id>;

/** Where a value comes from, in words: fitted to so many runs, or assumed. */
export function sourceOfFitted({ runs, families, deviation, identified, prior }: FittedValue): string {
  return identified
    ? `calibration/training.ts: ${runs} runs of ${families} families, ±${(100 * deviation).toFixed(0)} %`
    : `assumed ${prior}: ${runs} runs do not identify it (calibration/training.ts)`;
}
