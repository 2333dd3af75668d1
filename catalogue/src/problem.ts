/** Something in a catalogue file that breaks a rule: which file, where in it, what, and what would work. One line each. */
export class CatalogueProblem extends Error {
  readonly path: string;
  readonly reason: string;

  constructor(
    readonly file: string,
    path: string,
    reason: string,
  ) {
    const [where, what] = [oneLine(path, 200), oneLine(reason, 500)];
    super(`${file}${where ? ` at ${where}` : ''}: ${what}`);
    this.name = 'CatalogueProblem';
    this.path = where;
    this.reason = what;
  }
}

/** What a file says is quoted in messages, so it must neither fill a screen nor steer a terminal. */
function oneLine(text: string, longest: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must not reach a terminal
  const plain = text.slice(0, 4 * longest).replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ');
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain;
}

/** A value of any type as a message quotes it; an object's own `toString` is never called. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return oneLine(text, 60);
}
