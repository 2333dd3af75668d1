import { buildFittedMachine } from '../../cost/index.ts';
import { capacityBytes } from '../../machine/rates.ts';
import type { Assumed } from '../../report/assumed.ts';
import {
  type Adapters,
  adapterBytes,
  type CompiledStep,
  compileStep,
  type Deployment,
  formatOn,
  type KvCapacity,
  kvCapacity,
  type MemorySettings,
  powerOf,
  type RangeBasis,
  type ReplicaPower,
  type ReplicaSettings,
  rangeKindOf,
  type ServingProblem,
  type Speculation,
  servingWidths,
  weightBytes,
  withAdapters,
  withPower,
} from '../../serving/index.ts';
import type { Cut } from '../../serving/search/cuts.ts';
import type { ReadyOption, RefusedOption } from '../../serving/search/option.ts';
import type { OptionChoice } from './option-choice.ts';
import { ADAPTER_RANK, ADAPTERS_TOGETHER, DEFAULT_ACCEPTANCE, DISK_BANDWIDTH } from './serving-defaults.ts';
import type { ServingPlace, ServingSetting } from './settle-serving.ts';

/** A replica made ready: everything that estimate, fit, simulate and plan ask of it. */
export interface ReadyServing extends ReadyOption {
  readonly place: ServingPlace;
  readonly problem: ServingProblem;
  /** Tokens and blocks of the cache, with the budget that they follow from. */
  readonly capacity: KvCapacity;
  /** The timer with its reasons: parts of a step, kernels' sources, front end. `timer` is the same and gives watts, too. */
  readonly step: CompiledStep;
  /** Null where the chip's power rating is not published. */
  readonly power: ReplicaPower | null;
  readonly speculation: Speculation | null;
  /** What ranges of its figures follow from: `servingRange(quantity, value, basis)`. */
  readonly basis: RangeBasis;
  /** What this option alone took for granted. */
  readonly assumed: readonly Assumed[];
}

/** A replica that cannot start: its weights leave no room for one request. */
export interface DoesNotFit {
  readonly refused: RefusedOption;
  readonly place: ServingPlace;
  readonly problem: ServingProblem;
  readonly capacity: KvCapacity;
}

/** Accelerators of one replica. */
export const rankOf = ({ tp, pp, dp }: Cut): number => tp * pp * dp;

/** The replica's cache alone, without pricing any kernel: for looking for cuts and formats that fit. */
export const capacityAt = (setting: ServingSetting, choice: OptionChoice): KvCapacity =>
  kvCapacity(problemOf(setting, choice), memorySettings(setting, choice));

/**
 * Turns (accelerator, cut, formats) and the scenario's engine flags into a replica that can be timed, simulated and priced. The one place
 * where this is done. `refused` where weights and buffers leave no room for a request of the load's mean length. `compile`: for
 * callers that ask for the same replica under many loads and keep what is compiled.
 */
export function readyOption(
  setting: ServingSetting,
  choice: OptionChoice,
  compile: typeof compileStep = compileStep,
): ReadyServing | DoesNotFit {
  const { catalogue, scenario, load } = setting;
  const { place, cut } = choice;
  const problem = problemOf(setting, choice);
  const capacity = kvCapacity(problem, memorySettings(setting, choice));
  // A request is held by one rank of attention data parallelism.
  if (!capacity.fits || capacity.tokens.value / cut.dp < load.input + load.output)
    return { refused: memoryRule(capacity, load.input + load.output), place, problem, capacity };
  const { serve } = scenario;
  const speculation = speculationOf(setting);
  const { maxBatch, maxBatchedTokens } = batchOf(setting, place);
  const compiled = compile(problem, catalogue.kernels, catalogue.chips, {
    ...(problem.deployment.dp > 1 && { rankTokens: maxBatchedTokens }),
    ...(serve.graphs !== undefined && { graphs: serve.graphs }),
    ...(serve.router_skew !== undefined && { routerSkew: serve.router_skew }),
    ...(speculation && { speculation }),
  });
  const adapters = adaptersOf(setting);
  const step = adapters ? withAdapters(compiled, problem, adapters) : compiled;
  const power = powerOf(problem);
  const basis: RangeBasis = { grade: step.grade, kind: rangeKindOf(problem.architecture, place.profile) };
  const runs = formatOn(place.chip, choice.weights);
  return {
    place,
    chip: place.chip,
    accelerators: rankOf(cut),
    deployment: problem.deployment,
    engine: place.profile.id,
    settings: { maxBatch, maxBatchedTokens },
    problem,
    capacity,
    step,
    timer: withPower(step, power),
    power,
    speculation,
    replica: replicaSettings(setting, choice, problem, capacity),
    basis,
    spread: servingWidths('tpot', basis).p90,
    grade: step.grade,
    usdPerHour: place.price?.value ?? null,
    assumed: [
      ...(runs.id === choice.weights.id
        ? []
        : [
            {
              key: 'products',
              value: `${choice.weights.id} → ${runs.id}`,
              source: 'the chip multiplies in no such format',
            },
          ]),
      ...(adapters && serve.lora?.rank === undefined ? [ADAPTER_RANK] : []),
      ...(adapters && serve.lora?.together === undefined ? [{ ...ADAPTERS_TOGETHER, value: adapters.together }] : []),
      ...(serve.offload_disk !== undefined && serve.offload_disk_bandwidth === undefined ? [DISK_BANDWIDTH] : []),
    ],
  };
}

