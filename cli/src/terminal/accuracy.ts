import type { FitError } from '@ridgepoint/engine/facts';
import type { AccuracyGroup, JudgedBar } from '@ridgepoint/engine/trust';
import { cutDisplay, formatQuantity, padDisplay } from '@ridgepoint/engine/units';
import type { Face } from '../face.ts';
import { barLines } from './bars.ts';
import { inkOf } from './ink.ts';
import { wrap } from './wrap.ts';

/** One fitted kernel on shapes that its fit had not seen. Shares: 0.05 = 5 %. */
export interface KernelAccuracy {
  readonly chip: string;
  readonly kind: string;
  readonly format: string;
  readonly kernel: string;
  readonly grade: 'silicon';
  readonly formula: FitError;
  readonly shipped: FitError;
  readonly inSample?: string;
  readonly local?: true;
  readonly source: string;
}

/** One kind and format on a chip that no fit had seen. */
export interface UnseenAccuracy {
  readonly chip: string;
  readonly kind: string;
  readonly format: string;
  readonly grade: 'family';
  readonly error: FitError;
}

export interface Known {
  /** Empty where a filter was given: bars are of everything. */
  readonly bars: readonly JudgedBar[];
  readonly kernels: readonly KernelAccuracy[];
  readonly unseen: readonly UnseenAccuracy[];
  readonly groups: readonly AccuracyGroup[];
}

interface Shown {
  /** Every table on its own; else the best of a chip, kind and format. */
  readonly every: boolean;
  readonly chip?: string;
  readonly kind?: string;
}

const WORST = 5;
const NAME = 28;

/** All tables at most 80 columns wide: bars, kernels, chips never seen, published rows, the worst five, and the legend. */
export function accuracyPage(known: Known, face: Face, shown: Shown): string {
  const words = face.messages.accuracy;
  const ink = inkOf(face.colour);
  const parts: string[][] = [];
  if (known.bars.length > 0) parts.push(barLines(known.bars, face));
  const kernels = shown.every ? known.kernels : bestOf(known.kernels);
  if (kernels.length > 0) {
    const marked = kernels.filter((one) => one.inSample).length;
    parts.push([
      ink.quiet(words.kernelsTitle),
      heading(words.chipAndKind, face),
      ...kernels.flatMap((one) => kernelLines(one, face, shown.every)),
      ...(marked > 0 ? wrap(words.inSample({ count: String(marked) }), face.width, 2) : []),
    ]);
  }
  if (known.unseen.length > 0)
    parts.push([
      ink.quiet(words.unseenTitle),
      heading(words.chipAndKind, face),
      ...known.unseen.map((one) => line(`${one.chip} ${one.kind} ${one.format}`, fitCells(one.error, 'family', face))),
    ]);
  if (known.groups.length > 0) {
    parts.push([
      ink.quiet(words.trainingTitle),
      heading(words.chipAndFamily, face),
      ...known.groups.flatMap((group) => groupLines(group, face)),
    ]);
    parts.push([ink.quiet(words.worstTitle), ...worstLines(known.groups, face)]);
  } else if (known.kernels.length === 0 && known.unseen.length === 0) {
    const filters = [shown.chip, shown.kind].filter((word) => word !== undefined).join(', ');
    parts.push(wrap(words.nothing({ filters }), face.width));
  } else if (!shown.every) parts.push(wrap(words.noScores, face.width));
  parts.push(wrap(words.legend, face.width));
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Without a filter: of several libraries the one whose shapes left out are predicted best, as a plan would take it. */
function bestOf(kernels: readonly KernelAccuracy[]): KernelAccuracy[] {
  const best = new Map<string, KernelAccuracy>();
  for (const one of kernels) {
    const key = [one.chip, one.kind, one.format].join();
    const other = best.get(key);
    if (!other || (one.local && !other.local) || (one.local === other.local && one.shipped.mean < other.shipped.mean))
      best.set(key, one);
  }
  return [...best.values()];
}

const percent = (share: number | null | undefined, sign = false): string => {
  if (typeof share !== 'number' || !Number.isFinite(share)) return '-';
  const value = 100 * share;
  const text = Math.abs(value) >= 999.5 ? '>999' : Math.abs(value) >= 99.5 ? value.toFixed(0) : value.toFixed(1);
  return sign && value > 0 ? `+${text}` : text;
};

const WIDTHS = [6, 6, 6, 6, 6, 5, 6, 10] as const; // with the name and a space 80 columns

function line(name: string, cells: readonly string[]): string {
  const numbers = cells.map((cell, i) => padDisplay(cutDisplay(cell, WIDTHS[i]!), WIDTHS[i]!, 'right')).join('');
  return `${padDisplay(cutDisplay(name, NAME), NAME)} ${numbers}`;
}

function heading(first: string, face: Face): string {
  const w = face.messages.accuracy;
  return line(first, [w.rows, w.median, w.mean, w.p90, w.bias, w.inside, w.naive, w.grade]);
}

function fitCells(error: FitError, grade: 'silicon' | 'family', face: Face): string[] {
  const { rows, median, mean, p90, bias } = error;
  const word = face.messages.calibrate.grades[grade];
  return [String(rows), percent(median), percent(mean), percent(p90), percent(bias, true), '-', '-', word];
}

function kernelLines(one: KernelAccuracy, face: Face, every: boolean): string[] {
  const name = `${one.inSample ? '* ' : ''}${one.chip} ${one.kind} ${one.format}`;
  const ink = inkOf(face.colour);
  return [
    line(name, fitCells(one.shipped, 'silicon', face)),
    ...(every ? [ink.quiet(`  ${cutDisplay(one.kernel, face.width - 2)}`)] : []),
  ];
}

function groupLines(group: AccuracyGroup, face: Face): string[] {
  const { stages, figures } = face.messages.accuracy;
  const { grades } = face.messages.calibrate;
  const first = group.grade.split(', ')[0]!;
  const grade = Object.hasOwn(grades, first) ? grades[first as keyof typeof grades] : first;
  const inside = typeof group.coverage90 === 'number' ? (100 * group.coverage90).toFixed(0) : '-';
  const errors = [percent(group.median_ape), percent(group.mape), percent(group.p90_ape), percent(group.bias, true)];
  return [
    line(`${group.chip} ${stages[group.stage] ?? group.stage} ${figures[group.quantity] ?? group.quantity}`, [
      String(group.n),
      ...errors,
      inside,
      percent(group.naive_mape),
      group.grade.includes(', ') ? `${grade}+` : grade,
    ]),
    inkOf(face.colour).quiet(`  ${cutDisplay(group.family, face.width - 2)}`),
  ];
}

/** The five rows furthest off among the groups shown, with what is known of them. */
function worstLines(groups: readonly AccuracyGroup[], face: Face): string[] {
  const words = face.messages.accuracy;
  const rows = groups.flatMap(({ worst, chip, quantity }) => worst.map((row) => ({ ...row, chip, quantity })));
  const off = (row: { predicted: number; measured: number }) => Math.abs(Math.log(row.predicted / row.measured));
  return rows
    .toSorted((a, b) => off(b) - off(a))
    .slice(0, WORST)
    .flatMap((row) => {
      const why = row.known
        ? words.note(row.known)
        : row.assumed
          ? words.assumed({ what: row.assumed })
          : words.unexplained;
      const ratio = formatQuantity(row.predicted / row.measured, '1', { locale: face.locale, digits: 2 });
      const figure = words.figures[row.quantity] ?? row.quantity;
      return wrap(words.worst({ id: row.id, chip: row.chip, figure, ratio, why }), face.width, 2);
    });
}
