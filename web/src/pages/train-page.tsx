import type { TrainReport } from '@ridgepoint/engine/report';
import { TrainAnswer } from '../answer/train-answer.tsx';
import { type Question, QuestionPage } from './question-page.tsx';

/** The published run of Llama 3.1 405B (arXiv:2407.21783). */
const TRAIN: Question<TrainReport> = {
  id: 'train',
  operation: 'plan-train',
  words: ['plan', 'train'],
  first: ['model', 'tokens', 'on', 'gpus', 'sequence', 'batch'],
  example: {
    model: 'llama-3.1-405b',
    tokens: '15.6T',
    on: 'h100-sxm',
    gpus: '16384',
    sequence: '8192',
    batch: '2048',
  },
  show: (report, id) => <TrainAnswer report={report} id={id} />,
};

export const TrainPage = () => <QuestionPage question={TRAIN} />;
