import { blocksFor, decodes, hold, type Job, type Part, preempt, type Replica } from './reference.ts';

export type ScheduleName = 'vidur-sarathi' | 'vidur-vllm' | 'vllm-v1' | 'vllm-v0' | 'sarathi' | 'trtllm' | 'static';

/** Chooses what the next step runs, changing the replica as the engine would; an empty batch means that nothing can run. */
type Schedule = (replica: Replica) => Part[];

const watermark = ({ settings }: Replica): number => Math.floor(settings.watermark * settings.blocks);

/** Vidur lets a request in when its prompt fits beside the watermark. */
const fits = (replica: Replica, job: Job): boolean =>
  replica.free - blocksFor(job.prompt, replica) >= watermark(replica);

/** Vidur's restart keeps what was processed as the new prompt, also where the old one was not through. */
const restart = (replica: Replica, job: Job): void =>
  preempt(replica, job, decodes(job) ? job.computed + 1 : job.computed);

/**
 * A decode in Vidur asks for one free block even where it needs none. Whoever is last in `others` gives way, in the end the request itself.
 * The block is for the newest token, which Vidur counts as processed.
 */
function holdForDecode(replica: Replica, job: Job, others: Job[]): boolean {
  while (replica.free < 1) {
    const victim = others.pop();
    restart(replica, victim ?? job);
    if (!victim) return false;
  }
  hold(replica, job, job.computed + 1);
  return true;
}

/** One decode step of all that run, the earliest arrived first. */
function oneTokenOfAll(replica: Replica): Part[] {
  const queue = [...replica.running].sort((a, b) => a.arrival - b.arrival);
  const parts: Part[] = [];
  while (queue.length > 0) {
    const job = queue.shift()!;
    if (holdForDecode(replica, job, queue)) parts.push({ job, tokens: 1 });
  }
  return parts;
}

const vidurSarathi: Schedule = (replica) => {
  const { settings } = replica;
  const parts: Part[] = [];
  const partial: Job[] = [];
  const queue = [...replica.running];
  let tokens = 0;
  while (queue.length > 0 && parts.length < settings.maxBatch) {
    const job = queue.shift()!;
    if (!decodes(job)) partial.push(job);
    else if (holdForDecode(replica, job, queue)) {
      parts.push({ job, tokens: 1 });
      tokens++;
    }
  }
  const run = (job: Job): boolean => {
    const chunk = Math.max(0, Math.min(job.prompt - job.computed, settings.maxBatchedTokens - tokens));
    if (chunk > 0) parts.push({ job, tokens: chunk });
    tokens += chunk;
    return chunk > 0;
  };
  const skipped = partial.filter((job) => !run(job));
  while (replica.waiting.length > 0 && parts.length < settings.maxBatch) {
    const job = replica.waiting[0]!;
    if (replica.running.length === settings.maxBatch || !fits(replica, job)) break;
    if (settings.maxBatchedTokens <= tokens) break;
    replica.waiting.shift();
    hold(replica, job, job.prompt);
    replica.running.push(job);
    run(job);
  }
  // What did not run comes first, by arrival; then the batch in its own order.
  const left = [...skipped, ...queue].sort((a, b) => a.arrival - b.arrival);
  replica.running = [...left, ...parts.map(({ job }) => job)];
  return parts;
};

const vidurVllm: Schedule = (replica) => {
  const { settings } = replica;
  const prompts: Part[] = [];
  let longest = 0;
  while (replica.waiting.length > 0) {
    const job = replica.waiting[0]!;
    longest = Math.max(longest, job.prompt);
    if (!fits(replica, job) || (prompts.length + 1) * longest > settings.maxBatchedTokens) break;
    if (replica.running.length === settings.maxBatch) break;
    replica.waiting.shift();
    hold(replica, job, job.prompt);
    replica.running.push(job);
    prompts.push({ job, tokens: job.prompt });
  }
  if (prompts.length > 0) return prompts;
  return oneTokenOfAll(replica);
};

/**
 * What runs comes first, in order of admission, then what waits while tokens, places and blocks last. `blocksOf` = tokens that a request
 * has its blocks for when it is let in with a first piece of its prompt.
 */
