import { networkKindOf } from '../../serving/index.ts';
import { kindOfRow } from '../rows/row.ts';
import { powerId, toPowerCase } from '../rows/serving/power-case.ts';
import type { PowerRow, ServingRow, VllmRun } from '../rows/serving/serving-row.ts';
import { toServingCase } from '../rows/serving/to-serving-case.ts';
import { toVllmCase } from '../rows/serving/vllm-case.ts';
import type { RowCatalogue } from '../rows/to-training-case.ts';

/** Whether the network of each serving row, row of watts and recorded run has routed experts, by the row's id. */
export function kindOfServed(rows: readonly unknown[], catalogue: RowCatalogue): Map<string, 'dense' | 'moe'> {
  const kinds = new Map<string, 'dense' | 'moe'>();
  for (const row of rows) {
    const kind = kindOfRow(row);
    const one =
      kind === 'serving'
        ? toServingCase(row as ServingRow, catalogue)
        : kind === 'power'
          ? toPowerCase(row as PowerRow, catalogue)
          : kind === 'vllm-run'
            ? toVllmCase(row as VllmRun, catalogue)
            : undefined;
    if (!one || 'refused' in one) continue;
    kinds.set(kind === 'power' ? powerId(row as PowerRow) : one.id, networkKindOf(one.problem.architecture));
  }
  return kinds;
}
