import type { CatalogueCheck, Explanation, OutputKind, TrainSolution } from '@ridgepoint/engine/operations';
import {
  type Casebook,
  type CaseQuestion,
  type CaseReport,
  type CrossoverReport,
  csvOf,
  type Entry,
  type FitReport,
  type FleetReport,
  type OwnComparison,
  type ServeComparison,
  type ServeReport,
  type ServingPlanReport,
  type SideBySide,
  type SimulationReport,
  type TrafficReport,
  type TrainComparison,
  type TrainReport,
  type WorksheetReport,
} from '@ridgepoint/engine/report';
import { inMoney, oldFactsSentence } from '@ridgepoint/engine/wording';
import { answerTables, tableOf } from './answer-tables.ts';
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
import { commandLines } from './terminal/command-lines.ts';
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
import { trainMarkdown } from './train-markdown.ts';

export type Format = 'text' | 'json' | 'csv' | 'md' | 'xlsx';
/** What is text; a workbook is bytes. */
export type TextFormat = Exclude<Format, 'xlsx'>;

/** Where the reader may go on: the command that explains a number of this answer. */
interface Surroundings {
  readonly explain: string;
}

/** An answer as text. Every format prints the same data. */
export function render(
  kind: OutputKind,
  data: unknown,
  format: TextFormat,
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

function rendered(kind: OutputKind, data: unknown, format: TextFormat, face: Face, { explain }: Surroundings): string {
  if (format === 'csv') return csvOf(answerTables(kind, data)[0]!);
  const study = studyOf(kind);
  if (study) {
    const page = study.page(data as never, format === 'md' ? { ...face, colour: false } : face);
    if (format === 'md') return pageMarkdown(study.title(data as never), page);
    const opens = explain !== '' && (data as { because?: unknown }).because;
    return opens ? `${page.trimEnd()}\n\n${whyLines(explain, face)}\n\n` : page;
  }
  if (kind === 'train-report') {
    const report = data as TrainReport;
    return format === 'md' ? trainMarkdown(report, face) : trainPage(report, face, explain);
  }
  if (kind === 'serve-report') {
    const report = data as ServeReport;
    return format === 'md' ? pageMarkdown(report.question.modelName, serving('')) : serving(explain);

    function serving(command: string): string {
      return servePage(report, format === 'md' ? { ...face, colour: false } : face, command);
    }
  }
  if (kind === 'fit-report') {
    const fit = data as FitReport;
    const page = fitPage(fit, format === 'md' ? { ...face, colour: false } : face);
    return format === 'md' ? pageMarkdown(fit.modelName ?? fit.machines.join(', '), page) : page;
  }
  if (kind === 'fleet') {
    const report = data as FleetReport;
    const page = fleetPage(report, format === 'md' ? { ...face, colour: false } : face);
    return format === 'md' ? pageMarkdown(face.messages.help.commands.planFleet, page) : page;
  }
  if (kind === 'comparison') {
    const comparison = data as TrainComparison;
    return format === 'md' ? comparisonMarkdown(comparison, face) : comparisonPage(comparison, face);
  }
  if (kind === 'serve-comparison') {
    const comparison = data as ServeComparison;
    return format === 'md' ? serveComparisonMarkdown(comparison, face) : serveComparisonPage(comparison, face);
  }
  if (kind === 'own') {
    const own = data as OwnComparison;
    return format === 'md' ? ownMarkdown(own, face) : ownPage(own, face, explain);
  }
  if (kind === 'side-by-side' || kind === 'diff' || kind === 'checks') {
    const sides = data as SideBySide;
    // A diff is read in a pull request: it is Markdown wherever it goes.
    const paid = inMoney(face, sides);
    if (kind === 'diff') return diffMarkdown(sides, paid);
    if (format === 'md') return compareMarkdown(sides, paid);
    return kind === 'checks' ? checksPage(sides, paid) : comparePage(sides, paid);
  }
  if (kind === 'crossover') {
    const crossover = data as CrossoverReport;
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
  if (kind === 'case')
    return format === 'md' ? caseMarkdown(data as CaseReport, face) : casePage(data as CaseReport, face);
  if (kind === 'casebook' && format === 'text') return casebookPage(data as Casebook, face);
  if (kind === 'case-question' && format === 'text') return questionPage(data as CaseQuestion, face);
  const table = tableOf(kind, data);
  return format === 'md' ? markdownTable(table, face) : tablePage(table, face);
}

/** Where the reasons of an answer are. */
const whyLines = (explain: string, face: Face): string =>
  commandLines(face.messages.face.asked(explain), face)
    .map((line) => `  ${inkOf(face.colour).quiet(line)}`)
    .join('\n');

function comparisonMarkdown(comparison: TrainComparison, face: Face): string {
  const sentences = [...verdict(comparison, face), frontSentence(comparison, face)];
  return `# ${comparison.question.modelName}\n\n${sentences.join('\n')}\n\n${markdownTable(shortTable(comparison, face), face)}`;
}
