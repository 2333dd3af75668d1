import {
  type CaseReport,
  type CrossoverReport,
  crossoverTable,
  type FitReport,
  figuresTable,
  fitTable,
  type OwnComparison,
  ownTable,
  type RooflineReport,
  rooflineTable,
  type ServeReport,
  type SideBySide,
  serveTable,
  sideBySideTable,
  strategiesTable,
  type Table,
  type TrainReport,
  worksheetTable,
} from '@ridgepoint/engine/report';
import type { Asked } from '../engine/protocol.ts';

type Tables = (answer: never) => readonly Table[];

/** What an answer is as tables; the first is what the terminal writes with --csv. */
const TABLES: Partial<Readonly<Record<Asked, Tables>>> = {
  'plan-train': (report: TrainReport) => [figuresTable(report), strategiesTable(report)],
  'estimate-serve': (report: ServeReport) => [serveTable(report)],
  'fit-serve': (report: FitReport) => [fitTable(report)],
  'compare-own': (report: OwnComparison) => [ownTable(report)],
  compare: (report: SideBySide) => [sideBySideTable(report)],
  crossover: (report: CrossoverReport) => [crossoverTable(report)],
  'chips-roofline': (report: RooflineReport) => [rooflineTable(report)],
  'case-run': (report: CaseReport) => [worksheetTable(report)],
};

export const tablesOf = (operation: Asked, answer: unknown): readonly Table[] =>
  (TABLES[operation] as Tables | undefined)?.(answer as never) ?? [];
