import type { CompiledStep } from '../serving/index.ts';
import { SearchMemory } from '../training/search/search-memory.ts';

/** Compiled replicas that are kept: their tables are large. */
const KEPT = 8;

/** What a face that is asked nearly the same again and again keeps between questions. Answers are the same with it and without. */
export class AnswerMemory {
  readonly searches = new SearchMemory();
  private readonly steps = new Map<string, CompiledStep>();

  /** A compiled replica by all that it is compiled from, but the kernels: one memory is for one catalogue. */
  compiled(from: unknown, make: () => CompiledStep): CompiledStep {
    const key = JSON.stringify(from);
    const known = this.steps.get(key);
    if (known) return known;
    const made = make();
    this.steps.set(key, made);
    if (this.steps.size > KEPT) this.steps.delete(this.steps.keys().next().value!);
    return made;
  }
}
