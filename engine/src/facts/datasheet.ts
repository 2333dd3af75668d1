import type { Fact } from './fact.ts';

/** Number formats a chip can multiply in. A peak is a table by dtype, never a ratio. */
export const DTYPES = [
  'fp64',
  'fp64_tensor',
  'fp32',
  'tf32',
  'fp16',
  'bf16',
  'fp8',
  'mxfp8',
  'fp6',
  'nvfp4',
  'fp4',
  'int16',
  'int8',
  'int4',
] as const;
export type Dtype = (typeof DTYPES)[number];

export type ChipKind = 'gpu' | 'tpu' | 'npu' | 'asic' | 'wafer' | 'cpu' | 'apu' | 'fpga' | 'soc';

/** An accelerator as its datasheet states it, per package unless the fact's scope says otherwise. */
export interface Chip {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** Microarchitecture (volta, ampere, hopper, blackwell, cdna3, gaudi3, tpu-v5p, ...): chips of one family share parameters. */
  readonly architecture: string;
  readonly kind: ChipKind;
  readonly status: 'available' | 'announced' | 'legacy';
  readonly launch: string;
  readonly aliases?: readonly string[];
  /** Dense peak by dtype, unit TFLOP/s or TOP/s. */
  readonly peak: Readonly<Partial<Record<Dtype, Fact>>>;
  readonly memory: {
    readonly type: string;
    readonly capacity: Fact; // GB or GiB, as printed
    readonly usable?: Fact; // bytes the driver reports, where known
    readonly bandwidth: Fact; // GB/s
    readonly stacks?: {
      readonly count: number;
      readonly gib: number;
      readonly pins?: number;
      readonly gbitPerPin?: number;
    };
  };
  /** peak = units x fmaPerClock x 2 x clock, where known. */
  readonly units?: {
    readonly count: number;
    readonly name: string;
    readonly fmaPerClock?: Readonly<Partial<Record<Dtype, number>>>;
    readonly clockMhz?: Fact;
  };
  /** The scale-up link of one package, all lanes together, one way. `domain` = packages in one domain. */
  readonly scaleUp?: {
    readonly name: string;
    readonly bandwidth: Fact;
    readonly domain: number;
    readonly pairBandwidth?: Fact; // a mesh gives a pair less than the sum
    readonly topology: 'switch' | 'mesh' | 'torus';
    readonly inSwitchReduction?: boolean;
  };
  readonly onChip?: Readonly<Record<string, Fact>>;
  readonly hostLink?: { readonly name: string; readonly bandwidth: Fact };
  readonly tdp?: Fact; // W
  readonly processNm?: Fact;
  readonly dieMm2?: Fact;
  /** Best published share of the dense peak reached by a large matrix product, by dtype (MAMF and the like). */
  readonly reachable?: Readonly<Partial<Record<Dtype, Fact>>>;
  readonly silicon?: Silicon;
  readonly note?: string;
}

/** What a package is made of, and what others say that it costs to make. */
export interface Silicon {
  readonly dies: readonly {
    readonly name: string;
    readonly count: number;
    readonly area: Fact; // mm2
    /** Nanometres of the process's name. */
    readonly node: number;
    /** Bonded on top of other dies: takes no room on the carrier. */
    readonly stacked?: boolean;
    /** Of so many equal units so many must work; they cover that share of the die. */
    readonly spares?: { readonly units: number; readonly needed: number; readonly share: number };
  }[];
  /** Memory that is bought, spare capacity included. */
  readonly memory?: { readonly bought: Fact; readonly stacks: number; readonly price?: Fact };
  readonly carrier: 'organic' | 'fan-out' | 'silicon-interposer' | 'glass-core';
  /** Pieces that are bonded to the carrier one after another, memory included. */
  readonly bonds: number;
  readonly bill?: Readonly<Partial<Record<'logic' | 'memory' | 'packaging' | 'loss' | 'other', Fact>>> & {
    readonly total: Fact;
  };
}

/** A server, rack or pod that chips are bought in. */
export interface System {
  readonly id: string;
  readonly name: string;
  readonly chip: string;
  readonly chips: number;
  readonly aliases?: readonly string[];
  /** Chips that share one host (a GB200 NVL72 rack has 72 in the scale-up domain and 4 a host). */
  readonly chipsPerHost?: number;
  readonly scaleUp: {
    readonly domain: number;
    readonly bandwidth: Fact; // one way per chip, GB/s
    readonly topology: 'switch' | 'mesh' | 'torus';
    readonly dims?: readonly number[]; // torus
    readonly inSwitchReduction?: boolean;
    readonly latency?: Fact; // us
  };
  /** One-way network bandwidth of one chip's share of the NICs. */
  readonly scaleOut?: { readonly bandwidthPerChip: Fact; readonly nics?: string };
  readonly power?: Fact; // kW, whole system at its maximum
  readonly price?: Fact; // USD
  readonly note?: string;
}

/** A scale-out network generation. */
export interface Fabric {
  readonly id: string;
  readonly name: string;
  readonly kind: 'infiniband' | 'ethernet' | 'optical' | 'proprietary';
  readonly aliases?: readonly string[];
  readonly bandwidth: Fact; // one way per port, Gbit/s or GB/s
  readonly latency: Fact; // us, end to end
  readonly efficiency: Fact; // share of line rate reached by large collectives
  readonly topology: 'rail' | 'fat-tree' | 'torus' | 'dragonfly' | 'any';
  readonly inSwitchReduction?: boolean;
  readonly note?: string;
}

export interface Price {
  readonly id: string;
  readonly chip: string;
  readonly kind: 'rent-on-demand' | 'rent-reserved' | 'rent-spot' | 'purchase';
  readonly seller: string;
  readonly region?: string;
  readonly usd: Fact; // USD/h per chip, or USD per chip
}

export interface Grid {
  readonly id: string; // ISO 3166-1 alpha-3, or one with a region: USA-PJM
  readonly name: string;
  readonly nameZh: string;
  readonly aliases?: readonly string[];
  readonly intensity: Fact; // gCO2e/kWh
  /** Electricity made there in a year. */
  readonly generation?: Fact; // TWh
  /** Intensity by the hour of the day, from midnight, in the grid's standard time, averaged over a year. */
  readonly hourly?: {
    readonly source: string;
    readonly date: string;
    readonly gramsPerKilowattHour: readonly number[];
  };
}
