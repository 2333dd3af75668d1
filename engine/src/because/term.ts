/** What one argument of a term means. */
export interface SymbolMeaning {
  readonly unit: string;
  readonly meaning: string;
}

export interface TermMeta {
  readonly term: string;
  /** Readable formula in the symbols below, for example `2 (n-1)/n · V / bw`. */
  readonly formula: string;
  /** Unit of the result. */
  readonly unit: string;
  /** In the order of the function's arguments. */
  readonly symbols: Readonly<Record<string, SymbolMeaning>>;
  /** Paper and equation, datasheet, or "Ridgepoint" with the script that fitted it. */
  readonly source: string;
}

/** A pure function of numbers that carries its own formula, symbols and source. Call it like any function. */
export type Term<A extends readonly number[] = readonly number[]> = ((...args: A) => number) & TermMeta;

/** Attaches a formula's text to its function. The function stays a plain function: hot loops pay nothing. */
export function defineTerm<A extends readonly number[]>(meta: TermMeta, fn: (...args: A) => number): Term<A> {
  return Object.assign(fn, meta);
}
