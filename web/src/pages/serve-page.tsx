import type { ServeReport } from '@ridgepoint/engine/report';
import { ServeAnswer } from '../answer/serve-answer.tsx';
import { type Question, QuestionPage } from './question-page.tsx';

/** Chat of the lengths that Azure published in 2023 (mean 1,020 and 129 tokens) on four pairs of H100. */
const SERVE: Question<ServeReport> = {
  id: 'serve',
  operation: 'estimate-serve',
  words: ['estimate', 'serve'],
  first: ['model', 'weights', 'on', 'gpus', 'tp', 'rate', 'input', 'output'],
  example: {
    model: 'llama-3.1-70b',
    weights: 'fp8',
    on: 'h100-sxm',
    gpus: '8',
    tp: '2',
    rate: '12/s',
    input: '1020',
    output: '129',
  },
  show: (report, id) => <ServeAnswer report={report} id={id} />,
};

export const ServePage = () => <QuestionPage question={SERVE} />;
