import type { Refusal, Repair, Role, SeriesPoints, StepPart } from '../serving/index.ts';
import type { Ranged } from '../training/answer.ts';
import type { Currency } from '../units/index.ts';
import type { Assertion } from './assertion.ts';
import type { Assumed } from './assumed.ts';
import type { PromptTokens, TowerFigures } from './tower-figures.ts';
import type { Part } from './train-report.ts';

/** What came of it: nothing was promised, all promises are kept, one is missed, more comes than can be answered, or it was cut short. */
export type ServingOutcome = 'answered' | 'kept' | 'missed' | 'overloaded' | 'stopped';

/** Which latencies are reported. */
export const LATENCIES = ['ttft', 'tpot', 'itl', 'e2e', 'queue'] as const;
export type LatencyName = (typeof LATENCIES)[number];

/** Shares of requests at which the spread of a latency is told: closer together towards its tail. */
export const SPREAD_SHARES = [
  0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.9925, 0.995,
  0.9975, 0.999,
] as const;

/** Seconds within which so large a share of requests stays, with its 90 % range: value, low, high. */
export type SpreadPoint = readonly [share: number, seconds: number, low: number, high: number];

/** Seconds, each with its 90 % range. */
export interface LatencyFigures {
  readonly mean: Ranged;
  readonly p50: Ranged;
  readonly p90: Ranged;
  readonly p95: Ranged;
  readonly p99: Ranged;
  readonly max: number;
}

/** Resources that can bind, as shares of what there is. */
export const RESOURCES = ['busy', 'compute', 'bandwidth', 'link', 'host', 'kv', 'slots', 'adapters', 'tokens'] as const;
export type Resource = (typeof RESOURCES)[number];

/** One kind of replicas. */
export interface DeploymentFigures {
  readonly role: Role;
  readonly chip: string;
  readonly chipName: string;
  readonly replicas: number;
  /** Of one replica. */
  readonly accelerators: number;
  readonly tp: number;
  readonly pp: number;
  readonly dp: number;
  readonly ep: number;
  readonly weights: string;
  readonly kv: string;
  readonly engine: string;
  /** Tokens that the cache of one replica holds. */
  readonly kvTokens: number;
  readonly maxBatch: number;
  readonly maxBatchedTokens: number;
  readonly utilisation: readonly Part<Resource>[];
  /** Seconds of a mean step by part, largest first. */
  readonly step: readonly Part<StepPart>[];
  readonly grade: 'silicon' | 'family' | 'datasheet';
}

export interface PromiseFigures {
  readonly quantity: 'ttft' | 'tpot' | 'e2e';
  readonly percentile: number;
  /** Seconds. */
  readonly limit: number;
  readonly value: Ranged;
  readonly kept: boolean;
  /** The whole range lies on one side of the limit. */
  readonly sure: boolean;
}

/** What traffic was simulated. */
export interface SimulatedTraffic {
  readonly name: string;
  readonly kind: 'trace' | 'preset' | 'people' | 'lengths';
  readonly seed: number;
  readonly arrived: number;
  /** To the last arrival. */
  readonly seconds: number;
  readonly requestsPerSecond: number;
  readonly inputMean: number;
  /** Pictures among the tokens of every prompt; absent where there are none. */
  readonly pictures?: PromptTokens;
  readonly outputMean: number;
  /** It says, or somebody does, which prompts begin alike; where nobody does a prefix cache finds nothing. */
  readonly prefixesTold: boolean;
}

export interface MoneyFigures {
  readonly currency: Currency;
  readonly perUsd: number;
  /** USD/h of everything. */
  readonly perHour: Ranged;
  /** USD for a million tokens: computed prompt tokens, cached ones, generated ones; all cost over output tokens; over all tokens. */
  readonly input: Ranged | null;
  readonly cached: Ranged | null;
  readonly output: Ranged | null;
  readonly allPerOutput: Ranged;
  readonly blended: Ranged;
  readonly perRequest: Ranged;
}

/** Costs as people count them. USD. */
export interface UseFigures {
  readonly perTask: Ranged;
  readonly perUserMonth: Ranged;
  /** While a person or an agent is at it without a pause. */
  readonly perHourOfWork: Ranged | null;
}

export interface SimulationReport {
  readonly kind: 'simulation';
  readonly outcome: ServingOutcome;
  readonly model: string;
  readonly modelName: string;
  readonly parameters: number;
  /** Of the vision tower; absent where prompts are of text alone. */
  readonly tower?: TowerFigures;
  readonly traffic: SimulatedTraffic;
  /** Rows of a trace that were not taken as they are: by which rule, how many, the first. */
  readonly repairs: readonly Repair[];
  readonly deployments: readonly DeploymentFigures[];
  /** Replicas that were simulated where the system is larger than that; null = all. */
  readonly slice: number | null;
  readonly router: string;
  /** Requests of one length behind a router that counts the outstanding come in bunches. */
  readonly bunches: boolean;
  readonly latency: Readonly<Record<LatencyName, LatencyFigures | null>>;
  /** The whole distribution, as far into its tail as there are requests; empty where nothing was measured. */
  readonly spread: Readonly<Record<'ttft' | 'tpot' | 'e2e', readonly SpreadPoint[]>>;
  /** e2e over output tokens: the other definition of TPOT. */
  readonly tpotInclusive: LatencyFigures | null;
  readonly tpotDefinitions: { readonly used: string; readonly other: string };
  readonly promises: readonly PromiseFigures[];
  /** Share of requests that keep every limit one by one, and so many a second. */
  readonly goodput: { readonly share: Ranged; readonly perSecond: Ranged } | null;
  readonly requests: {
    readonly finished: number;
    readonly refused: readonly { readonly why: Refusal; readonly count: number }[];
    readonly unanswered: number;
    readonly preemptions: number;
  };
  readonly rates: {
    readonly outputTokensPerSecond: Ranged;
    readonly outputTokensPerSecondPerAccelerator: Ranged;
    /** 1/TPOT at the mean. */
    readonly tokensPerSecondPerUser: Ranged | null;
    readonly inputTokensPerSecond: Ranged;
  };
  /** Share of prompt tokens found in the cache; null where there is no prefix cache. */
  readonly cacheHits: number | null;
  readonly overload: { readonly seconds: number; readonly arrived: number; readonly waiting: number } | null;
  /** Whether the run with the slowest steps of the range is overloaded too. */
  readonly overloadedIfSlow: boolean;
  readonly binds: { readonly deployment: number; readonly resource: Resource | 'nothing' };
  readonly power: {
    /** Of all accelerators, mean. */
    readonly watts: Ranged;
    readonly joulesPerOutputToken: Ranged;
    readonly joulesPerToken: Ranged;
  } | null;
  readonly money: MoneyFigures | null;
  readonly uses: UseFigures | null;
  readonly series: SeriesPoints | null;
  readonly assumed: readonly Assumed[];
  readonly assertions: readonly Assertion[];
  /** Seconds simulated to the last answer. */
  readonly seconds: number;
}

/** Missed only by requests that are longer than the model takes: all others keep every limit. */
export const keptButTooLong = ({ outcome, requests, promises }: SimulationReport): boolean =>
  outcome === 'missed' &&
  requests.refused.some(({ why }) => why === 'too-long') &&
  promises.every(({ value, limit }) => value.value <= limit);
