import '../style/solve.css';
import { useSignal } from '@preact/signals';
import type { InputProblem } from '@ridgepoint/engine/operations/input-error';
import { inputSentence } from '@ridgepoint/engine/operations/input-sentence';
import { commandOf } from '@ridgepoint/engine/operations/link/address';
import { TRAIN } from '@ridgepoint/engine/operations/link/train-question';
import { SOLVES, type TrainSolution, type Solve as Wanted } from '@ridgepoint/engine/report';
import { printer, solutionSentence, solvedNumber } from '@ridgepoint/engine/wording';
import { useEffect } from 'preact/hooks';
import { ask, openQuestion } from '../engine/ask.ts';
import { withOwnModels } from '../state/own-models.ts';
import { go, place } from '../state/place.ts';
import { scenarioOf } from '../state/scenario.ts';
import { speaker } from '../state/settings.ts';

type Said = Readonly<Record<string, string>>;
const WORDS = ['solve', 'train'] as const;

const saidNow = (): Said => (Object.keys(place.value.said).length > 0 ? place.value.said : TRAIN.example);

/** Turns the question round: which number of an input is the least or the most that keeps within memory, deadline and budget. */
export function Solve() {
  const found = useSignal<TrainSolution | null>(null);
  const problem = useSignal<InputProblem | null>(null);
  const busy = useSignal<Wanted | null>(null);
  const { solve: wanted, ...asked } = saidNow();
  const key = JSON.stringify([wanted, asked]);
  // An answer to another question is none; what is wanted stands in the link.
  useEffect(() => {
    found.value = null;
    problem.value = null;
    busy.value = null;
    const known = SOLVES.find((one) => one === wanted);
    if (known) void solve(known);
  }, [key]);
  const { messages, locale } = speaker.value;
  const { solving: words } = messages;
  const solve = async (wanted: Wanted) => {
    busy.value = wanted;
    const { fields } = await openQuestion('plan-train');
    const data = { ...withOwnModels(scenarioOf(fields, asked)), solve: wanted };
    const outcome = await ask<TrainSolution>('solve-train', data, 'long');
    const { solve: now, ...still } = saidNow();
    if (JSON.stringify([now, still]) !== key) return;
    busy.value = null;
    if (outcome.kind === 'answer') found.value = outcome.answer;
    if (outcome.kind === 'refused') problem.value = outcome.problem;
  };
  return (
    <section class="solve" aria-label={words.title}>
      <p>
        <b>{words.title}</b>{' '}
        {SOLVES.map((wanted) => (
          <button
            key={wanted}
            type="button"
            class="plain"
            disabled={busy.value !== null}
            aria-pressed={found.value?.solve === wanted}
            onClick={() => go({ page: 'train', said: { ...asked, solve: wanted } }, true)}
          >
            {words.wants[wanted]}
          </button>
        ))}
      </p>
      {busy.value && <p class="quiet">{words.busy}</p>}
      {problem.value && <p class="refused">{inputSentence(messages, locale, problem.value, flagOf)}</p>}
      {found.value && <Solved solution={found.value} said={asked} />}
    </section>
  );
}

function Solved({ solution, said }: { readonly solution: TrainSolution; readonly said: Said }) {
  const { solving: words } = speaker.value.messages;
  const print = printer(speaker.value);
  const number = (x: number) => solvedNumber(x, solution, speaker.value);
  const taken = takenOf(solution);
  return (
    <>
      <p class={solution.value === null ? 'doubt' : 'solved'}>{solutionSentence(solution, speaker.value)}</p>
      {taken && (
        <button type="button" class="plain" onClick={() => go({ page: 'train', said: { ...said, ...taken } }, true)}>
          {words.take}
        </button>
      )}
      {solution.tried.length > 0 && (
        <details>
          <summary>{words.tried(solution.tried.length)}</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.number}</th>
                <th scope="col">{words.wall}</th>
                <th scope="col">{words.meets}</th>
              </tr>
            </thead>
            <tbody>
              {solution.tried.map(({ x, wall, meets }) => (
                <tr key={x}>
                  <td>{number(x)}</td>
                  <td>{wall === null ? '–' : print.amount(wall, 's')}</td>
                  <td>{meets ? words.yes : words.no}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
      <p class="formula quiet">
        <code>{commandOf(WORDS, { ...said, solve: solution.solve })}</code>
      </p>
    </>
  );
}

/** What the form says at the number that was found; a longer sequence comes with fewer of them in a batch. */
function takenOf({ solve, value, report }: TrainSolution): Said | null {
  if (value === null || !report) return null;
  const batch = String(report.question.globalBatch);
  switch (solve) {
    case 'accelerators':
      return { gpus: String(value), batch };
    case 'sequence':
      return { sequence: String(value), batch };
    case 'micro_batch':
      return { 'micro-batch': String(value) };
    default:
      return { tokens: String(Math.floor(value)) };
  }
}

const flagOf = (path: string): string => path.split('.').at(-1)!.replaceAll('_', '-');
