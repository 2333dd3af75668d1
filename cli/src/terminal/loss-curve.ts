import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';

interface Judged {
  readonly iteration: number;
  readonly train: number;
  readonly val: number;
}

const EIGHTHS = '▁▂▃▄▅▆▇█';

/** Losses as two rows of bars, newest right, on one scale from the least to the most; nothing before there are two. */
export function lossCurve(judged: readonly Judged[], face: Face): readonly string[] {
  if (judged.length < 2) return [];
  const ink = inkOf(face.colour);
  const { curve } = face.messages.lab;
  const most = Math.min(judged.length, 60);
  const seen = Array.from({ length: most }, (_, i) => judged[Math.round((i * (judged.length - 1)) / (most - 1))]!);
  const all = seen.flatMap(({ train, val }) => [train, val]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const bar = (loss: number): string => EIGHTHS[Math.round(((loss - low) / (high - low || 1)) * 7)]!;
  return (['train', 'val'] as const).map(
    (which) =>
      `${curve[which].padEnd(6)}${ink.cool(seen.map((j) => bar(j[which])).join(''))} ${seen[0]![which].toFixed(2)} → ${seen.at(-1)![which].toFixed(4)}`,
  );
}
