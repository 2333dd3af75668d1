import { speaker } from '../state/settings.ts';
import { amountOf } from './axis-text.ts';
import type { ChartColumn, ChartSpec } from './spec.ts';

/** The numbers of a picture, printed as the picture prints them. */
export function ChartTableView({ spec: { table, title } }: { readonly spec: ChartSpec }) {
  const said = speaker.value;
  const cell = ({ unit, share, money }: ChartColumn, value: string | number | null): string => {
    if (value === null) return '–';
    if (typeof value === 'string') return value;
    return amountOf({ unit: unit ?? '', ...(share && { share }), ...(money && { money }) }, value, said);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scroll" tabIndex={0} aria-label={title}>
      <table>
        <thead>
          <tr>
            {table.columns.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            <tr key={i}>
              {row.map((value, column) => (
                <td key={table.columns[column]!.key}>{cell(table.columns[column]!, value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
