import { useSignal } from '@preact/signals';
import type { InputProblem } from '@ridgepoint/engine/operations/input-error';
import { inputSentence } from '@ridgepoint/engine/operations/input-sentence';
import { hashOf, quoted } from '@ridgepoint/engine/operations/link/address';
import type { NamedData } from '@ridgepoint/engine/operations/link/scenario-text';
import type { CrossoverReport } from '@ridgepoint/engine/report';
import { printer } from '@ridgepoint/engine/wording';
import { memo } from 'preact/compat';
import { useEffect, useMemo } from 'preact/hooks';
import { Answering } from '../answer/answering.tsx';
import { WithSources } from '../answer/behind.tsx';
import { CrossoverAnswer } from '../answer/crossover-answer.tsx';
import { TakeAlong } from '../answer/take-along-later.tsx';
import { ask, turns } from '../engine/ask.ts';
import type { OpenedScenario } from '../engine/protocol.ts';
import { exampleName, ScenarioPicker } from '../form/scenario-picker.tsx';
import { TurnSlider } from '../form/turn-slider.tsx';
import { askedOf, CROSSINGS, named, type Side, type Turn, turned, turnsOf, unreadable } from '../state/crossing.ts';
import { examples, readExamples } from '../state/examples.ts';
import { lastAnswer } from '../state/last-answer.ts';
import { shownMoney } from '../state/money-of.ts';
import { go, place } from '../state/place.ts';
import { speaker } from '../state/settings.ts';
import { useAnswer } from '../state/use-answer.ts';
import { useSteady } from '../state/use-steady.ts';

type Opened = OpenedScenario & { readonly ok: true };
type Said = Readonly<Record<string, string>>;

/** Once nothing has moved for so long the map is drawn: it asks for a hundred times as much. */
const STILL_MS = 250;
/** Numbers that stand open; the others fold away. */
const OPEN = 7;

/** Two choices and an input: where the better of them flips. */
export default function CrossoverPage() {
  useEffect(readExamples, []);
  const known = examples.value;
  const asked = place.value.said;
  const said = asked.a && asked.b ? asked : { ...CROSSINGS[0]!.said, ...asked };
  const base = useMemo(() => (known ? named(said, known) : null), [known, said.a, said.b]);
  const opened = useSignal<{ readonly key: string; readonly a: OpenedScenario; readonly b: OpenedScenario } | null>(
    null,
  );
  const key = JSON.stringify([said.a, said.b]);
  useEffect(() => {
    const { a, b } = base ?? {};
    if (!a || !b) return;
    void Promise.all([turns(a.name, a.data), turns(b.name, b.data)]).then(([ofA, ofB]) => {
      opened.value = { key, a: ofA, b: ofB };
    });
  }, [base, key]);
  const { messages, locale } = speaker.value;
  const say = (more: Said) => go({ page: 'crossover', said: without({ ...said, ...more }) }, true);
  const ready = opened.value?.key === key && opened.value.a.ok && opened.value.b.ok ? opened.value : null;
  const lost = known && unreadable(said, ['a', 'b'], known);
  const refused = [opened.value?.a, opened.value?.b].find((one) => one && !one.ok);
  const problem = lost ?? (refused && !refused.ok ? refused.problem : null);
  return (
    <main class="ask">
      <aside>
        <h1>{messages.web.titles.crossover}</h1>
        <nav class="ready" aria-label={messages.web.questions}>
          {CROSSINGS.map((crossing) => (
            <a
              key={crossing.id}
              href={hashOf({ page: 'crossover', said: crossing.said })}
              aria-current={crossing === askedOf(said) ? 'true' : undefined}
              onClick={(event) => {
                event.preventDefault();
                go({ page: 'crossover', said: crossing.said });
              }}
            >
              {messages.web.crossings[crossing.id as keyof typeof messages.web.crossings]}
            </a>
          ))}
        </nav>
        {known &&
          (['a', 'b'] as const).map((side) => (
            <ScenarioPicker
              key={side}
              label={messages.web.choices[side]}
              text={said[side] ?? ''}
              examples={known}
              onPick={(text) => go({ page: 'crossover', said: { ...kept(said), [side]: text } }, true)}
            />
          ))}
        {ready && base && (
          <Turning
            key={key}
            said={said}
            a={ready.a as Opened}
            b={ready.b as Opened}
            base={base as Readonly<Record<Side, NamedData>>}
            onSay={say}
          />
        )}
      </aside>
      {ready && base && !lost ? (
        <Crossed
          key={key}
          said={said}
          a={ready.a as Opened}
          b={ready.b as Opened}
          base={base as Readonly<Record<Side, NamedData>>}
        />
      ) : (
        <article aria-live="polite">
          {problem ? <p class="refused">{inputSentence(messages, locale, problem, (path) => path)}</p> : <Answering />}
        </article>
      )}
    </main>
  );
}

