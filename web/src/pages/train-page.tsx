import { TRAIN } from '@ridgepoint/engine/operations/link/train-question';
import type { TrainReport } from '@ridgepoint/engine/report';
import { lazy } from 'preact/compat';
import { Headline } from '../answer/headline.tsx';
import { reached } from '../state/unreached.ts';
import { type Question, QuestionPage } from './question-page.tsx';

const Beneath = lazy(async () => {
  const came = await reached('assets/', import('../answer/train-answer.tsx'));
  return { default: came?.default ?? (() => null) };
});

const PAGE: Question<TrainReport> = {
  id: 'train',
  ...TRAIN,
  first: ['model', 'tokens', 'on', 'gpus', 'sequence', 'batch'],
  roughly: true,
  show: (_, __, latest) => <Headline report={latest} />,
  beneath: (report, id, latest) => <Beneath report={report} id={id} latest={latest} />,
};

export const TrainPage = () => <QuestionPage question={PAGE} />;
