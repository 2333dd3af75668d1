import { useSignal } from '@preact/signals';
import { refuse } from '@ridgepoint/engine/operations/input-error';
import { inputSentence } from '@ridgepoint/engine/operations/input-sentence';
import { hashOf, quoted } from '@ridgepoint/engine/operations/link/address';
import { FIRST_CASE } from '@ridgepoint/engine/operations/link/questions';
import { amountText } from '@ridgepoint/engine/operations/worksheet/amount-text';
import { type CaseCrossover, type CaseReport, VERDICTS } from '@ridgepoint/engine/report';
import { nearest } from '@ridgepoint/engine/units';
import { verdictSentence } from '@ridgepoint/engine/wording';
import { useEffect } from 'preact/hooks';
import { Answering } from '../answer/answering.tsx';
import { Source } from '../answer/because-tree.tsx';
import { WithSources } from '../answer/behind.tsx';
import { TakeAlong } from '../answer/take-along-later.tsx';
import { ask, type Outcome } from '../engine/ask.ts';
import { lastAnswer } from '../state/last-answer.ts';
import { onPage } from '../state/on-page.ts';
import { go, place } from '../state/place.ts';
import { speaker } from '../state/settings.ts';
import { fetched, reached } from '../state/unreached.ts';

interface Both {
  readonly en: string;
  readonly zh: string;
}

/** A case's file, as far as the list needs it. */
interface CaseFile {
  readonly case: { readonly id: string; readonly topic: string; readonly title: Both };
}

type Line = CaseReport['lines'][number];

/** Claims that go round, each reckoned again in the page; a reader's own number changes the verdict. */
export default function CasebookPage() {
  const cases = useSignal<readonly CaseFile[]>([]);
  useEffect(() => {
    void reached('casebook.json', fetched<readonly CaseFile[]>('casebook.json')).then((found) => {
      cases.value = found ?? [];
    });
  }, []);
  const { id, currency, ...set } = place.value.said;
  const ids = cases.value.map((one) => one.case.id);
  const unknown =
    id !== undefined && ids.length > 0 && !ids.includes(id)
      ? refuse('unknown-case', '', { value: id, nearest: nearest(id, ids) }).problem
      : null;
  const { messages, locale } = speaker.value;
  const file = cases.value.find((one) => one.case.id === id) ?? cases.value.find((one) => one.case.id === FIRST_CASE);
  return (
    <main class="ask">
      <aside>
        <CaseList cases={cases.value} chosen={file?.case.id ?? ''} />
      </aside>
      <article>
        {unknown && <p class="refused">{onPage(inputSentence(messages, locale, unknown))}</p>}
        {file && <Case key={file.case.id} file={file} set={set} currency={currency} />}
      </article>
    </main>
  );
}

/** One column has no room for a list of all cases before the one that is read: there it opens when it is asked for. */
const NARROW = matchMedia('(max-width: 820px)');

/** Beside the case where there is room; else behind one line, closed again once another is chosen. */
function CaseList({ cases, chosen }: ListProps) {
  const { messages } = speaker.value;
  const narrow = useSignal(NARROW.matches);
  useEffect(() => {
    const turned = () => {
      narrow.value = NARROW.matches;
    };
    NARROW.addEventListener('change', turned);
    return () => NARROW.removeEventListener('change', turned);
  }, []);
  const list = <Cases cases={cases} chosen={chosen} />;
  if (!narrow.value) return list;
  return (
    <details key={chosen} class="all-cases">
      <summary>{messages.casebook.all(cases.length)}</summary>
      {list}
    </details>
  );
}

interface ListProps {
  readonly cases: readonly CaseFile[];
  readonly chosen: string;
}

