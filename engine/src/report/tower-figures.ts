import type { Ranged } from '../training/answer.ts';

/** Pictures of every prompt: how many, tokens of all of them. */
export interface PromptTokens {
  readonly count: number;
  readonly tokens: number;
}

/** What the vision tower takes of a mean prompt, before its first token, and of memory on one accelerator. */
export interface TowerFigures {
  readonly seconds: Ranged;
  readonly flop: number;
  readonly bytes: number;
}
