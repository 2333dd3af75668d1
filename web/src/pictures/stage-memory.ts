import type { TrainReport } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import { printer, type Speaker } from '@ridgepoint/engine/wording';
import type { Box, ChartSpec, Tone } from '../charts/spec.ts';
import { heightOf, shownStages } from './shown-stages.ts';

/** As the bar of the fullest stage colours them. */
const TONES = {
  weights: 'cool',
  gradients: 'cool-2',
  optimizer: 'cool-3',
  activations: 'warm',
  logits: 'warm-2',
  experts: 'warm-3',
  communication: 'cool-4',
  workspace: 'line',
  runtime: 'idle',
} as const satisfies Readonly<Record<string, Tone>>;
const PARTS = Object.keys(TONES) as (keyof typeof TONES)[];

/** What a rank of each pipeline stage holds at its peak, against what there is. */
export function stageMemory({ memory }: TrainReport, speaker: Speaker): ChartSpec | null {
  if (!memory || memory.perStage.length < 2) return null;
  const { trainPictures: words, labels, face } = speaker.messages;
  const print = printer(speaker);
  const names: Readonly<Record<string, string>> = labels.memoryParts;
  const { capacity, perStage } = memory;
  const bytes = (value: number) => print.amount(value, 'B', { binary: true });
  const shown = shownStages(perStage.length, memory.stage);
  const totals = perStage.map((parts) => PARTS.reduce((sum, part) => sum + parts[part], 0));
  const boxes = shown.flatMap((stage, row) => {
    let at = 0;
    const pieces: Box[] = [];
    for (const part of PARTS) {
      const value = perStage[stage]![part];
      const title = words.piece({ stage: face.stage(stage + 1), part: names[part] ?? part, bytes: bytes(value) });
      if (value > 0) pieces.push({ tone: TONES[part], x: [at, at + value], y: row, title });
      at += value;
    }
    if (at < capacity) pieces.push({ tone: 'free', x: [at, capacity], y: row });
    return pieces;
  });
  return {
    id: 'stage-memory',
    title: words.memory,
    sentence: words.memorySays({
      least: bytes(Math.min(...totals)),
      most: bytes(Math.max(...totals)),
      capacity: bytes(capacity),
    }),
    x: { label: words.bytes, unit: 'B', zero: true },
    y: { label: '', unit: '', words: shown.map((stage) => face.stage(stage + 1)) },
    marks: [
      { kind: 'boxes', boxes },
      { kind: 'rule', along: 'x', at: capacity, tone: 'ink', label: words.capacity({ bytes: bytes(capacity) }) },
    ],
    legend: PARTS.filter((part) => perStage.some((parts) => parts[part] > capacity / 500)).map((part) => ({
      tone: TONES[part],
      text: names[part] ?? part,
    })),
    height: heightOf(shown.length),
    warnings: [],
    ...(shown.length < perStage.length && {
      note: words.skipped({ shown: formatCount(shown.length), all: formatCount(perStage.length) }),
    }),
    table: {
      columns: [
        { key: 'stage', label: words.stage, unit: '1' },
        ...PARTS.map((part) => ({ key: part, label: names[part] ?? part, unit: 'B' })),
      ],
      rows: perStage.map((parts, stage) => [stage + 1, ...PARTS.map((part) => parts[part])]),
    },
  };
}
