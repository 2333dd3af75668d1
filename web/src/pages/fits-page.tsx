import type { FitReport } from '@ridgepoint/engine/report';
import { FitAnswer } from '../answer/fit-answer.tsx';
import { type Question, QuestionPage } from './question-page.tsx';

/** What runs on one consumer card. */
const FITS: Question<FitReport> = {
  id: 'fits',
  operation: 'fit-serve',
  words: ['fit', 'serve'],
  first: ['on', 'gpus', 'model', 'context', 'input', 'output'],
  example: { on: 'rtx4090' },
  show: (report) => <FitAnswer report={report} />,
};

export const FitsPage = () => <QuestionPage question={FITS} />;
