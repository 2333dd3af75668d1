import { quoted, TraceError } from './trace-error.ts';

/** One piece that is held whole (an entry of a list, a key). */
export const MAX_PIECE = 2 ** 20;
const MAX_DEPTH = 64;
const MAX_KEY = 1024;

/** Where a piece stands: keys, and `*` for any entry of a list or any key. */
export type JsonPattern = readonly string[];

export interface JsonListener {
  /** A value that stands where pattern number `which` says; `path` = its keys, list entries as their numbers. */
  readonly piece: (which: number, value: unknown, path: readonly string[]) => void;
  /** A key of the outermost object. False = nobody knows what this document is yet. */
  readonly topKey?: (key: string) => void;
  /** The outermost value is a list. */
  readonly topList?: () => void;
}

interface Level {
  readonly list: boolean;
  key: string;
  index: number;
}

type Wanted = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'comma';

/**
 * Reads JSON as it comes in, one document or several after each other, and hands out only the pieces that are asked for: a result file of
 * 500 MB passes through in the memory of its largest entry. Pieces are parsed by JSON.parse; between them only the structure is checked.
 * Throws TraceError: not JSON, deeper than 64, a piece or key too long.
 */
export class JsonPieces {
  readonly #levels: Level[] = [];
  #wanted: Wanted = 'value';
  #string = false;
  #escaped = false;
  #scalar = false;
  /** Depth at which the piece being held began; -1 = none is held. */
  #holding = -1;
  #which = -1;
  /** What the string being read is. */
  #means: 'key' | 'inner-key' | 'value' = 'value';
  #held = '';
  #line = 1;
  readonly #patterns: readonly JsonPattern[];
  readonly #listener: JsonListener;

  constructor(patterns: readonly JsonPattern[], listener: JsonListener) {
    this.#patterns = patterns;
    this.#listener = listener;
  }

