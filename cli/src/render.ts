import type { CatalogueCheck, Explanation, OutputKind, TrainSolution } from '@ridgepoint/engine/operations';
import {
  type Casebook,
  type CaseQuestion,
  type CaseReport,
  type CrossoverReport,
  casebookTable,
  comparisonTable,
  crossoverTable,
  csvOf as csvText,
  type Entry,
  type FitReport,
  type FleetReport,
  figuresTable,
  fitTable,
  fleetTable,
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
  type Table,
  type TrafficReport,
  type TrainComparison,
  type TrainReport,
  trafficTable,
  type WorksheetReport,
  withAges,
  worksheetTable,
} from '@ridgepoint/engine/report';
import { inMoney, oldFacts, oldFactsSentence } from '@ridgepoint/engine/wording';
import { caseMarkdown } from './casebook-markdown.ts';
import { crossoverMarkdown } from './crossover-markdown.ts';
import type { Face } from './face.ts';
import { markdownTable, pageMarkdown } from './markdown.ts';
import { ownMarkdown } from './own-markdown.ts';
import { servingPlanMarkdown, simulationMarkdown } from './serving-markdown.ts';
import { compareMarkdown, diffMarkdown } from './side-by-side-markdown.ts';
import { studyOf } from './studies.ts';
import { casePage } from './terminal/casebook/case-page.ts';
import { casebookPage } from './terminal/casebook/casebook-page.ts';
import { questionPage } from './terminal/casebook/question-page.ts';
import { checkPage } from './terminal/check.ts';
import { comparisonPage, frontSentence, shortTable, verdict } from './terminal/comparison.ts';
import { crossoverPage } from './terminal/crossover/page.ts';
import { entryPage } from './terminal/entry.ts';
import { explanationPage } from './terminal/explanation.ts';
import { fleetPage } from './terminal/fleet/fleet-page.ts';
import { inkOf } from './terminal/ink.ts';
import { ownPage } from './terminal/own/own-page.ts';
import { serveComparisonMarkdown, serveComparisonPage } from './terminal/serving/comparison.ts';
import { fitPage } from './terminal/serving/fit-page.ts';
import { servingPlanPage } from './terminal/serving/plan.ts';
import { servePage } from './terminal/serving/serve-page.ts';
import { simulationPage } from './terminal/serving/simulation.ts';
import { checksPage } from './terminal/side-by-side/checks-page.ts';
import { comparePage } from './terminal/side-by-side/compare-page.ts';
import { solutionPage } from './terminal/solution.ts';
import { tablePage } from './terminal/table.ts';
import { trafficPage } from './terminal/traffic.ts';
import { trainPage } from './terminal/train.ts';
import { worksheetPage } from './terminal/worksheet.ts';
import { wrap } from './terminal/wrap.ts';
import { trainMarkdown } from './train-markdown.ts';

export type Format = 'text' | 'json' | 'csv' | 'md';

/** Where the reader may go on: the command that explains a number of this answer. */
interface Surroundings {
  readonly explain: string;
}

/** An answer as text. Every format prints the same data. */
export function render(
  kind: OutputKind,
  data: unknown,
  format: Format,
  face: Face,
  surroundings: Surroundings,
): string {
  if (format === 'json') return `${JSON.stringify(data, null, 2)}\n`;
  const text = rendered(kind, data, format, face, surroundings);
  // A diff is Markdown wherever it goes.
  const tablesOnly = format === 'md' ? TABLES_ONLY.has(kind) : format === 'text' && kind === 'diff';
  if (!tablesOnly) return text;
  const old = oldFactsSentence(data as never, face);
  return old === '' ? text : `${text.trimEnd()}\n\n${old}\n`;
}

/** Kinds whose Markdown is sentences and tables without the list of what was assumed. */
const TABLES_ONLY: ReadonlySet<OutputKind> = new Set([
  'comparison',
  'serve-comparison',
  'side-by-side',
  'diff',
  'checks',
  'crossover',
  'simulation',
  'serving-plan',
]);

