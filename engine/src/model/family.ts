import type { Architecture } from './architecture.ts';
import type { ConfigReader } from './config-reader.ts';

/** What a family finds in a config; id, name and assumed lines are added by readArchitecture. */
export type FamilyArchitecture = Omit<Architecture, 'id' | 'name' | 'assumed'>;

/** One group of model types that are written the same way. */
export interface Family {
  readonly name: string;
  /** Values of `model_type` it reads. */
  readonly types: readonly string[];
  /** Starts of a class name in `architectures`, for configs without a known model_type. */
  readonly classes?: readonly string[];
  /** A config that has all these keys looks like the family. */
  readonly keys: readonly string[];
  /** @throws ConfigError */
  readonly read: (config: ConfigReader, modelType: string) => FamilyArchitecture;
}
