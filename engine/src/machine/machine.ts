import type { Chip, Dtype } from '../facts/index.ts';

/** One level of the network, from the inside out. Bandwidth is one way, per accelerator, before efficiency. */
export interface Tier {
  readonly name: string;
  /** Accelerators in one domain of this tier, all inner tiers counted. */
  readonly size: number;
  readonly bytesPerSecond: number;
  /** Share of line rate that large collectives reach. */
  readonly efficiency: number;
  /** Seconds of one step of a collective. */
  readonly latency: number;
  readonly topology: 'switch' | 'mesh' | 'torus';
  /** Torus sides, for the tier of a pod. */
  readonly dims?: readonly number[];
  /** The switch adds up (NVLS, SHARP): an all-reduce moves each byte once. */
  readonly inSwitchReduction: boolean;
  /** A kernel writes the memory of its neighbours (NVLink, ICI, Infinity Fabric): products can send while they run. */
  readonly direct?: boolean;
  /** Rate between one pair, where a mesh gives a pair less than the sum. */
  readonly pairBytesPerSecond?: number;
}

/** What a chip really delivers, in base units; every value has its reason in `machine/rates.ts`. */
export interface Rates {
  /** FLOP/s of a large matrix product, by compute format (peak x reachable share x sustained share). */
  readonly matmul: Readonly<Partial<Record<Dtype, number>>>;
  /** Dense datasheet peak, FLOP/s. */
  readonly peak: Readonly<Partial<Record<Dtype, number>>>;
  /** FLOP/s of fused attention, forward and backward. */
  readonly attentionForward: number;
  readonly attentionBackward: number;
  /** B/s of streaming kernels. */
  readonly memory: number;
  readonly memoryPeak: number;
  /** B, what the driver reports as usable. */
  readonly capacity: number;
  /** Streaming multiprocessors or cores: for wave quantisation. */
  readonly cores: number;
  /** B/s one way to host memory and to NVMe, per accelerator. */
  readonly host: number;
  readonly nvme: number;
  readonly hostCapacity: number;
  readonly tdp: number; // W, one accelerator
  readonly serverPowerFactor: number; // whole server's power over its accelerators' TDP
}

/** Parameters of a product's law (names and units: cost/kernels/gemm), where they come from and how far off the law is on shapes left out. */
export interface ProductLaw {
  readonly values: Readonly<Record<string, number>>;
  readonly grade: 'silicon' | 'family';
  readonly fit: string;
  readonly source: string;
  readonly date: string;
  readonly error: number;
}

export interface Machine {
  readonly chip: Chip;
  readonly count: number;
  /** From the package outward; the last tier holds all `count`. */
  readonly tiers: readonly Tier[];
  readonly rates: Rates;
  /**
   * Parameters of a library's collectives on this chip's scale-up link (names and units: cost/kernels/collective), where they were
   * fitted. Absent: sustained share and latency of each tier.
   */
  readonly collectives?: Readonly<Record<string, number>>;
  /** Fitted laws of matrix products by format; absent = sustained rate and general shape effects. */
  readonly products?: Readonly<Partial<Record<Dtype, ProductLaw>>>;
  readonly grade: 'silicon' | 'family' | 'datasheet';
  readonly name: string;
}
