import { describe, expect, it } from 'vitest';
import { find } from '../because/index.ts';
import type { Chip, Fabric, Fact, System } from '../facts/index.ts';
import {
  buildMachine,
  chipByName,
  formatUsed,
  matmulShare,
  peakFlops,
  rateBecause,
  ratesOf,
  sharesOf,
} from './index.ts';

const fact = (value: number, unit: string): Fact => ({
  value,
  unit,
  date: '2026',
  source: 'https://example.org/made-up',
  grade: 'estimate',
});

const chip: Chip = {
  id: 'c1',
  name: 'Chip One',
  vendor: 'nobody',
  architecture: 'hopper',
  kind: 'gpu',
  status: 'available',
  launch: '2026',
  aliases: ['one'],
  peak: { fp32: fact(60, 'TFLOP/s'), bf16: fact(1000, 'TFLOP/s'), fp8: fact(2000, 'TFLOP/s') },
  memory: { type: 'HBM', capacity: fact(80, 'GB'), bandwidth: fact(3350, 'GB/s') },
  units: { count: 528, name: 'tensor core' },
  scaleUp: {
    name: 'NVLink',
    bandwidth: { ...fact(900, 'GB/s'), direction: 'both-ways' },
    domain: 8,
    topology: 'switch',
    inSwitchReduction: true,
  },
  tdp: fact(700, 'W'),
};

const system: System = {
  id: 's1',
  name: 'Server One',
  chip: 'c1',
  chips: 8,
  scaleUp: { domain: 8, bandwidth: fact(450, 'GB/s'), topology: 'switch' },
  scaleOut: { bandwidthPerChip: fact(400, 'Gbit/s'), nics: 'CX-7' },
};

const fabric: Fabric = {
  id: 'f1',
  name: 'Fabric One',
  kind: 'infiniband',
  bandwidth: fact(800, 'Gbit/s'),
  latency: fact(7, 'us'),
  efficiency: fact(0.7, 'share'),
  topology: 'rail',
  inSwitchReduction: true,
};

const none = { systems: [] };

describe('tiers', () => {
  it('a server of eight and its cards, one way, with latency', () => {
    const { tiers, name } = buildMachine({ systems: [system] }, { chip, count: 16 });
    expect(name).toBe('16 x Chip One (Server One)');
    expect(tiers).toMatchObject([
      { name: 'NVLink', size: 8, bytesPerSecond: 450e9, topology: 'switch', inSwitchReduction: true },
      { name: 'CX-7', size: 16, bytesPerSecond: 50e9, inSwitchReduction: false },
    ]);
    expect(tiers[1]!.latency).toBeGreaterThan(tiers[0]!.latency);
  });

  it('a machine that fits its scale-up domain has no second tier', () => {
    expect(buildMachine({ systems: [system] }, { chip, count: 8 }).tiers).toHaveLength(1);
    expect(buildMachine({ systems: [system] }, { chip, count: 3 }).tiers).toHaveLength(1);
  });

  it('a rate printed for both directions is halved when no system says better', () => {
    expect(buildMachine(none, { chip, count: 8 }).tiers[0]!.bytesPerSecond).toBe(450e9);
  });

  it('a stated card, then the fabric, then the system, then 200 Gbit/s that is told as assumed', () => {
    const out = (more: object, systems: System[] = [system]) => {
      const told: string[] = [];
      const { tiers } = buildMachine({ systems }, { chip, count: 16, assumed: (key) => told.push(key), ...more });
      return { ...tiers.at(-1)!, told };
    };
    expect(out({ fabric, scaleOutBytesPerSecond: 1e9 })).toMatchObject({ bytesPerSecond: 1e9, name: 'Fabric One' });
    expect(out({ fabric })).toMatchObject({
      bytesPerSecond: 100e9,
      latency: 7e-6,
      efficiency: 0.7,
      inSwitchReduction: true,
      told: [],
    });
    expect(out({})).toMatchObject({ bytesPerSecond: 50e9, told: [] });
    expect(out({}, [])).toMatchObject({ bytesPerSecond: 25e9, told: ['network'], name: 'scale-out' });
  });

  it('cards without a scale-up link meet over PCIe, and bridged pairs beyond their bridge', () => {
    const bare = { ...chip, scaleUp: undefined };
    const told: string[] = [];
    const one = buildMachine(none, { chip: bare, count: 16, assumed: (key) => told.push(key) });
    expect(one.tiers.map((t) => [t.name, t.size])).toEqual([
      ['PCIe', 8],
      ['scale-out', 16],
    ]);
    expect(told).toEqual(['server', 'network']);
    const pair = { ...chip, scaleUp: { ...chip.scaleUp!, domain: 2 } };
    expect(buildMachine(none, { chip: pair, count: 4 }).tiers.map((t) => [t.name, t.size])).toEqual([
      ['NVLink', 2],
      ['PCIe', 8],
    ]);
    const alone = { ...chip, scaleUp: { ...chip.scaleUp!, domain: 1 } };
    expect(buildMachine(none, { chip: alone, count: 4 }).tiers.map((t) => t.name)).toEqual(['PCIe']);
  });

  it('a mesh keeps its pair rate, a switch has none', () => {
    const mesh = { ...chip, scaleUp: { ...chip.scaleUp!, topology: 'mesh' as const, pairBandwidth: fact(64, 'GB/s') } };
    expect(buildMachine(none, { chip: mesh, count: 8 }).tiers[0]!.pairBytesPerSecond).toBe(64e9);
    const switched = { ...chip, scaleUp: { ...chip.scaleUp!, pairBandwidth: fact(64, 'GB/s') } };
    expect(buildMachine(none, { chip: switched, count: 8 }).tiers[0]!.pairBytesPerSecond).toBeUndefined();
  });

  it('memory may be overridden, the host link is the chip or a usual one', () => {
    expect(buildMachine(none, { chip, count: 1, memoryBytes: 40e9 }).rates.capacity).toBe(40e9);
    expect(buildMachine(none, { chip, count: 1 }).rates.capacity).toBe(80e9);
    expect(
      buildMachine(none, { chip: { ...chip, hostLink: { name: 'C2C', bandwidth: fact(450, 'GB/s') } }, count: 1 }).rates
        .host,
    ).toBe(0.8 * 450e9);
  });

  it('what the driver reports wins over what the box says', () => {
    const usable = { ...chip, memory: { ...chip.memory, usable: fact(79, 'GB') } };
    expect(buildMachine(none, { chip: usable, count: 1 }).rates.capacity).toBe(79e9);
  });
});

