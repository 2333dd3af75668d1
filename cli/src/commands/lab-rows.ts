import { mergeCatalogue, readOverlay } from '@ridgepoint/catalogue';
import { type TrainingRow, validateRows } from '@ridgepoint/engine/trust';
import type * as Lab from '@ridgepoint/lab';
import { loadWithKernels } from '../catalogue.ts';
import type { Face } from '../face.ts';
import { MACHINE, type Machine, machineChip } from '../terminal/machine-chip.ts';

const FAMILY = 'ridgepoint-lab';

/** A step of the lab as a measured row: what `validate` and `calibrate` read, beside the chip that a probe has written. */
export function rowOf(
  { shape, batch }: Lab.Work,
  seconds: number,
  { day, bytes }: Pick<Machine, 'day' | 'bytes'>,
  notes: string,
): TrainingRow & { readonly date: string } {
  const { layers, heads, width, block, vocabulary } = shape;
  const name = `${layers}x${width}-${batch}x${block}`;
  return {
    id: `lab-${name}`,
    family: FAMILY,
    date: day,
    source: { title: 'ridgepoint lab compare', where: MACHINE },
    model: { name: `GPT ${name}`, layers, hidden: width, heads, kv_heads: heads, ffn: 4 * width, vocab: vocabulary },
    hardware: { accelerator: MACHINE, memory_gb: bytes / 1e9, gpus: 1 },
    run: {
      stage: 'pretrain',
      ...{ tp: 1, pp: 1, dp: 1, cp: 1, ep: 1, recompute: 'none', flash_attention: true },
      micro_batch: batch,
      global_batch: batch,
      seq_len: block,
      precision: 'fp32',
      framework: 'ridgepoint lab',
    },
    measured: { step_time_s: seconds },
    notes,
  };
}

/** What the engine says of a step from the chip alone, in seconds. */
export interface EngineSaid {
  readonly seconds: number;
  readonly low: number;
  readonly high: number;
}

/** Of every work, before it is run; undefined where the engine refuses. */
export async function engineSays(
  works: readonly Lab.Work[],
  probe: Lab.Probe,
  machine: Machine,
  face: Face,
): Promise<readonly (EngineSaid | undefined)[]> {
  const catalogue = await loadWithKernels(undefined);
  const merged = mergeCatalogue(catalogue, readOverlay(machineChip(probe, machine, face), MACHINE, catalogue));
  // Nothing is measured yet, and a row must say something: what is predicted does not hang on it.
  const rows = works.map((work, i) => ({ ...rowOf(work, 1, machine, ''), id: String(i) }));
  const said = new Map(validateRows(rows, merged).rows.map((row) => [row.id, row]));
  return works.map((_, i) => {
    const row = said.get(String(i));
    return row && 'predicted' in row ? { seconds: row.predicted, low: row.low, high: row.high } : undefined;
  });
}
