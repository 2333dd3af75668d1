import '../style/lab.css';
import { formatCount } from '@ridgepoint/engine/units';
import { printer } from '@ridgepoint/engine/wording';
import { useEffect } from 'preact/hooks';
import { problemSentence } from '../lab/problem-sentence.ts';
import { RunForm, wrongIn } from '../lab/run-form.tsx';
import { RunView, stepRange } from '../lab/run-view.tsx';
import { before, begin, foreseen, given, lookAhead, problem, saidHere, shown } from '../lab/session.ts';
import { TextChoice } from '../lab/text-choice.tsx';
import { fetchUsual } from '../lab/usual-text.ts';
import { wishOf } from '../lab/wishes.ts';
import { keepOffline } from '../offline/keep-offline.ts';
import { speaker } from '../state/settings.ts';

/** Whoever still types is not answered yet. */
const REST_MS = 400;

/** Trains a small GPT in the browser, with the kernels that the lab has in Node. */
export default function LabPage() {
  useEffect(() => {
    void fetchUsual().then(keepOffline);
  }, []);
  const { web, labPage: words } = speaker.value.messages;
  const run = shown.value;
  return (
    <main class={run ? 'ask lab goes' : 'ask lab'}>
      <aside>
        <h1>{web.titles.lab}</h1>
        <RunForm />
        <TextChoice />
      </aside>
      <article>
        {problem.value && (
          <p class="refused" role="alert">
            {problemSentence(problem.value, speaker.value)}
          </p>
        )}
        {run ? <RunView run={run} /> : <Ahead />}
        {!self.crossOriginIsolated && <p class="doubt">{words.alone}</p>}
        <p class="took quiet">{words.shown}</p>
      </article>
    </main>
  );
}

/** What a run will take, before it begins. */
function Ahead() {
  const said = saidHere();
  const wrong = wrongIn(said);
  const text = given.value;
  const asked = JSON.stringify(said);
  useEffect(() => {
    if (wrong || !text) return;
    const rest = setTimeout(() => lookAhead(said, new Set(text.text).size), REST_MS);
    return () => clearTimeout(rest);
  }, [asked, text]);
  const speaks = speaker.value;
  const { labPage: words } = speaks.messages;
  const print = printer(speaks);
  const ahead = foreseen.value?.said === asked && !wrong ? foreseen.value : null;
  const steps = wrong ? 0 : wishOf(said).max_iters - (before.value?.iteration ?? 0);
  return (
    <header class="headline">
      <h2>
        {ahead
          ? words.foreseen({
              parameters: print.amount(ahead.parameters, '1', { digits: 2 }),
              steps: formatCount(Math.max(0, steps)),
              time: print.amount(ahead.seconds.median * Math.max(0, steps), 's', { digits: 2 }),
            })
          : wrong
            ? words.cannot
            : words.preparing}
      </h2>
      {wrong && (
        <p class="refused">{problemSentence({ kind: 'refused', code: wrong.code, values: wrong.values }, speaks)}</p>
      )}
      {ahead && (
        <p class="quiet">
          {ahead.device
            ? words.triedStep({ step: stepRange(ahead.seconds, speaks), means: words.onGpu(ahead.device) })
            : words.foreseenStep({
                step: stepRange(ahead.seconds, speaks),
                means: words.means({ threads: String(ahead.threads) }),
              })}
        </p>
      )}
      {before.value && (
        <p>{words.goesOn({ iteration: formatCount(before.value.iteration), name: before.value.name })}</p>
      )}
      {/* Beneath what it will take, also on a phone, where the form follows. */}
      <button
        type="button"
        class="plain lab-start"
        disabled={wrong !== null || text === null}
        onClick={() => begin(said, before.value?.file ?? null)}
      >
        {before.value ? words.resume : words.start}
      </button>
    </header>
  );
}
