import type { CatalogueCheck, Explanation, OutputKind, TrainSolution } from '@ridgepoint/engine/operations';
import {
  type Casebook,
  type CaseQuestion,
  type CrossoverReport,
  casebookTable,
  comparisonTable,
  crossoverTable,
  type Entry,
  type FitReport,
  type FleetReport,
  figuresTable,
  fitTable,
  fleetTable,
  inCurrency,
  type OwnComparison,
  ownTable,
  type ServeComparison,
  type ServeReport,
  type ServingPlanReport,
  type SideBySide,
  type SimulationReport,
  serveComparisonTable,
  serveTable,
  servingPlanTable,
  sideBySideTable,
  simulationTable,
  strategiesTable,
  type Table,
  type TrafficReport,
  type TrainComparison,
  type TrainReport,
  trafficTable,
  type WorksheetReport,
  withAges,
  worksheetTable,
} from '@ridgepoint/engine/report';
import { oldFacts } from '@ridgepoint/engine/wording';
import { studyOf } from './studies.ts';

/** An answer as tables for spreadsheets, base units and the asked currency in their headings, old prices with their age; the first is what CSV holds. */
export function answerTables(kind: OutputKind, data: unknown): readonly Table[] {
  const tables = kind === 'train-report' ? trainTables(data as TrainReport) : [tableOf(kind, data)];
  return tables.map((table) => withAges(inCurrency(table, data), oldFacts((data ?? {}) as never)));
}

const trainTables = (report: TrainReport): Table[] => [figuresTable(report), strategiesTable(report)];

/** The same as one table, as it is. */
export function tableOf(kind: OutputKind, data: unknown): Table {
  const study = studyOf(kind);
  if (study) return study.table(data as never);
  if (kind === 'table') return data as Table;
  if (kind === 'worksheet' || kind === 'case') return worksheetTable(data as WorksheetReport);
  if (kind === 'casebook') return casebookTable(data as Casebook);
  if (kind === 'case-question') {
    const rows = (data as CaseQuestion).lines.map(({ name, text, source }) => [name, text, source]);
    return { name: 'case', columns: ['line', 'formula', 'source'].map((key) => ({ key })), rows };
  }
  if (kind === 'serve-report') return serveTable(data as ServeReport);
  if (kind === 'fit-report') return fitTable(data as FitReport);
  if (kind === 'fleet') return fleetTable(data as FleetReport);
  if (kind === 'comparison') return comparisonTable(data as TrainComparison);
  if (kind === 'serve-comparison') return serveComparisonTable(data as ServeComparison);
  if (kind === 'own') return ownTable(data as OwnComparison);
  if (kind === 'side-by-side' || kind === 'diff' || kind === 'checks') return sideBySideTable(data as SideBySide);
  if (kind === 'crossover') return crossoverTable(data as CrossoverReport);
  if (kind === 'simulation') return simulationTable(data as SimulationReport);
  if (kind === 'serving-plan') return servingPlanTable(data as ServingPlanReport);
  if (kind === 'traffic') return trafficTable(data as TrafficReport);
  if (kind === 'entry') {
    const { lines } = data as Entry;
    const columns = ['path', 'value', 'unit', 'low', 'high', 'grade', 'date', 'source'].map((key) => ({ key }));
    const rows = lines.map(({ path, text, fact }) =>
      fact
        ? [path, fact.value, fact.unit, fact.low ?? null, fact.high ?? null, fact.grade, fact.date, fact.url]
        : [path, text, null, null, null, null, null, null],
    );
    return { name: 'entry', columns, rows };
  }
  if (kind === 'solution') {
    const { tried, unit } = data as TrainSolution;
    const columns = [
      { key: 'value', unit },
      { key: 'meets' },
      { key: 'wall', unit: 's' },
      { key: 'cost', unit: 'USD' },
    ];
    return { name: 'solution', columns, rows: tried.map(({ x, meets, wall, cost }) => [x, String(meets), wall, cost]) };
  }
  if (kind === 'explanation') return explanationTable(data as Explanation);
  const { entries } = data as CatalogueCheck;
  return {
    name: 'check',
    columns: [{ key: 'list' }, { key: 'count', unit: '1' }],
    rows: entries.map(({ list, count }) => [list, count]),
  };
}

function explanationTable({ path, node }: Explanation): Table {
  const rows: (string | number | null)[][] = [];
  const walk = (at: Explanation['node'], here: string): void => {
    rows.push([
      here,
      at.value,
      at.low ?? null,
      at.high ?? null,
      at.unit,
      at.kind,
      at.formula ?? null,
      at.source ?? null,
    ]);
    for (const inner of at.inputs ?? []) walk(inner, here === '' ? inner.name : `${here}.${inner.name}`);
  };
  walk(node, path);
  const columns = ['path', 'value', 'low', 'high', 'unit', 'kind', 'formula', 'source'].map((key) => ({ key }));
  return { name: 'explanation', columns, rows };
}
