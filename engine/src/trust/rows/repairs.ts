import type { RowHardware, RowMeasured, RowModel, RowRun, TrainingRow } from './row.ts';
import { shownValue } from './shown-value.ts';

/**
 * Rows of the corpus that carry a known fault, found by arithmetic inside the row or against its twins, never by the size of our error.
 * `exclude` leaves the row out, `exclude-memory` its memory figure only, `repair` corrects a field. Printed with every score.
 * Source: Ridgepoint training study 2026-11, "Rows to exclude or repair".
 */
export interface Repair {
  readonly ids: readonly string[];
  readonly action: 'exclude' | 'exclude-memory' | 'repair' | 'note';
  readonly reason: string;
  readonly set?: {
    readonly model?: Partial<RowModel>;
    readonly hardware?: Partial<RowHardware>;
    readonly run?: Partial<RowRun>;
    readonly measured?: Partial<RowMeasured>;
  };
}

/** `range('dgxc', 173, 184)`: ids with numbers of four digits. */
const range = (prefix: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${prefix}-${String(from + i).padStart(4, '0')}`);

export const REPAIRS: readonly Repair[] = [
  { ids: ['bloom-0043'], action: 'exclude', reason: 'DP x TP x PP is not the printed GPU count' },
  { ids: range('bloom', 44, 46), action: 'exclude', reason: 'batch 2048 cannot be: TFLOP/s x time gives about 512' },
  {
    ids: ['bloom-0047'],
    action: 'repair',
    reason: 'time and TFLOP/s stand in each other’s column: its twin bloom-0033 has 134.02 s',
    set: { measured: { step_time_s: 134.02, tflops_per_gpu: 120.29 } },
  },
  {
    ids: ['bloom-0068'],
    action: 'exclude',
    reason: '113.0 s for 1,568 sequences where its twin needs 120 s for 2,048',
  },
  { ids: ['bloom-0041'], action: 'exclude-memory', reason: '65 GB at micro-batch 2 where micro-batch 4 needs 56' },
  {
    ids: ['bloom-0124', 'bloom-0125'],
    action: 'exclude-memory',
    reason: '16 GB more than its neighbours, unexplained by the source',
  },
  {
    ids: ['dgxc-0220', 'dgxc-0221'],
    action: 'exclude',
    reason: 'times of the batch-128 rows (dgxc-0169, 0172) printed with batch 32',
  },
  {
    ids: range('dgxc', 173, 184),
    action: 'repair',
    reason: 'pp 41 was misread from the table: pp 1',
    set: { run: { pp: 1 } },
  },
  {
    ids: ['dgxc-0268', 'dgxc-0273'],
    action: 'repair',
    reason: 'batch 1,204 is a slip for 1,024',
    set: { run: { global_batch: 1024 } },
  },
  {
    ids: range('dgxc', 316, 323),
    action: 'repair',
    reason: 'Llama 4 Maverick printed with 32 layers; reprinted with 48 and the same times (dgxc-0351 and following)',
    set: { model: { layers: 48 } },
  },
  {
    ids: range('dgxc', 301, 303),
    action: 'note',
    reason: 'DeepSeek-V3 of release 25.05, 3.3x the time per token of release 25.11: an unoptimised vintage',
  },
  {
    ids: [...range('dgxc', 244, 246), ...range('dgxc', 250, 252)],
    action: 'exclude',
    reason:
      'printed as 405B, but MFU and tokens/s give a proxy of about a fourteenth of it; layers and layout not printed',
  },
  {
    ids: ['nemo-0083', 'nemo-0085'],
    action: 'exclude',
    reason:
      'faster than the printed batch allows: tensor parallel 8 at most, says the page, so 2 and 8 stages share one sequence, and 1,162 and 607 TFLOP/s are more than 1/2 and 1/8 of 1,590 and 1,619 with context parallelism',
  },
  {
    ids: ['tpur-0067'],
    action: 'repair',
    reason: 'tokens/s x seconds x chips is a batch of 512, not 768',
    set: { run: { global_batch: 512, micro_batch: 2 } },
  },
  {
    ids: ['mb-0273'],
    action: 'repair',
    reason: '64 expert ranks need 64 ranks a stage: pp 4, vp 4 as in its recipe, not pp 8, vp 2 (256 GPUs)',
    set: { run: { pp: 4, vp: 4 } },
  },
  {
    ids: ['tune-0069', 'tune-0071'],
    action: 'exclude',
    reason: '165 TFLOP/s with recomputation are above the dense peak of the card named (155): another card was meant',
  },
  {
    ids: ['llmf-0080', 'llmf-0021'],
    action: 'note',
    reason: '1.3x slower than its neighbours at micro-batch 1: the allocator at the memory limit',
  },
  {
    ids: ['bloom-0060', 'bloom-0066'],
    action: 'note',
    reason: 'head size 128 slower than 112, 144 or 224: a library fault of that date',
  },
];

/** Repairs of one row, in the order of the list. */
export const repairsOf = (id: string): readonly Repair[] => REPAIRS.filter((repair) => repair.ids.includes(id));

/** The row with its repairs made, or why it is left out. */
export function repairRow(row: TrainingRow): { row: TrainingRow; noted: string[] } | { excluded: string } {
  if (row.exclude) return { excluded: `left out by the corpus: ${shownValue(row.exclude)}` };
  let repaired = row;
  const noted: string[] = [];
  for (const { action, reason, set } of repairsOf(row.id)) {
    if (action === 'exclude') return { excluded: reason };
    if (action === 'exclude-memory')
      repaired = { ...repaired, measured: { ...repaired.measured, memory_gb_per_gpu: null } };
    if (action === 'repair' && set) {
      repaired = {
        ...repaired,
        model: { ...repaired.model, ...set.model },
        hardware: { ...repaired.hardware, ...set.hardware },
        run: { ...repaired.run, ...set.run },
        measured: { ...repaired.measured, ...set.measured },
      };
      noted.push(reason);
    }
  }
  return { row: repaired, noted };
}

/** The row is kept with a fault that its source or its twins explain: it says nothing of the next run. */
export const isNoted = (id: string): boolean => repairsOf(id).some((repair) => repair.action === 'note');
