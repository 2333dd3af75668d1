import { baseValue, type Chip, type KernelFit, type KernelKind } from '../../facts/index.ts';
import { multiprocessors, peakClock } from '../../machine/index.ts';
import { backEndOf, formatRun } from './back-end.ts';
import type { KernelForm, Values } from './form.ts';
import { LARGE_TILE } from './tiles.ts';

/** What of a chip decides who its relatives are. */
export type Relative = Pick<
  Chip,
  'id' | 'architecture' | 'vendor' | 'memory' | 'scaleUp' | 'peak' | 'units' | 'kind' | 'tdp'
>;

/** Of a formula what its parameters are: all that a choice of a fit looks at. */
export type Parametric = Pick<KernelForm<never>, 'kind' | 'parameters' | 'started'>;

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
export function fitOf(
  form: Parametric,
  fits: readonly KernelFit[],
  chip: Relative,
  chips: readonly Relative[],
  wanted: Omit<FitWanted, 'kind'>,
): ChosenFit | undefined {
  const { kind } = form;
  const alike = fits.filter(
    (fit) =>
      fit.kind === kind &&
      fit.format === wanted.format &&
      (!wanted.libraryOnly || fit.local || isOf(fit, wanted.library)),
  );
  const own = nearest(
    alike.filter((fit) => fit.chip === chip.id),
    wanted,
  );
  if (own) return { fit: own, grade: 'silicon', from: [own.id] };
  const run = formatRun(kind, wanted.format, Boolean(chip.peak.fp8));
  if (run !== wanted.format) return fitOf(form, fits, chip, chips, { ...wanted, format: run });
  // A law of one scale-up link says nothing of a chip that has another kind of link, or none.
  const linked = LINK_KINDS.has(kind);
  // What rests on one published figure itself has nothing to pass on.
  const rich = usualOf(
    alike.filter((fit) => measuredRows(fit) >= FAMILY_ROWS),
    wanted,
  );
  // Only of chips that have something to lend anything is read.
  const lenders = new Set(rich.map((fit) => fit.chip));
  const able = chips.filter(
    (c) =>
      lenders.has(c.id) &&
      c.id !== chip.id &&
      formatRun(kind, wanted.format, Boolean(c.peak.fp8)) === wanted.format &&
      (!linked || linkOf(c) === linkOf(chip)),
  );
  const kin = (same: (other: Relative) => boolean): KernelFit[] =>
    [...new Set(able.filter(same).map((c) => c.id))].flatMap(
      (id) =>
        nearest(
          rich.filter((fit) => fit.chip === id),
          wanted,
        ) ?? [],
    );
  const same = kin((c) => c.architecture === chip.architecture);
  // Blackwell Ultra stands nearer to Blackwell than to what the vendor built before.
  const sisters = same.length > 0 ? same : kin((c) => lineOf(c) === lineOf(chip));
  const all = ofOneMemory(sisters.length > 0 ? sisters : kin((c) => c.vendor === chip.vendor), chip, chips);
  const relatives = ofOneCode(form, all);
  if (relatives.length === 0 || (sisters.length === 0 && relatives.length < FAMILY_LEAST)) return undefined;
  return { fit: medianOf(form, relatives, chip, chips), grade: 'family', from: relatives.map((fit) => fit.id) };
}

/** Kernels of the usual back end, where any is among them and no other was asked for by name: medians mix no two. */
function usualOf(fits: readonly KernelFit[], { kernel }: Pick<FitWanted, 'kernel'>): readonly KernelFit[] {
  const usual = kernel ? [] : fits.filter((fit) => backEndOf(fit) === 'fused');
  return usual.length > 0 ? usual : fits;
}

const lineOf = ({ architecture }: Relative): string => architecture.split('-')[0]!;

const isOf = (fit: KernelFit, library: string | undefined): boolean =>
  Boolean(library) && fit.library.toLowerCase().startsWith(library!.toLowerCase());

/** Among fits of one chip: the user's own, the library and kernel asked for, then whichever has the smaller error on shapes left out. */
function nearest(fits: readonly KernelFit[], wanted: Pick<FitWanted, 'library' | 'kernel'>): KernelFit | undefined {
  const word = (text: string) => text.toLowerCase();
  const match = (fit: KernelFit): number =>
    (fit.local ? 4 : 0) +
    (isOf(fit, wanted.library) ? 2 : 0) +
    (wanted.kernel && word(fit.kernel).includes(word(wanted.kernel)) ? 1 : 0);
  return fits.toSorted((a, b) => match(b) - match(a) || a.leftOut.shipped.mean - b.leftOut.shipped.mean)[0];
}

