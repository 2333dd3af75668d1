import { BadRows } from './bad-rows.ts';
import type { ClientProfile } from './client-profile.ts';
import { findColumns } from './columns.ts';
import { csvCells, separatorOf } from './csv-cells.ts';
import { JsonPieces } from './json-pieces.ts';
import { DOCUMENTS, openCsv, openJsonl } from './readers/index.ts';
import { isObject } from './readers/json-object.ts';
import {
  type DocumentReader,
  type DocumentReading,
  type Json,
  type Reading,
  type ReadLine,
  type ReadOptions,
  TRACE_FORMATS,
  type TraceFormat,
} from './readers/reader.ts';
import type { Trace } from './request.ts';
import { emptyRow, type Repair, TraceBuilder } from './trace-builder.ts';
import { quoted, TraceError } from './trace-error.ts';

/** No line is longer, in characters; and no document goes on so long without a key that says what it is. */
export const MAX_LINE = 2 ** 20;
/** Brackets open at once in one line of JSON. */
const MAX_DEPTH = 64;
/** Lines about a file before its first request. */
const MAX_PREFACES = 100;
/** Lines in all: blank ones, too, cost time. */
const MAX_LINES = 200_000_000;

/** A trace as it was read, and what had to be done for it. */
export interface TraceRead {
  readonly format: TraceFormat;
  readonly trace: Trace;
  readonly repairs: readonly Repair[];
  /** Seconds after midnight, by the file's clock, at time 0; absent where the file has no dates. */
  readonly startOfDay?: number;
  /** Requests that a benchmark's client kept under way at once, where its file says so. */
  readonly concurrency?: number;
  /** Latencies that the file reports, in seconds, NaN where a row has none: to hold a simulation against. */
  readonly measured?: { readonly ttft?: Float64Array; readonly e2e?: Float64Array };
  /** ServeGen: clients to generate from instead of requests; `trace` is then empty. */
  readonly profiles?: readonly ClientProfile[];
}

/**
 * Reads a trace of requests as it comes in. `push` text of any size, then `end`. The format is told from the first line unless options
 * name it. Throws TraceError for rows that cannot be used, the first ten of them; rows that can be repaired are, and are counted in `repairs`.
 */
export class TraceReader {
  readonly #to: Reading;
  #rest = '';
  #line = 0;
  #mode: 'unknown' | 'csv' | 'jsonl' | 'whole' = 'unknown';
  #separator = ',';
  #columns = 0;
  #csv: ReadLine<readonly string[]> | undefined;
  #jsonl: ReadLine<Json> | undefined;
  #pieces: JsonPieces | undefined;
  #documents: (DocumentReader & { reading: DocumentReading; from: number })[] = [];
  #chosen: (DocumentReader & { reading: DocumentReading; from: number }) | undefined;
  #unknown = 0;
  /** The document began as one line that is too long for a request. */
  #long = false;
  #prefaces = 0;
  #preface: Json | undefined;
  readonly #row = emptyRow();

