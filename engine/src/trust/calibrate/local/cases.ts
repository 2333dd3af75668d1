import type { LocalEngine } from '../../../serving/index.ts';
import type { ServingRow } from '../../rows/serving/serving-row.ts';
import { toServingCase } from '../../rows/serving/to-serving-case.ts';
import type { RowCatalogue } from '../../rows/to-training-case.ts';
import type { ServingCase } from '../../serving/case.ts';

/** One measured rate of an engine that serves one request at a time. */
export interface LocalCase {
  readonly one: ServingCase;
  readonly engine: LocalEngine;
  readonly chip: string;
  readonly phase: 'answer' | 'prompt';
  /** Tokens a second. */
  readonly measured: number;
  readonly metal: boolean;
  /** Matrices are cut over cards. */
  readonly cut: boolean;
}

const QUANTITY = { decode_tokens_per_s: 'answer', prefill_tokens_per_s: 'prompt' } as const;

/** Rates of rows whose engine is priced by serving/iteration/local-step; other rows give none. */
export function localCases(rows: readonly ServingRow[], catalogue: RowCatalogue): LocalCase[] {
  return rows.flatMap((row) => {
    const one = toServingCase(row, catalogue);
    if ('refused' in one || one.profile.family !== 'llamacpp' || one.load.kind !== 'alone') return [];
    const { chip } = one.problem.machine;
    return one.quantities.flatMap(({ quantity, measured }) => {
      const phase = QUANTITY[quantity as keyof typeof QUANTITY];
      if (!phase) return [];
      const engine = one.profile.kernels ?? 'llamacpp';
      const cut = one.problem.deployment.tp > 1;
      return [{ one, engine, chip: chip.id, phase, measured, metal: chip.vendor === 'Apple', cut }];
    });
  });
}

/** Rows as cases; what cannot be predicted is left away. */
export const servedCases = (rows: readonly ServingRow[], catalogue: RowCatalogue): ServingCase[] =>
  rows.flatMap((row) => {
    const one = toServingCase(row, catalogue);
    return 'refused' in one ? [] : [one];
  });
