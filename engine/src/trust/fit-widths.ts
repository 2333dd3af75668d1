import { quantile } from './statistics.ts';

/** One error of a run by values that never saw its family group. */
export interface WidthSample {
  readonly family: string;
  readonly kind: 'dense' | 'moe';
  readonly grade: 'family' | 'datasheet';
  /** ln(measured / predicted). */
  readonly error: number;
  /** Squared width that this row has of its own: fields not printed, parts that only its family could tell. */
  readonly variance: number;
}

export type WidthError = Pick<WidthSample, 'error' | 'variance'>;

export interface FittedWidth {
  readonly kind: 'dense' | 'moe';
  readonly grade: 'family' | 'datasheet';
  readonly p80: Sides;
  readonly p90: Sides;
  readonly families: number;
  readonly rows: number;
}

interface Sides {
  readonly low: number;
  readonly high: number;
}

/** No family weighs more than this many rows: the vTrain sweep has 1,440 of one server. */
export const FITTED_FROM = { rowsPerFamily: 40 } as const;

/** Rows from which a family's own tail can be read, and the share of them that a 90 % and an 80 % range have to hold. */
const ENOUGH = 8;
const OF_EVERY_FAMILY = { 80: 0.7, 90: 0.82 } as const;
/** The same configuration measured twice differs by 2-6 %. */
const MINIMUM = 0.04;
const STEP = 0.002;
/** Variance of an 80 % width against a 90 % one of the same normal spread. */
const VARIANCE_AT_80 = 0.6;

/**
 * Half-widths of ln(measured / predicted) that cover 80 and 90 % of runs left out, beside each row's own variance: the quantile over
 * all families, none weighing more than 40 rows, widened until no family of eight rows or more is covered much less than promised.
 */
export function fitStepWidths(samples: readonly WidthSample[]): FittedWidth[] {
  return [...groupedBy(samples, (s) => `${s.kind}|${s.grade}`).values()].map((group) => {
    const families = [...groupedBy(group, (s) => s.family).values()];
    return {
      kind: group[0]!.kind,
      grade: group[0]!.grade,
      ...fitSides(families),
      families: families.length,
      rows: group.length,
    };
  });
}

/** Half-widths at both levels of errors by family; `everyFamily` = widened until each family of eight rows is held, not the pool alone. */
export function fitSides(
  families: readonly (readonly WidthError[])[],
  everyFamily = true,
): { readonly p80: Sides; readonly p90: Sides } {
  const p80 = sidesAt(families, 80, everyFamily);
  const p90 = sidesAt(families, 90, everyFamily);
  // A side that a family needed wide at 80 % must not stick out of the range at 90 %.
  return { p80: { low: Math.min(p80.low, inside(p90.low)), high: Math.min(p80.high, inside(p90.high)) }, p90 };
}

function sidesAt(families: readonly (readonly WidthError[])[], level: 80 | 90, everyFamily: boolean): Sides {
  const share = level === 90 ? 1 : VARIANCE_AT_80;
  // What of an error its row's own variance does not explain.
  const beyond = ({ error, variance }: WidthError): number =>
    Math.sign(error) * Math.sqrt(Math.max(0, error ** 2 - share * variance));
  const pooled = families.flatMap((rows) => thinned(rows.map(beyond), FITTED_FROM.rowsPerFamily));
  const side = (sign: 1 | -1): number =>
    Math.max(
      MINIMUM,
      quantile(
        pooled.map((e) => Math.max(0, sign * e)),
        1 - (1 - level / 100) / 2,
      ),
    );
  let low = side(-1);
  let high = side(1);
  for (;;) {
    const worst = families
      .filter((rows) => rows.length >= ENOUGH)
      .map((rows) => {
        const errors = rows.map(beyond);
        const below = errors.filter((e) => e < -low).length;
        const above = errors.filter((e) => e > high).length;
        return { below, above, outside: (below + above) / rows.length };
      })
      .find(({ outside }) => outside > 1 - OF_EVERY_FAMILY[level]);
    if (!worst || !everyFamily) return { low: rounded(low), high: rounded(high) };
    if (worst.below > worst.above) low += STEP;
    else high += STEP;
  }
}

/** Steps of the quantile within a family that is thinned to its weight. */
function thinned(errors: readonly number[], most: number): number[] {
  if (errors.length <= most) return [...errors];
  return Array.from({ length: most }, (_, i) => quantile(errors, (i + 0.5) / most));
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const list = groups.get(keyOf(item));
    if (list) list.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

const inside = (width: number): number => Math.floor(950 * width) / 1000;
const rounded = (value: number): number => Math.ceil(value * 1000) / 1000;
