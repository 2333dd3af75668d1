import type { FitReport } from '@ridgepoint/engine/report';
import { FitAnswer } from '../answer/fit-answer.tsx';
import type { Question } from './question-page.tsx';

/** What runs on one consumer card. */
export const FITS: Question<FitReport> = {
  id: 'fits',
  operation: 'fit-serve',
  words: ['fit', 'serve'],
  first: ['on', 'gpus', 'model', 'context', 'input', 'output'],
  example: { on: 'rtx4090' },
  show: (report) => <FitAnswer report={report} />,
};
