import type { Chip, Fabric, Grid, Price, System } from './datasheet.ts';
import type { Fact, Source } from './fact.ts';
import type { KernelFit, KernelTransfer } from './kernel-fit.ts';
import type { Site, TokenPrice } from './site.ts';

/** A bundled model: the published Hugging Face config with what the publisher says of its size. */
export interface ModelEntry {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly family: string;
  /** The published config.json, key by key (only keys that shape the network). */
  readonly config: Readonly<Record<string, unknown>>;
  readonly source: string;
  readonly parameters?: Fact; // published total
  readonly activeParameters?: Fact; // published active, MoE
  readonly training?: PublishedTraining;
  readonly released?: string;
  readonly note?: string;
}

/** How a model was pre-trained, as published. */
export interface PublishedTraining {
  readonly sequence: number; // tokens
  readonly batch: number; // sequences a step, of most of the run
  /** Id of the preset that speaks for the software of that run. */
  readonly preset?: string;
  /** A run of which the layout and what it reached were published. */
  readonly run?: PublishedRun;
  readonly source: string;
  readonly date: string;
  readonly note?: string;
}

/** How a published run was cut over its machine. */
export interface PublishedRun {
  readonly accelerator: string; // id of the chip
  readonly count: number; // accelerators
  readonly tp: number;
  readonly pp: number;
  readonly cp: number;
  readonly dp: number;
  readonly mfu: number; // share of the dense peak
  readonly source: string;
}

/** A named number that is no datasheet's: failure rates, PUE, overheads, reachable shares, exchange rates. */
export interface Constant {
  readonly id: string;
  readonly name: string;
  readonly fact: Fact;
}

/** Everything the engine knows of the world, as plain data. Ids are unique within a list. */
export interface Catalogue {
  readonly sources: readonly Source[];
  readonly chips: readonly Chip[];
  readonly systems: readonly System[];
  readonly fabrics: readonly Fabric[];
  readonly models: readonly ModelEntry[];
  readonly prices: readonly Price[];
  readonly grids: readonly Grid[];
  readonly constants: readonly Constant[];
  /** Where machines can stand, with tariffs and what room costs. */
  readonly places: readonly Site[];
  /** What others ask for a million tokens. */
  readonly tokenPrices: readonly TokenPrice[];
  /** Fitted kernels, by chip; their correction grids are a file of their own (large, and only serving and validation need them). */
  readonly kernels: readonly KernelFit[];
  readonly transfers: readonly KernelTransfer[];
}

/** Fitted kernels and how they pass between chips, as the build lays them beside the catalogue. */
export type Kernels = Pick<Catalogue, 'kernels' | 'transfers'>;

/** The catalogue with every fitted kernel in place of those that it came with; a user's own fits, which an overlay put in, stay. */
export function mergeKernels(catalogue: Catalogue, { kernels, transfers }: Kernels): Catalogue {
  const own = catalogue.kernels.filter((fit) => !kernels.some(({ id }) => id === fit.id));
  return { ...catalogue, kernels: [...kernels, ...own], transfers };
}
