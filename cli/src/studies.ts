import type { OutputKind } from '@ridgepoint/engine/operations';
import {
  type CarbonReport,
  carbonTable,
  type RooflineReport,
  rooflineTable,
  type StudyReport,
  studyTable,
  type Table,
} from '@ridgepoint/engine/report';
import type { Face } from './face.ts';
import { rooflinePage } from './terminal/roofline/page.ts';
import { carbonPage } from './terminal/study/carbon.ts';
import { reportPage } from './terminal/study/report.ts';

/** How an answer about carbon, chips, budgets or worth is printed. */
interface Study {
  readonly title: (data: never) => string;
  readonly page: (data: never, face: Face) => string;
  readonly table: (data: never) => Table;
}

const study = <T>(
  title: (data: T) => string,
  page: (data: T, face: Face) => string,
  table: (data: T) => Table,
): Study => ({
  title,
  page,
  table,
});

const STUDIES: Readonly<Partial<Record<OutputKind, Study>>> = {
  carbon: study<CarbonReport>(({ question }) => question.modelName ?? question.chipName, carbonPage, carbonTable),
  roofline: study<RooflineReport>(({ question }) => question.modelName, rooflinePage, rooflineTable),
  study: study<StudyReport>(({ title }) => title, reportPage, studyTable),
};

/** The printer of a kind of answer; undefined where it is no study. */
export const studyOf = (kind: OutputKind): Study | undefined => STUDIES[kind];
