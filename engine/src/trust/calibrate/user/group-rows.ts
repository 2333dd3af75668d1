import type { Chip } from '../../../facts/index.ts';
import { peakFlops } from '../../../machine/index.ts';
import { nearest } from '../../../units/index.ts';
import type { KernelCall } from '../../kernels/call.ts';
import { FORMULA_KINDS, kernelCall, measuredSeconds } from '../../kernels/index.ts';
import { ranksOf } from '../../kernels/printed.ts';
import { faultOfRow } from '../../rows/check-row.ts';
import { chipOfUser, nearChips } from '../../rows/chip-of-user.ts';
import { exclusionOf } from '../../rows/kernel-exclusions.ts';
import { type KernelRow, kindOfRow, type TrainingRow } from '../../rows/row.ts';
import { shownValue } from '../../rows/shown-value.ts';
import type { RowCatalogue } from '../../rows/to-training-case.ts';
import { type RowsReason, reasonOf, type Unused } from './problem.ts';
import type { UserRow } from './read-rows.ts';

/** One measured call, understood. */
export interface UserCall {
  readonly place: string;
  readonly row: KernelRow;
  readonly call: KernelCall;
  readonly microseconds: number;
}

/** Calls of one kind and format on one chip: one fit. */
export interface UserGroup {
  readonly chip: Chip;
  readonly calls: readonly UserCall[];
}

export interface Grouped {
  readonly kernels: readonly UserGroup[];
  readonly training: readonly { readonly place: string; readonly row: TrainingRow }[];
  readonly unused: readonly Unused[];
}

const TRAINING_KIND = 'training';
/** Kinds whose kernels of one library differ in what they do: they are fitted apart. */
const APART: ReadonlySet<string> = new Set(['custom-all-reduce', 'dispatch', 'experts']);
/** What is counted. */
const WHOLE = ['m', 'n', 'k', 'batch', 'seq_len', 'heads', 'kv_heads', 'head_dim'];
const OPS = /prefill|context|decode|generation/i;

/** Rows by chip, kind and format; what cannot be used with the reason and the nearest thing that works. */
export function groupRows(rows: readonly UserRow[], catalogue: RowCatalogue): Grouped {
  const kernels = new Map<string, { chip: Chip; calls: UserCall[] }>();
  const training: { place: string; row: TrainingRow }[] = [];
  const refused: { place: string; reason: RowsReason }[] = [];
  for (const { place, row } of rows) {
    const kind = kindOfRow(row);
    if (kind !== 'kernel' && kind !== 'training') {
      refused.push({ place, reason: reasonOf('kind', { value: shownValue(row) }, [...FORMULA_KINDS, TRAINING_KIND]) });
      continue;
    }
    const fault = faultOfRow(kind, row as Record<string, unknown>);
    if (fault !== undefined) {
      refused.push({ place, reason: reasonOf('row', { reason: fault }) });
      continue;
    }
    if (kind === 'training') {
      training.push({ place, row: row as TrainingRow });
      continue;
    }
    const read = readCall(row as KernelRow, catalogue);
    if ('code' in read) {
      refused.push({ place, reason: read });
      continue;
    }
    const { chip, call } = read;
    const apart = APART.has(call.form.kind) ? (call.wanted.kernel ?? '') : '';
    const key = [chip.id, call.form.kind, call.wanted.format, apart].join('|');
    const group = kernels.get(key) ?? { chip, calls: [] };
    kernels.set(key, group);
    group.calls.push({ place, row: row as KernelRow, call, microseconds: read.microseconds });
  }
  const sorted = [...kernels].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  return { kernels: sorted, training, unused: gathered(refused) };
}

function readCall(
  row: KernelRow,
  catalogue: RowCatalogue,
): RowsReason | Omit<UserCall & UserGroup, 'calls' | 'place' | 'row'> {
  if (row.exclude) return reasonOf('row', { reason: shownValue(row.exclude) });
  const excluded = exclusionOf(row);
  if (excluded) return reasonOf('row', { reason: `${excluded.name}: ${excluded.reason}` });
  if (!FORMULA_KINDS.includes(row.kind))
    return reasonOf('kind', { value: shownValue(row.kind) }, nearestOf(row.kind, FORMULA_KINDS));
  const name = row.hardware.accelerator ?? '';
  const chip = name.trim() === '' ? undefined : chipOfUser(catalogue, name);
  if (!chip) {
    return reasonOf('chip', { value: shownValue(name) }, nearChips(catalogue, name));
  }
  if (row.kind === 'attention' && !OPS.test(row.op ?? ''))
    return reasonOf('op', { value: shownValue(row.op ?? '') }, ['prefill', 'decode']);
  const domain = chip.scaleUp?.domain ?? (chip.hostLink ? HOST_CARDS : 1);
  const ranks = ranksOf(row) ?? 1;
  if ((row.kind === 'collective' || row.kind === 'moe_all_to_all') && ranks > domain)
    return reasonOf('domain', { ranks: String(ranks), domain: String(domain), chip: chip.id }, [String(domain)]);
  const call = kernelCall(row, { domain, network: 0 });
  if ('refused' in call) return reasonOf('row', { reason: call.refused });
  if (call.form.kind !== 'collective' && call.form.kind !== 'custom-all-reduce' && !(peakFlops(chip, call.peak) > 0)) {
    const stated = Object.keys(chip.peak);
    return reasonOf('no-peak', { chip: chip.id, format: call.peak }, stated.slice(0, 3));
  }
  const broken = WHOLE.find((field) => !Number.isInteger(Number(row.config[field] ?? 0)));
  if (broken !== undefined) {
    const value = Number(row.config[broken]);
    return reasonOf('whole', { field: broken, value: String(value) }, [Math.ceil(value)].map(String));
  }
  const seconds = measuredSeconds(row, call.amounts);
  if (seconds === undefined) {
    const printed = Object.entries(row.measured)[0];
    return reasonOf('no-time', { value: printed ? `${printed[0]} ${shownValue(printed[1])}` : '-' }, ['time_us 12.5']);
  }
  return { chip, call, microseconds: 1e6 * seconds };
}

const HOST_CARDS = 8; // cards of one host that meet over PCIe

const nearestOf = (word: string, known: readonly string[]): readonly string[] => {
  const close = nearest(word, known, 2);
  return close.length > 0 ? close : known;
};

/** Equal reasons together, in the order of their first row. */
export function gathered(refused: readonly { readonly place: string; readonly reason: RowsReason }[]): Unused[] {
  const groups = new Map<string, { places: string[]; reason: RowsReason }>();
  for (const { place, reason } of refused) {
    const key = JSON.stringify(reason);
    const group = groups.get(key) ?? { places: [], reason };
    groups.set(key, group);
    group.places.push(place);
  }
  return [...groups.values()];
}
