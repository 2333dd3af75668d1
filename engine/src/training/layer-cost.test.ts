import { describe, expect, it } from 'vitest';
import type { Tier } from '../machine/index.ts';
import { OVERLAP_TOLL, tpExposure } from './layer-cost.ts';
import { presetById } from './presets.ts';

const preset = presetById('megatron-core')!;
const tier = (size: number, direct: boolean): Tier => ({
  name: 'link',
  size,
  bytesPerSecond: 1e11,
  efficiency: 0.8,
  latency: 1e-6,
  topology: 'switch',
  inSwitchReduction: false,
  ...(direct ? { direct } : {}),
});
const nvlink = { tiers: [tier(8, true), tier(64, false)] };
const pcie = { tiers: [tier(8, false), tier(64, false)] };
const laid = { tpOverlap: 'none', tp: 4, cp: 2, dp: 8, pp: 1 } as const;

describe('the share of tensor-parallel traffic that shows', () => {
  it('is the framework’s where products can send into a neighbour’s memory', () => {
    expect(tpExposure(nvlink, preset, laid)).toBe(preset.tpExposed);
    expect(tpExposure(nvlink, preset, { ...laid, tpOverlap: 'ring' })).toBe(Math.min(preset.tpExposed, OVERLAP_TOLL));
  });

  it('is all of it over PCIe, and where ranks lie beyond the link', () => {
    expect(tpExposure(pcie, preset, laid)).toBe(1);
    expect(tpExposure(pcie, preset, { ...laid, tpOverlap: 'ring' })).toBe(1);
    expect(tpExposure(nvlink, preset, { ...laid, tp: 16 })).toBe(1);
    expect(tpExposure(nvlink, preset, { ...laid, order: ['cp', 'dp', 'tp', 'pp'] })).toBe(1);
  });
});
