import type { Chip } from '../../facts/index.ts';
import type { Deployment } from '../deployment.ts';
import type { StepTimer } from '../iteration/step.ts';
import type { ReplicaSettings } from '../simulate/settings.ts';

/** One way to run a replica: where, how it is cut, in which formats, under which engine settings. */
export interface ServingOption {
  readonly chip: Chip;
  /** Accelerators of one replica. */
  readonly accelerators: number;
  readonly deployment: Deployment;
  /** Id of an engine's profile. */
  readonly engine: string;
  /** Numbers that the user fixed or the search tries; the profile gives the rest. */
  readonly settings: Partial<Pick<ReplicaSettings, 'maxBatch' | 'maxBatchedTokens'>>;
}

/** An option made ready: what its iterations take and what its cache holds. */
export interface ReadyOption extends ServingOption {
  readonly timer: StepTimer;
  readonly replica: ReplicaSettings;
  /** Half-widths of ln(measured / predicted) of an iteration, 90 %. */
  readonly spread: { readonly low: number; readonly high: number };
  readonly grade: 'silicon' | 'family' | 'datasheet';
  /** USD/h of one accelerator; null where no price is known. */
  readonly usdPerHour: number | null;
}

/** Why an option was not tried. */
export interface RefusedOption {
  readonly rule: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** A promise of latency: at most `seconds` for that share of requests (0.99). */
export interface LatencyLimit {
  readonly quantity: 'ttft' | 'tpot' | 'e2e';
  readonly percentile: number;
  readonly seconds: number;
}

/** What is to be least. */
export const OBJECTIVES = ['cost', 'energy', 'accelerators'] as const;
export type Objective = (typeof OBJECTIVES)[number];
