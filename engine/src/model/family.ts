import type { Architecture } from './architecture.ts';
import type { ConfigReader } from './config-reader.ts';

/** What a family finds in a config; id, name and assumed lines are added by readArchitecture. */
export type FamilyArchitecture = Omit<Architecture, 'id' | 'name' | 'assumed'>;

/** One group of model types that are written the same way. */
export interface Family {
  readonly name: string;
  /** Values of `model_type` it reads. */
  readonly types: readonly string[];
  /** Starts of a class name in `architectures` and the model_type it stands for, for configs without a known one. */
  readonly classes?: Readonly<Record<string, string>>;
  /** A config that has all these keys looks like the family. */
  readonly keys: readonly string[];
  /** Which of STRUCTURAL_KEYS it understands, for configs that are read by class name or keys alone. */
  readonly explains?: readonly string[];
  /** @throws ConfigError */
  readonly read: (config: ConfigReader, modelType: string) => FamilyArchitecture;
}