function Cases({ cases, chosen }: ListProps) {
  const { messages, locale } = speaker.value;
  const topics = messages.casebook.topics as Readonly<Record<string, string>>;
  const { currency } = place.value.said;
  const said = (id: string) => ({ id, ...(currency !== undefined && { currency }) });
  return (
    <nav class="cases" aria-label={messages.web.pages.casebook}>
      {Object.entries(topics).map(([topic, word]) => {
        const own = cases.filter((one) => one.case.topic === topic);
        return own.length === 0 ? null : (
          <section key={topic}>
            <h2>{word}</h2>
            <ul>
              {own.map(({ case: { id, title } }) => (
                <li key={id}>
                  <a
                    href={hashOf({ page: 'casebook', said: said(id) })}
                    aria-current={id === chosen ? 'page' : undefined}
                    onClick={(event) => {
                      event.preventDefault();
                      go({ page: 'casebook', said: said(id) });
                    }}
                  >
                    {locale === 'zh-CN' ? title.zh : title.en}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}

interface CaseProps {
  readonly file: CaseFile;
  readonly set: Readonly<Record<string, string>>;
  readonly currency: string | undefined;
}

function Case({ file, set, currency }: CaseProps) {
  const outcome = useSignal<Outcome<CaseReport> | null>(null);
  const typed = JSON.stringify(set);
  const inCurrency: Readonly<Record<string, string>> = currency === undefined ? {} : { currency };
  useEffect(() => {
    void ask<CaseReport>('case-run', { file, set: namesOf(set), ...inCurrency }).then((found) => {
      outcome.value = found;
      if (found.kind === 'answer') lastAnswer.value = found.answer;
    });
  }, [file, typed, currency]);
  const { messages, locale } = speaker.value;
  const { casebook, web } = messages;
  const found = outcome.value;
  if (!found) return <Answering />;
  if (found.kind === 'refused')
    return <p class="refused">{inputSentence(messages, locale, found.problem, (path) => path)}</p>;
  if (found.kind === 'failed') return <p class="refused">{web.failed(found.what)}</p>;
  const report = found.answer;
  const holds = report.verdict === VERDICTS[0];
  const text = (of: CaseReport['claim']) => of[locale];
  const say = (line: Line, value: string) => {
    const { [flagOf(line.name)]: _, ...rest } = set;
    const own = value === '' ? rest : { ...set, [flagOf(line.name)]: value };
    go({ page: 'casebook', said: { id: report.id, ...own, ...inCurrency } }, true);
  };
  const command = [
    'npx ridgepoint case run',
    report.id,
    ...Object.entries(namesOf(set)).map(setFlag),
    ...(currency === undefined ? [] : [`--currency ${quoted(currency)}`]),
  ].join(' ');
  const { money } = report;
  return (
    <WithSources of={found.id} answer={report}>
      <header class="headline">
        <p class="quiet">
          {report.id} · {(casebook.topics as Readonly<Record<string, string>>)[report.topic]}
        </p>
        <h2>{text(report.title)}</h2>
        <p class={`strategy verdict ${holds ? 'good' : 'bad'}`}>{verdictSentence(report, speaker.value)}</p>
      </header>
      <dl class="against">
        {(['claimed', 'recomputed'] as const).map((side) => {
          const line = report[side];
          return line ? (
            <div key={side}>
              <dt>{casebook[side]}</dt>
              <dd class="value">{amountText(line, locale, { money })}</dd>
              <dd class="quiet">{labelOf(line, locale)}</dd>
            </div>
          ) : null;
        })}
      </dl>
      <section class="prose">
        <h3>{casebook.claim}</h3>
        <p>{text(report.claim)}</p>
        <h3>{casebook.leavesOut}</h3>
        <p>{text(report.leavesOut)}</p>
        <h3>{casebook.reading}</h3>
        <p>{text(report.reading)}</p>
        {report.differs && (
          <>
            <h3>{casebook.differs}</h3>
            <p>{text(report.differs)}</p>
          </>
        )}
        {report.crossover && (
          <>
            <h3>{casebook.flips}</h3>
            <Stretches crossover={report.crossover} lines={report.lines} money={money} />
          </>
        )}
        <h3>{casebook.arithmetic}</h3>
      </section>
      <div class="scroll">
        <table class="sheet">
          <tbody>
            {report.lines.map((line) => (
              <tr key={line.name}>
                <td>{labelOf(line, locale)}</td>
                <td>{amountText(line, locale, { money })}</td>
                <td>
                  {line.kind === 'formula' ? (
                    <code>{line.formula}</code>
                  ) : (
                    <input
                      aria-label={labelOf(line, locale)}
                      value={set[flagOf(line.name)] ?? ''}
                      placeholder={String(Number(line.value.toPrecision(6)))}
                      onChange={(event) => say(line, event.currentTarget.value)}
                    />
                  )}
                </td>
                <td class="quiet">
                  <Standing line={line} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <section class="prose">
        <h3>{casebook.sources}</h3>
        <ol class="quiet">
          {report.sources.map(({ title, url, date }) => (
            <li key={title + url}>
              {url === '' ? (
                title
              ) : (
                <a href={url} rel="noreferrer noopener" target="_blank">
                  {title}
                </a>
              )}
              {date && `, ${date}`}
            </li>
          ))}
        </ol>
      </section>
      <TakeAlong
        command={command}
        scenarios={[]}
        operation="case-run"
        answer={report}
        name={`ridgepoint-case-${report.id.toLowerCase()}`}
      />
    </WithSources>
  );
}

/** Who leads where along one input, and where the worksheet stands. */
function Stretches({
  crossover: c,
  lines,
  money,
}: {
  readonly crossover: CaseCrossover;
  readonly lines: CaseReport['lines'];
  readonly money: CaseReport['money'];
}) {
  const { messages, locale } = speaker.value;
  const { casebook } = messages;
  const at = (value: number) =>
    100 * (c.log ? Math.log(value / c.from) / Math.log(c.to / c.from) : (value - c.from) / (c.to - c.from));
  const text = (value: number) => amountText({ value, unit: c.unit }, locale, { digits: 3, money });
  const over = lines.find(({ name }) => name === c.over);
  const here = Math.min(100, Math.max(0, at(c.here)));
  const [a, b] = [c.a[locale] || casebook.same, c.b[locale] || casebook.other];
  return (
    <figure class="flip">
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={c.says[locale]}>
        {c.stretches.map(({ low, high, leader }) => (
          <rect
            key={low}
            class={`lead-${leader}`}
            x={at(low)}
            width={Math.max(0, at(high) - at(low))}
            y={1}
            height={4}
          />
        ))}
        <line x1={here} x2={here} y1={0} y2={6} />
      </svg>
      <p class="ends quiet">
        <span>{text(c.from)}</span>
        <span>{over && casebook.here({ name: labelOf(over, locale), value: text(c.here) })}</span>
        <span>{text(c.to)}</span>
      </p>
      <ul class="legend">
        <li>
          <i class="lead-a" aria-hidden="true" />
          <span>{a}</span>
        </li>
        <li>
          <i class="lead-b" aria-hidden="true" />
          <span>{b}</span>
        </li>
      </ul>
      <p>{c.says[locale]}</p>
    </figure>
  );
}

/** Where a line's number comes from: its source and date, or why it was assumed. */
function Standing({ line }: { readonly line: Line }) {
  const { messages, locale } = speaker.value;
  const { kinds, assumed, asClaimed } = messages.worksheet;
  const words = line.assumption && (typeof line.assumption === 'string' ? line.assumption : line.assumption[locale]);
  if (line.kind === 'set') return <>{kinds.set}</>;
  if (line.asClaimed) return <>{asClaimed}</>;
  return (
    <>
      {words && `${assumed}${locale === 'en' ? ': ' : '：'}${words} `}
      {line.source && <Source text={line.source} />}
      {line.source && line.date && `, ${line.date}`}
    </>
  );
}

const labelOf = ({ label, name }: Pick<Line, 'label' | 'name'>, locale: 'en' | 'zh-CN'): string =>
  label ? (typeof label === 'string' ? label : label[locale]) : name.replaceAll('_', ' ');

const setFlag = ([name, value]: readonly [string, string]): string => `--set ${quoted(`${name}=${value}`)}`;

/** Names of lines stand in the address as flags do: `a100-price` is the line a100_price. */
const flagOf = (name: string): string => name.replaceAll('_', '-');
const namesOf = (set: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(set).map(([flag, value]) => [flag.replaceAll('-', '_'), value]));
