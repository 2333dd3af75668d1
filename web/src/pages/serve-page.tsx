import { QUESTIONS } from '@ridgepoint/engine/operations/link/questions';
import type { ServeReport } from '@ridgepoint/engine/report';
import { ServeAnswer } from '../answer/serve-answer.tsx';
import { ServingPlan } from '../answer/serving-plan.tsx';
import { Simulated } from '../answer/simulated.tsx';
import { openQuestion } from '../engine/ask.ts';
import { withOwnModels } from '../state/own-models.ts';
import { place } from '../state/place.ts';
import { scenarioOf } from '../state/scenario.ts';
import { type Question, QuestionPage } from './question-page.tsx';

const SERVE: Question<ServeReport> = {
  id: 'serve',
  ...QUESTIONS.serve,
  first: ['model', 'weights', 'on', 'gpus', 'tp', 'rate', 'input', 'output', 'ttft', 'tpot'],
  show: (report, id) => (
    <>
      <ServeAnswer report={report} id={id} />
      <ServingPlan said={said()} />
      {report.figures && <Simulated id={id} said={unsolved()} asked={asked} />}
    </>
  ),
};

export const ServePage = () => <QuestionPage question={SERVE} />;

function said(): Readonly<Record<string, string>> {
  const { page, said: typed } = place.value;
  return page === 'serve' && Object.keys(typed).length > 0 ? typed : SERVE.example;
}

function unsolved(): Readonly<Record<string, string>> {
  const { solve: _, ...asked } = said();
  return asked;
}

const asked = async () => withOwnModels(scenarioOf((await openQuestion(SERVE.operation)).fields, said()));
