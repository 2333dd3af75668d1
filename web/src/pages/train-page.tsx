import type { Field } from '@ridgepoint/engine/operations';
import type { TrainReport } from '@ridgepoint/engine/report';
import { TrainAnswer } from '../answer/train-answer.tsx';
import type { Names } from '../engine/protocol.ts';
import { speaker } from '../state/settings.ts';
import { QuestionPage } from './question-page.tsx';

const FIRST = ['model', 'tokens', 'on', 'gpus', 'sequence', 'batch'];
/** The published run of Llama 3.1 405B (arXiv:2407.21783). */
const EXAMPLE = {
  model: 'llama-3.1-405b',
  tokens: '15.6T',
  on: 'h100-sxm',
  gpus: '16384',
  sequence: '8192',
  batch: '2048',
};

export function TrainPage({ fields, names }: { readonly fields: readonly Field[]; readonly names: Names }) {
  return (
    <QuestionPage<TrainReport>
      page="train"
      title={speaker.value.messages.web.titles.train}
      operation="plan-train"
      words={['plan', 'train']}
      fields={fields}
      names={names}
      first={FIRST}
      example={EXAMPLE}
      show={(report, id) => <TrainAnswer report={report} id={id} />}
    />
  );
}
