import { type CompiledStep, compileStep } from '../serving/index.ts';
import { SearchMemory } from '../training/index.ts';

/** Compiled replicas that are kept: their tables are large. */
const KEPT = 8;

/** What a face that is asked nearly the same again and again keeps between questions. Answers are the same with it and without. */
export class AnswerMemory {
  readonly searches = new SearchMemory();
  private readonly steps = new Map<string, CompiledStep>();

  /** As `compileStep`, once for the same replica and the same kernels: one memory is for one catalogue. */
  readonly compile: typeof compileStep = (problem, kernels, chips, options) => {
    const key = JSON.stringify([problem, options]);
    const known = this.steps.get(key);
    if (known) return known;
    const made = compileStep(problem, kernels, chips, options);
    this.steps.set(key, made);
    if (this.steps.size > KEPT) this.steps.delete(this.steps.keys().next().value!);
    return made;
  };
}
