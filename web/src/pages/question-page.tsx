import { useSignal } from '@preact/signals';
import type { InputProblem } from '@ridgepoint/engine/operations/input-error';
import { commandOf, hashOf, type Place } from '@ridgepoint/engine/operations/link/address';
import { printer } from '@ridgepoint/engine/wording';
import type { ComponentChildren } from 'preact';
import { lazy, Suspense } from 'preact/compat';
import { useEffect, useMemo } from 'preact/hooks';
import { Answering } from '../answer/answering.tsx';
import { WithSources } from '../answer/behind.tsx';
import { TakeAlong } from '../answer/take-along-later.tsx';
import { type Opened, openQuestion, progress, stop } from '../engine/ask.ts';
import type { Asked, ScenarioData } from '../engine/protocol.ts';
import { KeepScenario } from '../form/keep-scenario.tsx';
import { QuestionForm } from '../form/question-form.tsx';
import { lastAnswer } from '../state/last-answer.ts';
import { go, place } from '../state/place.ts';
import { problemSentence } from '../state/problem-sentence.ts';
import { scenarioOf } from '../state/scenario.ts';
import { isWhole, locale, speaker } from '../state/settings.ts';
import { reached } from '../state/unreached.ts';
import { type Heard, useAnswer } from '../state/use-answer.ts';
import { useSteady } from '../state/use-steady.ts';
import { allWords } from '../state/words.ts';

const Ignored = lazy(() => import('../answer/ignored.tsx'));

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
  /** `latest` is what the headline says: a rough answer while a slider is held, else the answer itself. */
  readonly show: (answer: A, id: number, latest: A) => ComponentChildren;
  /** What is fetched only once there is an answer to show. */
  readonly beneath?: (answer: A, id: number, latest: A) => ComponentChildren;
  /** Its operation answers roughly where it is asked to. */
  readonly roughly?: boolean;
}

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
  const { id: page, operation, first, example, roughly = false } = question;
  const { fields, names } = opened;
  const here = place.value;
  const said = here.page === page && Object.keys(here.said).length > 0 ? here.said : example;
  const data = scenarioOf(fields, said);
  const heard = useAnswer<A>(operation, data, { roughly, read: (of) => withFiles(of, said) });
  const { web } = speaker.value.messages;
  const problem = heard.problem.value;
  const sentence = problem && problemSentence(problem, (path) => flagOf(path, fields) || path);
  // One and the same until something else is wrong: fields are drawn anew only where they changed.
  const wrong = useMemo(
    () =>
      problem && sentence
        ? { flag: flagOf(problem.path, fields), sentence, nearest: nearestOf(problem, fields) }
        : null,
    [problem, sentence],
  );
  const say = (flag: string, value: string) => {
    // What was solved for was solved for the question as it stood.
    const { [flag]: _, solve: __, ...rest } = said;
    go({ page, said: value === '' ? rest : { ...rest, [flag]: value } }, true);
  };
  return (
    <main class="ask">
      <aside>
        <h1>{web.titles[page]}</h1>
        {page === 'train' && <p class="about quiet">{web.about}</p>}
        <QuestionForm
          fields={fields}
          operation={operation}
          first={first}
          said={said}
          names={names}
          wrong={wrong}
          onSay={useSteady(say)}
        />
        <button type="button" class="plain" onClick={() => go({ page, said: {} }, true)}>
          {web.reset}
        </button>
        {page !== 'fits' && page !== 'chips' && (
          <KeepScenario
            key={JSON.stringify(said)}
            data={data}
            words={first.slice(0, 4).map((flag) => said[flag] ?? '')}
          />
        )}
        {page === 'decide' && (
          <p>
            <a href={hashOf({ page: 'compare', said: {} })}>{web.sideBySide}</a>
          </p>
        )}
      </aside>
      <Answer question={question} fields={fields} said={said} data={data} heard={heard} sentence={sentence} />
    </main>
  );
}

interface AnswerProps<A> {
  readonly question: Question<A>;
  readonly fields: Opened['fields'];
  readonly said: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, unknown>>;
  readonly heard: Heard<A>;
  /** Why the question was refused. */
  readonly sentence: string | null;
}

/** The answer's side of the page: an answer that comes leaves the form as it is. */
function Answer<A>({ question, fields, said, data, heard, sentence }: AnswerProps<A>) {
  const { id: page, operation, words, show, beneath } = question;
  const { turn, shown } = heard;
  const { solve: _, ...asked } = said;
  const [answered, latest, fault] = [heard.whole.value, heard.latest.value, heard.fault.value];
  const { web } = speaker.value.messages;
  const told = answered?.answer ?? latest;
  const isOut = shown.value >= 0;
  useEffect(() => {
    if (answered) lastAnswer.value = answered.answer;
  }, [answered]);
  useEffect(() => {
    // What the first answer did not need comes after it.
    if (isOut) void reached(locale.value, allWords(locale.value));
  }, [isOut]);
  return (
    <article
      aria-live="polite"
      aria-busy={progress.value !== null}
      class={sentence ? 'stale' : undefined}
      data-asked={turn}
      data-shown={shown.value}
    >
      <Progress />
      {sentence && <p class="refused">{sentence}</p>}
      {fault && <p class="refused">{web.failed(fault)}</p>}
      {told ? (
        <WithSources of={answered?.id ?? 0} answer={told}>
          {answered?.cut && <p class="doubt">{web.cut}</p>}
          <Suspense fallback={null}>{isWhole.value && <Ignored said={asked} fields={fields} words={words} />}</Suspense>
          {show(told, answered?.id ?? 0, latest ?? told)}
          <Suspense fallback={null}>
            {answered && beneath?.(answered.answer, answered.id, latest ?? answered.answer)}
            {answered && isWhole.value && (
              <>
                <TakeAlong
                  command={commandOf(words, asked)}
                  scenarios={[{ data }]}
                  operation={operation}
                  answer={answered.answer}
                  name={`ridgepoint-${page}`}
                />
                <p class="quiet took">
                  {web.took(printer(speaker.value).amount(answered.seconds, 's', { style: 'short' }))}
                </p>
              </>
            )}
          </Suspense>
        </WithSources>
      ) : (
        !sentence && !fault && <Answering />
      )}
    </article>
  );
}

/** The flag of a path; of a whole group that is missing the one it begins with. */
const flagOf = (path: string, fields: Opened['fields']): string =>
  fields.find((field) => field.path === path.replace(/\.\d+$/, '') || field.path.startsWith(`${path}.`))?.flag ?? '';

/** What can be put into the field as it stands: what names other fields cannot. */
const nearestOf = ({ code, path, nearest }: InputProblem, fields: Opened['fields']): readonly string[] =>
  code === 'two-ways' || flagOf(path, fields) === ''
    ? []
    : nearest.filter((text) => !text.includes('--') && text.length < 40);

/** A model that a reader gave as a file is called as a path; such files are looked up only then. */
function withFiles(data: ScenarioData, said: Place['said']): ScenarioData | Promise<ScenarioData> {
  if (!said.model?.startsWith('./')) return data;
  return import('../state/own-models.ts').then(({ withOwnModels }) => withOwnModels(data));
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