/**
 * Medians of the relatives' parameters; rates of the cores pass from HBM to GDDR parts and back in bytes a second, and those of portable
 * kernels a core. The relatives' grids and bench values belong to their own silicon and are not passed on. `code` = what the kernel's code
 * says of itself where it is known which one the chip runs; else it is the commonest of the relatives', for no median of two codes runs.
 * `writers` = products of other formats that scale their output alike: what ending a tile costs is of the code, not of the format.
 */
export function medianOf(
  form: Parametric,
  relatives: readonly KernelFit[],
  chip: Relative,
  chips: readonly Relative[],
  code: Values = commonestCode(form, ofOwnMemory(relatives, chip, chips)),
  writers: readonly KernelFit[] = [],
): KernelFit {
  const first = relatives[0]!;
  const others = relatives.map((fit) => chips.find((c) => c.id === fit.chip));
  const absolute = new Set(form.parameters.filter((p) => p.absoluteIn?.includes(first.format)).map((p) => p.name));
  const passed = (name: string, fit: KernelFit, other: Relative | undefined): number => {
    const value = (fit.parameters[name] ?? 0) * (name === 't0' ? startsScale(form, code, fit) : 1);
    if (absolute.has(name)) return value * bandwidthScale(chip, other);
    if (other && CLOCKED[fit.kind]?.includes(name)) return value * clockScale(chip, other);
    return other && PROMPTS.has(fit.kind) && backEndOf(fit) === 'portable'
      ? value * coreScale(name, chip, other)
      : value;
  };
  const sameCode = relatives.every((fit) => isOfCode(form, fit, code));
  const habits = new Map(form.parameters.flatMap((p) => (p.elsewhere === undefined ? [] : [[p.name, p.elsewhere]])));
  const parameters: Record<string, number> = Object.fromEntries(
    Object.keys(first.parameters).map((name) => {
      if (name in code) return [name, code[name]!];
      if (habits.has(name) && !sameCode) return [name, habits.get(name)!];
      const values = relatives.map((fit, i) => passed(name, fit, others[i]));
      // A share of zero says that nobody measured that head size: it is no opinion.
      const told = HEAD_SHARE.test(name) ? values.filter((value) => value > 0) : values;
      return [name, told.length > 0 ? middle(told) : 0];
    }),
  );
  if (first.kind === 'gemm') {
    // What a wave or a row takes a core says nothing of another vendor's cores.
    const kin = relatives.filter((_, i) => others[i]?.vendor === chip.vendor);
    if (kin.length === 0) parameters.row = 0;
    Object.assign(parameters, { fill: 0 }, byCode(kin, code, BY_CODE) ?? byCode(writers, code, WRITING));
    parameters.e = shareOfPeak(relatives, chip, chips) * (1 + LARGE_TILE * (parameters.at ?? 0));
  }
  return {
    ...first,
    id: `${chip.id}/${first.kind}/${first.format}/family`,
    chip: chip.id,
    parameters,
    bench: {},
    residuals: [],
  };
}

/** What a kernel's code says of itself: no fit, and the same on every chip that runs it. */
export const codeOf = (form: Parametric, values: Values): Values =>
  Object.fromEntries(form.parameters.filter((p) => p.given).map(({ name }) => [name, values[name] ?? 0]));

/** Whether a fit is of the code: what either says of itself is the same. */
export const isOfCode = (form: Parametric, fit: KernelFit, code: Values): boolean =>
  Object.entries(codeOf(form, fit.parameters)).every(([name, value]) => value === (code[name] ?? 0));

function commonestCode(form: Parametric, fits: readonly KernelFit[]): Values {
  const count = (code: Values) => fits.filter((fit) => isOfCode(form, fit, code)).length;
  const codes = fits.map((fit) => codeOf(form, fit.parameters));
  return codes.toSorted((a, b) => count(b) - count(a))[0]!;
}

/** Relatives of the commonest code: medians mix no two. Products' code says little of them, and more relatives beat alike ones. */
function ofOneCode(form: Parametric, relatives: readonly KernelFit[]): readonly KernelFit[] {
  if (form.kind === 'gemm' || relatives.length === 0) return relatives;
  const code = commonestCode(form, relatives);
  return relatives.filter((fit) => isOfCode(form, fit, code));
}

/** Kernels that a call of the code starts, against those of a relative's own. */
const startsScale = ({ started }: Parametric, code: Values, { parameters }: KernelFit): number =>
  started ? started(code) / started(parameters) : 1;

/** What takes cycles, of which cards with GDDR have more a second: starting and ending a kernel, and the chain along a context. */
const CLOCKED: Readonly<Partial<Record<KernelKind, readonly string[]>>> = {
  gemm: ['t0'],
  decode: ['t0', 'tau', 'tau1'],
  prefill: ['t0'],
  'latent-prefill': ['t0'],
};
const PROMPTS: ReadonlySet<KernelKind> = new Set(['prefill', 'latent-prefill']);

