import type { StepSums } from '../iteration/step.ts';

/** Why a request is not run at all. */
export const REFUSALS = ['too-long', 'exceeds-cache', 'exceeds-batch-tokens', 'queue-full', 'never-fits'] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What became of one request. One object is filled again and again: take out what is to be kept. Times in seconds from the start. */
export interface RequestRecord {
  id: number;
  arrival: number;
  /** Tokens, as asked. */
  input: number;
  output: number;
  session: number;
  priority: number;
  /** Start of its first iteration; -1 where there was none. */
  scheduled: number;
  /** End of the iteration that gave its first token; -1 where there was none. */
  firstToken: number;
  /** End of the iteration that gave its last token, or the moment of refusal. */
  finished: number;
  preemptions: number;
  /** Starts anew because a replica failed. */
  retries: number;
  /** Tokens of the prompt that were found in a prefix cache at its first iteration. */
  cachedTokens: number;
  /** Tokens it had still to generate when its prompt, grown by preemptions, was computed last; `output` where it was never preempted. */
  lastRunOutput: number;
  /** Replica that gave its last token; -1 where refused before one was chosen. */
  replica: number;
  refused: Refusal | null;
}

export const emptyRecord = (): RequestRecord => ({
  id: -1,
  arrival: 0,
  input: 0,
  output: 0,
  session: -1,
  priority: 0,
  scheduled: -1,
  firstToken: -1,
  finished: -1,
  preemptions: 0,
  retries: 0,
  cachedTokens: 0,
  lastRunOutput: 0,
  replica: -1,
  refused: null,
});

/** Where results go. What is absent costs nothing. */
export interface ServingSink {
  /** Called once for each request, when it has its last token or is refused. */
  record?(record: Readonly<RequestRecord>): void;
  /** `weight` tokens came `seconds` after the token before them of the same request. */
  gap?(seconds: number, weight: number): void;
  /** Called at the end of each iteration: what it ran, when it began, how long it took. The sums are used again. */
  step?(replica: number, step: Readonly<StepSums>, start: number, seconds: number): void;
}

/** Sums over a replica's or a system's time. */
export interface ServingTotals {
  /** Iterations, and seconds spent in them. */
  steps: number;
  busySeconds: number;
  /** Prompt tokens computed (again after a preemption), found in a prefix cache, and tokens generated. */
  promptTokens: number;
  cachedTokens: number;
  outputTokens: number;
  /** Requests that ended here. */
  finished: number;
  preemptions: number;
  /** Seconds added to iterations for blocks moved from or to host memory. */
  moveSeconds: number;
  /** Integral of the watts, idle time included; 0 where the timer gives no power. */
  joules: number;
  /** Seconds in which replicas are paid for: on, starting, or under repair. */
  upSeconds: number;
}

export const emptyTotals = (): ServingTotals => ({
  steps: 0,
  busySeconds: 0,
  promptTokens: 0,
  cachedTokens: 0,
  outputTokens: 0,
  finished: 0,
  preemptions: 0,
  moveSeconds: 0,
  joules: 0,
  upSeconds: 0,
});
