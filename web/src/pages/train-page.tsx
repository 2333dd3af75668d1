import { TRAIN } from '@ridgepoint/engine/operations/link/train-question';
import type { TrainReport } from '@ridgepoint/engine/report';
import { TrainAnswer } from '../answer/train-answer.tsx';
import { type Question, QuestionPage } from './question-page.tsx';

const PAGE: Question<TrainReport> = {
  id: 'train',
  ...TRAIN,
  first: ['model', 'tokens', 'on', 'gpus', 'sequence', 'batch'],
  roughly: true,
  show: (report, id, latest) => <TrainAnswer report={report} id={id} latest={latest} />,
};

export const TrainPage = () => <QuestionPage question={PAGE} />;
