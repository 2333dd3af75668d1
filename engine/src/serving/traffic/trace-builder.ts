import type { Trace } from './request.ts';
import { type Place, quoted, TraceError } from './trace-error.ts';

/** Rows of a trace, the longest prompt or answer, blocks of all prompts. */
export const MAX_ROWS = 50_000_000;
export const MAX_TOKENS = 100_000_000;
/** Three hundred years: what lies beyond is no time of arrival. */
export const MAX_SECONDS = 1e10;
export const MAX_BLOCKS = 400_000_000;
/** Different names of sessions, and block ids that are no small whole numbers. */
const MAX_NAMES = 20_000_000;

/** What is done with rows that a simulation cannot take as they are. What is done is counted in `repairs`. */
export interface Handling {
  /** Rows that arrive before the row above: put in order (default) or refused. */
  readonly order?: 'sort' | 'refuse';
  /** An answer of no tokens: counted as one (an engine gives at least one), left out as a failed request, or refused. Default by format. */
  readonly zeroOutput?: 'one' | 'drop' | 'refuse';
  /** Longest prompt + answer, and what becomes of longer ones: left out as an engine would refuse them (default), cut, or refused. */
  readonly contextTokens?: number;
  readonly overContext?: 'drop' | 'cut' | 'refuse';
  /** Rows in which a value is missing or no number: refused (default), or left out. */
  readonly badRows?: 'refuse' | 'drop';
  readonly maxRows?: number;
}

export const REPAIR_RULES = [
  'sorted',
  'zero-output-one',
  'zero-output-dropped',
  'zero-input-one',
  'over-context-dropped',
  'over-context-cut',
  'failed-dropped',
  'bad-dropped',
  'line-without-fields',
  'no-arrivals',
  'rate-only',
  'output-by-chunks',
  'input-by-characters',
  'other-runs',
  'clients-left-out',
  'blocks-not-written',
] as const;
export type RepairRule = (typeof REPAIR_RULES)[number];

/** Rows of a repair that are named. */
const NAMED_ROWS = 5;

/** What was repaired: by which rule, how many rows, and the first few of them by line or entry. */
export interface Repair {
  readonly rule: RepairRule;
  readonly rows: number;
  readonly first?: readonly number[];
  /** Where `first` counts entries of a document, not lines of a file. */
  readonly entries?: true;
}

/** One request as a reader found it; the builder checks it. */
export interface Row {
  arrival: number;
  input: number;
  output: number;
  session: unknown;
  priority: number;
  adapter: number;
  blocks: readonly unknown[] | null;
  /** Seconds as measured; NaN = not stated. */
  ttft: number;
  e2e: number;
}

export const emptyRow = (): Row => ({
  arrival: 0,
  input: 0,
  output: 0,
  session: undefined,
  priority: 0,
  adapter: -1,
  blocks: null,
  ttft: Number.NaN,
  e2e: Number.NaN,
});

/** Collects rows into a {@link Trace}, checking each: memory is what the columns need, and columns nobody uses are not made. */
export class TraceBuilder {
  #count = 0;
  #arrival = new Float64Array(1024);
  #input = new Int32Array(1024);
  #output = new Int32Array(1024);
  #session: Int32Array | undefined;
  #priority: Int32Array | undefined;
  #adapter: Int32Array | undefined;
  #ttft: Float64Array | undefined;
  #e2e: Float64Array | undefined;
  #ids = new Int32Array(0);
  #starts: Int32Array | undefined;
  #idCount = 0;
  #blockTokens = 0;
  #mostBlocks = 0;
  #inferred = 0;
  readonly #names = new Map<unknown, number>();
  readonly #odd = new Map<unknown, number>();
  readonly #repairs = new Map<RepairRule, { rows: number; first: number[]; entries: boolean }>();
  #latest = Number.NEGATIVE_INFINITY;
  readonly #handling: Handling;
  /** Default of `zeroOutput`: a format may know that no output is a failure. */
  zeroOutput: 'one' | 'drop' = 'one';

