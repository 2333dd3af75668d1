import { TRAIN } from '@ridgepoint/engine/operations/link/train-question';
import type { TrainReport } from '@ridgepoint/engine/report';
import { TrainAnswer } from '../answer/train-answer.tsx';
import { type Question, QuestionPage } from './question-page.tsx';

const PAGE: Question<TrainReport> = {
  id: 'train',
  ...TRAIN,
  first: ['model', 'tokens', 'on', 'gpus', 'sequence', 'batch'],
  show: (report, id) => <TrainAnswer report={report} id={id} />,
};

export const TrainPage = () => <QuestionPage question={PAGE} />;
