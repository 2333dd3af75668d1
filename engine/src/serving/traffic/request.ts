/** One request as a source hands it out: filled in place, so that a million of them allocate nothing. */
export interface Request {
  /** 0, 1, 2, ... in order of arrival. */
  id: number;
  /** Seconds from the start. */
  arrival: number;
  /** Tokens of the prompt, at least 1, and to be generated, at least 1. */
  input: number;
  output: number;
  /** Conversation or client, for routing and prefix reuse; -1 = none. */
  session: number;
  /** Higher runs first; 0 unless traffic says otherwise. */
  priority: number;
  /** LoRA adapter; -1 = the model itself. */
  adapter: number;
  /**
   * Prefix blocks of the prompt, by content: equal leading ids are equal leading tokens. `prefixFrom`..`prefixTo` index into `prefixIds`,
   * which a source may reuse between calls. `prefixTokens` = tokens a block.
   */
  prefixIds: Int32Array;
  prefixFrom: number;
  prefixTo: number;
  prefixTokens: number;
  /** The ids stand from the array's start and are never written again: whoever wants them later need not copy them. */
  prefixStays: boolean;
}

/** Where requests come from: a trace, a generator, or clients that wait for their answer. Deterministic for its seed. */
export interface TrafficSource {
  /** Fills in the next request in order of arrival. False when none is known now: at the end, or until one finishes (closed loop). */
  next(into: Request): boolean;
  /**
   * Seconds at which the next request known so far arrives; Infinity when none is known. A source with `finished` may come to know an
   * earlier one: ask again after each finish, and take a request with `next` only when the clock is there. Absent = `next` gives it.
   */
  peek?(): number;
  /** Told when a request has its last token or was refused; a closed loop may then know its next. */
  finished?(id: number, session: number, seconds: number): void;
  /** Requests in all, where known: for progress. */
  readonly total?: number;
}

/** A source that tells when its next request comes: what sources are made of that are made of others. */
export type PeekableSource = TrafficSource & Required<Pick<TrafficSource, 'peek'>>;

/** Traffic held whole, in order of arrival: one entry a request. */
export interface Trace {
  readonly count: number;
  readonly arrival: Float64Array;
  readonly input: Int32Array;
  readonly output: Int32Array;
  readonly session?: Int32Array;
  readonly priority?: Int32Array;
  readonly adapter?: Int32Array;
  /** Prefix blocks of all requests, one after the other; request i has prefixIds[prefixStart[i] .. prefixStart[i + 1]]. */
  readonly prefixIds?: Int32Array;
  readonly prefixStart?: Int32Array;
  readonly prefixTokens?: number;
}

const NONE = new Int32Array(0);

export const emptyRequest = (): Request => ({
  id: -1,
  arrival: 0,
  input: 1,
  output: 1,
  session: -1,
  priority: 0,
  adapter: -1,
  prefixIds: NONE,
  prefixFrom: 0,
  prefixTo: 0,
  prefixTokens: 0,
  prefixStays: false,
});

/** A trace as a source; `timeScale` 0.5 = requests come twice as fast. */
export function traceSource(trace: Trace, { timeScale = 1 }: { readonly timeScale?: number } = {}): PeekableSource {
  let at = 0;
  return {
    total: trace.count,
    peek: () => (at < trace.count ? trace.arrival[at]! * timeScale : Number.POSITIVE_INFINITY),
    next(into) {
      if (at >= trace.count) return false;
      into.id = at;
      into.arrival = trace.arrival[at]! * timeScale;
      into.input = trace.input[at]!;
      into.output = trace.output[at]!;
      into.session = trace.session ? trace.session[at]! : -1;
      into.priority = trace.priority ? trace.priority[at]! : 0;
      into.adapter = trace.adapter ? trace.adapter[at]! : -1;
      into.prefixIds = trace.prefixIds ?? NONE;
      into.prefixFrom = trace.prefixStart ? trace.prefixStart[at]! : 0;
      into.prefixTo = trace.prefixStart ? trace.prefixStart[at + 1]! : 0;
      into.prefixTokens = trace.prefixTokens ?? 0;
      into.prefixStays = false;
      at++;
      return true;
    },
  };
}
