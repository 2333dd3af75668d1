import type { EngineProfile, ServingProblem } from '../../serving/index.ts';
import type { ServingQuantity } from '../rows/serving/measured.ts';
import type { Load } from './load.ts';
import type { EngineFlags } from './protocols/index.ts';

/** A serving row as the engine understands it: a problem, a load, what was measured. */
export interface ServingCase {
  readonly id: string;
  readonly family: string;
  /** As printed. */
  readonly accelerator: string;
  readonly problem: ServingProblem;
  readonly profile: EngineProfile;
  /** Version as printed, for the engine's formula of memory. */
  readonly version?: string;
  /** Copies of the replica in the system: each gets its share of the load. */
  readonly replicas: number;
  /** Workers that only decode, where they are another deployment. */
  readonly decode?: ServingProblem;
  readonly load: Load;
  readonly flags: EngineFlags;
  readonly protocol: string;
  readonly quantities: readonly ServingQuantity[];
  /** "key=value" of everything the row did not print. */
  readonly assumed: readonly string[];
  /** Seconds that every step streams weights in from a slower place; 0 or absent = they lie in memory. */
  readonly streamedBytesPerSecond?: number;
}
