import { QUESTIONS } from '@ridgepoint/engine/operations/link/questions';
import type { OwnComparison } from '@ridgepoint/engine/report';
import OwnAnswer from '../answer/own-answer.tsx';
import { type Question, QuestionPage } from './question-page.tsx';

const DECIDE: Question<OwnComparison> = {
  id: 'decide',
  ...QUESTIONS.decide,
  first: ['on', 'gpus', 'years', 'place', 'utilisation', 'price', 'server', 'tariff'],
  show: (report, id) => <OwnAnswer report={report} id={id} />,
};

export const DecidePage = () => <QuestionPage question={DECIDE} />;
