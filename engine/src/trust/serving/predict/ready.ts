import type { Chip, KernelFit } from '../../../facts/index.ts';
import {
  type CompiledStep,
  compileStep,
  type EngineProfile,
  kvCapacity,
  PLAIN_REPLICA,
  type ReplicaSettings,
  type ServingProblem,
  type TableMemo,
} from '../../../serving/index.ts';
import type { ServingCase } from '../case.ts';

/** What every prediction is made with; timers are kept, since rows share problems. */
export interface PredictionTools {
  readonly kernels: readonly KernelFit[];
  readonly chips: readonly Chip[];
  readonly timers: Map<string, CompiledStep>;
  readonly memo: TableMemo;
}

export const predictionTools = (kernels: readonly KernelFit[], chips: readonly Chip[]): PredictionTools => ({
  kernels,
  chips,
  timers: new Map(),
  memo: new Map(),
});

/** What a run asks of the cache. Tokens; requests at once. */
export interface Demand {
  /** Longest prompt and answer together, and a usual one. */
  readonly longest: number;
  readonly usual: number;
}

/** A replica of a case, made ready to run. */
export interface Ready {
  readonly timer: CompiledStep;
  readonly settings: ReplicaSettings;
  readonly frontEnd: { readonly request: number; readonly inputToken: number };
  /** Whatever had to be supposed beyond what the row says. */
  readonly assumed: readonly string[];
  /** Bytes of a token of the cache on one accelerator. */
  readonly bytesPerToken: number;
}

/** Timers that are kept before the oldest is let go. */
const MOST_TIMERS = 3000; // some 30 kB each
const UNBOUNDED = 2 ** 30; // tokens of one request: rows ran, whatever the model's own limit

/** The engine's settings as the benchmark started it: profile defaults, then what memory gives, then its flags. */
export function readyOf(one: ServingCase, problem: ServingProblem, demand: Demand, tools: PredictionTools): Ready {
  const { flags, version } = one;
  const profile = startedWith(flags, one.load.kind === 'offline' ? quiet(one.profile) : one.profile);
  const { settings } = profile;
  const { small } = settings;
  const isSmall = small !== undefined && problem.machine.rates.capacity < small.below;
  const ranks = problem.deployment.dp;
  const maxBatch = flags.maxBatch ?? (isSmall ? small.maxBatch : settings.maxBatch);
  const maxBatchedTokens = flags.maxBatchedTokens ?? (isSmall ? small.maxBatchedTokens : settings.maxBatchedTokens);
  const capacity = kvCapacity(problem, {
    ...(version && /^\d+\.\d+/.test(version) && { version }),
    ...(flags.fraction && { fraction: flags.fraction }),
    ...(flags.blocks && { blocks: flags.blocks }),
    maxBatch,
    maxBatchedTokens,
    contextTokens: Math.max(1, Math.round(demand.usual)),
  });
  const { blockTokens } = capacity;
  const counted = capacity.blocks.value * ranks;
  // The row ran: a cache that by our count does not hold one request held one all the same.
  const least = Math.ceil((demand.longest + (flags.speculativeTokens ?? 0)) / blockTokens) + 1;
  const blocks = Math.max(counted, least);
  const timer = timerOf({ ...one, profile }, problem, tools, ranks > 1 ? maxBatchedTokens : undefined);
  return {
    timer,
    settings: {
      ...PLAIN_REPLICA,
      scheduler: flags.scheduler ?? settings.scheduler,
      // Ranks of attention data parallelism have slots and a budget each.
      maxBatch: maxBatch * ranks,
      maxBatchedTokens: maxBatchedTokens * ranks,
      chunkedPrefill: flags.chunkedPrefill ?? settings.chunkedPrefill,
      blockTokens,
      blocks,
      watermark: blocks > counted ? 0 : settings.watermark,
      maxModelTokens: UNBOUNDED,
      prefixCache: flags.prefixCache ?? settings.prefixCache,
      preemption: settings.preemption,
      speculativeTokens: flags.speculativeTokens ?? 0,
      acceptance: flags.acceptance ?? 0,
      ...(flags.reservesPrompt && { reservesPrompt: true }),
      ...(flags.waitsFor && { waitsFor: flags.waitsFor }),
    },
    frontEnd: timer.frontEnd,
    assumed: blocks > counted ? ['kv=one request'] : [],
    bytesPerToken: capacity.bytesPerToken,
  };
}

/** A profile whose kernels and graphs the benchmark's flags change. */
function startedWith(flags: ServingCase['flags'], profile: EngineProfile): EngineProfile {
  const { eagerPrompts, tensorFloats, graphTokens, expertKernel } = flags;
  const changed = { eagerPrompts, tensorFloats, graphTokens, expertKernel };
  const stated = Object.entries(changed).filter(([, value]) => value !== undefined);
  return stated.length === 0 ? profile : { ...profile, ...Object.fromEntries(stated) };
}

/** Answers come back whole: hosts touch a request when it starts and ends. */
const quiet = (profile: EngineProfile): EngineProfile => {
  const { overheads } = profile;
  const { quiet: requests, quietPrompts: prompts, sequence, chunk } = overheads;
  return requests === 1 && prompts === 1
    ? profile
    : { ...profile, overheads: { ...overheads, sequence: requests * sequence, chunk: prompts * chunk } };
};

/** Rows share few networks: each is written out once. */
const TEXTS = new WeakMap<object, string>();
function textOf(architecture: ServingProblem['architecture']): string {
  const known = TEXTS.get(architecture) ?? JSON.stringify(architecture);
  TEXTS.set(architecture, known);
  return known;
}

function timerOf(
  one: ServingCase,
  problem: ServingProblem,
  { kernels, chips, timers, memo }: PredictionTools,
  rankTokens: number | undefined,
): CompiledStep {
  const { profile, flags } = one;
  const ahead = flags.speculativeTokens ?? 0;
  const beams = ('beams' in one.load && one.load.beams) || 1;
  const key = JSON.stringify([
    textOf(problem.architecture),
    problem.machine.chip.id,
    problem.machine.rates.capacity,
    problem.machine.count,
    problem.deployment,
    problem.pictures,
    profile.id,
    profile.kernels,
    profile.overheads,
    profile.overlaps,
    profile.graphTokens,
    profile.eagerPrompts,
    profile.tensorFloats,
    profile.expertKernel,
    ahead,
    flags.guessedBy,
    beams,
    rankTokens,
  ]);
  const known = timers.get(key);
  if (known) return known;
  if (timers.size >= MOST_TIMERS) timers.delete(timers.keys().next().value!);
  const timer = compileStep(problem, kernels, chips, {
    profile,
    memo,
    ...(rankTokens && { rankTokens }),
    ...(beams > 1 && { beams }),
    ...(ahead > 0 && { speculation: { tokens: ahead, by: flags.guessedBy ?? 'mtp' } }),
  });
  timers.set(key, timer);
  return timer;
}
