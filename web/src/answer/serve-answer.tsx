import type { ServeReport } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import {
  amountOf,
  assertSentences,
  assumedLine,
  deploymentLine,
  gapOf,
  loadLine,
  parametersText,
  pictureSentences,
  printer,
  promiseSentences,
  serveSentences,
  serveVerdict,
  servingBindSentences,
  shortages,
  shown,
} from '@ridgepoint/engine/wording';
import { onPage, tied } from '../state/on-page.ts';
import { speaker } from '../state/settings.ts';
import { type Figure, Figures, parted } from './figures.tsx';
import { PartBar } from './part-bar.tsx';
import { Sentences } from './sentences.tsx';

/** The answer of `estimate serve`: verdict, latency and money with ranges, where an iteration and the memory go, reasons. */
export function ServeAnswer({ report, id }: { readonly report: ServeReport; readonly id: number }) {
  const said = speaker.value;
  const { serving } = said.messages;
  const print = printer(said);
  const { outcome, question: q } = report;
  const bytes = (value: number) => print.amount(value, 'B', { binary: true });
  return (
    <>
      <header class="headline">
        <h2 class={outcome === 'fits' ? 'good' : 'bad'}>
          {tied([serving.outcomes[outcome], serveVerdict(report, said)].join(gapOf(said)))}
        </h2>
        {shortages(report, said).map((line) => (
          <p key={line} class="doubt">
            {line}
          </p>
        ))}
        <p class="strategy">{deploymentLine(report, said)}</p>
        <p class="quiet">
          {serving.question({
            model: q.modelName,
            parameters: parametersText(q, said),
            machine: `${formatCount(q.accelerators)} × ${q.chipName}`,
          })}
          {' · '}
          {[loadLine(report, said), ...pictureSentences(report, said)].join(' · ')}
        </p>
      </header>
      <Figures figures={figuresOf(report)} of={id} />
      <div class="pair">
        {report.figures && (
          <PartBar
            title={serving.step({
              time: print.amount(
                report.step.reduce((sum, { value }) => sum + value, 0),
                's',
                { style: 'short' },
              ),
              running: print.amount(report.figures.running, '1', { digits: 2 }),
            })}
            pieces={report.step.map(({ key, share, value }) => ({
              key: `step-${key}`,
              share,
              word: serving.stepParts[key],
              amount: print.amount(value, 's', { style: 'short' }),
            }))}
          />
        )}
        <PartBar
          title={serving.memory({ total: bytes(report.memory.total) })}
          pieces={report.memory.parts.map(({ key, value }) => ({
            key: `memory-${key}`,
            share: value / report.memory.total,
            word: serving.memoryParts[key],
            amount: bytes(value),
          }))}
        />
      </div>
      <p class="quiet formula">
        {serving.cache({
          tokens: shown(report.memory.kvTokens, said),
          blocks: formatCount(report.memory.blocks.value),
          block: formatCount(report.memory.blockTokens),
          pasted: report.memory.pasted,
        })}
        <br />
        <code>{said.messages.reasons.formula(report.memory.formula)}</code>
      </p>
      <Sentences sections={sectionsOf(report)} />
    </>
  );
}

function figuresOf({ figures }: ServeReport): readonly Figure[] {
  if (!figures) return [];
  const said = speaker.value;
  const { figures: words } = said.messages.web;
  const { money, power } = figures;
  const of = (key: keyof typeof words, printed: string | null, path: string | null): Figure[] =>
    printed === null ? [] : [{ key, label: words[key], path, ...parted(printed) }];
  return [
    ...of('ttft', shown(figures.ttft, said), 'ttft'),
    ...of('tpot', shown(figures.tpot, said), 'tpot'),
    ...of('e2e', shown(figures.e2e, said), null),
    ...of('perUser', shown(figures.tokensPerSecondPerUser, said, { style: 'short' }), null),
    ...of('output', shown(figures.outputTokensPerSecond, said, { style: 'short' }), 'throughput'),
    ...of('most', shown(figures.mostRequestsPerSecond, said), null),
    ...of('perMillion', money && amountOf(money.allPerOutput, money, said), 'cost_per_million'),
    ...of('watts', power && shown(power.watts, said, { style: 'short' }), 'watts'),
    ...of('joules', power && shown(power.joulesPerOutputToken, said, { style: 'short' }), 'energy_per_token'),
  ];
}

function sectionsOf(report: ServeReport): readonly (readonly [string, readonly string[]])[] {
  const said = speaker.value;
  const { serving, labels } = said.messages;
  const words = serveSentences(report, said);
  const { headings } = serving;
  return [
    [labels.headings.binds, servingBindSentences(report, said)],
    [headings.promise, promiseSentences(report, said).map(onPage)],
    ...(words
      ? (['latency', 'rates', 'money', 'power'] as const).map((key) => [headings[key], words[key]] as const)
      : []),
    [labels.headings.asserts, assertSentences(report, said)],
    [labels.headings.assumed, report.assumed.map((line) => assumedLine(line, report.figures?.money ?? null, said))],
  ];
}