  constructor(options: ReadOptions = {}) {
    if (options.format !== undefined && !TRACE_FORMATS.includes(options.format))
      throw new TraceError({ code: 'unknown-format', value: quoted(options.format), nearest: [...TRACE_FORMATS] });
    const builder = new TraceBuilder(options);
    if (options.blockTokens !== undefined) builder.blockTokens = options.blockTokens;
    this.#to = {
      options,
      builder,
      rows: new BadRows(options.badRows === 'drop', builder),
      format: options.format ?? 'csv',
      fromZero: false,
      dated: false,
      concurrency: 0,
      profiles: null,
    };
  }

  /** Requests read so far. */
  get count(): number {
    return this.#to.builder.count;
  }

  push(text: string): void {
    if (this.#mode === 'whole') return this.#pushDocument(text);
    let from = 0;
    for (;;) {
      const end = text.indexOf('\n', from);
      if (end < 0) break;
      // Short of joining: what is kept of the last chunk and what came now.
      if (this.#rest.length + end - from > MAX_LINE) return this.#tooLong(this.#rest + text.slice(from));
      const line = this.#rest === '' ? text.slice(from, end) : this.#rest + text.slice(from, end);
      this.#rest = '';
      from = end + 1;
      if (this.#take(line)) return this.#pushDocument(`${line}\n${text.slice(from)}`);
    }
    if (this.#rest.length + text.length - from > MAX_LINE) return this.#tooLong(this.#rest + text.slice(from));
    this.#rest += text.slice(from);
  }

  end(): TraceRead {
    if (this.#mode !== 'whole' && this.#rest !== '') {
      const last = this.#rest;
      this.#rest = '';
      if (this.#take(last)) this.#pushDocument(last);
    }
    const to = this.#to;
    if (this.#mode === 'jsonl' && !this.#jsonl && this.#preface) openJsonl(this.#preface, to);
    if (this.#mode === 'whole') {
      this.#pieces!.end();
      if (!this.#chosen) throw this.#unknownFormat('');
      this.#chosen.reading.end();
    }
    to.rows.end();
    if (to.builder.count === 0 && !to.profiles?.length && !to.builder.dropped) throw new TraceError({ code: 'empty' });
    const { trace, repairs, measured, first } = to.builder.finish({ fromZero: to.fromZero });
    return {
      format: to.format,
      trace,
      repairs,
      ...(to.dated && trace.count > 0 && { startOfDay: ((first % 86_400) + 86_400) % 86_400 }),
      ...(to.concurrency > 0 && { concurrency: to.concurrency }),
      ...(measured && { measured }),
      ...(to.profiles && { profiles: to.profiles as readonly ClientProfile[] }),
    };
  }

  /** One line. True: it begins a document, which must be read otherwise. */
  #take(whole: string): boolean {
    if (++this.#line > MAX_LINES)
      throw new TraceError({ code: 'too-many-rows', line: this.#line, values: { max: MAX_LINES } });
    const line = (this.#line === 1 && whole.startsWith('\uFEFF') ? whole.slice(1) : whole).trim();
    if (line === '') return false;
    if (this.#mode === 'unknown') return this.#begin(line);
    if (this.#mode === 'csv') this.#csvLine(line);
    else this.#to.rows.read({ line: this.#line }, () => this.#jsonLine(this.#parse(line)));
    return false;
  }

  #begin(line: string): boolean {
    const { format } = this.#to.options;
    const documents = DOCUMENTS.some((reader) => reader.format === format);
    if (line.startsWith('[') || documents) return this.#beginDocument();
    if (line.startsWith('{')) {
      const first = parsed(line);
      if (first === undefined || DOCUMENTS.some(({ key }) => key !== null && isObject(first) && isList(first[key])))
        return this.#beginDocument();
      this.#mode = 'jsonl';
      this.#jsonLine(this.#parse(line));
      return false;
    }
    if (line.startsWith('#')) return false;
    this.#separator = separatorOf(line);
    const names = csvCells(line, this.#separator).map((name) => name.trim());
    if (names.length < 2 || names.every((name) => /^[-+]?[\d.]+(?:e[-+]?\d+)?$/i.test(name)))
      throw this.#unknownFormat(line);
    this.#csv = openCsv(names, this.#to);
    this.#columns = names.length;
    this.#mode = 'csv';
    return false;
  }

  #csvLine(line: string): void {
    const place = { line: this.#line };
    this.#to.rows.read(place, () => {
      const cells = csvCells(line, this.#separator);
      // A separator too many, as spreadsheets write at the end of a line, says nothing; a cell does.
      if (cells.length > this.#columns && cells.slice(this.#columns).some((cell) => cell.trim() !== ''))
        throw new TraceError({
          code: 'more-cells',
          ...place,
          values: { cells: cells.length, columns: this.#columns, separator: this.#separator },
        });
      if (this.#csv!(cells, this.#row, place)) this.#to.builder.add(this.#row, place);
    });
  }

  #parse(line: string): Json {
    if (deep(line)) throw new TraceError({ code: 'too-deep', line: this.#line, values: { max: MAX_DEPTH } });
    const value = parsed(line);
    if (!isObject(value)) throw new TraceError({ code: 'not-json', line: this.#line, value: quoted(line) });
    return value;
  }

  #jsonLine(value: Json): void {
    const place = { line: this.#line };
    if (!this.#jsonl) {
      // Some files begin with a line about themselves; only a file without any request is refused for it.
      const found = findColumns(Object.keys(value), this.#to.options.columns);
      if (!found.arrival && !found.input && !found.output && !('metrics' in value) && this.#prefaces < MAX_PREFACES) {
        this.#prefaces++;
        this.#preface ??= value;
        this.#to.builder.repair('line-without-fields', place);
        return;
      }
      this.#jsonl = openJsonl(value, this.#to);
    }
    if (this.#jsonl(value, this.#row, place)) this.#to.builder.add(this.#row, place);
  }

  #beginDocument(): true {
    this.#mode = 'whole';
    const patterns: (readonly string[])[] = [];
    const { format } = this.#to.options;
    const asked = DOCUMENTS.filter((reader) => format === undefined || reader.format === format || reader.key === null);
    this.#documents = asked.map((reader) => {
      const from = patterns.length;
      patterns.push(...reader.patterns);
      return { ...reader, from, reading: reader.open(this.#to) };
    });
    this.#pieces = new JsonPieces(patterns, {
      topKey: (key) => this.#known(key),
      topList: () => this.#known(null),
      piece: (which, value, path) => {
        for (const open of this.#chosen ? [this.#chosen] : this.#documents)
          if (which >= open.from && which < open.from + open.patterns.length)
            open.reading.piece(which - open.from, value, path);
      },
    });
    return true;
  }

  #known(key: string | null): void {
    const found = this.#documents.find((open) => open.key === key);
    if (!found) return;
    if (this.#chosen) {
      if (found === this.#chosen) found.reading.again?.();
      return;
    }
    this.#chosen = found;
    this.#to.format = found.format;
  }

  #pushDocument(text: string): void {
    for (let from = 0; from < text.length; from += MAX_LINE) {
      const part = text.slice(from, from + MAX_LINE);
      this.#pieces!.push(part);
      if (this.#chosen) continue;
      this.#unknown += part.length;
      if (this.#unknown > MAX_LINE) throw this.#long ? this.#lineTooLong() : this.#unknownFormat('');
    }
  }

  /** A line beyond the limit may be a document on one line, if it is the first; else it is refused. */
  #tooLong(text: string): void {
    if (this.#mode === 'unknown' && /^\uFEFF?\s*[[{]/.test(text.slice(0, 64))) {
      this.#beginDocument();
      this.#long = true;
      this.#rest = '';
      this.#pushDocument(text);
      return;
    }
    throw this.#lineTooLong();
  }

  #lineTooLong(): TraceError {
    return new TraceError({ code: 'line-too-long', line: this.#line + 1, values: { max: MAX_LINE } });
  }

  #unknownFormat(line: string): TraceError {
    return new TraceError({
      code: 'unknown-format',
      ...(this.#line > 0 && { line: this.#line }),
      ...(line !== '' && { value: quoted(line) }),
      nearest: ['arrival_s,input_tokens,output_tokens'],
    });
  }
}

/** Reads a trace from pieces of text. Throws TraceError. */
export function readTraceChunks(chunks: Iterable<string>, options: ReadOptions = {}): TraceRead {
  const reader = new TraceReader(options);
  for (const chunk of chunks) reader.push(chunk);
  return reader.end();
}

/** Reads a trace from one text. Throws TraceError. */
export const readTrace = (text: string, options: ReadOptions = {}): TraceRead => readTraceChunks([text], options);

const isList = (value: unknown): boolean => Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a line nests deeper than any format does; brackets inside quotes count not. */
function deep(line: string): boolean {
  if (line.length < 2 * MAX_DEPTH) return false;
  let depth = 0;
  for (let i = 0; i < line.length; i++) {
    const c = line.charCodeAt(i);
    if (c === 0x22) {
      for (i++; i < line.length && line.charCodeAt(i) !== 0x22; i++) if (line.charCodeAt(i) === 0x5c) i++;
    } else if (c === 0x5b || c === 0x7b) {
      if (++depth > MAX_DEPTH) return true;
    } else if (c === 0x5d || c === 0x7d) depth--;
  }
  return false;
}
