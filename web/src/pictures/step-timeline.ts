import type { TrainReport } from '@ridgepoint/engine/report';
import { type PipelineSpec, simulate, TASK, type Timeline } from '@ridgepoint/engine/training/schedule';
import { formatCount } from '@ridgepoint/engine/units';
import { printer, type Speaker } from '@ridgepoint/engine/wording';
import type { Box, ChartSpec, Tone } from '../charts/spec.ts';
import { heightOf, shownStages } from './shown-stages.ts';

type Kind = 'forward' | 'backward' | 'input' | 'weight' | 'arriving' | 'bubble';

/** A stretch of a stage's time. */
interface Stretch {
  readonly stage: number;
  readonly kind: Kind;
  /** From 1; null of waiting. */
  readonly microBatch: number | null;
  readonly from: number;
  readonly to: number;
}

const TONES: Readonly<Record<Kind, Tone>> = {
  forward: 'cool',
  backward: 'cool-3',
  input: 'cool-2',
  weight: 'cool-4',
  arriving: 'warm-2',
  bubble: 'idle',
};
const KINDS: Readonly<Record<number, Kind>> = {
  [TASK.forward]: 'forward',
  [TASK.backward]: 'backward',
  [TASK.input]: 'input',
  [TASK.weight]: 'weight',
};
const KIND_NAMES = Object.keys(TONES) as Kind[];
/** With more tasks than these a row is all hairs between them. */
const MOST_APART = 80;
/** Shares of a step that pass while tasks run and are communication all the same. */
const INSIDE = ['exposedTp', 'exposedCp', 'exposedEp'];

/** One step, a row a pipeline stage: what each works on, waits for and idles through; gradients and the update at its end. */
export function stepTimeline(report: TrainReport, speaker: Speaker): ChartSpec | null {
  const { pipeline, timeline, figures } = report;
  if (!pipeline || !timeline || !figures) return null;
  const { trainPictures: words, face } = speaker.messages;
  const print = printer(speaker);
  const say = (seconds: number) => print.amount(seconds, 's', { style: 'short' });
  const drawn = simulate({ ...pipeline, microBatches: timeline.drawn });
  const stretches = stretchesOf(drawn, pipeline);
  const part = (key: string) => report.step.find((one) => one.key === key)?.value ?? 0;
  const [reduce, update] = [part('exposedDp'), part('optimizer')];
  const shown = shownStages(pipeline.stages);
  const nameOf = (kind: Kind): string => (kind === 'arriving' || kind === 'bubble' ? words[kind] : face.tasks[kind]);
  const title = (of: Stretch) =>
    of.microBatch === null
      ? `${nameOf(of.kind)}: ${say(of.to - of.from)}`
      : words.task({ what: nameOf(of.kind), microBatch: formatCount(of.microBatch), time: say(of.to - of.from) });
  const end = drawn.makespan;
  const boxes = shown.flatMap((stage, row): Box[] => [
    ...stretches
      .filter((of) => of.stage === stage)
      .map((of): Box => ({ tone: TONES[of.kind], x: [of.from, of.to], y: row, title: title(of) })),
    { tone: 'warm', x: [end, end + reduce], y: row, title: `${words.reduce}: ${say(reduce)}` },
    { tone: 'ink', x: [end + reduce, end + reduce + update], y: row, title: `${words.update}: ${say(update)}` },
  ]);
  const all = formatCount(pipeline.microBatches);
  const inside = INSIDE.reduce((sum, key) => sum + part(key), 0);
  return {
    id: 'step-timeline',
    title:
      timeline.drawn === pipeline.microBatches
        ? words.stepWhole({ all })
        : words.step({ drawn: formatCount(timeline.drawn), all }),
    sentence: words.stepSays({
      time: say(figures.step.value),
      bubble: print.percent(part('bubble') / figures.step.value),
    }),
    x: { label: words.time, unit: 's', zero: true, domain: [0, end + reduce + update] },
    y: { label: '', unit: '', words: shown.map((stage) => face.stage(stage + 1)) },
    marks: [
      { kind: 'boxes', boxes: boxes.filter(({ x }) => x[1] > x[0]), apart: shown.length * MOST_APART > boxes.length },
      { kind: 'rule', along: 'x', at: end, tone: 'ink', dashed: true },
    ],
    note: words.stepNote({ communication: print.percent(inside / figures.step.value) }),
    legend: [
      ...KIND_NAMES.filter((kind) => stretches.some((of) => of.kind === kind)).map((kind) => ({
        tone: TONES[kind],
        text: nameOf(kind),
      })),
      ...(reduce > 0 ? [{ tone: 'warm' as const, text: words.reduce }] : []),
      ...(update > 0 ? [{ tone: 'ink' as const, text: words.update }] : []),
    ],
    height: heightOf(shown.length),
    warnings: [],
    table: {
      columns: [
        { key: 'stage', label: words.stage, unit: '1' },
        { key: 'kind', label: words.kind },
        { key: 'micro-batch', label: words.microBatch, unit: '1' },
        { key: 'from', label: words.from, unit: 's' },
        { key: 'to', label: words.to, unit: 's' },
      ],
      rows: stretches.map((of) => [of.stage + 1, nameOf(of.kind), of.microBatch, of.from, of.to]),
    },
  };
}

/** Tasks with what lies between them. A gap ends with what is on its way where the next task waited for another stage. */
export function stretchesOf({ tasks, makespan, stages }: Timeline, { hop }: PipelineSpec): Stretch[] {
  const found: Stretch[] = [];
  for (let stage = 0, task = 0; stage < stages; stage++) {
    let at = 0;
    const gap = (to: number, waits: boolean) => {
      const arrives = waits ? Math.max(at, to - hop) : to;
      if (arrives > at) found.push({ stage, kind: 'bubble', microBatch: null, from: at, to: arrives });
      if (to > arrives) found.push({ stage, kind: 'arriving', microBatch: null, from: arrives, to });
    };
    for (; task < tasks.length && tasks.stage[task] === stage; task++) {
      const [from, to] = [tasks.start[task]!, tasks.end[task]!];
      // Nothing arrives at a stage before the first has made it, and the weights' gradients wait for no one.
      gap(from, tasks.kind[task] !== TASK.weight && from > 0);
      found.push({ stage, kind: KINDS[tasks.kind[task]!]!, microBatch: tasks.microBatch[task]! + 1, from, to });
      at = to;
    }
    gap(makespan, false);
  }
  return found;
}
