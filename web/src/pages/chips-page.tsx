import type { RooflineReport } from '@ridgepoint/engine/report';
import '../style/chips.css';
import { RooflineAnswer } from '../answer/roofline-answer.tsx';
import { type Question, QuestionPage } from './question-page.tsx';

/** A network that most people know, on the chips that are compared most. */
const CHIPS: Question<RooflineReport> = {
  id: 'chips',
  operation: 'chips-roofline',
  words: ['chips', 'roofline'],
  first: ['on', 'model', 'stage', 'batch', 'context', 'weights', 'kv', 'tp'],
  example: { on: 'h100-sxm,b200-sxm,mi300x', model: 'llama-3.1-8b', stage: 'decode', batch: '32', context: '4096' },
  show: (report) => <RooflineAnswer report={report} />,
};

export default function ChipsPage() {
  return <QuestionPage question={CHIPS} />;
}
