/** What can be wrong with a worksheet. Sentences for people are in messages/, by code. */
export type WorksheetCode =
  | 'formula-long'
  | 'formula-deep'
  | 'formula-syntax'
  | 'formula-part'
  | 'formula-function'
  | 'formula-arguments'
  | 'formula-minus-power'
  | 'formula-dimensions'
  | 'formula-plain'
  | 'formula-exponent'
  | 'formula-truth'
  | 'unknown-line'
  | 'cycle'
  | 'no-lines'
  | 'line-kind'
  | 'line-name'
  | 'line-unit'
  | 'unit-word'
  | 'quantity'
  | 'range-order'
  | 'unsourced'
  | 'fact-path'
  | 'fact-number'
  | 'ask-command'
  | 'take-path'
  | 'not-finite'
  | 'text-name'
  | 'no-verdict'
  | 'axis';

/** A worksheet that cannot be reckoned. `line` is put in where the line is known. */
export class WorksheetError extends Error {
  override readonly name = 'WorksheetError';
  constructor(
    readonly code: WorksheetCode,
    readonly values: Readonly<Record<string, string | number>>,
    readonly line = '',
    readonly nearest: readonly string[] = [],
  ) {
    super(`${code}${line ? ` in ${line}` : ''}: ${JSON.stringify(values)}`);
  }
}

/** Runs with the name of the line put into whatever goes wrong inside. */
export function inLine<T>(line: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof WorksheetError && error.line === '')
      throw new WorksheetError(error.code, error.values, line, error.nearest);
    throw error;
  }
}
