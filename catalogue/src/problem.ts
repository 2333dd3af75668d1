/** Something in a catalogue file that breaks a rule: which file, where in it, what, and what would work. */
export class CatalogueProblem extends Error {
  constructor(
    readonly file: string,
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${file}${path ? ` at ${path}` : ''}: ${reason}`);
    this.name = 'CatalogueProblem';
  }
}
