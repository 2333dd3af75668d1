import { TASK, type Timeline } from './timeline.ts';

/** Name and reserved colour of a task in the trace viewer, by TASK. */
const LOOK = [
  ['F', 'thread_state_running'],
  ['B', 'thread_state_iowait'],
  ['W', 'thread_state_runnable'],
  ['B+W', 'thread_state_iowait'],
] as const;

/**
 * A timeline as Chrome trace event JSON (one object with `traceEvents`), which Perfetto and chrome://tracing open: a process for each stage, a thread
 * for each of its chunks, a complete event (`ph` X) for each task, `ts` and `dur` in microseconds. Text out, one event a line.
 * Format: Trace Event Format, section "Complete Events".
 */
export function chromeTrace(timeline: Timeline): string {
  const { tasks, stages } = timeline;
  const lines: string[] = [];
  for (let s = 0; s < stages; s++) {
    lines.push(JSON.stringify({ name: 'process_name', ph: 'M', pid: s, args: { name: `stage ${s}` } }));
    lines.push(JSON.stringify({ name: 'process_sort_index', ph: 'M', pid: s, args: { sort_index: s } }));
  }
  const named = new Set<string>();
  for (let q = 0; q < tasks.length; q++) {
    const [pid, tid] = [tasks.stage[q]!, tasks.chunk[q]!];
    if (!named.has(`${pid} ${tid}`)) {
      named.add(`${pid} ${tid}`);
      lines.push(JSON.stringify({ name: 'thread_name', ph: 'M', pid, tid, args: { name: `chunk ${tid}` } }));
    }
    const [name, cname] = LOOK[tasks.kind[q]!]!;
    const microBatch = tasks.microBatch[q]!;
    lines.push(
      JSON.stringify({
        name: `${name}${microBatch}`,
        cat: tasks.kind[q] === TASK.forward ? 'forward' : 'backward',
        ph: 'X',
        pid,
        tid,
        ts: tasks.start[q]! * 1e6,
        dur: (tasks.end[q]! - tasks.start[q]!) * 1e6,
        cname,
        args: { microBatch, chunk: tid },
      }),
    );
  }
  return `{"displayTimeUnit":"ms","traceEvents":[\n${lines.join(',\n')}\n]}\n`;
}
