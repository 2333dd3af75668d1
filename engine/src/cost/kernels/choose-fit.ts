import { baseValue, type Chip, type KernelFit, type KernelKind } from '../../facts/index.ts';
import { FORMS } from './forms.ts';

/** What of a chip decides who its relatives are. */
export type Relative = Pick<Chip, 'id' | 'architecture' | 'vendor' | 'memory' | 'scaleUp'>;

/** What a caller wants priced; the more of it is given, the nearer the fit. */
export interface FitWanted {
  readonly kind: KernelKind;
  readonly format: string;
  /** Start of a library's name ("vllm", "trtllm", "nccl"); any when absent. */
  readonly library?: string;
  /** Part of a kernel's name. */
  readonly kernel?: string;
  /** Fits of other libraries do other work under this kind: none of them serves. */
  readonly libraryOnly?: true;
}

export interface ChosenFit {
  readonly fit: KernelFit;
  readonly grade: 'silicon' | 'family';
  /** Ids of the fits behind a family's medians. */
  readonly from: readonly string[];
}

const LINK_KINDS: ReadonlySet<KernelKind> = new Set(['collective', 'custom-all-reduce', 'dispatch']);
const linkOf = ({ scaleUp }: Relative): string => (scaleUp ? scaleUp.topology : 'none');

const FAMILY_ROWS = 12; // measured calls behind a fit that others may borrow from

/** Calls that a fit was judged on: a handful of published figures, or a table. */
export const measuredRows = (fit: KernelFit): number => fit.leftOut.formula.rows;

const FAMILY_LEAST = 2; // relatives before their median says something

/**
 * The fit of a kernel on a chip: measured on that chip (silicon), else the medians of its relatives' parameters (family): chips of the same
 * architecture first, then of its line, then of the same vendor. Undefined when nobody measured the kind in that format: the caller falls back to datasheets.
 */
export function chooseFit(
  fits: readonly KernelFit[],
  chip: Relative,
  chips: readonly Relative[],
  wanted: FitWanted,
): ChosenFit | undefined {
  const alike = fits.filter(
    (fit) =>
      fit.kind === wanted.kind &&
      fit.format === wanted.format &&
      (!wanted.libraryOnly || fit.local || isOf(fit, wanted.library)),
  );
  const own = nearest(
    alike.filter((fit) => fit.chip === chip.id),
    wanted,
  );
  if (own) return { fit: own, grade: 'silicon', from: [own.id] };
  // A law of one scale-up link says nothing of a chip that has another kind of link, or none.
  const linked = LINK_KINDS.has(wanted.kind);
  // What rests on one published figure itself has nothing to pass on.
  const rich = alike.filter((fit) => measuredRows(fit) >= FAMILY_ROWS);
  const kin = (same: (other: Relative) => boolean): KernelFit[] => {
    const ids = new Set(
      chips.filter((c) => c.id !== chip.id && same(c) && (!linked || linkOf(c) === linkOf(chip))).map((c) => c.id),
    );
    return [...ids].flatMap(
      (id) =>
        nearest(
          rich.filter((fit) => fit.chip === id),
          wanted,
        ) ?? [],
    );
  };
  const same = kin((c) => c.architecture === chip.architecture);
  // Blackwell Ultra stands nearer to Blackwell than to what the vendor built before.
  const sisters = same.length > 0 ? same : kin((c) => lineOf(c) === lineOf(chip));
  const relatives = ofOneMemory(sisters.length > 0 ? sisters : kin((c) => c.vendor === chip.vendor), chip, chips);
  if (relatives.length === 0 || (sisters.length === 0 && relatives.length < FAMILY_LEAST)) return undefined;
  return { fit: medianFit(relatives, chip, chips), grade: 'family', from: relatives.map((fit) => fit.id) };
}

const lineOf = ({ architecture }: Relative): string => architecture.split('-')[0]!;

const isOf = (fit: KernelFit, library: string | undefined): boolean =>
  Boolean(library) && fit.library.toLowerCase().startsWith(library!.toLowerCase());

/** Among fits of one chip: the user's own, the library and kernel asked for, then whichever has the smaller error on shapes left out. */
function nearest(fits: readonly KernelFit[], wanted: FitWanted): KernelFit | undefined {
  const word = (text: string) => text.toLowerCase();
  const match = (fit: KernelFit): number =>
    (fit.local ? 4 : 0) +
    (isOf(fit, wanted.library) ? 2 : 0) +
    (wanted.kernel && word(fit.kernel).includes(word(wanted.kernel)) ? 1 : 0);
  return fits.toSorted((a, b) => match(b) - match(a) || a.leftOut.shipped.mean - b.leftOut.shipped.mean)[0];
}

/**
 * Medians of the relatives' parameters; rates of the cores pass from HBM to GDDR parts and back in bytes a second. The relatives' grids
 * and bench values belong to their own silicon and are not passed on.
 */
export function medianFit(relatives: readonly KernelFit[], chip: Relative, chips: readonly Relative[]): KernelFit {
  const first = relatives[0]!;
  const scales = relatives.map((fit) =>
    bandwidthScale(
      chip,
      chips.find((c) => c.id === fit.chip),
    ),
  );
  const absolute = new Set(
    FORMS[first.kind].parameters.filter((p) => p.absoluteIn?.includes(first.format)).map((p) => p.name),
  );
  const parameters = Object.fromEntries(
    Object.keys(first.parameters).map((name) => [
      name,
      middle(relatives.map((fit, i) => (fit.parameters[name] ?? 0) * (absolute.has(name) ? scales[i]! : 1))),
    ]),
  );
  return {
    ...first,
    id: `${chip.id}/${first.kind}/${first.format}/family`,
    chip: chip.id,
    parameters,
    bench: {},
    residuals: [],
  };
}

const stacked = (c: Relative): boolean => c.memory.type.startsWith('HBM');

/**
 * Relatives with the chip's kind of memory, where there are any: kernels hide behind HBM what they cannot hide behind GDDR, and the other
 * way round (attention of an unseen L40S: 50 % off by all relatives, 17 % by the one with GDDR).
 */
export function ofOneMemory(
  relatives: readonly KernelFit[],
  chip: Relative,
  chips: readonly Relative[],
): readonly KernelFit[] {
  // Products pass on well once rates of the cores are taken in bytes a second: more relatives beat alike ones.
  if (relatives[0]?.kind === 'gemm') return relatives;
  const alike = relatives.filter((fit) => {
    const other = chips.find((c) => c.id === fit.chip);
    return other && stacked(other) === stacked(chip);
  });
  return alike.length > 0 ? alike : relatives;
}

/** Bandwidth of a chip over a relative's where their memories are of different kinds; else 1. */
function bandwidthScale(chip: Relative, relative: Relative | undefined): number {
  if (!relative) return 1;
  if (stacked(chip) === stacked(relative)) return 1;
  return baseValue(chip.memory.bandwidth) / baseValue(relative.memory.bandwidth);
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
