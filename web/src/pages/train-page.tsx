import { QUESTIONS } from '@ridgepoint/engine/operations/link/questions';
import type { TrainReport } from '@ridgepoint/engine/report';
import { TrainAnswer } from '../answer/train-answer.tsx';
import { type Question, QuestionPage } from './question-page.tsx';

const TRAIN: Question<TrainReport> = {
  id: 'train',
  ...QUESTIONS.train,
  first: ['model', 'tokens', 'on', 'gpus', 'sequence', 'batch'],
  show: (report, id) => <TrainAnswer report={report} id={id} />,
};

export const TrainPage = () => <QuestionPage question={TRAIN} />;