const HEAD_SHARE = /^[ce]\d+$/;

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
  return relatives[0]?.kind === 'gemm' ? relatives : ofOwnMemory(relatives, chip, chips);
}

function ofOwnMemory(relatives: readonly KernelFit[], chip: Relative, chips: readonly Relative[]) {
  const alike = relatives.filter((fit) => {
    const other = chips.find((c) => c.id === fit.chip);
    return other && stacked(other) === stacked(chip);
  });
  return alike.length > 0 ? alike : relatives;
}

/** Bandwidth of a chip over a relative's where their memories are of different kinds; else 1. */
function bandwidthScale(chip: Relative, relative: Relative | undefined): number {
  if (!relative || stacked(chip) === stacked(relative)) return 1;
  return baseValue(chip.memory.bandwidth) / baseValue(relative.memory.bandwidth);
}

/** Starting and ending a product takes cycles, of which cards with GDDR have more a second: 5.6 to 5.8 us at 1.8 GHz, 4.6 to 4.9 at 2.4. */
function clockScale(chip: Relative, other: Relative): number {
  if (stacked(chip) === stacked(other)) return 1;
  const [here, there] = [peakClock(chip), peakClock(other)];
  return here && there ? there / here : 1;
}

/** What a small tile and the end of each one cost: a kernel that ends with its tile pays other prices than one that stays on its core. */
const BY_CODE = ['at', 'epi', 'fill'] as const;
/** Of these, what writing the output costs. */
const WRITING = ['epi', 'fill'] as const;

/** Medians of these parameters over the products that end with their tile as the code does, or stay as it does; undefined without any. */
function byCode(fits: readonly KernelFit[], { ends = 0 }: Values, names: readonly string[]): Values | undefined {
  const alike = fits.filter(({ parameters }) => (parameters.ends ?? 0) === ends);
  if (alike.length === 0) return undefined;
  return Object.fromEntries(names.map((name) => [name, middle(alike.map(({ parameters }) => parameters[name] ?? 0))]));
}

/**
 * Share of the peak that large products reach: a rate says little without what its tiles cost. Chips ask those with their kind of memory. A
 * host's floor tells no rate, and a card with GDDR that reaches its whole peak not what its watts allow.
 */
function shareOfPeak(relatives: readonly KernelFit[], chip: Relative, chips: readonly Relative[]): number {
  const shareOf = ({ parameters: { e = 0, at = 0 } }: KernelFit) => e / (1 + LARGE_TILE * at);
  const telling = relatives.filter((fit) => !fit.bench.host && (stacked(chip) || shareOf(fit) < 1));
  const asked = telling.length > 0 ? ofOwnMemory(telling, chip, chips) : relatives;
  const shares = asked.map((fit) => {
    const other = chips.find((c) => c.id === fit.chip);
    return shareOf(fit) * (other ? powerScale(chip, other) : 1);
  });
  return Math.min(1, middle(shares));
}

const AMPLE = 1.2; // watts a TFLOP/s of 16 bit above which power does not bind: an A100 has 1.28
const STARVED = 0.28; // power of watts a TFLOP/s below that: large products of the kernel tables reach 0.82 (H100), 0.72 (B200), 0.74 (GB200) of the peak

/**
 * What power leaves of the peak. Of two cards with GDDR one gets as many FLOPs more as it has watts (1.36 J a TFLOP on L40S and on RTX PRO
 * 6000). Between all others, which differ in more, a gentler law.
 */
function powerScale(chip: Relative, other: Relative): number {
  const watts = (c: Relative) => (c.tdp && c.peak.bf16 ? baseValue(c.tdp) / (baseValue(c.peak.bf16) / 1e12) : 0);
  const [here, there] = [watts(chip), watts(other)];
  if (!(here > 0 && there > 0)) return 1;
  if (!stacked(chip) && !stacked(other)) return here / there;
  return (Math.min(AMPLE, here) / Math.min(AMPLE, there)) ** STARVED;
}

/**
 * A core does as much of a portable kernel on one chip as on another: it lacks the instructions that made newer cores faster (Triton's
 * prefill: 0.7 TFLOP/s a core on an L40S, 1.0 on an RTX PRO 6000, 0.8 on a B200 whose own kernels reach 12).
 */
function coreScale(name: string, chip: Relative, other: Relative): number {
  const cores = (c: Relative) => multiprocessors(c) || 1;
  const each = (c: Relative, of: number) => of / cores(c);
  const bandwidth = (c: Relative) => each(c, baseValue(c.memory.bandwidth));
  const peak = (c: Relative) => each(c, c.peak.bf16 ? baseValue(c.peak.bf16) : 0);
  if (name === 'e' || HEAD_SHARE.test(name)) return peak(chip) > 0 ? peak(other) / peak(chip) : 1;
  return name === 'cq' || name === 'ckv' ? bandwidth(chip) / bandwidth(other) : 1;
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
