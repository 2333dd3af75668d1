/**
 * charts - pictures as plain data, drawn by a library that is fetched when the first one is wanted.
 * In: a ChartSpec (marks, axes with units, title, source, warnings, rows). Out: SVG in the page's own colours, a sentence for who
 * does not see it, the same rows as a table. chart-tools.tsx holds what can be done with a picture; draw.ts alone knows the library.
 */
export { Chart } from './chart.tsx';
export type {
  Axis,
  Box,
  ChartColumn,
  ChartMoney,
  ChartSource,
  ChartSpec,
  ChartTable,
  Dot,
  Label,
  Mark,
  Tone,
} from './spec.ts';
