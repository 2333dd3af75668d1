import { QUESTIONS } from '@ridgepoint/engine/operations/link/questions';
import type { FitReport } from '@ridgepoint/engine/report';
import { FitAnswer } from '../answer/fit-answer.tsx';
import { type Question, QuestionPage } from './question-page.tsx';

const FITS: Question<FitReport> = {
  id: 'fits',
  ...QUESTIONS.fits,
  first: ['on', 'gpus', 'model', 'context', 'input', 'output'],
  show: (report) => <FitAnswer report={report} />,
};

export const FitsPage = () => <QuestionPage question={FITS} />;
