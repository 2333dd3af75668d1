import type { TrainReport } from '@ridgepoint/engine/report';
import {
  assertSentences,
  assumedLine,
  bindSentences,
  degreesLine,
  flipSentences,
  leverSentence,
  nameOf,
  otherChoices,
  printer,
  ranSentences,
  refusedSentences,
} from '@ridgepoint/engine/wording';
import { memo } from 'preact/compat';
import { isWhole, speaker } from '../state/settings.ts';
import { type Figure, Figures, parted } from './figures.tsx';
import { PartBar, type Piece } from './part-bar.tsx';
import { Sentences } from './sentences.tsx';
import { Solve } from './solve.tsx';
import { TrainPictures } from './train-pictures.tsx';

interface Props {
  readonly report: TrainReport;
  readonly id: number;
}

/** What stands beneath the headline of `plan train`: numbers with ranges, where time and memory go, the pipeline, reasons, what else was near. */
export default function TrainAnswer({ report, id, latest }: Props & { readonly latest: TrainReport }) {
  return (
    isWhole.value && (
      <div class={latest === report ? 'beneath' : 'beneath behind'}>
        <Beneath report={report} id={id} />
      </div>
    )
  );
}

/** Made anew with a whole answer only. */
const Beneath = memo(({ report, id }: Props) => (
  <>
    <Figures figures={figuresOf(report)} of={id} />
    <div class="pair">
      <StepParts report={report} />
      <MemoryParts report={report} />
    </div>
    <Sentences sections={sectionsOf(report)} />
    <Solve />
    <TrainPictures report={report} />
    <Alternatives report={report} />
  </>
));

function figuresOf({ figures }: TrainReport): readonly Figure[] {
  if (!figures) return [];
  const { messages } = speaker.value;
  const print = printer(speaker.value);
  const { labels } = messages;
  const { money } = figures;
  const of = (key: string, label: string, printed: string | null, path: string | null): Figure[] =>
    printed === null ? [] : [{ key, label, path, ...parted(printed) }];
  return [
    ...of('wall', labels.answer.wallTime, print.range(figures.wall), 'estimate.run'),
    ...of(
      'hours',
      labels.answer.gpuHours,
      print.range({ ...figures.acceleratorHours, unit: '1' }),
      'bill.cost.accelerator_hours',
    ),
    ...of('cost', nameOf(messages, 'cost'), money && print.moneyRange(money.cost, money), 'bill.cost'),
    ...of('energy', labels.answer.energy, figures.energy && print.range(figures.energy), 'bill.energy'),
    ...of('carbon', labels.answer.carbon, figures.carbon && print.range(figures.carbon), 'bill.carbon'),
    ...of('power', labels.answer.sitePower, figures.sitePower && print.range(figures.sitePower), 'bill.sitePower'),
    ...of('mfu', labels.answer.mfu, print.percentRange(figures.mfu), 'estimate.mfu'),
    ...of('step', labels.answer.step, print.range(figures.step, { style: 'short' }), 'estimate.step_time'),
  ];
}

function StepParts({ report }: { readonly report: TrainReport }) {
  const { labels, web } = speaker.value.messages;
  const print = printer(speaker.value);
  const words: Readonly<Record<string, string>> = labels.stepParts;
  const pieces: Piece[] = report.step.map(({ key, share, value }) => ({
    key,
    share,
    word: words[key] ?? key,
    amount: print.amount(value, 's', { style: 'short' }),
  }));
  return pieces.length > 0 ? <PartBar title={web.parts} pieces={pieces} /> : null;
}

function MemoryParts({ report: { memory } }: { readonly report: TrainReport }) {
  if (!memory) return null;
  const { labels, verdict, web } = speaker.value.messages;
  const print = printer(speaker.value);
  const words: Readonly<Record<string, string>> = labels.memoryParts;
  const bytes = (value: number) => print.amount(value, 'B', { binary: true });
  const whole = Math.max(memory.capacity, memory.peak.value);
  const free = whole - memory.peak.value;
  const pieces: Piece[] = [
    ...memory.parts.map(({ key, value }) => ({
      key,
      share: value / whole,
      word: words[key] ?? key,
      amount: bytes(value),
    })),
    ...(free > 0 ? [{ key: 'free', share: free / whole, word: web.free, amount: bytes(free) }] : []),
  ];
  const title = verdict.memory({
    used: print.range(memory.peak, { binary: true }),
    capacity: bytes(memory.capacity),
    stage: memory.stage + 1,
    stages: memory.stages,
  });
  return <PartBar title={title} pieces={pieces} />;
}

function sectionsOf(report: TrainReport): readonly (readonly [string, readonly string[]])[] {
  const said = speaker.value;
  const { headings } = said.messages.labels;
  return [
    [headings.binds, bindSentences(report, said)],
    [headings.ran, ranSentences(report, said)],
    [headings.lever, report.lever ? [leverSentence(report.lever, said)] : []],
    [headings.flips, flipSentences(report, said)],
    [headings.refused, report.strategy ? [] : refusedSentences(report, said)],
    [headings.asserts, assertSentences(report, said)],
    [headings.assumed, report.assumed.map((line) => assumedLine(line, report.figures?.money ?? null, said))],
  ];
}

function Alternatives({ report: { alternatives, strategy: best } }: { readonly report: TrainReport }) {
  if (alternatives.length === 0 || !best) return null;
  const said = speaker.value;
  const { labels, face, web } = said.messages;
  const print = printer(said);
  return (
    <>
      <div class="scroll">
        <table>
          <caption>{labels.headings.alternatives}</caption>
          <thead>
            <tr>
              <th scope="col">{labels.headings.strategy}</th>
              <th scope="col">{face.columns.ratio}</th>
              <th scope="col">{face.columns.step}</th>
              <th scope="col">{face.columns.mfu}</th>
              <th scope="col">{face.columns.memory}</th>
            </tr>
          </thead>
          <tbody>
            {alternatives.map((row) => (
              <tr key={JSON.stringify(row.strategy)}>
                <td>
                  {[degreesLine(row.strategy), otherChoices(said, row.strategy, best)].filter(Boolean).join(', ')}
                </td>
                <td>{face.slower(print.percent(row.ratio - 1))}</td>
                <td>{print.amount(row.step.value, 's', { style: 'short' })}</td>
                <td>{print.percent(row.mfu)}</td>
                <td>{print.amount(row.peakMemory, 'B', { binary: true })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet note">{web.letters}</p>
    </>
  );
}
