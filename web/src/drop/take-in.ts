import { inputSentence } from '@ridgepoint/engine/operations/input-sentence';
import type { Place } from '@ridgepoint/engine/operations/link/address';
import { QUESTIONS } from '@ridgepoint/engine/operations/link/questions';
import { traceSentence } from '@ridgepoint/engine/operations/traffic/trace-sentence';
import { formatCount } from '@ridgepoint/engine/units';
import { printer, type Speaker } from '@ridgepoint/engine/wording';
import { openQuestion, takeIn } from '../engine/ask.ts';
import type { Asked, ScenarioData, TakenIn } from '../engine/protocol.ts';
import { keep } from '../state/kept.ts';
import { keepModel } from '../state/own-models.ts';
import { saidOf } from './said-of.ts';

/** What a reader is told of a file, and where it leads. */
export interface Received {
  readonly sentence: string;
  readonly to: Place | null;
  readonly wrong: boolean;
}

/** The page that asks each kind of scenario. */
const PAGES: Readonly<Record<string, { readonly page: string; readonly operation: Asked }>> = {
  train: { page: 'train', operation: 'plan-train' },
  serve: { page: 'serve', operation: 'estimate-serve' },
  own: { page: 'decide', operation: 'compare-own' },
};
/** Pages that ask of a model. */
const OF_MODELS = new Set(['train', 'serve', 'fits']);
/** What a trace says itself. */
const TRAFFIC = new Set([
  'rate',
  'input',
  'output',
  'input-p95',
  'output-p95',
  'preset',
  'question',
  'answer',
  'people',
  'concurrency',
  'think',
]);

/** Reads a file that was dropped, pasted or chosen, and says which page asks about it. A page that says nothing yet asks its example. */
export async function receive(
  given: { readonly name: string; readonly file: Blob },
  here: Place,
  said: Speaker,
): Promise<Received> {
  const taken = await takeIn(given.name, given.file);
  const of = (page: string): Place['said'] =>
    here.page === page && Object.keys(here.said).length > 0
      ? here.said
      : (QUESTIONS[page as keyof typeof QUESTIONS]?.example ?? {});
  return received(taken, { here, of }, said);
}

interface Where {
  readonly here: Place;
  readonly of: (page: string) => Place['said'];
}

async function received(taken: TakenIn, { here, of }: Where, said: Speaker): Promise<Received> {
  const { messages, locale } = said;
  const { drop } = messages;
  const print = printer(said);
  switch (taken.what) {
    case 'config': {
      const model = keepModel(taken.name, taken.config);
      const asked = here.page === '' ? 'train' : here.page;
      const page = OF_MODELS.has(asked) ? asked : 'train';
      const parameters = print.amount(taken.parameters, 'parameters');
      return {
        sentence: drop.config({ name: model, parameters }),
        to: { page, said: { ...of(page), model } },
        wrong: false,
      };
    }
    case 'trace': {
      const own = Object.fromEntries(Object.entries(of('serve')).filter(([flag]) => !TRAFFIC.has(flag)));
      const time = print.amount(taken.seconds, 's');
      const sentence = drop.trace({ name: taken.name, requests: formatCount(taken.requests), time });
      return { sentence, to: { page: 'serve', said: { ...own, traffic: taken.name } }, wrong: false };
    }
    case 'scenario':
      return scenario(taken, said);
    case 'refused':
      return { sentence: inputSentence(messages, locale, taken.problem, (path) => path), to: null, wrong: true };
    default: {
      const values = { reason: traceSentence(taken.problem, said) };
      const problem = { code: 'trace', path: taken.name, value: '', values, nearest: [] } as const;
      return { sentence: inputSentence(messages, locale, problem, (path) => path), to: null, wrong: true };
    }
  }
}

async function scenario(
  { kind, name, data }: TakenIn & { readonly what: 'scenario' },
  { messages, locale }: Speaker,
): Promise<Received> {
  const { drop } = messages;
  const known = PAGES[kind];
  if (!known) {
    keep({ name, data });
    return { sentence: drop.kept({ name }), to: { page: 'compare', said: {} }, wrong: false };
  }
  const whole = withModelNamed(data);
  const { fields } = await openQuestion(known.operation);
  const { said, left } = saidOf(whole, fields);
  const lost = left.length === 0 ? '' : drop.left(left.join(locale === 'en' ? ', ' : '、'));
  // What the form cannot say is kept all the same: beside others, and to be crossed, the file is whole.
  if (left.length > 0) keep({ name, data });
  return { sentence: drop.scenario({ name }) + lost, to: { page: known.page, said }, wrong: false };
}

/** A config.json that stands in the scenario itself becomes a model of its own. */
function withModelNamed(data: ScenarioData): ScenarioData {
  const groups = Object.entries(data).map(([key, group]) => {
    const model = group !== null && typeof group === 'object' && 'model' in group ? group.model : null;
    if (model === null || typeof model !== 'object') return [key, group];
    return [key, { ...(group as object), model: keepModel('config', model as ScenarioData) }];
  });
  return Object.fromEntries(groups);
}
