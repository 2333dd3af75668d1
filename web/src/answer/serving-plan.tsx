import '../style/solve.css';
import { useSignal } from '@preact/signals';
import type { InputProblem } from '@ridgepoint/engine/operations/input-error';
import { inputSentence } from '@ridgepoint/engine/operations/input-sentence';
import { commandOf } from '@ridgepoint/engine/operations/link/address';
import type { PlanRow, ServingPlanReport } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import {
  planFlips,
  planLever,
  planQuality,
  planSettings,
  planVerdict,
  printer,
  promisePhrases,
  tightWay,
  uncheckedMark,
  wayPhrases,
} from '@ridgepoint/engine/wording';
import { useEffect, useMemo } from 'preact/hooks';
import { Chart } from '../charts/index.ts';
import { ask, openQuestion } from '../engine/ask.ts';
import { servingFront } from '../pictures/serving-front.ts';
import { onPage, tied } from '../state/on-page.ts';
import { withOwnModels } from '../state/own-models.ts';
import { go } from '../state/place.ts';
import { scenarioOf } from '../state/scenario.ts';
import { speaker } from '../state/settings.ts';
import { Sentences } from './sentences.tsx';

type Said = Readonly<Record<string, string>>;
const WORDS = ['plan', 'serve'] as const;
const OBJECTIVES = ['cost', 'accelerators', 'energy'] as const;
type Objective = (typeof OBJECTIVES)[number];
/** What is looked for, and so is left open. */
const OPEN: ReadonlySet<string> = new Set(['gpus', 'tp', 'pp', 'dp', 'ep', 'replicas', 'objective', 'solve']);
const OPEN_GROUPS = /^(prefill|decode|scale)-/;
const PROMISES = ['ttft', 'tpot', 'e2e'] as const;
const SHOWN = 6;

/** The question of the page turned round: which deployment is the cheapest, or takes least, and keeps the promise of latency. */
export function ServingPlan({ said }: { readonly said: Said }) {
  const found = useSignal<ServingPlanReport | null>(null);
  const problem = useSignal<InputProblem | null>(null);
  const busy = useSignal<Objective | null>(null);
  const kept = Object.fromEntries(Object.entries(said).filter(([flag]) => !OPEN.has(flag) && !OPEN_GROUPS.test(flag)));
  const key = JSON.stringify(kept);
  // An answer to another question is none; one that a way was taken from stays.
  useEffect(() => {
    found.value = null;
    problem.value = null;
    busy.value = null;
  }, [key]);
  const wanted = OBJECTIVES.find((one) => one === said.solve);
  // What is wanted stands in the link.
  useEffect(() => {
    if (wanted && found.peek()?.objective !== wanted) void solve(wanted);
  }, [wanted, key]);
  const { messages, locale } = speaker.value;
  const { solving: words } = messages;
  const solve = async (objective: Objective) => {
    busy.value = objective;
    found.value = null;
    problem.value = null;
    const { fields } = await openQuestion('plan-serve');
    const data = withOwnModels(scenarioOf(fields, { ...kept, objective }));
    // The best way first; then the others under the whole traffic, too.
    for (const manner of ['long-rough', 'long'] as const) {
      const outcome = await ask<ServingPlanReport>('plan-serve', data, manner);
      if (busy.value !== objective) return;
      if (outcome.kind === 'answer') found.value = outcome.answer;
      if (outcome.kind === 'refused') problem.value = outcome.problem;
      if (outcome.kind !== 'answer' || outcome.cut) break;
    }
    busy.value = null;
  };
  return (
    <section class="solve" aria-label={words.title}>
      <p>
        <b>{words.title}</b>{' '}
        {OBJECTIVES.map((objective) => (
          <button
            key={objective}
            type="button"
            class="plain"
            disabled={busy.value !== null}
            aria-pressed={found.value?.objective === objective}
            onClick={() => go({ page: 'serve', said: { ...said, solve: objective } }, true)}
          >
            {words.serve[objective]}
          </button>
        ))}
      </p>
      <p class="quiet note">{PROMISES.some((flag) => said[flag]) ? words.serveHint : words.unpromised}</p>
      {busy.value && <p class="quiet">{found.value ? words.checking : words.busy}</p>}
      {problem.value && <p class="refused">{onPage(inputSentence(messages, locale, problem.value, (path) => path))}</p>}
      {found.value && <Planned report={found.value} said={said} kept={kept} />}
    </section>
  );
}

