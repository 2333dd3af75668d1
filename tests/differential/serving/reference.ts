import { emptyStep, type ReplicaSettings, type StepTimer } from '../../../engine/src/serving/index.ts';
import { SCHEDULES, type ScheduleName } from './reference-schedules.ts';

/** What comes in. */
export interface Asked {
  readonly arrival: number;
  readonly input: number;
  readonly output: number;
}

/** One request, a plain object: the simulator under test keeps columns and sums instead. */
export interface Job extends Asked {
  readonly id: number;
  /** Tokens to be in the cache before the next one is generated; grows when it is preempted. */
  prompt: number;
  /** Tokens in the cache. */
  computed: number;
  /** Tokens generated. */
  generated: number;
  /** Blocks of the cache. */
  blocks: number;
  /** Start of the first step, ends of the steps of the first and the last token. Seconds; -1 before. */
  scheduled: number;
  firstToken: number;
  finished: number;
  preemptions: number;
  /** Tokens still to generate when its prompt was computed last. */
  lastRunOutput: number;
}

/** A request's part of one step: a piece of its prompt, or one token from the cache. */
export interface Part {
  readonly job: Job;
  readonly tokens: number;
}

/** One replica between steps. */
export interface Replica {
  readonly settings: ReplicaSettings;
  clock: number;
  free: number;
  waiting: Job[];
  /** Let in and not ended, in the order that the scheduler keeps. */
  running: Job[];
  /** The step in flight and its end; empty and Infinity when there is none. */
  batch: Part[];
  stepEnd: number;
  /** Rows of a static batch that have ended and are computed on: their contexts. */
  ghosts: number[];
}

/** The index of a replica. */
export type Route = (replicas: readonly Replica[]) => number;

/** The replica with the least of something, the first of equals. Vidur's `lor` counts those that wait. */
export const least =
  (of: (replica: Replica) => number): Route =>
  (replicas) =>
    replicas.reduce((best, replica, i) => (of(replica) < of(replicas[best]!) ? i : best), 0);

/** The replica with the least of something; of equals the one that is first in the order in which they were given requests. */
export function leastInTurn(of: (replica: Replica) => number): Route {
  const order: Replica[] = [];
  return (replicas) => {
    if (order.length === 0) order.push(...replicas);
    const least = Math.min(...order.map(of));
    const [next] = order.splice(
      order.findIndex((replica) => of(replica) === least),
      1,
    );
    order.push(next!);
    return replicas.indexOf(next!);
  };
}

export interface ReferenceResult {
  readonly jobs: readonly Job[];
  /** End of the last step, seconds. */
  readonly makespan: number;
  readonly steps: number;
  /** The longest step, seconds: what "within one step" may mean. */
  readonly longestStep: number;
}

export const decodes = (job: Job): boolean => job.computed >= job.prompt;

export const blocksFor = (tokens: number, { settings }: Replica): number => Math.ceil(tokens / settings.blockTokens);

/** Holds blocks for `tokens`; the caller has seen to it that they are free. */
export function hold(replica: Replica, job: Job, tokens: number): void {
  const more = Math.max(0, blocksFor(tokens, replica) - job.blocks);
  job.blocks += more;
  replica.free -= more;
  if (replica.free < 0) throw new Error('more blocks held than there are');
}

export function letGo(replica: Replica, job: Job): void {
  replica.free += job.blocks;
  job.blocks = 0;
}

/** Back to the front of the waiting: all tokens there are have to be computed again. `kept` = what becomes its prompt. */
export function preempt(replica: Replica, job: Job, kept = job.input + job.generated): void {
  letGo(replica, job);
  job.prompt = kept;
  job.computed = 0;
  job.preemptions++;
  replica.running = replica.running.filter((other) => other !== job);
  replica.waiting.unshift(job);
}

