import {
  type ChosenFit,
  chooseFit,
  fittedMicroseconds,
  type KernelForm,
  type Limits,
  limitsOf,
  measuredRows,
} from '../../cost/index.ts';
import type { Chip, Dtype, KernelFit, KernelKind } from '../../facts/index.ts';
import type { EngineProfile } from '../profile/index.ts';
import { libraryKey, remembered, type TableMemo } from './table-memo.ts';

export type Grade = 'silicon' | 'family' | 'datasheet';

/** Where the seconds of one kind of kernel come from. */
export interface KernelSource {
  readonly kernel: string;
  readonly grade: Grade;
  /** Ids of fits; empty for datasheets. */
  readonly from: readonly string[];
}

/** What decides which fit prices a kernel. */
export interface KernelShelf {
  readonly fits: readonly KernelFit[];
  readonly chip: Chip;
  readonly chips: readonly Chip[];
  readonly profile: EngineProfile;
  /** Beams of one answer among the decoding requests, which share a prompt; absent = 1. */
  readonly beams?: number;
  /** Filled in as kernels are chosen. */
  readonly sources: KernelSource[];
  /** Tables kept from one problem to the next. */
  readonly memo?: TableMemo;
}

/** A kernel on this chip: seconds of one call inside a running model. */
export interface Kernel<Shape> {
  readonly seconds: (shape: Shape) => number;
  /** Names the fit among all fits of the chip: what is priced by the same key costs the same. */
  readonly key: string;
  readonly fit: KernelFit;
  readonly grade: 'silicon' | 'family';
}

interface Wanted {
  readonly format: string;
  /** Format whose datasheet peak the products run against. */
  readonly peak: Dtype;
  /** Libraries before the engine's own. */
  readonly before?: readonly string[];
  /** Words of kernel names, best first. */
  readonly kernels?: readonly RegExp[];
  /** Kernels that do other work under this kind. */
  readonly never?: RegExp;
}

/** Calls timed under a host that needed longer than this to launch them say little of small ones. */
const HOST_FLOOR = 40; // us
const LEAST_ROWS = 12; // measured calls; fewer are a published figure, not a law of shapes

const isOf = (fit: KernelFit, library: string): boolean => fit.library.toLowerCase().startsWith(library);

/**
 * The fit that prices a kind of kernel for an engine: measured on the chip by the engine's own library, by another library, then its
 * relatives. Undefined where nobody measured the kind in that format.
 */
export function kernelOf<Shape>(
  shelf: KernelShelf,
  form: KernelForm<Shape>,
  wanted: Wanted,
): Kernel<Shape> | undefined {
  const { chip } = shelf;
  const words = [form.kind, wanted.format, wanted.before, wanted.kernels?.map(String), `${wanted.never}`];
  const { chosen } = remembered(shelf, ['fit', ...words, libraryKey(shelf)], () => ({
    chosen: choose(shelf, form.kind, wanted),
  }));
  if (!chosen) return undefined;
  const limits: Limits = limitsOf(chip, wanted.peak);
  shelf.sources.push({ kernel: `${form.kind} ${wanted.format}`, grade: chosen.grade, from: chosen.from });
  const { fit } = chosen;
  return {
    fit,
    grade: chosen.grade,
    key: `${fit.id} of ${chosen.from}`,
    seconds: (shape) => fittedMicroseconds(form, fit, shape, limits) * 1e-6,
  };
}

function choose(shelf: KernelShelf, kind: KernelKind, wanted: Wanted): ChosenFit | undefined {
  const { chip, chips, profile } = shelf;
  const alike = shelf.fits.filter(
    (fit) =>
      fit.kind === kind &&
      fit.format === wanted.format &&
      (fit.local || measuredRows(fit) >= LEAST_ROWS) &&
      !wanted.never?.test(fit.kernel),
  );
  const clear = alike.filter((fit) => (fit.bench.host ?? 0) <= HOST_FLOOR);
  const libraries = [...(wanted.before ?? []), ...profile.libraries];
  const ask = { kind, format: wanted.format } as const;
  const pick = (fits: readonly KernelFit[]) =>
    fits.length > 0 ? chooseFit(coldest(fits, shelf.fits), chip, chips, ask) : undefined;
  const own = (fits: readonly KernelFit[]): ReturnType<typeof pick> => {
    const here = fits.filter((fit) => fit.chip === chip.id);
    for (const library of libraries) {
      const theirs = here.filter((fit) => fit.local || isOf(fit, library));
      for (const name of wanted.kernels ?? []) {
        const named = pick(theirs.filter((fit) => fit.local || name.test(fit.kernel)));
        if (named) return named;
      }
      const other = pick(theirs);
      if (other) return other;
    }
    return pick(here);
  };
  const kin = (fits: readonly KernelFit[]): ReturnType<typeof pick> => {
    for (const library of libraries) {
      const theirs = fits.filter((fit) => isOf(fit, library));
      for (const name of wanted.kernels ?? []) {
        const named = pick(theirs.filter((fit) => name.test(fit.kernel)));
        if (named) return named;
      }
      const found = pick(theirs);
      if (found) return found;
    }
    return pick(fits);
  };
  return own(clear) ?? own(alike) ?? kin(clear) ?? kin(alike);
}

/**
 * Without tables whose operands stayed in the cache where the same kernel of that chip was also timed without: a step reads its weights
 * from memory, and what a formula takes off for warmth is known less well than what was never warm. How warm a library's tables of a chip are
 * its other kinds say where a formula has warmth among its own values, as that of prompts.
 */
function coldest(fits: readonly KernelFit[], all: readonly KernelFit[]): readonly KernelFit[] {
  const warm = ({ bench, parameters, chip, library }: KernelFit): number =>
    parameters.warm === undefined
      ? (bench.warm ?? 1)
      : Math.max(...all.filter((f) => f.chip === chip && f.library === library).map((f) => f.bench.warm ?? 1));
  const colder = (fit: KernelFit) => (other: KernelFit) =>
    other.chip === fit.chip && other.kernel === fit.kernel && warm(other) < warm(fit);
  return fits.filter((fit) => fit.local || !fits.some(colder(fit)));
}

/** Notes that datasheets price a kind of kernel. */
export function fromDatasheet(shelf: KernelShelf, kernel: string): void {
  shelf.sources.push({ kernel, grade: 'datasheet', from: [] });
}

const RANK: Readonly<Record<Grade, number>> = { silicon: 0, family: 1, datasheet: 2 };

/** The weakest grade of several sources. */
export const weakest = (sources: readonly KernelSource[]): Grade =>
  sources.reduce<Grade>((worst, { grade }) => (RANK[grade] > RANK[worst] ? grade : worst), 'silicon');