describe('rates', () => {
  const server = { host: 1, nvme: 1, hostCapacity: 1, serverPowerFactor: 1 };

  it('a format that the chip lacks runs as the next that it has', () => {
    expect([
      formatUsed(chip, 'bf16'),
      formatUsed(chip, 'mxfp8'),
      formatUsed(chip, 'nvfp4'),
      formatUsed(chip, 'fp16'),
      formatUsed(chip, 'tf32'),
    ]).toEqual(['bf16', 'fp8', 'fp8', 'bf16', 'fp32']);
    expect(peakFlops(chip, 'fp8')).toBe(2e15);
    expect(formatUsed({ ...chip, peak: {} }, 'bf16')).toBeUndefined();
    expect(peakFlops({ ...chip, peak: {} }, 'bf16')).toBe(0);
    expect(formatUsed({ ...chip, peak: { fp32: fact(1, 'TFLOP/s') } }, 'int8')).toBe('fp32');
  });

  it('a studied family has its own share, others a reachable and a sustained one', () => {
    expect(matmulShare(chip)).toMatchObject({ kind: 'assumption', value: sharesOf('hopper')!.matmul });
    const other = { ...chip, architecture: 'unheard-of' };
    expect(matmulShare(other)).toMatchObject({ kind: 'formula', formula: 'reachable · sustained' });
    const measured = { ...other, reachable: { bf16: fact(80, '%') } };
    expect(find(matmulShare(measured), 'reachable')).toMatchObject({ kind: 'fact', value: 0.8, unit: '1' });
    expect(matmulShare(measured).value / matmulShare(other).value).toBeCloseTo(
      0.8 / find(matmulShare(other), 'reachable')!.value,
      12,
    );
    const half = { ...other, reachable: { fp16: fact(70, '%') } };
    expect(find(matmulShare(half), 'reachable')!.value).toBeCloseTo(0.7, 12);
  });

  it('the reason of a rate is its peak and share, and says so where there is no peak', () => {
    const because = rateBecause(chip, 'bf16');
    expect(because.value).toBe(find(because, 'peak')!.value * find(because, 'share')!.value);
    expect(find(rateBecause(chip, 'fp8'), 'share.format')!.kind).toBe('assumption');
    expect(rateBecause({ ...chip, peak: {} }, 'bf16')).toMatchObject({
      value: 0,
      kind: 'assumption',
      source: 'c1 states no peak for bf16',
    });
  });

  it('no rate exceeds its peak', () => {
    const rates = ratesOf(chip, server);
    for (const [format, rate] of Object.entries(rates.matmul))
      expect(rate).toBeLessThanOrEqual(rates.peak[format as 'bf16']!);
    expect(rates.memory).toBeLessThan(rates.memoryPeak);
    expect(Math.max(rates.attentionForward, rates.attentionBackward)).toBeLessThan(rates.peak.bf16!);
  });

  it('tiles are dealt to multiprocessors: four matrix units each, eight on Volta, the count where it is of those', () => {
    const cores = (more: Partial<Chip>) => ratesOf({ ...chip, ...more }, server).cores;
    expect(cores({})).toBe(132);
    expect(cores({ architecture: 'volta', units: { count: 640, name: 'tensor core' } })).toBe(80);
    expect(cores({ units: { count: 132, name: 'SM' } })).toBe(132);
    expect(cores({ units: undefined })).toBe(0);
    expect(cores({ kind: 'tpu' })).toBe(0);
  });

  it('a chip that states no power has none, an unstudied one rates its attention by its products', () => {
    const rates = ratesOf(
      { ...chip, tdp: undefined, architecture: 'unheard-of', peak: { fp16: fact(100, 'TFLOP/s') } },
      server,
    );
    expect(rates.tdp).toBe(0);
    expect(rates.attentionForward).toBeCloseTo(0.6 * rates.matmul.fp16!, -3);
  });
});

describe('names', () => {
  it('shares are found by architecture, whatever its case', () => {
    expect(sharesOf('Hopper')).toBe(sharesOf('hopper'));
    expect(sharesOf('hopper')?.grade).toBe('family');
    expect(sharesOf('cdna3')).toBeUndefined();
  });

  it('a chip is found by id, name or alias', () => {
    const catalogue = { chips: [chip] } as unknown as Parameters<typeof chipByName>[0];
    expect([chipByName(catalogue, 'c1'), chipByName(catalogue, 'CHIP-ONE'), chipByName(catalogue, 'One')]).toEqual([
      chip,
      chip,
      chip,
    ]);
    expect(chipByName(catalogue, 'two')).toBeUndefined();
  });
});
