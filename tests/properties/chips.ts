import fc from 'fast-check';
import type { Chip, Dtype, Fact, System } from '../../engine/src/facts/index.ts';
import { buildMachine, type Machine } from '../../engine/src/machine/index.ts';

const fact = (value: number, unit: string): Fact => ({
  value,
  unit,
  date: '2026',
  source: 'https://example.org/made-up',
  grade: 'estimate',
});

interface ChipSizes {
  readonly architecture: string;
  readonly teraflops: number;
  readonly narrow: 'fp8' | 'mxfp8' | null;
  readonly gigabytesPerSecond: number;
  readonly gigabytes: number;
  readonly link: number;
  readonly domain: number;
  readonly topology: 'switch' | 'mesh' | 'torus';
  readonly inSwitchReduction: boolean;
  readonly cores: number;
}

/** A chip that nobody sells, with the facts that a datasheet states. */
export function madeUpChip(s: ChipSizes): Chip {
  const peak: Partial<Record<Dtype, Fact>> = {
    fp32: fact(s.teraflops / 16, 'TFLOP/s'),
    tf32: fact(s.teraflops / 2, 'TFLOP/s'),
    bf16: fact(s.teraflops, 'TFLOP/s'),
    fp16: fact(s.teraflops, 'TFLOP/s'),
  };
  if (s.narrow) peak[s.narrow] = fact(2 * s.teraflops, 'TFLOP/s');
  return {
    id: 'made-up',
    name: 'Made up',
    vendor: 'nobody',
    architecture: s.architecture,
    kind: 'gpu',
    status: 'available',
    launch: '2026',
    peak,
    memory: { type: 'HBM', capacity: fact(s.gigabytes, 'GB'), bandwidth: fact(s.gigabytesPerSecond, 'GB/s') },
    units: s.cores > 0 ? { count: s.cores, name: 'SM' } : undefined,
    scaleUp:
      s.domain > 1
        ? {
            name: 'link',
            bandwidth: fact(s.link, 'GB/s'),
            domain: s.domain,
            topology: s.topology,
            inSwitchReduction: s.inSwitchReduction && s.topology === 'switch',
          }
        : undefined,
    tdp: fact(700, 'W'),
  };
}

export const chips: fc.Arbitrary<Chip> = fc
  .record<ChipSizes>({
    architecture: fc.constantFrom('hopper', 'ampere', 'blackwell', 'unheard-of'),
    teraflops: fc.double({ min: 50, max: 5000, noNaN: true }),
    narrow: fc.constantFrom(null, 'fp8', 'mxfp8'),
    gigabytesPerSecond: fc.double({ min: 300, max: 20_000, noNaN: true }),
    gigabytes: fc.double({ min: 8, max: 400, noNaN: true }),
    link: fc.double({ min: 20, max: 2000, noNaN: true }),
    domain: fc.constantFrom(1, 2, 4, 8, 16, 72),
    topology: fc.constantFrom('switch', 'mesh', 'torus'),
    inSwitchReduction: fc.boolean(),
    cores: fc.constantFrom(0, 108, 132, 160),
  })
  .map(madeUpChip);

/** A machine of `count` of any chip, its network stated or assumed. */
export const machines = (count: number): fc.Arbitrary<Machine> =>
  fc
    .record({
      chip: chips,
      network: fc.option(fc.double({ min: 3e9, max: 400e9, noNaN: true }), { nil: undefined }),
      pod: fc.boolean(),
    })
    .map(({ chip, network, pod }) => {
      const system: System | undefined =
        pod && chip.scaleUp?.topology === 'torus'
          ? {
              id: 'pod',
              name: 'Pod',
              chip: chip.id,
              chips: 64,
              scaleUp: { domain: 64, bandwidth: chip.scaleUp.bandwidth, topology: 'torus', dims: [4, 4, 4] },
            }
          : undefined;
      return buildMachine({ systems: [] }, { chip, count, system, scaleOutBytesPerSecond: network });
    });

/** Rates and tiers of a machine multiplied: what a better or worse machine of the same shape would be. */
export interface Factors {
  readonly flops?: number;
  readonly memory?: number;
  readonly link?: number;
  readonly efficiency?: number;
  readonly latency?: number;
  readonly host?: number;
}

export function scaled(machine: Machine, by: Factors): Machine {
  const { flops = 1, memory = 1, link = 1, efficiency = 1, latency = 1, host = 1 } = by;
  const { rates } = machine;
  const all = (table: Machine['rates']['matmul']) =>
    Object.fromEntries(Object.entries(table).map(([d, rate]) => [d, rate * flops]));
  return {
    ...machine,
    tiers: machine.tiers.map((t) => ({
      ...t,
      bytesPerSecond: t.bytesPerSecond * link,
      pairBytesPerSecond: t.pairBytesPerSecond === undefined ? undefined : t.pairBytesPerSecond * link,
      efficiency: t.efficiency * efficiency,
      latency: t.latency * latency,
    })),
    rates: {
      ...rates,
      matmul: all(rates.matmul),
      peak: all(rates.peak),
      attentionForward: rates.attentionForward * flops,
      attentionBackward: rates.attentionBackward * flops,
      memory: rates.memory * memory,
      memoryPeak: rates.memoryPeak * memory,
      host: rates.host * host,
      nvme: rates.nvme * host,
    },
  };
}
