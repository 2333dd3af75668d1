import type { Chip } from '../../facts/index.ts';
import type { Deployment } from '../deployment.ts';
import type { StepTimer } from '../iteration/step.ts';
import type { ReplicaSettings } from '../simulate/settings.ts';

/** One way to run a replica: where, how cut, in which formats, under which engine settings. */
export interface ServingOption {
  readonly chip: Chip;
  /** Accelerators of one replica. */
  readonly accelerators: number;
  readonly deployment: Deployment;
  readonly engine: string;
  readonly settings: ReplicaSettings;
}

/** An option made ready: what its iterations take and what its cache holds. */
export interface CompiledOption extends ServingOption {
  readonly timer: StepTimer;
  readonly kvTokens: number;
  /** Half-width of ln(measured / predicted) of an iteration, 90 %. */
  readonly spread: number;
  readonly grade: 'silicon' | 'family' | 'datasheet';
  /** USD/h of one accelerator; null where no price is known. */
  readonly usdPerHour: number | null;
}

/** What is promised: a limit in seconds at a percentile (0.99), any of them absent. */
export interface LatencyLimit {
  readonly quantity: 'ttft' | 'tpot' | 'e2e';
  readonly percentile: number;
  readonly seconds: number;
}
