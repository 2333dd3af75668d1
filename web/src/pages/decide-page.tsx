import type { OwnComparison } from '@ridgepoint/engine/report';
import OwnAnswer from '../answer/own-answer.tsx';
import { type Question, QuestionPage } from './question-page.tsx';

/** 64 H200 for three years in Virginia: buy them, rent them, or neither? */
const DECIDE: Question<OwnComparison> = {
  id: 'decide',
  operation: 'compare-own',
  words: ['compare', 'own'],
  first: ['on', 'gpus', 'years', 'place', 'utilisation', 'price', 'server', 'tariff'],
  example: { on: 'h200-sxm', gpus: '64', years: '3', place: 'virginia', utilisation: '70 %' },
  show: (report, id) => <OwnAnswer report={report} id={id} />,
};

export const DecidePage = () => <QuestionPage question={DECIDE} />;
