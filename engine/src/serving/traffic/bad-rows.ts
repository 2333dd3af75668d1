import type { TraceBuilder } from './trace-builder.ts';
import { type Place, ROW_CODES, TraceError, type TraceProblem } from './trace-error.ts';

/** Rows that a refusal names; the others are counted. */
const NAMED = 10;
/** Bad rows after which nobody reads on: a file of the wrong columns has no others. */
const MOST = 100_000;

/** Rows of a trace that cannot be used: left out and counted where that was said, else kept for one refusal that names them. */
export class BadRows {
  readonly #named: TraceProblem[] = [];
  #count = 0;

  constructor(
    readonly drop: boolean,
    readonly builder: TraceBuilder,
  ) {}

  /** Reads one row. What is wrong with it alone ends the reading only after all rows were seen. Throws TraceError for anything else. */
  read(place: Place, row: () => void): void {
    try {
      row();
    } catch (error) {
      if (!(error instanceof TraceError) || !ROW_CODES.has(error.problem.code)) throw this.#refusal() ?? error;
      this.#count++;
      if (this.#named.length < NAMED) this.#named.push(error.problem);
      if (this.drop) this.builder.repair('bad-dropped', place);
      else if (this.#count >= MOST) this.end();
    }
  }

  /** Throws TraceError where a bad row was met that is not to be left out, or where nothing else is left. */
  end(): void {
    const refusal = this.drop && this.builder.count > 0 ? null : this.#refusal();
    if (refusal) throw refusal;
  }

  #refusal(): TraceError | null {
    const [first, ...rows] = this.#named;
    if (!first) return null;
    const more = this.#count - this.#named.length;
    const open = this.#count >= MOST;
    return new TraceError({ ...first, ...(!this.drop && { others: { rows, more, open } }) });
  }
}