interface Both {
  readonly said: Said;
  readonly a: Opened;
  readonly b: Opened;
  readonly base: Readonly<Record<Side, NamedData>>;
}

/** What is turned along, what is judged by, and every number that can be dragged. */
function Turning({ said, a, b, base, onSay }: Both & { readonly onSay: (more: Said) => void }) {
  const { web, measures, crossover } = speaker.value.messages;
  const all = useMemo(() => turnsOf(a, b, false), [a, b]);
  const draggable = useMemo(() => turnsOf(a, b, true), [a, b]);
  const name = ({ of, input }: Turn) => {
    const word = measures.inputs[input.path] ?? input.path;
    return of === 'both' ? word : crossover.ofName({ input: word, name: exampleName(base[of].name) });
  };
  const turnedAlong = useSteady((flag: 'over' | 'and', key: string) =>
    onSay({ [flag]: key, ...(flag === 'over' && { from: '', to: '' }) }),
  );
  const options = useMemo(() => all.map((turn) => ({ key: turn.key, name: name(turn) })), [all, speaker.value]);
  const along = (flag: 'over' | 'and', label: string) => (
    <Along flag={flag} label={label} value={said[flag] ?? ''} options={options} onPick={turnedAlong} />
  );
  const shared = a.measures.filter(({ key, unit }) =>
    b.measures.some((other) => other.key === key && other.unit === unit),
  );
  const money = shownMoney.value;
  const paid = money && said.currency === money.currency ? money : undefined;
  const onTurn = useSteady((key: string, text: string) => onSay({ [key]: text }));
  const slider = (turn: Turn) => (
    <TurnSlider key={turn.key} turn={turn} label={name(turn)} said={said[turn.key]} money={paid} onTurn={onTurn} />
  );
  const first = draggable.toSorted((p, q) => Number(isNamed(q, said)) - Number(isNamed(p, said)));
  return (
    <form class="question" onSubmit={(event) => event.preventDefault()}>
      {along('over', web.over)}
      {along('and', web.and)}
      <div class="field">
        <label>
          {web.judgedBy}
          <select value={said.on ?? ''} onChange={(event) => onSay({ on: event.currentTarget.value })}>
            <option value="">{measures.names[shared.find(({ key }) => key === a.main)?.key ?? ''] ?? '–'}</option>
            {shared
              .filter(({ key }) => key !== a.main)
              .map(({ key }) => (
                <option key={key} value={key}>
                  {measures.names[key] ?? key}
                </option>
              ))}
          </select>
        </label>
      </div>
      <fieldset class="turns">
        <legend>{web.drag}</legend>
        {first.slice(0, OPEN).map(slider)}
        {first.length > OPEN && (
          <details>
            <summary>{web.moreInputs(first.length - OPEN)}</summary>
            {first.slice(OPEN).map(slider)}
          </details>
        )}
      </fieldset>
      <button type="button" class="plain" onClick={() => go({ page: 'crossover', said: kept(said) }, true)}>
        {web.asFiles}
      </button>
    </form>
  );
}

interface AlongProps {
  readonly flag: 'over' | 'and';
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly key: string; readonly name: string }[];
  readonly onPick: (flag: 'over' | 'and', key: string) => void;
}

