import type { RequestRecord, ServingSink, StepSums } from '@ridgepoint/engine/serving';
import { WholeFile } from '../whole-file.ts';

/** Events beyond which viewers become slow. */
const MOST_EVENTS = 200_000;
const MICROSECONDS = 1e6;

interface Open {
  name: string;
  start: number;
  end: number;
  steps: number;
  context: number;
}

/**
 * Writes what replicas did as a Chrome trace, for Perfetto or chrome://tracing: a process a replica, its steps as slices (like ones that
 * follow each other as one), requests as slices from arrival to last token. Of a long run its beginning; `cut` says so.
 */
export class StepsTrace {
  events = 0;
  cut = false;
  readonly #file: WholeFile;
  readonly #open = new Map<number, Open>();
  readonly #named = new Set<number>();

  constructor(path: string) {
    this.#file = new WholeFile(path);
    this.#file.write('{"displayTimeUnit":"ms","traceEvents":[\n');
  }

  readonly sink: ServingSink = {
    step: (replica, step, start, seconds) => this.#step(replica, step, start, seconds),
    record: (record) => this.#request(record),
  };

  close(): void {
    for (const [replica, open] of this.#open) this.#slice(replica, open);
    this.#file.write(`\n],"otherData":{"cut":${this.cut}}}\n`);
    this.#file.close();
  }

  abandon(): void {
    this.#file.abandon();
  }

  #step(replica: number, step: Readonly<StepSums>, start: number, seconds: number): void {
    const name = nameOf(step);
    const open = this.#open.get(replica);
    if (open && open.name === name && step.chunks === 0 && start - open.end < 1e-9) {
      open.end = start + seconds;
      open.steps++;
      open.context = step.decodeContext;
      return;
    }
    if (open) this.#slice(replica, open);
    this.#open.set(replica, { name, start, end: start + seconds, steps: 1, context: step.decodeContext });
  }

  #slice(replica: number, { name, start, end, steps, context }: Open): void {
    if (!this.#named.has(replica)) {
      this.#named.add(replica);
      this.#write({ ph: 'M', pid: replica, name: 'process_name', args: { name: `replica ${replica}` } });
    }
    this.#write({
      ph: 'X',
      pid: replica,
      tid: 0,
      name,
      ts: start * MICROSECONDS,
      dur: (end - start) * MICROSECONDS,
      args: { steps, context },
    });
  }

  #request(r: Readonly<RequestRecord>): void {
    if (r.refused || r.firstToken < 0) return;
    const common = { cat: 'request', id: r.id, pid: r.replica, tid: 1 };
    const phases: [string, number, number][] = [
      ['in line', r.arrival, r.scheduled],
      ['prompt', r.scheduled, r.firstToken],
      ['answer', r.firstToken, r.finished],
    ];
    for (const [name, from, to] of phases) {
      if (!(to > from)) continue;
      const args = { input: r.input, output: r.output };
      this.#write({ ph: 'b', ...common, name, ts: from * MICROSECONDS, args });
      this.#write({ ph: 'e', ...common, name, ts: to * MICROSECONDS });
    }
  }

  #write(event: object): void {
    if (this.events >= MOST_EVENTS) {
      this.cut = true;
      return;
    }
    this.#file.write(`${this.events === 0 ? '' : ',\n'}${JSON.stringify(event)}`);
    this.events++;
  }
}

const nameOf = ({ decodes, chunkTokens }: Readonly<StepSums>): string =>
  chunkTokens === 0
    ? `decode ${decodes}`
    : decodes === 0
      ? `prompt ${chunkTokens}`
      : `prompt ${chunkTokens} + decode ${decodes}`;