  push(text: string): void {
    let from = this.#recording() ? 0 : -1;
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (this.#string) {
        if (this.#escaped) this.#escaped = false;
        else if (c === 0x5c) this.#escaped = true;
        else if (c === 0x22) {
          this.#string = false;
          if (this.#means === 'value') from = this.#valueEnds(text, from, i + 1);
          else if (this.#means === 'inner-key') this.#wanted = 'colon';
          else {
            this.#keyEnds(this.#held + text.slice(from, i + 1));
            from = -1;
          }
        } else if (c === 0x0a) this.#line++;
        continue;
      }
      if (this.#scalar) {
        if (c !== 0x2c && c !== 0x5d && c !== 0x7d && c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) continue;
        this.#scalar = false;
        from = this.#valueEnds(text, from, i);
      }
      if (c === 0x20 || c === 0x0d || c === 0x09 || c === 0xfeff) continue;
      if (c === 0x0a) {
        this.#line++;
        continue;
      }
      from = this.#structure(c, text, i, from);
    }
    if (from >= 0) {
      this.#held += text.slice(from);
      if (this.#held.length > (this.#holding >= 0 ? MAX_PIECE : MAX_KEY)) throw this.#tooLong();
    }
  }

  end(): void {
    if (this.#scalar) {
      this.#scalar = false;
      this.#valueEnds('', this.#recording() ? 0 : -1, 0);
    }
    if (this.#levels.length > 0 || this.#string || this.#wanted !== 'value') throw this.#bad('');
  }

  #structure(c: number, text: string, i: number, from: number): number {
    const wanted = this.#wanted;
    switch (c) {
      case 0x22: {
        this.#string = true;
        const key = wanted === 'key' || wanted === 'first-key';
        this.#means = key ? (this.#holding >= 0 ? 'inner-key' : 'key') : 'value';
        if (!key) return this.#valueBegins(i, from);
        if (this.#holding >= 0) return from;
        this.#held = '';
        return i;
      }
      case 0x7b:
      case 0x5b: {
        const next = this.#valueBegins(i, from);
        if (this.#levels.length >= MAX_DEPTH)
          throw new TraceError({ code: 'too-deep', line: this.#line, values: { max: MAX_DEPTH } });
        if (this.#levels.length === 0 && c === 0x5b) this.#listener.topList?.();
        this.#levels.push({ list: c === 0x5b, key: '', index: 0 });
        this.#wanted = c === 0x5b ? 'first-value' : 'first-key';
        return next;
      }
      case 0x7d:
      case 0x5d: {
        const level = this.#levels.at(-1);
        const empty = wanted === (c === 0x5d ? 'first-value' : 'first-key');
        if (!level || level.list !== (c === 0x5d) || (wanted !== 'comma' && !empty))
          throw this.#bad(text.slice(i, i + 20));
        this.#levels.pop();
        return this.#valueEnds(text, from, i + 1);
      }
      case 0x2c: {
        const level = this.#levels.at(-1);
        if (!level || wanted !== 'comma') throw this.#bad(text.slice(i, i + 20));
        level.index++;
        this.#wanted = level.list ? 'value' : 'key';
        return from;
      }
      case 0x3a: {
        if (wanted !== 'colon') throw this.#bad(text.slice(i, i + 20));
        this.#wanted = 'value';
        return from;
      }
      default: {
        // A number, true, false or null begins so; what follows is JSON.parse's to judge where it is held.
        const begins =
          (c >= 0x30 && c <= 0x39) || c === 0x2d || c === 0x74 || c === 0x66 || c === 0x6e || c === 0x4e || c === 0x49;
        if (!begins) throw this.#bad(text.slice(i, i + 20));
        this.#scalar = true;
        return this.#valueBegins(i, from);
      }
    }
  }

  #valueBegins(i: number, from: number): number {
    if (this.#wanted !== 'value' && this.#wanted !== 'first-value') throw this.#bad('');
    if (this.#holding >= 0) return from;
    this.#which = this.#matching();
    if (this.#which < 0) return -1;
    this.#holding = this.#levels.length;
    this.#held = '';
    return i;
  }

  #valueEnds(text: string, from: number, end: number): number {
    this.#wanted = this.#levels.length === 0 ? 'value' : 'comma';
    if (this.#holding < 0 || this.#levels.length > this.#holding) return from;
    const held = this.#held + (from >= 0 ? text.slice(from, end) : '');
    this.#holding = -1;
    this.#held = '';
    if (held.length > MAX_PIECE) throw this.#tooLong();
    let value: unknown;
    try {
      value = JSON.parse(held);
    } catch {
      // Python writes NaN and Infinity where JSON has none.
      const python = {
        NaN: Number.NaN,
        Infinity: Number.POSITIVE_INFINITY,
        '-Infinity': Number.NEGATIVE_INFINITY,
      } as const;
      if (!Object.hasOwn(python, held)) throw this.#bad(held);
      value = python[held as keyof typeof python];
    }
    this.#listener.piece(this.#which, value, this.#path());
    return -1;
  }

  #keyEnds(text: string): void {
    this.#held = '';
    if (text.length > MAX_KEY) throw this.#tooLong();
    let key: unknown;
    try {
      key = JSON.parse(text);
    } catch {
      throw this.#bad(text);
    }
    this.#levels.at(-1)!.key = key as string;
    this.#wanted = 'colon';
    if (this.#levels.length === 1) this.#listener.topKey?.(key as string);
  }

  #recording(): boolean {
    return this.#holding >= 0 || (this.#string && this.#means === 'key');
  }

  #matching(): number {
    const depth = this.#levels.length;
    for (let p = 0; p < this.#patterns.length; p++) {
      const pattern = this.#patterns[p]!;
      if (pattern.length === depth && pattern.every((part, i) => this.#fits(part, this.#levels[i]!))) return p;
    }
    return -1;
  }

  #fits(part: string, level: Level): boolean {
    return part === '*' || (part === '#' ? level.list : !level.list && level.key === part);
  }

  #path = (): string[] => this.#levels.map((level) => (level.list ? String(level.index) : level.key));
  #bad = (value: string): TraceError => new TraceError({ code: 'not-json', line: this.#line, value: quoted(value) });
  #tooLong = (): TraceError => new TraceError({ code: 'piece-too-long', line: this.#line, values: { max: MAX_PIECE } });
}