interface PlannedProps {
  readonly report: ServingPlanReport;
  readonly said: Said;
  readonly kept: Said;
}

function Planned({ report, said, kept }: PlannedProps) {
  const speaks = speaker.value;
  const { servingPlan: words } = speaks.messages;
  const best = report.kept[0] ?? report.nearest;
  const picture = useMemo(() => servingFront(report, speaks), [report, speaks]);
  const [verdict, ...more] = planVerdict(report, speaks);
  return (
    <>
      <p class={report.kept.length > 0 ? 'solved' : 'doubt'}>{tied(verdict)}</p>
      {more.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {best && <p class="quiet">{wayPhrases(best, speaks).join(' · ')}</p>}
      {report.simulation && <p>{promisePhrases(report.simulation, speaks).join(' · ')}</p>}
      <Ways report={report} said={said} />
      {picture && <Chart spec={picture} />}
      <Sentences
        sections={[
          [words.flips, planFlips(report, speaks)],
          [words.lever, planLever(report, speaks)],
          [words.settings, planSettings(report, speaks)],
          [words.quality.title, planQuality(report, speaks)],
        ].map(([title, lines]) => [title as string, (lines as readonly string[]).map(onPage)])}
      />
      <p class="formula quiet">
        {words.searched({
          options: formatCount(report.search.compared),
          simulated: formatCount(report.search.simulated),
        })}
        <br />
        <code>{commandOf(WORDS, { ...kept, objective: report.objective })}</code>
      </p>
    </>
  );
}

/** Ways that keep the promise, best first, each a press away from the form. */
function Ways({ report, said }: Pick<PlannedProps, 'report' | 'said'>) {
  const speaks = speaker.value;
  const { servingPlan: words, solving } = speaks.messages;
  const { columns } = words;
  const print = printer(speaks);
  const { money } = report;
  const rows = report.kept.length > 0 ? report.kept.slice(0, SHOWN) : report.nearest ? [report.nearest] : [];
  if (rows.length === 0) return null;
  const paid = (usd: number | null) => (usd === null ? '–' : print.money(usd * money.perUsd, { ...money }));
  const time = (seconds: number) => (seconds > 0 ? print.amount(seconds, 's', { style: 'short', digits: 3 }) : '–');
  const rate = (tokens: number) => (tokens > 0 ? print.amount(tokens, '1', { digits: 2 }) : '–');
  return (
    <div class="scroll">
      <table>
        <caption>{report.kept.length > 0 ? words.alternatives : words.nearestWay}</caption>
        <thead>
          <tr>
            {[
              columns.machine,
              columns.ways,
              columns.cost,
              columns.million,
              columns.ttft,
              columns.tpot,
              columns.user,
              columns.accelerator,
            ].map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={JSON.stringify(row)} class={i === 0 ? 'best' : undefined}>
              <td>{`${formatCount(row.accelerators)} × ${row.chip}${uncheckedMark(row)}`}</td>
              <td>{`${tightWay(row)} ${row.weights}`}</td>
              <td>{paid(row.usdPerHour)}</td>
              <td>{paid(row.usdPerMillion)}</td>
              <td>{time(row.ttft)}</td>
              <td>{time(row.tpot)}</td>
              <td>{rate(row.perUser)}</td>
              <td>{rate(row.perAccelerator)}</td>
              <td>
                {row.prefill === null && (
                  <button
                    type="button"
                    class="plain"
                    onClick={() => go({ page: 'serve', said: takenOf(row, said) }, true)}
                  >
                    {solving.take}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet note">
        {rows.some(({ checked }) => checked) && `${words.figuresOf}. `}
        {rows.some(({ checked }) => !checked) && `${words.unchecked}. `}
        {words.rateColumns({ accelerators: true })}
      </p>
    </div>
  );
}

/** What the form says at this way; how it is cut further is said only where it is, or was. */
function takenOf(row: PlanRow, { solve: _, ...said }: Said): Said {
  const cuts = (['pp', 'dp', 'ep'] as const)
    .filter((key) => row[key] > 1 || said[key])
    .map((key) => [key, String(row[key])] as const);
  return { ...said, gpus: String(row.accelerators), tp: String(row.tp), ...Object.fromEntries(cuts) };
}
