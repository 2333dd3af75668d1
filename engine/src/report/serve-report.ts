import type { Because } from '../because/index.ts';
import type { BatchBind, BudgetPartName, Repair, StepPart, TimeBind } from '../serving/index.ts';
import type { RefusedOption } from '../serving/search/option.ts';
import type { Ranged } from '../training/answer.ts';
import type { Currency } from '../units/index.ts';
import type { Assertion } from './assertion.ts';
import type { Assumed } from './assumed.ts';
import type { UseFigures } from './simulation-report.ts';
import type { PromptTokens, TowerFigures } from './tower-figures.ts';
import type { Part } from './train-report.ts';

/** What came of a question about a deployment under constant load. */
export type ServeOutcome = 'fits' | 'does-not-fit' | 'overloaded' | 'missed';

/** The answer to "how does this deployment do under this load?": plain data, base units. */
export interface ServeReport {
  readonly kind: 'serve';
  readonly outcome: ServeOutcome;
  /** Rows of a trace that were not taken as they are. */
  readonly repairs: readonly Repair[];
  /** The rule that a replica which does not fit breaks; absent where it fits. */
  readonly refused?: RefusedOption;
  readonly question: ServeQuestion;
  readonly figures: ServeFigures | null;
  /** Of the vision tower; absent where prompts are of text alone, or it does not fit. */
  readonly tower?: TowerFigures;
  /** Seconds of the mean iteration by part, largest first. */
  readonly step: readonly Part<StepPart>[];
  readonly memory: ServeMemory;
  readonly binds: ServeBinds | null;
  readonly promises: readonly ServePromise[];
  readonly assumed: readonly Assumed[];
  readonly assertions: readonly Assertion[];
  readonly grade: 'silicon' | 'family' | 'datasheet' | null;
  /** Root `answer`; null where it does not fit. */
  readonly because: Because | null;
}

export interface ServeQuestion {
  readonly model: string;
  readonly modelName: string;
  readonly parameters: number;
  /** Of a vision tower beside them; absent where there is none. */
  readonly visionParameters?: number;
  readonly chip: string;
  readonly chipName: string;
  /** Bytes of memory of an accelerator, where the scenario states them; null = the chip's own. */
  readonly memoryBytes: number | null;
  readonly accelerators: number;
  readonly replicas: number;
  readonly tp: number;
  readonly pp: number;
  readonly dp: number;
  readonly ep: number;
  readonly engine: string;
  readonly weights: string;
  readonly kv: string;
  readonly maxBatch: number;
  readonly maxBatchedTokens: number;
  /** Longest request that the engine takes. */
  readonly context: number | null;
  readonly load: ServeLoad;
}

/** What comes, of the whole system: a mean request, and how many. */
export interface ServeLoad {
  readonly kind: 'rate' | 'clients' | 'full';
  readonly input: number;
  /** Pictures among the tokens of every prompt; absent where there are none. */
  readonly pictures?: PromptTokens;
  readonly output: number;
  readonly cached: number;
  readonly requestsPerSecond: number | null;
  /** At the busiest time, where it is known to differ. */
  readonly peakPerSecond: number | null;
  readonly clients: number | null;
  /** Prompt and answer of the longest request that was seen, where requests differ. */
  readonly longest: number | null;
}

/** Figures with their 90 % range where they have one; of the whole system unless they say otherwise. */
export interface ServeFigures {
  /** Arrival to first token: of an idle replica, and beside the load's other requests, nobody in line. */
  readonly ttftAlone: Ranged;
  readonly ttft: Ranged;
  /** Clients' requests wait so long in line before that. */
  readonly line: Ranged | null;
  /** (e2e - TTFT)/(output - 1), and e2e/output. */
  readonly tpot: Ranged;
  readonly tpotInclusive: Ranged;
  readonly tpotDefinitions: { readonly used: string; readonly other: string };
  readonly e2e: Ranged;
  readonly tokensPerSecondPerUser: Ranged;
  readonly tokensPerSecondPerAccelerator: Ranged;
  readonly outputTokensPerSecond: Ranged;
  readonly totalTokensPerSecond: Ranged;
  readonly requestsPerSecond: Ranged;
  /** What it carries flat out. */
  readonly mostRequestsPerSecond: Ranged;
  /** Requests that run at once on one replica, and the most by its limits. */
  readonly running: number;
  readonly largestBatch: Ranged;
  readonly inLine: number;
  readonly power: ServePower | null;
  readonly money: ServeMoney | null;
  /** Per task, user and hour of work, where the traffic is of people or of an application. */
  readonly uses: UseFigures | null;
}

export interface ServePower {
  /** W of all accelerators, mean. */
  readonly watts: Ranged;
  /** Of the accelerators, as benchmarks print it; and at the site's meter. */
  readonly joulesPerOutputToken: Ranged;
  readonly siteJoulesPerOutputToken: Ranged;
  readonly siteWatts: Ranged;
  /** kgCO2e of a million output tokens. */
  readonly carbonPerMillion: Ranged;
}

/** USD; `perUsd` turns them into `currency`. A million tokens each. */
export interface ServeMoney {
  readonly currency: Currency;
  readonly perUsd: number;
  readonly perHour: Ranged;
  readonly input: Ranged | null;
  readonly cached: Ranged | null;
  readonly output: Ranged;
  /** All cost over output tokens, and over all tokens. */
  readonly allPerOutput: Ranged;
  readonly blended: Ranged;
  readonly perRequest: Ranged;
  /** How the cost was divided: share of the time of iterations. */
  readonly shares: { readonly input: number; readonly cached: number; readonly output: number };
}

/** One accelerator's memory, as the engine's own formula spends it. */
export interface ServeMemory {
  readonly total: number;
  readonly parts: readonly Part<BudgetPartName | 'kv'>[];
  readonly kvTokens: Ranged;
  readonly blocks: Ranged;
  readonly blockTokens: number;
  readonly bytesPerToken: number;
  /** The engine's formula in its own words. */
  readonly formula: string;
  /** The number of blocks is the user's own. */
  readonly pasted: boolean;
}

export interface ServeBinds {
  readonly time: TimeBind;
  readonly share: number;
  readonly batch: BatchBind;
  readonly compute: number;
  readonly bandwidth: number;
}

/** A limit against the mean of the steady state: above it, the promise cannot be kept; below, a simulation tells. */
export interface ServePromise {
  readonly quantity: 'ttft' | 'tpot' | 'e2e';
  readonly percentile: number;
  readonly limit: number;
  readonly mean: Ranged;
  readonly possible: boolean;
}