  constructor(handling: Handling = {}) {
    this.#handling = handling;
  }

  get count(): number {
    return this.#count;
  }

  /** Rows were met, though none was kept. */
  get dropped(): boolean {
    return this.#repairs.size > 0;
  }

  /** Counts a repair; the first few of its rows are kept. */
  repair(rule: RepairRule, { line, entry }: Place = {}, rows = 1): void {
    const known = this.#repairs.get(rule) ?? { rows: 0, first: [], entries: line === undefined };
    const at = line ?? entry;
    known.rows += rows;
    if (at !== undefined && known.first.length < NAMED_ROWS) known.first.push(at);
    this.#repairs.set(rule, known);
  }

  /** Tokens of one block of the ids, where the file states it; otherwise it is inferred from the longest prompt. */
  set blockTokens(tokens: number) {
    this.#blockTokens = tokens;
  }

  /** Adds one request. Throws TraceError with the row. */
  add(row: Row, place: Place): void {
    const { arrival } = row;
    if (!Number.isFinite(arrival))
      throw new TraceError({ code: 'not-finite', ...place, column: 'arrival', value: String(arrival) });
    if (arrival < 0)
      throw new TraceError({ code: 'negative', ...place, column: 'arrival', value: String(arrival), nearest: ['0'] });
    if (arrival > MAX_SECONDS)
      throw new TraceError({
        code: 'too-large',
        ...place,
        column: 'arrival',
        value: String(arrival),
        values: { max: MAX_SECONDS },
      });
    let input = this.#tokens(row.input, 'input', place);
    let output = this.#tokens(row.output, 'output', place);
    if (output === 0) {
      const way = this.#handling.zeroOutput ?? this.zeroOutput;
      if (way === 'refuse')
        throw new TraceError({ code: 'zero-output', ...place, column: 'output', value: '0', nearest: ['1'] });
      this.repair(way === 'one' ? 'zero-output-one' : 'zero-output-dropped', place);
      if (way === 'drop') return;
      output = 1;
    }
    if (input === 0) {
      this.repair('zero-input-one', place);
      input = 1;
    }
    const limit = this.#handling.contextTokens ?? Number.POSITIVE_INFINITY;
    if (input + output > limit) {
      const way = this.#handling.overContext ?? 'drop';
      if (way === 'refuse')
        throw new TraceError({
          code: 'over-context',
          ...place,
          value: String(input + output),
          values: { max: limit },
          nearest: [String(limit)],
        });
      this.repair(way === 'drop' ? 'over-context-dropped' : 'over-context-cut', place);
      if (way === 'drop' || limit < 2) return;
      input = Math.min(input, limit - 1);
      output = Math.min(output, limit - input);
    }
    if (arrival < this.#latest) {
      if (this.#handling.order === 'refuse')
        throw new TraceError({
          code: 'out-of-order',
          ...place,
          column: 'arrival',
          value: String(arrival),
          values: { before: this.#latest },
        });
      this.repair('sorted', place);
    } else this.#latest = arrival;
    const max = Math.min(MAX_ROWS, this.#handling.maxRows ?? MAX_ROWS);
    if (this.#count >= max) throw new TraceError({ code: 'too-many-rows', ...place, values: { max } });
    this.#store(row, arrival, input, output, place);
  }

  #tokens(value: number, column: string, place: Place): number {
    if (!Number.isFinite(value)) throw new TraceError({ code: 'not-finite', ...place, column, value: String(value) });
    if (value < 0) throw new TraceError({ code: 'negative', ...place, column, value: String(value), nearest: ['1'] });
    if (!Number.isInteger(value))
      throw new TraceError({
        code: 'not-whole',
        ...place,
        column,
        value: String(value),
        nearest: [String(Math.round(value))],
      });
    if (value > MAX_TOKENS)
      throw new TraceError({ code: 'too-large', ...place, column, value: String(value), values: { max: MAX_TOKENS } });
    return value;
  }

  #store(row: Row, arrival: number, input: number, output: number, place: Place): void {
    const at = this.#count;
    if (at === this.#arrival.length) this.#grow();
    const room = this.#arrival.length;
    this.#arrival[at] = arrival;
    this.#input[at] = input;
    this.#output[at] = output;
    if (row.session !== undefined && row.session !== null && row.session !== '') {
      this.#session ??= new Int32Array(room).fill(-1, 0, at + 1);
      this.#session[at] = this.#nameOf(row.session, place);
    } else if (this.#session) this.#session[at] = -1;
    if (row.priority !== 0) this.#priority ??= new Int32Array(room);
    if (this.#priority) this.#priority[at] = row.priority;
    if (row.adapter !== -1) this.#adapter ??= new Int32Array(room).fill(-1, 0, at + 1);
    if (this.#adapter) this.#adapter[at] = row.adapter;
    if (!Number.isNaN(row.ttft)) this.#ttft ??= new Float64Array(room).fill(Number.NaN);
    if (this.#ttft) this.#ttft[at] = row.ttft;
    if (!Number.isNaN(row.e2e)) this.#e2e ??= new Float64Array(room).fill(Number.NaN);
    if (this.#e2e) this.#e2e[at] = row.e2e;
    if (row.blocks && row.blocks.length > 0) this.#blocks(row.blocks, input, place);
    this.#count++;
    if (this.#starts) this.#starts[this.#count] = this.#idCount;
  }

  /** Sessions get 0, 1, 2, ... in the order in which their names are first met. */
  #nameOf(name: unknown, place: Place): number {
    const key = typeof name === 'string' || typeof name === 'number' ? name : JSON.stringify(name).slice(0, 200);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    if (this.#names.size >= MAX_NAMES)
      throw new TraceError({ code: 'too-many-rows', ...place, column: 'session', values: { max: MAX_NAMES } });
    this.#names.set(key, this.#names.size);
    return this.#names.size - 1;
  }

  #blocks(blocks: readonly unknown[], input: number, place: Place): void {
    // The row's own entry and the end of the last: one more than rows.
    this.#starts ??= new Int32Array(this.#arrival.length + 1);
    const needed = this.#idCount + blocks.length;
    if (needed > MAX_BLOCKS) throw new TraceError({ code: 'too-many-blocks', ...place, values: { max: MAX_BLOCKS } });
    if (needed > this.#ids.length) this.#ids = grown(this.#ids, Math.max(needed, 1024, 2 * this.#ids.length));
    for (const id of blocks) this.#ids[this.#idCount++] = this.#idOf(id, place);
    // The longest prompt tells best: whether its last block is full matters least there.
    if (blocks.length > this.#mostBlocks) {
      this.#mostBlocks = blocks.length;
      this.#inferred = powerOfTwo(input / blocks.length);
    }
  }

  /** Whole numbers stay as they are; other ids (64-bit hashes, texts) are numbered down from the top of the range. */
  #idOf(id: unknown, place: Place): number {
    if (typeof id === 'number' && id >= 0 && id < 2 ** 30 && Number.isInteger(id)) return id;
    if ((typeof id !== 'number' || !Number.isFinite(id)) && typeof id !== 'string')
      throw new TraceError({ code: 'bad-blocks', ...place, column: 'hash_ids', value: quoted(id) });
    const known = this.#odd.get(id);
    if (known !== undefined) return known;
    if (this.#odd.size >= MAX_NAMES)
      throw new TraceError({ code: 'too-many-blocks', ...place, values: { max: MAX_NAMES } });
    const given = 2 ** 31 - 1 - this.#odd.size;
    this.#odd.set(id, given);
    return given;
  }

  #grow(): void {
    const room = 2 * this.#arrival.length;
    this.#arrival = grown(this.#arrival, room);
    this.#input = grown(this.#input, room);
    this.#output = grown(this.#output, room);
    if (this.#session) this.#session = grown(this.#session, room);
    if (this.#priority) this.#priority = grown(this.#priority, room);
    if (this.#adapter) this.#adapter = grown(this.#adapter, room);
    if (this.#ttft) this.#ttft = grown(this.#ttft, room).fill(Number.NaN, this.#count);
    if (this.#e2e) this.#e2e = grown(this.#e2e, room).fill(Number.NaN, this.#count);
    if (this.#starts) this.#starts = grown(this.#starts, room + 1);
  }

  /** The trace in order of arrival, what was repaired, and measured latencies where the file has them. `fromZero`: the first comes at 0. */
  finish({ fromZero = false } = {}): {
    trace: Trace;
    repairs: Repair[];
    measured?: { ttft?: Float64Array; e2e?: Float64Array };
    first: number;
  } {
    const count = this.#count;
    const order = this.#repairs.has('sorted') ? stableOrder(this.#arrival.subarray(0, count)) : null;
    const whole = <T extends Float64Array | Int32Array>(column: T | undefined): T | undefined =>
      column && (order ? permuted(column, order) : (column.slice(0, count) as T));
    const first =
      count > 0
        ? this.#arrival.subarray(0, count).reduce((least, x) => Math.min(least, x), Number.POSITIVE_INFINITY)
        : 0;
    if (fromZero) {
      // Azure's ticks of 100 ns are the finest that any of the formats has; what lies below is rounding of the difference.
      for (let i = 0; i < count; i++) this.#arrival[i] = Math.round((this.#arrival[i]! - first) * 1e7) / 1e7;
    }
    const trace: Trace = {
      count,
      arrival: whole(this.#arrival)!,
      input: whole(this.#input)!,
      output: whole(this.#output)!,
      ...(this.#session && { session: whole(this.#session) }),
      ...(this.#priority && { priority: whole(this.#priority) }),
      ...(this.#adapter && { adapter: whole(this.#adapter) }),
      ...(this.#starts && this.#orderedBlocks(order)),
    };
    const repairs = [...this.#repairs].map(([rule, { rows, first, entries }]) => ({
      rule,
      rows,
      ...(first.length > 0 && { first }),
      ...(first.length > 0 && entries && { entries: true as const }),
    }));
    const measured = { ...(this.#ttft && { ttft: whole(this.#ttft) }), ...(this.#e2e && { e2e: whole(this.#e2e) }) };
    return { trace, repairs, first, ...(Object.keys(measured).length > 0 && { measured }) };
  }

  #orderedBlocks(order: Uint32Array | null): Pick<Trace, 'prefixIds' | 'prefixStart' | 'prefixTokens'> {
    const starts = this.#starts!;
    const prefixTokens = this.#blockTokens || this.#inferred;
    if (!order)
      return {
        prefixIds: this.#ids.slice(0, this.#idCount),
        prefixStart: starts.slice(0, this.#count + 1),
        prefixTokens,
      };
    const prefixIds = new Int32Array(this.#idCount);
    const prefixStart = new Int32Array(this.#count + 1);
    let to = 0;
    order.forEach((from, i) => {
      prefixIds.set(this.#ids.subarray(starts[from], starts[from + 1]), to);
      to += starts[from + 1]! - starts[from]!;
      prefixStart[i + 1] = to;
    });
    return { prefixIds, prefixStart, prefixTokens };
  }
}

const powerOfTwo = (tokens: number): number => 2 ** Math.max(0, Math.round(Math.log2(Math.max(1, tokens))));

function grown<T extends Float64Array | Int32Array>(column: T, room: number): T {
  const larger = (column instanceof Float64Array ? new Float64Array(room) : new Int32Array(room)) as T;
  larger.set(column);
  return larger;
}

function stableOrder(arrival: Float64Array): Uint32Array {
  return new Uint32Array(arrival.length).map((_, i) => i).sort((a, b) => arrival[a]! - arrival[b]! || a - b);
}

function permuted<T extends Float64Array | Int32Array>(column: T, order: Uint32Array): T {
  const out = (column instanceof Float64Array ? new Float64Array(order.length) : new Int32Array(order.length)) as T;
  order.forEach((from, i) => {
    out[i] = column[from]!;
  });
  return out;
}
