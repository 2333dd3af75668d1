import { QUESTIONS } from '@ridgepoint/engine/operations/link/questions';
import type { ServeReport } from '@ridgepoint/engine/report';
import { ServeAnswer } from '../answer/serve-answer.tsx';
import { type Question, QuestionPage } from './question-page.tsx';

const SERVE: Question<ServeReport> = {
  id: 'serve',
  ...QUESTIONS.serve,
  first: ['model', 'weights', 'on', 'gpus', 'tp', 'rate', 'input', 'output'],
  show: (report, id) => <ServeAnswer report={report} id={id} />,
};

export const ServePage = () => <QuestionPage question={SERVE} />;