function rendered(kind: OutputKind, data: unknown, format: Format, face: Face, { explain }: Surroundings): string {
  const csvOf = (table: Table) => csvText(withAges(table, oldFacts((data ?? {}) as never)));
  const study = studyOf(kind);
  if (study) {
    if (format === 'csv') return csvOf(study.table(data as never));
    const page = study.page(data as never, format === 'md' ? { ...face, colour: false } : face);
    if (format === 'md') return pageMarkdown(study.title(data as never), page);
    const opens = explain !== '' && (data as { because?: unknown }).because;
    return opens ? `${page.trimEnd()}\n\n${whyLines(explain, face)}\n\n` : page;
  }
  if (kind === 'train-report') {
    const report = data as TrainReport;
    if (format === 'csv') return csvOf(figuresTable(report));
    return format === 'md' ? trainMarkdown(report, face) : trainPage(report, face, explain);
  }
  if (kind === 'serve-report') {
    const report = data as ServeReport;
    if (format === 'csv') return csvOf(serveTable(report));
    return format === 'md' ? pageMarkdown(report.question.modelName, serving('')) : serving(explain);

    function serving(command: string): string {
      return servePage(report, format === 'md' ? { ...face, colour: false } : face, command);
    }
  }
  if (kind === 'fit-report') {
    const fit = data as FitReport;
    if (format === 'csv') return csvOf(fitTable(fit));
    const page = fitPage(fit, format === 'md' ? { ...face, colour: false } : face);
    return format === 'md' ? pageMarkdown(fit.modelName ?? fit.machines.join(', '), page) : page;
  }
  if (kind === 'fleet') {
    const report = data as FleetReport;
    if (format === 'csv') return csvOf(fleetTable(report));
    const page = fleetPage(report, format === 'md' ? { ...face, colour: false } : face);
    return format === 'md' ? pageMarkdown(face.messages.help.commands.planFleet, page) : page;
  }
  if (kind === 'comparison') {
    const comparison = data as TrainComparison;
    if (format === 'csv') return csvOf(comparisonTable(comparison));
    return format === 'md' ? comparisonMarkdown(comparison, face) : comparisonPage(comparison, face);
  }
  if (kind === 'serve-comparison') {
    const comparison = data as ServeComparison;
    if (format === 'csv') return csvOf(serveComparisonTable(comparison));
    return format === 'md' ? serveComparisonMarkdown(comparison, face) : serveComparisonPage(comparison, face);
  }
  if (kind === 'own') {
    const own = data as OwnComparison;
    if (format === 'csv') return csvOf(ownTable(own));
    return format === 'md' ? ownMarkdown(own, face) : ownPage(own, face, explain);
  }
  if (kind === 'side-by-side' || kind === 'diff' || kind === 'checks') {
    const sides = data as SideBySide;
    if (format === 'csv') return csvOf(sideBySideTable(sides));
    // A diff is read in a pull request: it is Markdown wherever it goes.
    const paid = inMoney(face, sides);
    if (kind === 'diff') return diffMarkdown(sides, paid);
    if (format === 'md') return compareMarkdown(sides, paid);
    return kind === 'checks' ? checksPage(sides, paid) : comparePage(sides, paid);
  }
  if (kind === 'crossover') {
    const crossover = data as CrossoverReport;
    if (format === 'csv') return csvOf(crossoverTable(crossover));
    const paid = inMoney(face, crossover);
    return format === 'md' ? crossoverMarkdown(crossover, paid) : crossoverPage(crossover, paid);
  }
  if (kind === 'simulation' && format === 'text') return simulationPage(data as SimulationReport, face);
  if (kind === 'simulation' && format === 'md') return simulationMarkdown(data as SimulationReport, face);
  if (kind === 'serving-plan' && format === 'text') return servingPlanPage(data as ServingPlanReport, face);
  if (kind === 'serving-plan' && format === 'md') return servingPlanMarkdown(data as ServingPlanReport, face);
  if (kind === 'explanation' && format === 'text') return explanationPage(data as Explanation, face);
  if (kind === 'entry' && format === 'text') return entryPage(data as Entry, face);
  if (kind === 'check' && format === 'text') return checkPage(data as CatalogueCheck, face);
  if (kind === 'traffic' && format === 'text') return trafficPage(data as TrafficReport, face);
  if (kind === 'solution' && format === 'text') return solutionPage(data as TrainSolution, face);
  if (kind === 'worksheet' && format === 'text') return worksheetPage(data as WorksheetReport, face, explain);
  if (kind === 'case' && format !== 'csv')
    return format === 'md' ? caseMarkdown(data as CaseReport, face) : casePage(data as CaseReport, face);
  if (kind === 'casebook' && format === 'text') return casebookPage(data as Casebook, face);
  if (kind === 'case-question' && format === 'text') return questionPage(data as CaseQuestion, face);
  const table = tableOf(kind, data);
  if (format === 'csv') return csvOf(table);
  return format === 'md' ? markdownTable(table, face) : tablePage(table, face);
}

/** Where the reasons of an answer are. */
const whyLines = (explain: string, face: Face): string =>
  wrap(face.messages.face.asked(explain), face.width - 4, 2)
    .map((line) => `  ${inkOf(face.colour).quiet(line)}`)
    .join('\n');

function comparisonMarkdown(comparison: TrainComparison, face: Face): string {
  const sentences = [...verdict(comparison, face), frontSentence(comparison, face)];
  return `# ${comparison.question.modelName}\n\n${sentences.join('\n')}\n\n${markdownTable(shortTable(comparison, face), face)}`;
}

/** Any answer as a table, for spreadsheets. */
function tableOf(kind: OutputKind, data: unknown): Table {
  if (kind === 'table') return data as Table;
  if (kind === 'worksheet' || kind === 'case') return worksheetTable(data as WorksheetReport);
  if (kind === 'casebook') return casebookTable(data as Casebook);
  if (kind === 'case-question') {
    const rows = (data as CaseQuestion).lines.map(({ name, text, source }) => [name, text, source]);
    return { name: 'case', columns: ['line', 'formula', 'source'].map((key) => ({ key })), rows };
  }
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
