import { QUESTIONS } from '@ridgepoint/engine/operations/link/questions';
import type { RooflineReport } from '@ridgepoint/engine/report';
import '../style/chips.css';
import { RooflineAnswer } from '../answer/roofline-answer.tsx';
import { type Question, QuestionPage } from './question-page.tsx';

const CHIPS: Question<RooflineReport> = {
  id: 'chips',
  ...QUESTIONS.chips,
  first: ['on', 'model', 'stage', 'batch', 'context', 'weights', 'kv', 'tp'],
  show: (report) => <RooflineAnswer report={report} />,
};

export default function ChipsPage() {
  return <QuestionPage question={CHIPS} />;
}
