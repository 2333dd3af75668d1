import { useSignal } from '@preact/signals';
import type { InputProblem } from '@ridgepoint/engine/operations/input-error';
import { inputSentence } from '@ridgepoint/engine/operations/input-sentence';
import { commandOf, hashOf, type Place } from '@ridgepoint/engine/operations/link/address';
import { printer } from '@ridgepoint/engine/wording';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Answering } from '../answer/answering.tsx';
import { WithSources } from '../answer/behind.tsx';
import { TakeAlong } from '../answer/take-along-later.tsx';
import { ask, type Opened, type Outcome, openQuestion, progress, stop } from '../engine/ask.ts';
import type { Asked, ScenarioData } from '../engine/protocol.ts';
import { KeepScenario } from '../form/keep-scenario.tsx';
import { QuestionForm } from '../form/question-form.tsx';
import { lastAnswer } from '../state/last-answer.ts';
import { go, place } from '../state/place.ts';
import { scenarioOf } from '../state/scenario.ts';
import { locale, speaker } from '../state/settings.ts';
import { reached } from '../state/unreached.ts';
import { useTurn } from '../state/use-turn.ts';
import { allWords } from '../state/words.ts';

/** A question with a page of its own. */
export interface Question<A> {
  readonly id: 'train' | 'serve' | 'fits' | 'decide' | 'chips';
  readonly operation: Asked;
  /** Words of the command line that asks the same. */
  readonly words: readonly string[];
  /** Flags of the fields that are not folded away. */
  readonly first: readonly string[];
  /** What is asked when the address says nothing: a real question. */
  readonly example: Readonly<Record<string, string>>;
  readonly show: (answer: A, id: number) => ComponentChildren;
}

type Answered<A> = Outcome<A> & { readonly kind: 'answer' };

/** One question: its form on one side, its answer on the other, the address bar between them. */
export function QuestionPage<A>({ question }: { readonly question: Question<A> }) {
  const opened = useSignal<Opened | null>(null);
  useEffect(() => {
    void openQuestion(question.operation).then((found) => {
      opened.value = found;
    });
  }, [question]);
  return opened.value && <OpenedPage question={question} opened={opened.value} />;
}

function OpenedPage<A>({ question, opened }: { readonly question: Question<A>; readonly opened: Opened }) {
  const { id: page, operation, first, example, words, show } = question;
  const { fields, names } = opened;
  const here = place.value;
  const said = here.page === page && Object.keys(here.said).length > 0 ? here.said : example;
  const asked = JSON.stringify(said);
  const turn = useTurn(asked);
  const shown = useSignal(-1);
  const answer = useSignal<Answered<A> | null>(null);
  const problem = useSignal<InputProblem | null>(null);
  const fault = useSignal<string | null>(null);

  useEffect(() => {
    void asking<A>(operation, said, scenarioOf(fields, said)).then((outcome) => {
      problem.value = outcome.kind === 'refused' ? outcome.problem : null;
      fault.value = outcome.kind === 'failed' ? outcome.what : null;
      if (outcome.kind === 'answer') {
        answer.value = outcome;
        lastAnswer.value = outcome.answer;
      }
      shown.value = turn;
      // What the first answer did not need comes after it.
      void reached(locale.value, allWords(locale.value));
    });
  }, [asked, operation]);

  const { messages, locale: spoken } = speaker.value;
  const { web } = messages;
  const flagOf = (path: string) => fields.find((field) => field.path === path.replace(/\.\d+$/, ''))?.flag ?? '';
  const sentence = problem.value && inputSentence(messages, spoken, problem.value, (path) => flagOf(path) || path);
  const say = (flag: string, value: string) => {
    const { [flag]: _, ...rest } = said;
    go({ page, said: value === '' ? rest : { ...said, [flag]: value } }, true);
  };
  const { value: answered } = answer;
  return (
    <main class="ask">
      <aside>
        <h1>{web.titles[page]}</h1>
        <QuestionForm
          fields={fields}
          operation={operation}
          first={first}
          said={said}
          names={names}
          wrong={problem.value && sentence ? { flag: flagOf(problem.value.path), sentence } : null}
          onSay={say}
        />
        <button type="button" class="plain" onClick={() => go({ page, said: {} }, true)}>
          {web.reset}
        </button>
        {page !== 'fits' && page !== 'chips' && (
          <KeepScenario
            key={asked}
            data={scenarioOf(fields, said)}
            words={first.slice(0, 4).map((flag) => said[flag] ?? '')}
          />
        )}
        {page === 'decide' && (
          <p>
            <a href={hashOf({ page: 'compare', said: {} })}>{web.sideBySide}</a>
          </p>
        )}
      </aside>
      <article
        aria-live="polite"
        aria-busy={progress.value !== null}
        class={sentence ? 'stale' : undefined}
        data-asked={turn}
        data-shown={shown.value}
      >
        <Progress />
        {sentence && <p class="refused">{sentence}</p>}
        {fault.value && <p class="refused">{web.failed(fault.value)}</p>}
        {answered ? (
          <WithSources of={answered.id} answer={answered.answer}>
            {answered.cut && <p class="doubt">{web.cut}</p>}
            {show(answered.answer, answered.id)}
            <TakeAlong
              command={commandOf(words, said)}
              scenarios={[{ data: scenarioOf(fields, said) }]}
              operation={operation}
              answer={answered.answer}
              name={`ridgepoint-${page}`}
            />
            <p class="quiet took">
              {web.took(printer(speaker.value).amount(answered.seconds, 's', { style: 'short' }))}
            </p>
          </WithSources>
        ) : (
          !sentence && !fault.value && <Answering />
        )}
      </article>
    </main>
  );
}

/** A model that a reader gave as a file is called as a path; such files are looked up only then. */
async function asking<A>(operation: Asked, said: Place['said'], data: ScenarioData): Promise<Outcome<A>> {
  if (!said.model?.startsWith('./')) return ask<A>(operation, data);
  const { withOwnModels } = await import('../state/own-models.ts');
  return ask<A>(operation, withOwnModels(data));
}

/** Shown once a search has gone on for so long that it tells of itself. */
function Progress() {
  const now = progress.value;
  if (!now) return null;
  const { web } = speaker.value.messages;
  const print = printer(speaker.value);
  const share = Math.min(1, now.done / Math.max(1, now.total));
  const left = ((performance.now() - now.since) / 1000) * (1 / Math.max(share, 0.001) - 1);
  return (
    <div class="progress">
      <progress value={share} max={1} />
      <span>
        {web.progress({ share: print.percent(share), left: print.amount(left, 's', { style: 'short', digits: 2 }) })}
      </span>
      <button type="button" onClick={stop}>
        {web.stop}
      </button>
    </div>
  );
}