const inFlight =
  (blocksOf: (job: Job, piece: number) => number): Schedule =>
  (replica) => {
    const { settings } = replica;
    const parts: Part[] = [];
    let budget = settings.maxBatchedTokens;
    let preempted = false;
    // The newest gives way, perhaps the request itself.
    const room = (job: Job, tokens: number): boolean => {
      while (blocksFor(job.computed + tokens, replica) - job.blocks > replica.free) {
        const victim = replica.running.at(-1)!;
        preempt(replica, victim);
        preempted = true;
        if (victim === job) return false;
      }
      return true;
    };
    for (let i = 0; i < replica.running.length && budget > 0; i++) {
      const job = replica.running[i]!;
      const tokens = decodes(job) ? 1 : Math.min(job.prompt - job.computed, budget);
      if (!room(job, tokens)) break;
      hold(replica, job, job.computed + tokens);
      parts.push({ job, tokens });
      budget -= tokens;
    }
    while (!preempted && budget > 0 && replica.waiting.length > 0 && replica.running.length < settings.maxBatch) {
      const job = replica.waiting[0]!;
      // A whole prompt that finds no room runs beside the decodes all the same, if it is the only one: a literal reading would starve it
      // where prompts are as long as the budget, and measured engines do not.
      if (!settings.chunkedPrefill && job.prompt > budget && parts.some((part) => !decodes(part.job))) break;
      const tokens = settings.chunkedPrefill ? Math.min(job.prompt, budget) : job.prompt;
      const held = blocksOf(job, tokens);
      if (replica.free - blocksFor(held, replica) < watermark(replica)) break;
      replica.waiting.shift();
      hold(replica, job, held);
      replica.running.push(job);
      parts.push({ job, tokens });
      budget -= tokens;
    }
    return parts;
  };

/** vLLM v0 without chunks: whole prompts first, alone; else one token of all that run, each asking for a free block as in Vidur. */
const vllmV0: Schedule = (replica) => {
  const { settings } = replica;
  const prompts: Part[] = [];
  let tokens = 0;
  while (replica.waiting.length > 0 && replica.running.length < settings.maxBatch) {
    const job = replica.waiting[0]!;
    if (!fits(replica, job) || tokens + job.prompt > settings.maxBatchedTokens) break;
    replica.waiting.shift();
    hold(replica, job, job.prompt);
    replica.running.push(job);
    prompts.push({ job, tokens: job.prompt });
    tokens += job.prompt;
  }
  if (prompts.length > 0) return prompts;
  return oneTokenOfAll(replica);
};

/** Prompts and outputs have their blocks from the start; the next batch is let in when the last request of this one has ended. */
const staticBatch: Schedule = (replica) => {
  const { settings } = replica;
  if (replica.running.length === 0) {
    while (replica.waiting.length > 0 && replica.running.length < settings.maxBatch) {
      const job = replica.waiting[0]!;
      const all = job.input + job.output - 1;
      if (replica.free - blocksFor(all, replica) < watermark(replica)) break;
      replica.waiting.shift();
      hold(replica, job, all);
      replica.running.push(job);
    }
  }
  const parts: Part[] = [];
  let budget = settings.maxBatchedTokens;
  for (const job of replica.running) {
    if (decodes(job)) continue;
    if (parts.length > 0 && job.prompt > budget) break;
    parts.push({ job, tokens: job.prompt });
    budget -= job.prompt;
  }
  return parts.length > 0 ? parts : replica.running.map((job) => ({ job, tokens: 1 }));
};

export const SCHEDULES: Record<ScheduleName, Schedule> = {
  'vidur-sarathi': vidurSarathi,
  'vidur-vllm': vidurVllm,
  'vllm-v1': inFlight((_, piece) => piece),
  sarathi: inFlight(({ prompt }) => prompt),
  // All that it will ever hold is there from the start: nobody is preempted.
  trtllm: inFlight(({ input, output }) => input + output - 1),
  'vllm-v0': vllmV0,
  static: staticBatch,
};
