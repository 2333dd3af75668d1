import type { Catalogue } from '../facts/index.ts';
import { chipOfRow } from './rows/accelerator.ts';
import { repairsOf } from './rows/repairs.ts';
import type { KernelRow, TrainingRow } from './rows/row.ts';
import { isRefused, type PredictedRow, type Score, type ScoredRow, type Summary, scoreRows } from './score.ts';
import { worstRows } from './tables.ts';

/** Errors of one chip, stage or kind, family, quantity and grade: what docs/accuracy.json holds and `ridgepoint accuracy` shows. */
export interface AccuracyGroup extends Omit<Summary, 'failed'> {
  /** Id of the chip in the catalogue, else the name as printed. */
  readonly chip: string;
  /** Stage of a training run (pretrain, sft, lora) or kind of a kernel row. */
  readonly stage: string;
  /** The grades its predictions have. */
  readonly grade: string;
  readonly worst: readonly WorstRow[];
}

export interface WorstRow {
  readonly id: string;
  readonly measured: number;
  readonly predicted: number;
  /** A known fault or note of the row. */
  readonly known?: string;
  /** What the row left unsaid, the first few. */
  readonly assumed?: string;
}

const WORST = 5;
const ASSUMED = 3;
const SEPARATOR = '\u0001';

/** Groups of a score. `rows` are the corpus rows that were scored. */
export function accuracyGroups(
  rows: readonly unknown[],
  score: Score,
  catalogue: Pick<Catalogue, 'chips'>,
): AccuracyGroup[] {
  const stages = new Map<string, string>();
  for (const row of rows as readonly Partial<TrainingRow & KernelRow>[])
    if (typeof row?.id === 'string')
      stages.set(
        row.id,
        'serving' in row || 'requests' in row ? 'serving' : (row.kind ?? row.run?.stage ?? 'pretrain'),
      );
  const chips = new Map<string, string>();
  const chipOf = (name: string): string => {
    const known = chips.get(name) ?? chipOfRow(catalogue, name)?.id ?? name;
    chips.set(name, known);
    return known;
  };
  const keyOf = (row: ScoredRow) =>
    [chipOf(row.accelerator), stages.get(row.id) ?? 'serving', row.family].join(SEPARATOR);
  const members = new Map<string, PredictedRow[]>();
  for (const row of score.rows) {
    if (isRefused(row)) continue;
    const key = [keyOf(row), row.quantity].join(SEPARATOR);
    const list = members.get(key) ?? [];
    members.set(key, list);
    list.push(row);
  }
  return scoreRows(score.rows, keyOf)
    .summary.filter(({ n }) => n > 0)
    .map(({ failed, family: key, ...errors }) => {
      const [chip, stage, family] = key.split(SEPARATOR) as [string, string, string];
      const own = members.get([key, errors.quantity].join(SEPARATOR))!;
      const grade = [...new Set(own.map((row) => row.grade))].sort().join(', ');
      return { chip, stage, family, grade, ...errors, worst: worstRows(own, WORST).map(worstOf) };
    });
}

function worstOf({ id, measured, predicted, assumed }: PredictedRow): WorstRow {
  const known = repairsOf(id)[0]?.reason;
  return {
    id,
    measured,
    predicted,
    ...(known ? { known } : {}),
    ...(assumed.length > 0 ? { assumed: assumed.slice(0, ASSUMED).join(', ') } : {}),
  };
}
