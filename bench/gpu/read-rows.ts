import { type KernelRow, kindOfRow, type TrainingRow } from '@ridgepoint/engine/trust';

/** What a file holds, told apart. */
export interface GpuRows {
  readonly kernels: readonly KernelRow[];
  readonly training: readonly TrainingRow[];
  /** A dry run's: no machine stands behind them. */
  readonly madeUp: boolean;
  /** Machine, driver, versions and date, as the rows carry them. */
  readonly measuredOn: string;
}

/** Rows of the files of one run of `measure.py`. Throws where a text is no array of rows. */
export function readRows(texts: readonly string[]): GpuRows {
  const data = texts.flatMap((text): unknown[] => {
    const rows: unknown = JSON.parse(text);
    if (!Array.isArray(rows) || rows.length === 0) throw new Error('not rows: an array of rows is wanted, not empty');
    return rows;
  });
  const kernels = data.filter((row): row is KernelRow => kindOfRow(row) === 'kernel');
  const training = data.filter((row): row is TrainingRow => kindOfRow(row) === 'training');
  if (kernels.length + training.length < data.length)
    throw new Error(`${data.length - kernels.length - training.length} of ${data.length} rows are of no known kind`);
  const first = (kernels[0] ?? training[0])!;
  const { where = '', date = '' } = (first as { source?: { where?: string; date?: string } }).source ?? {};
  return {
    kernels,
    training,
    madeUp: data.some((row) => (row as { notes?: unknown }).notes === 'made up'),
    measuredOn: [first.hardware.accelerator, `measured ${date}`, where].filter(Boolean).join(', '),
  };
}
