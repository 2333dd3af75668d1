import { useSignal } from '@preact/signals';
import type { InputProblem } from '@ridgepoint/engine/operations/input-error';
import { inputSentence } from '@ridgepoint/engine/operations/input-sentence';
import { quoted } from '@ridgepoint/engine/operations/link/address';
import { SEVERAL } from '@ridgepoint/engine/operations/link/questions';
import { scenarioOf } from '@ridgepoint/engine/operations/link/scenario-text';
import type { SideBySide } from '@ridgepoint/engine/report';
import { printer } from '@ridgepoint/engine/wording';
import { useEffect } from 'preact/hooks';
import { Answering } from '../answer/answering.tsx';
import { WithSources } from '../answer/behind.tsx';
import { SideBySideAnswer } from '../answer/side-by-side-answer.tsx';
import { TakeAlong } from '../answer/take-along-later.tsx';
import { ask, type Outcome } from '../engine/ask.ts';
import { exampleName, ScenarioPicker } from '../form/scenario-picker.tsx';
import { unreadable } from '../state/crossing.ts';
import { examples, readExamples } from '../state/examples.ts';
import { lastAnswer } from '../state/last-answer.ts';
import { go, place } from '../state/place.ts';
import { speaker } from '../state/settings.ts';

const PLACES = ['a', 'b', 'c', 'd'] as const;

/** Up to four scenarios side by side, differences first. */
export default function ComparePage() {
  useEffect(readExamples, []);
  const known = examples.value;
  const said = place.value.said.a ? place.value.said : { ...SEVERAL.compare.example, ...place.value.said };
  const answer = useSignal<(Outcome<SideBySide> & { readonly kind: 'answer' }) | null>(null);
  const problem = useSignal<InputProblem | null>(null);
  const fault = useSignal<string | null>(null);
  const scenarios = known
    ? PLACES.flatMap((letter) => {
        const found = scenarioOf((said as Readonly<Record<string, string>>)[letter] ?? '', known);
        return found ? [{ ...found, name: exampleName(found.name) }] : [];
      })
    : [];
  const { currency } = said as Readonly<Record<string, string>>;
  const question = { scenarios, ...(currency && { currency }) };
  const asked = JSON.stringify(question);
  useEffect(() => {
    if (scenarios.length < 2) return;
    let current = true;
    void ask<SideBySide>('compare', question).then((outcome) => {
      if (!current) return;
      problem.value = outcome.kind === 'refused' ? outcome.problem : null;
      fault.value = outcome.kind === 'failed' ? outcome.what : null;
      if (outcome.kind === 'answer') {
        answer.value = outcome;
        lastAnswer.value = outcome.answer;
      }
    });
    return () => {
      current = false;
    };
  }, [asked]);
  const { messages, locale } = speaker.value;
  const { web } = messages;
  const pick = (letter: string, text: string) => {
    const rest = Object.fromEntries(Object.entries({ ...said, [letter]: text }).filter(([, value]) => value !== ''));
    go({ page: 'compare', said: rest }, true);
  };
  const { value: found } = answer;
  const refused = (known && unreadable(said, PLACES, known)) ?? problem.value;
  return (
    <main class="ask">
      <aside>
        <h1>{web.titles.compare}</h1>
        <div class="question">
          {known &&
            PLACES.map((letter, i) => (
              <ScenarioPicker
                key={letter}
                label={web.column(i + 1)}
                text={(said as Readonly<Record<string, string>>)[letter] ?? ''}
                examples={known}
                none={i > 1 || !(said as Readonly<Record<string, string>>)[letter]}
                onPick={(text) => pick(letter, text)}
              />
            ))}
        </div>
        <p class="quiet note">{web.keepHint}</p>
      </aside>
      <article aria-live="polite" aria-busy={found === null && !refused && scenarios.length > 1}>
        {refused && <p class="refused">{inputSentence(messages, locale, refused, (path) => path)}</p>}
        {fault.value && <p class="refused">{web.failed(fault.value)}</p>}
        {found ? (
          <WithSources of={found.id} answer={found.answer}>
            <SideBySideAnswer report={found.answer} />
            <TakeAlong
              command={`npx ridgepoint open ${quoted(location.href)}`}
              scenarios={scenarios}
              operation="compare"
              answer={found.answer}
              name="ridgepoint-compare"
            />
            <p class="quiet took">{web.took(printer(speaker.value).amount(found.seconds, 's', { style: 'short' }))}</p>
          </WithSources>
        ) : (
          !refused &&
          !fault.value &&
          (known && scenarios.length < 2 ? <p class="refused">{messages.sideBySide.oneAlone}</p> : <Answering />)
        )}
      </article>
    </main>
  );
}
