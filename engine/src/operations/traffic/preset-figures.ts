import type { TrafficFigure } from '../../report/index.ts';
import type { Figure, LatencyTarget, Preset, Spread } from '../../serving/index.ts';

/** Every number of an application with where it comes from, in the order in which a reader asks. */
export function presetFigures(preset: Preset): TrafficFigure[] {
  const figures: TrafficFigure[] = [];
  const add = (name: string, { value, source, note }: Figure, unit: string) =>
    figures.push({ name, value, unit, from: source ?? 'assumption', ...(note !== undefined && { note }) });
  const spread = (name: string, { median, p95 }: Spread, unit: string) => {
    add(name, median, unit);
    if (p95.value !== median.value) add(`${name}P95`, p95, unit);
  };
  const target = (name: string, promise: LatencyTarget | undefined) => {
    if (promise) add(`${name}P${Math.round(promise.percentile * 100)}`, promise.seconds, 's');
  };
  const several = preset.turns.p95.value > 1;
  add('tasksPerDay', preset.tasksPerDay, '1');
  if (preset.beat) add('beat', preset.beat, 'requests/s');
  if (several) spread('turns', preset.turns, '1');
  add('system', preset.system, 'token');
  spread('first', preset.first, 'token');
  if (several) spread('next', preset.next, 'token');
  spread('output', preset.output, 'token');
  if (several) spread('think', preset.think, 's');
  add('context', preset.context, 'token');
  add('peakToMean', preset.peakToMean, '1');
  target('ttft', preset.promise.ttft);
  target('tpot', preset.promise.tpot);
  target('e2e', preset.promise.e2e);
  return figures;
}
