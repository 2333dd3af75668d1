import type { KernelTable } from '@ridgepoint/engine/trust';
import { attentionTables } from './attention.ts';
import { collectiveTables } from './collectives.ts';
import { expertsTables } from './experts.ts';
import { gemmTables } from './gemm.ts';
import { inferSimTables } from './infersim.ts';
import { llmCompassTables } from './llmcompass.ts';
import { llmServingSimTables } from './llmservingsim.ts';

/** Every table of measured kernels there is, one at a time: all of them together do not fit in memory. */
export function* allTables(): Generator<KernelTable<never>> {
  const sources = [
    gemmTables,
    attentionTables,
    expertsTables,
    collectiveTables,
    inferSimTables,
    llmCompassTables,
    llmServingSimTables,
  ];
  for (const tables of sources) for (const table of tables()) yield table as unknown as KernelTable<never>;
}
