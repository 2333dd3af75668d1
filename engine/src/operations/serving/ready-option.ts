import { buildFittedMachine } from '../../cost/index.ts';
import { capacityBytes } from '../../machine/rates.ts';
import type { Assumed } from '../../report/assumed.ts';
import {
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
  withPower,
} from '../../serving/index.ts';
import type { Cut } from '../../serving/search/cuts.ts';
import type { ReadyOption, RefusedOption } from '../../serving/search/option.ts';
import type { OptionChoice } from './option-choice.ts';
import { DEFAULT_ACCEPTANCE } from './serving-defaults.ts';
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
 * where this is done. `refused` where weights and buffers leave no room for a request of the load's mean length.
 */
export function readyOption(setting: ServingSetting, choice: OptionChoice): ReadyServing | DoesNotFit {
  const { catalogue, scenario, load } = setting;
  const { place, cut } = choice;
  const problem = problemOf(setting, choice);
  const capacity = kvCapacity(problem, memorySettings(setting, choice));
  if (!capacity.fits || capacity.tokens.value < load.input + load.output)
    return { refused: memoryRule(capacity, load.input + load.output), place, problem, capacity };
  const { serve } = scenario;
  const speculation = speculationOf(setting);
  const step = compileStep(problem, catalogue.kernels, catalogue.chips, {
    ...(serve.graphs !== undefined && { graphs: serve.graphs }),
    ...(serve.router_skew !== undefined && { routerSkew: serve.router_skew }),
    ...(speculation && { speculation }),
  });
  const power = powerOf(problem);
  const basis: RangeBasis = { grade: step.grade, kind: rangeKindOf(problem.architecture, place.profile) };
  const { maxBatch, maxBatchedTokens } = batchOf(setting, place);
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
    assumed:
      runs.id === choice.weights.id
        ? []
        : [
            {
              key: 'products',
              value: `${choice.weights.id} → ${runs.id}`,
              source: 'the chip multiplies in no such format',
            },
          ],
  };
}

export const isReady = (option: ReadyServing | DoesNotFit): option is ReadyServing => !('refused' in option);

function problemOf({ catalogue, scenario, network }: ServingSetting, choice: OptionChoice): ServingProblem {
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
  return { architecture: network.architecture, machine, deployment, engine: place.profile.id };
}

/** Batch limits: what was said, else the engine's own for memory of that size. */
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
  const { small: _, ...usual } = place.profile.settings;
  const blockBytes = Math.max(1, blockTokens * bytesPerToken);
  const held = blocks.value * cut.dp;
  return {
    ...usual,
    ...batchOf(setting, place),
    ...(serve.scheduler && { scheduler: serve.scheduler }),
    ...(serve.chunked_prefill !== undefined && { chunkedPrefill: serve.chunked_prefill }),
    ...(serve.preemption && { preemption: serve.preemption }),
    blockTokens,
    blocks: held,
    // As engines do: the longest context of the model, unless one request of it is more than the cache holds.
    maxModelTokens: Math.min(
      serve.context ?? (architecture.maxPositions || Number.MAX_SAFE_INTEGER),
      held * blockTokens,
    ),
    prefixCache: prefixCacheOf(serve.prefix_cache, usual.prefixCache),
    swapSecondsPerBlock: blockBytes / machine.rates.host,
    offloadBlocks: Math.floor((serve.offload ?? 0) / blockBytes),
    speculativeTokens: serve.speculation?.tokens ?? 0,
    acceptance: acceptanceOf(setting),
    maxAdapters: 0,
    maxWaiting: serve.max_waiting ?? 0,
    byPriority: false,
  };
}

const prefixCacheOf = (
  said: 'on' | 'off' | 'lru' | 'radix' | undefined,
  usual: ReplicaSettings['prefixCache'],
): ReplicaSettings['prefixCache'] =>
  said === undefined ? usual : said === 'on' ? (usual === 'off' ? 'lru' : usual) : said;

/** Share of guesses that are accepted; 0 without speculation. */
export const acceptanceOf = ({ scenario: { serve } }: ServingSetting): number =>
  serve.speculation ? (serve.speculation.acceptance ?? DEFAULT_ACCEPTANCE.value) : 0;

/** Guessed by the model's own prediction modules where it has them, else by looking the text up. */
function speculationOf({ scenario: { serve }, network }: ServingSetting): Speculation | null {
  if (!serve.speculation) return null;
  const { tokens, by = network.architecture.mtp ? 'mtp' : 'lookup' } = serve.speculation;
  return { tokens, by };
}

function memoryRule({ parts, totalBytes, bytesPerToken }: KvCapacity, tokens: number): RefusedOption {
  const spent = parts.reduce((sum, { value }) => sum + value, 0);
  return { rule: 'serving-memory', values: { needed: spent + tokens * bytesPerToken, capacity: totalBytes, tokens } };
}