/** Simulates replicas one step at a time. `route` names the replica of the next request. */
export function simulateReference(
  settings: ReplicaSettings,
  timer: StepTimer,
  asked: readonly Asked[],
  { replicas: count = 1, route = () => 0 }: { replicas?: number; route?: Route } = {},
): ReferenceResult {
  const schedule = SCHEDULES[settings.scheduler as ScheduleName];
  const jobs = asked.map(
    (one, id): Job => ({
      ...one,
      id,
      prompt: one.input,
      computed: 0,
      generated: 0,
      blocks: 0,
      scheduled: -1,
      firstToken: -1,
      finished: -1,
      preemptions: 0,
      lastRunOutput: one.output,
    }),
  );
  const replicas = Array.from(
    { length: count },
    (): Replica => ({
      settings,
      clock: 0,
      free: settings.blocks,
      waiting: [],
      running: [],
      batch: [],
      stepEnd: Number.POSITIVE_INFINITY,
      ghosts: [],
    }),
  );
  let steps = 0;
  let longestStep = 0;
  let makespan = 0;

  const begin = (replica: Replica, now: number): void => {
    replica.clock = now;
    const batch = schedule(replica);
    if (batch.length === 0) return;
    const seconds = timer.seconds(sumsOf(batch, replica));
    for (const { job } of batch) if (job.scheduled < 0) job.scheduled = replica.clock;
    replica.batch = batch;
    replica.stepEnd = replica.clock + seconds;
    longestStep = Math.max(longestStep, seconds);
    steps++;
  };

  const end = (replica: Replica): void => {
    replica.clock = replica.stepEnd;
    replica.stepEnd = Number.POSITIVE_INFINITY;
    makespan = Math.max(makespan, replica.clock);
    replica.ghosts = replica.ghosts.map((context) => context + 1);
    for (const { job, tokens } of replica.batch) advance(replica, job, tokens);
    replica.batch = [];
    if (replica.running.length === 0 && replica.ghosts.length > 0) {
      replica.ghosts = [];
      replica.free = settings.blocks;
    }
  };

  for (let next = 0; ; ) {
    const arrival = jobs[next]?.arrival ?? Number.POSITIVE_INFINITY;
    const first = replicas.reduce((a, b) => (b.stepEnd < a.stepEnd ? b : a));
    if (arrival === Number.POSITIVE_INFINITY && first.stepEnd === Number.POSITIVE_INFINITY) break;
    // Of an arrival and the end of a step at the same moment the arrival comes first.
    const now = Math.min(arrival, first.stepEnd);
    if (arrival === now) {
      replicas[route(replicas)]!.waiting.push(jobs[next++]!);
      // All that come at one moment are seen before anything starts.
      if (jobs[next]?.arrival === now) continue;
    } else {
      end(first);
    }
    for (const replica of replicas) if (replica.stepEnd === Number.POSITIVE_INFINITY) begin(replica, now);
  }
  return { jobs, makespan, steps, longestStep };
}

/** A request's part of a step that has ended. */
function advance(replica: Replica, job: Job, tokens: number): void {
  const decoded = decodes(job);
  job.computed += tokens;
  if (!decodes(job)) return;
  if (!decoded) job.lastRunOutput = job.input + job.output - job.prompt;
  job.generated = job.computed + 1 - job.input;
  if (job.firstToken < 0) job.firstToken = replica.clock;
  if (job.generated < job.output) return;
  job.finished = replica.clock;
  replica.running = replica.running.filter((other) => other !== job);
  if (replica.settings.scheduler === 'static' && decoded) {
    // Its row stays in the padded batch, and so do its blocks.
    replica.ghosts.push(job.computed);
  } else {
    letGo(replica, job);
  }
}

function sumsOf(batch: readonly Part[], { ghosts }: Replica) {
  const step = emptyStep();
  const decode = (context: number): void => {
    step.decodes++;
    step.decodeContext += context;
    step.longestContext = Math.max(step.longestContext, context);
    step.logits++;
  };
  let decoding = false;
  for (const { job, tokens } of batch) {
    if (job.scheduled < 0) step.starts++;
    if (decodes(job)) {
      decoding = true;
      decode(job.computed + 1);
      if (job.generated + 1 === job.output) step.ends++;
      continue;
    }
    step.chunks++;
    step.chunkTokens += tokens;
    step.chunkPrior += job.computed;
    step.chunkSquares += tokens * tokens;
    step.chunkPairs += tokens * (job.computed + (tokens + 1) / 2);
    if (job.computed + tokens === job.prompt) {
      step.logits++;
      if (job.prompt + 1 === job.input + job.output) step.ends++;
    }
  }
  if (decoding) for (const context of ghosts) decode(context + 1);
  return step;
}