export const isReady = (option: ReadyServing | DoesNotFit): option is ReadyServing => !('refused' in option);

function problemOf({ catalogue, scenario, network, pictures }: ServingSetting, choice: OptionChoice): ServingProblem {
  const { place, cut, weights, kv } = choice;
  const { on } = scenario;
  const machine = buildFittedMachine(catalogue, {
    chip: place.chip,
    count: rankOf(cut),
    ...(place.system && { system: place.system }),
    ...(place.fabric && { fabric: place.fabric }),
    ...(on.network !== undefined && { scaleOutBytesPerSecond: on.network }),
    ...(on.memory !== undefined && { memoryBytes: on.memory }),
  });
  const deployment: Deployment = { ...cut, weights, kv };
  return {
    architecture: network.architecture,
    machine,
    deployment,
    engine: place.profile.id,
    ...(pictures && { pictures }),
  };
}

/** Batch limits of each rank of attention data parallelism, as engines are told them: what was said, else their own for memory of that size. */
function batchOf({ scenario: { serve, on } }: ServingSetting, { profile, chip }: ServingPlace) {
  const { small, ...usual } = profile.settings;
  const bytes = on.memory ?? capacityBytes(chip);
  const { maxBatch, maxBatchedTokens } = small && bytes < small.below ? small : usual;
  return { maxBatch: serve.max_batch ?? maxBatch, maxBatchedTokens: serve.max_batched_tokens ?? maxBatchedTokens };
}

function memorySettings(setting: ServingSetting, choice: OptionChoice): MemorySettings {
  const { scenario, network, load } = setting;
  const { serve } = scenario;
  const { place, cut, weights } = choice;
  const mtp = speculationOf(setting)?.by === 'mtp';
  const adapters = adaptersOf(setting);
  const typical = Math.ceil(load.input + load.output);
  return {
    ...batchOf(setting, place),
    // llama.cpp allocates its whole context at the start.
    contextTokens: place.profile.family === 'llamacpp' ? Math.max(serve.context ?? 0, typical) : typical,
    ...(place.version !== undefined && { version: place.version }),
    ...(serve.memory_fraction !== undefined && { fraction: serve.memory_fraction }),
    ...(serve.block !== undefined && { blockTokens: serve.block }),
    ...(serve.blocks !== undefined && { blocks: serve.blocks }),
    ...(serve.reserved !== undefined && { reservedBytes: serve.reserved }),
    ...(adapters && { adapterBytes: adapters.together * adapterBytes(problemOf(setting, choice), adapters.rank) }),
    ...(mtp && { weightBytes: weightBytes(network.architecture, { ...cut, weights }, { withMtp: true }).total }),
  };
}