/** Which input is turned along; drawn anew only where it changed. */
const Along = memo(({ flag, label, value, options, onPick }: AlongProps) => (
  <div class="field">
    <label>
      {label}
      <select value={value} onChange={(event) => onPick(flag, event.currentTarget.value)}>
        {flag === 'and' && <option value="">–</option>}
        {options.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  </div>
));

const isNamed = ({ key, input }: Turn, { over = '', and = '' }: Said): boolean =>
  [over, and].some((word) => word === key || word.replace(/^[ab]\./, '') === input.path);

/** The answer to what stands in the address: at once without the map, with it when nothing moves. */
function Crossed({ said, a, b, base }: Both) {
  const mapped = useSignal<{ readonly along: string; readonly report: CrossoverReport } | null>(null);
  /** Why there is no map: an address may name an input that nothing has. */
  const mapless = useSignal<InputProblem | null>(null);
  const scenarios = turned(said, ['a', 'b'], base, { a, b });
  const { over = a.inputs[0]!.path, on, from, to, and, currency } = said;
  // A map of other inputs is none of this question, even where both ask the same files.
  const along = [over, and, on].join();
  const question = {
    scenarios,
    over,
    ...(on && { on }),
    ...(from && { from }),
    ...(to && { to }),
    ...(currency && { currency }),
  };
  const { whole, latest, problem, fault, turn, shown } = useAnswer<CrossoverReport>('crossover', question, {
    roughly: true,
  });
  const { value: found } = whole;
  useEffect(() => {
    if (found) lastAnswer.value = found.answer;
  }, [found]);
  useEffect(() => {
    mapless.value = null;
    if (!and) {
      mapped.value = null;
      return;
    }
    if (!found) return;
    let current = true;
    const later = setTimeout(() => {
      void ask<CrossoverReport>('crossover', { ...question, and }).then((outcome) => {
        if (!current) return;
        if (outcome.kind === 'refused') mapless.value = outcome.problem;
        if (outcome.kind === 'answer' && outcome.answer.complete) mapped.value = { along, report: outcome.answer };
      });
    }, STILL_MS);
    return () => {
      current = false;
      clearTimeout(later);
    };
  }, [found, along]);
  const { messages, locale } = speaker.value;
  const wrong = problem.value ?? mapless.value;
  const sentence = wrong && inputSentence(messages, locale, wrong, (path) => path);
  return (
    <article aria-live="polite" class={sentence ? 'stale' : undefined} data-asked={turn} data-shown={shown.value}>
      {sentence && <p class="refused">{sentence}</p>}
      {fault.value && <p class="refused">{messages.web.failed(fault.value)}</p>}
      {found ? (
        <div class="whole">
          <WithSources of={found.id} answer={found.answer}>
            <CrossoverAnswer
              report={renamed(found.answer)}
              latest={renamed(latest.value ?? found.answer)}
              map={and && mapped.value?.along === along ? renamed(mapped.value.report) : null}
            />
            <TakeAlong
              command={`npx ridgepoint open ${quoted(location.href)}`}
              scenarios={scenarios}
              operation="crossover"
              answer={found.answer}
              name="ridgepoint-crossover"
            />
            <p class="quiet took">
              {messages.web.took(printer(speaker.value).amount(found.seconds, 's', { style: 'short' }))}
            </p>
          </WithSources>
        </div>
      ) : (
        !sentence && !fault.value && <Answering />
      )}
    </article>
  );
}

const names = new WeakMap<CrossoverReport, { readonly locale: string; readonly report: CrossoverReport }>();
/** The same answer with the names that the page gives examples. */
function renamed(report: CrossoverReport): CrossoverReport {
  const { locale } = speaker.value;
  const before = names.get(report);
  if (before?.locale === locale) return before.report;
  const side = (of: CrossoverReport['a']) => ({ ...of, name: exampleName(of.name) });
  const made = { ...report, a: side(report.a), b: side(report.b) };
  names.set(report, { locale, report: made });
  return made;
}

/** What is asked stays, what was turned goes. */
const kept = (said: Said): Said =>
  Object.fromEntries(Object.entries(said).filter(([flag]) => /^(a|b|over|on|and|from|to|currency)$/.test(flag)));
const without = (said: Said): Said => Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''));
