import { emptyRequest, type Request, type TrafficSource } from '../traffic/request.ts';

/** A source that may be asked when its next request comes. */
type Peekable = TrafficSource & { peek?(): number };

/** The next request of a source. A source that can be asked first keeps it until its moment has come, as another may come before it. */
export class Arrivals {
  /** Filled by `take`. */
  readonly request: Request = emptyRequest();
  #ahead = false;
  /** Seconds of the next one where nothing that happens here can change it; NaN = to be asked for. */
  #known = Number.NaN;
  readonly #source: Peekable;

  constructor(source: TrafficSource) {
    this.#source = source;
  }

  /** Seconds of the next request; Infinity when none is known. */
  get next(): number {
    if (!Number.isNaN(this.#known)) return this.#known;
    if (this.#source.peek) {
      const at = this.#source.peek();
      if (!this.#source.finished) this.#known = at;
      return at;
    }
    if (!this.#ahead) this.#ahead = this.#source.next(this.request);
    return this.#ahead ? this.request.arrival : Number.POSITIVE_INFINITY;
  }

  take(): Request {
    if (this.#source.peek) this.#source.next(this.request);
    this.#ahead = false;
    this.#known = Number.NaN;
    return this.request;
  }
}