function replicaSettings(
  setting: ServingSetting,
  { place, cut }: OptionChoice,
  { machine, architecture }: ServingProblem,
  { blocks, blockTokens, bytesPerToken }: KvCapacity,
): ReplicaSettings {
  const { serve } = setting.scenario;
  const adapters = adaptersOf(setting);
  const { small: _, ...usual } = place.profile.settings;
  const blockBytes = Math.max(1, blockTokens * bytesPerToken);
  // A block lies cut over the ranks of one attention rank; ranks of tensor and pipeline parallelism move their parts at once.
  const wholeBytes = blockBytes * cut.tp * cut.pp;
  const held = blocks.value * cut.dp;
  const { maxBatch, maxBatchedTokens } = batchOf(setting, place);
  return {
    ...usual,
    // Ranks of attention data parallelism have slots, a budget and a cache each.
    maxBatch: maxBatch * cut.dp,
    maxBatchedTokens: maxBatchedTokens * cut.dp,
    ...(serve.scheduler && { scheduler: serve.scheduler }),
    ...(serve.chunked_prefill !== undefined && { chunkedPrefill: serve.chunked_prefill }),
    ...(serve.preemption && { preemption: serve.preemption }),
    blockTokens,
    blocks: held,
    // As engines do: the longest context of the model, unless one request of it is more than the cache holds.
    maxModelTokens: Math.min(
      serve.context ?? (architecture.maxPositions || Number.MAX_SAFE_INTEGER),
      blocks.value * blockTokens,
    ),
    prefixCache: prefixCacheOf(serve.prefix_cache, usual.prefixCache),
    swapSecondsPerBlock: blockBytes / (serve.offload_bandwidth ?? machine.rates.host),
    offloadBlocks: Math.floor((serve.offload ?? 0) / wholeBytes),
    ...(serve.offload_disk !== undefined && {
      diskBlocks: Math.floor(serve.offload_disk / wholeBytes),
      diskSecondsPerBlock: wholeBytes / (serve.offload_disk_bandwidth ?? DISK_BANDWIDTH.value),
    }),
    speculativeTokens: serve.speculation?.tokens ?? 0,
    acceptance: acceptanceOf(setting),
    maxAdapters: adapters && adapters.count > adapters.together ? adapters.together : 0,
    maxWaiting: serve.max_waiting ?? 0,
    byPriority: false,
  };
}

/** Below it SGLang's own fraction is no choice of anybody's. */
const LEAST_FRACTION = 0.5;

const prefixCacheOf = (
  said: 'on' | 'off' | 'lru' | 'radix' | undefined,
  usual: ReplicaSettings['prefixCache'],
): ReplicaSettings['prefixCache'] =>
  said === undefined ? usual : said === 'on' ? (usual === 'off' ? 'lru' : usual) : said;

/** Share of guesses that are accepted; 0 without speculation. */
export const acceptanceOf = ({ scenario: { serve } }: ServingSetting): number =>
  serve.speculation ? (serve.speculation.acceptance ?? DEFAULT_ACCEPTANCE.value) : 0;

/** Adapters as said, gaps filled: the rank as engines allow at most unless told, and so many at once as a batch rarely exceeds. */
export function adaptersOf({ scenario: { serve } }: ServingSetting): Adapters | null {
  const { lora } = serve;
  if (!lora) return null;
  const { adapters: count, rank = ADAPTER_RANK.value, together = Math.min(count, ADAPTERS_TOGETHER.value) } = lora;
  return { count, rank, together: Math.min(count, together), share: lora.share ?? 1 };
}

/** Guessed by the model's own prediction modules where it has them, else by looking the text up. */
function speculationOf({ scenario: { serve }, network }: ServingSetting): Speculation | null {
  if (!serve.speculation) return null;
  const { tokens, by = network.architecture.mtp ? 'mtp' : 'lookup' } = serve.speculation;
  return { tokens, by };
}

function memoryRule({ parts, totalBytes, bytesPerToken }: KvCapacity, tokens: number): RefusedOption {
  const fraction = parts.find(({ part }) => part === 'fraction')?.because;
  const own = fraction?.inputs?.find(({ name }) => name === 'mem_fraction_static');
  // SGLang keeps 3 MiB back for each request of a graph and rank: with many ranks more than there is.
  if (own && own.kind === 'formula' && own.value < LEAST_FRACTION) {
    const [batch, ranks] = ['batch', 'dp'].map((name) => own.inputs?.find((node) => node.name === name)?.value ?? 0);
    return { rule: 'serving-fraction', values: { fraction: own.value, batch: batch!, ranks: ranks! } };
  }
  const spent = parts.reduce((sum, { value }) => sum + value, 0);
  return {
    rule: 'serving-memory',
    values: { needed: spent + tokens * bytesPerToken, capacity: totalBytes, tokens: Math.ceil(tokens) },
  };
}
