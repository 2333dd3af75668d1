import {
  chooseFit,
  type GemmShape,
  gemm,
  type Limits,
  limitsOf,
  medianFit,
  ncclCollective,
} from '@ridgepoint/engine/cost';
import type { Catalogue, Chip, FitWidth, KernelFit, KernelTransfer } from '@ridgepoint/engine/facts';
import { errorOf } from '@ridgepoint/engine/trust';
import { type Figure, publishedCollectives, publishedProducts } from './published-figures.ts';

/** What a chip's fit starts from: the fits and transfers of chips that were measured densely. */
export interface Measured {
  readonly chips: Catalogue['chips'];
  readonly fits: readonly KernelFit[];
  readonly transfers: readonly KernelTransfer[];
}

/**
 * Fits of chips of which only a few figures are published: one figure fixes one parameter, all others are medians of measured relatives.
 * Errors are of figures not used; where there is but one, of its prediction without it. Widths are those of unseen chips.
 */
export function publishedFits(measured: Measured): KernelFit[] {
  const groups = new Map<string, Figure<GemmShape>[]>();
  for (const figure of publishedProducts()) {
    const key = `${figure.chip}|${figure.format}`;
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  return [...[...groups.values()].flatMap((list) => productFit(list, measured) ?? []), ...collectiveFits(measured)];
}

function productFit(figures: readonly Figure<GemmShape>[], measured: Measured): KernelFit | undefined {
  const [used, ...others] = figures.toSorted((a, b) => work(b) - work(a));
  const { chip: id, format } = used!;
  const chip = chipOf(measured, id);
  const lender = lenderOf(chip, format, measured);
  if (!lender) return undefined;
  const { fit: borrowed, from } = lender;
  const limits = onDevice(limitsOf(chip, format), used!.device);
  const timeAt = (e: number, { shape }: Figure<GemmShape>) =>
    gemm.microseconds(shape, { ...borrowed.parameters, e }, limits);
  const e = solve(
    (value) => timeAt(value, large(used!)),
    large(used!).microseconds,
    gemm.parameters.find((p) => p.name === 'e')!,
  );
  const errors = errorOf(
    others.length > 0
      ? others.map((figure) => Math.log(timeAt(e, figure) / figure.microseconds))
      : [Math.log(timeAt(borrowed.parameters.e!, used!) / used!.microseconds)],
  );
  return {
    id: `${id}/gemm/${format}/published`,
    chip: id,
    kind: 'gemm',
    format,
    library: used!.library,
    kernel: 'published figure',
    parameters: { ...borrowed.parameters, e },
    bench: {},
    residuals: [],
    leftOut: { formula: errors, shipped: errors, everyShape: errors },
    widths: widthsFor(chip, 'gemm', format, measured),
    inSample: `one published figure fixes e; the rest from ${from}${others.length > 0 ? `; ${others.length} further figures were not used` : ''}`,
    source: used!.source,
  };
}

const LARGE = 16384; // elements a side

/**
 * What fixes the rate: the figure itself, or a large cube at the rate of the best of a search. Fitted at its own shape, such a figure would
 * let other shapes pass it: Gaudi 3's has k = 768 and needs 1.2 of the peak beside the bytes of its output.
 */
function large(figure: Figure<GemmShape>): Figure<GemmShape> {
  if (!figure.best) return figure;
  const shape = { ...figure.shape, m: LARGE, n: LARGE, k: LARGE };
  const cube = { ...figure, shape };
  return { ...cube, microseconds: (figure.microseconds * work(cube)) / work(figure) };
}

const work = ({ shape: { m, n, k } }: Figure<GemmShape>): number => m * n * k;

/** A figure of one core of several sees that core's share of the chip. */
const onDevice = (limits: Limits, share: number): Limits => ({
  ...limits,
  peak: limits.peak * share,
  bandwidth: limits.bandwidth * share,
  cores: Math.max(1, limits.cores * share),
});

interface Lender {
  readonly fit: KernelFit;
  /** Whose parameters these are, in words. */
  readonly from: string;
}

/** AMD chips borrow from the one AMD sweep; others from chips of their architecture, else from all densely measured ones. */
function lenderOf(chip: Chip, format: string, { chips, fits }: Measured): Lender | undefined {
  const dense = fits.filter((fit) => fit.chip !== chip.id && fit.kernel !== 'published figure');
  const wanted = { kind: 'gemm' as const, format, library: 'VLLM' };
  const sisters = chooseFit(
    dense,
    chip,
    chips.filter((c) => c.architecture === chip.architecture || c.id === 'mi210'),
    wanted,
  );
  if (sisters) return { fit: sisters.fit, from: `relatives: ${chipsIn(sisters.from, dense)}` };
  const amd = dense.find((fit) => fit.chip === 'mi210' && fit.kind === 'gemm' && fit.format === format);
  if (chip.vendor === 'AMD') return amd && { fit: amd, from: 'mi210' };
  const all = chips
    .filter((c) => c.vendor === 'NVIDIA')
    .flatMap((c) => {
      const chosen = chooseFit(dense, c, [], wanted);
      return chosen ? [chosen.fit] : [];
    });
  return all.length > 0 ? { fit: medianFit(all, chip, chips), from: `${all.length} chips of NVIDIA` } : undefined;
}

const chipsIn = (ids: readonly string[], fits: readonly KernelFit[]): string =>
  [...new Set(fits.filter((fit) => ids.includes(fit.id)).map((fit) => fit.chip))].join(', ');

/** Link laws of chips on NVLink: starts, steps and fill, where a chip's own are not published. */
const LINK_LENDERS = ['a100-80-sxm', 'h100-sxm', 'h200-sxm', 'b200-sxm', 'gb200'];

/** Collectives with a figure of a whole domain, which fixes the share of the link, and one of two ranks, which fixes a pair's. */
function collectiveFits(measured: Measured): KernelFit[] {
  const figures = publishedCollectives();
  return [...new Set(figures.map((figure) => figure.chip))].flatMap((id) => {
    const own = figures.filter((figure) => figure.chip === id);
    const pair = own.find(({ shape }) => shape.ranks === 2);
    const most = own.toSorted((a, b) => b.shape.ranks - a.shape.ranks)[0]!;
    const lenders = LINK_LENDERS.flatMap(
      (lender) => measured.fits.find((f) => f.chip === lender && f.kind === 'collective') ?? [],
    );
    if (!pair || most === pair || lenders.length === 0) return [];
    const chip = chipOf(measured, id);
    const limits = limitsOf(chip, 'bf16');
    const borrowed = { ...medianFit(lenders, chip, measured.chips).parameters, from: 1000, pair: 1 };
    const bounds = (name: string) => ncclCollective.parameters.find((p) => p.name === name)!;
    const timeAt = (changed: Readonly<Record<string, number>>, { shape }: (typeof own)[number]) =>
      ncclCollective.microseconds(shape, { ...borrowed, ...changed }, limits);
    const sh = solve((value) => timeAt({ sh: value }, most), most.microseconds, bounds('sh'));
    const share = solve((value) => timeAt({ sh, pair: value }, pair), pair.microseconds, bounds('pair'));
    const errors = errorOf(own.map((figure) => Math.log(timeAt({}, figure) / figure.microseconds)));
    return [
      {
        id: `${id}/collective/bf16/published`,
        chip: id,
        kind: 'collective' as const,
        format: 'bf16',
        library: most.library,
        kernel: 'published figure',
        parameters: { ...borrowed, sh, pair: share },
        bench: {},
        residuals: [],
        leftOut: { formula: errors, shipped: errors, everyShape: errors },
        widths: widthsFor(chip, 'collective', 'bf16', measured),
        inSample: `two published figures fix sh and pair; the rest from ${lenders.map((fit) => fit.chip).join(', ')}`,
        source: most.source,
      },
    ];
  });
}

/** Half-widths of a product of up to 512 rows on another vendor's chip: MI210 from NVIDIA's medians came out half of what was measured. */
const FOREIGN = { p80: 0.55, p90: 0.69 };

/** The widest of the chips "never seen" of that kind: one figure does not make a narrow interval. */
function widthsFor(chip: Chip, kind: KernelFit['kind'], format: string, { transfers }: Measured): readonly FitWidth[] {
  const same = transfers.find((one) => one.kind === kind && one.format === format);
  const widths = (same ?? transfers.find((one) => one.kind === kind && one.format === 'bf16'))?.widths ?? [];
  if (chip.vendor === 'NVIDIA' || kind !== 'gemm') return widths;
  const least = (side: FitWidth['p80'], width: number) => ({
    low: Math.max(side.low, width),
    high: Math.max(side.high, width),
  });
  return widths.map((width) =>
    width.band > 1 ? width : { ...width, p80: least(width.p80, FOREIGN.p80), p90: least(width.p90, FOREIGN.p90) },
  );
}

function chipOf({ chips }: Measured, id: string): Chip {
  const chip = chips.find((one) => one.id === id);
  if (!chip) throw new Error(`a published figure names chip "${id}", which is not in the catalogue`);
  return chip;
}

/** The value at which a falling time meets the measured one, by bisection; the bound nearest to it where none does. */
function solve(
  timeAt: (value: number) => number,
  wanted: number,
  { low, high }: { low: number; high: number },
): number {
  let [a, b] = [low, high];
  for (let i = 0; i < 50; i++) {
    const middle = Math.sqrt(a * b);
    if (timeAt(middle) > wanted) a = middle;
    else b = middle;
  }
  return Number(Math.sqrt(a * b).toPrecision(4));
}
