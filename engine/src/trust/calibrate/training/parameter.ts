/** A named value that the fit may move. It belongs to a chip family, a framework with its years or a fabric: never to a row, run or model. */
export interface Parameter {
  readonly id: string;
  /** Which table it is written to: shares of a chip family, or values of framework presets. */
  readonly room: 'machine' | 'training';
  /** Where it starts, and what it is pulled to. */
  readonly prior: number;
  /** Standard deviation of ln(value) before any run is seen. */
  readonly spread: number;
  readonly low: number;
  readonly high: number;
  readonly meaning: string;
  /** What the prior rests on. */
  readonly source: string;
}

/** Start values of a list of parameters, by id. */
export const priorsOf = (parameters: readonly Parameter[]): Record<string, number> =>
  Object.fromEntries(parameters.map(({ id, prior }) => [id, prior]));
