import type { OverheadValues } from './fit-case.ts';

/** Source text of the generated table of overheads; one engine a line. */
export function overheadsFile(
  table: ReadonlyMap<string, { readonly values: OverheadValues; readonly rows: number }>,
): string {
  const lines = [...table].map(([id, { values, rows }]) => {
    const name = /^[a-z]+$/.test(id) ? id : `'${id}'`;
    const inner = Object.entries(values)
      .map(([term, value]) => `${term}: ${value}`)
      .join(', ');
    return `  ${name}: { ${inner} },${rows > 0 ? ` // ${rows} rows` : ''}`;
  });
  return `/**
 * Overheads of engines in the units of overheads.ts, fitted to published runs and drawn to their priors. Written by calibration/serving.ts;
 * not by hand. Lines without rows are estimates after the Ridgepoint serving study 2026-11, table 2.5; what is absent stays at its prior.
 */
export const FITTED_OVERHEADS = {
${lines.join('\n')}
} as const;
`;
}
