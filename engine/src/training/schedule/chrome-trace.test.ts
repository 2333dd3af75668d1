import { expect, test } from 'vitest';
import { asciiTimeline, chromeTrace, simulate, type Timeline } from './index.ts';

const ones = [1, 1, 1, 1];
const spec = {
  stages: 2,
  chunks: 2,
  microBatches: 4,
  forward: ones,
  backwardInput: ones,
  backwardWeight: ones,
  hop: 0,
};
const timeline: Timeline = simulate({ ...spec, schedule: 'zb-v' });

test('a trace is JSON with a complete event for each task, in microseconds', () => {
  const trace = JSON.parse(chromeTrace(timeline));
  const events = trace.traceEvents.filter((event: { ph: string }) => event.ph === 'X');
  expect(events).toHaveLength(timeline.tasks.length);
  expect(events.length).toBe(2 * 2 * 4 * 3);
  events.forEach((event: { pid: number; tid: number; ts: number; dur: number }, q: number) => {
    expect(event.pid).toBe(timeline.tasks.stage[q]);
    expect(event.tid).toBe(timeline.tasks.chunk[q]);
    expect(event.ts).toBeCloseTo(timeline.tasks.start[q]! * 1e6, 3);
    expect(event.dur).toBeCloseTo(1e6, 3);
  });
  const names = trace.traceEvents.filter((event: { name: string }) => event.name === 'process_name');
  expect(names.map((event: { args: { name: string } }) => event.args.name)).toEqual(['stage 0', 'stage 1']);
});

test('a text timeline shows what each stage does for most of each slice', () => {
  const flat = simulate({
    schedule: '1f1b',
    stages: 2,
    chunks: 1,
    microBatches: 2,
    forward: [1, 1],
    backwardInput: [1, 1],
    backwardWeight: [1, 1],
    hop: 0,
  });
  expect(asciiTimeline(flat, 9)).toEqual([
    { stage: 0, text: 'FF··BB·BB' },
    { stage: 1, text: '·FBBFBB··' },
  ]);
});

test('at most eight stages are shown, the first and the last among them', () => {
  const n = Array(20).fill(1);
  const wide = simulate({
    schedule: 'zero-bubble',
    stages: 20,
    chunks: 1,
    microBatches: 30,
    forward: n,
    backwardInput: n,
    backwardWeight: n,
    hop: 0,
  });
  const rows = asciiTimeline(wide, 60);
  expect(rows.map((row) => row.stage)).toEqual([0, 3, 5, 8, 11, 14, 16, 19]);
  for (const { text } of rows) expect([...text]).toHaveLength(60);
  expect(new Set(rows.map((row) => row.text).join(''))).toEqual(new Set('FIW·'));
  expect(() => asciiTimeline(wide, 0)).toThrow(/width 0/);
});
