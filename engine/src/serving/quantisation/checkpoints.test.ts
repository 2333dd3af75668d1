import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { readArchitecture } from '../../model/index.ts';
import { formatIn, staysWide } from './checkpoints.ts';
import { formatFor } from './formats.ts';
import { weightBytes } from './weight-bytes.ts';

const { models } = readCatalogue();
const network = (id: string) => {
  const entry = models.find((model) => model.id === id)!;
  return readArchitecture(entry.config, entry.id, entry.name);
};
const bytes = (id: string, weights: string) =>
  weightBytes(network(id), { tp: 1, pp: 1, dp: 1, ep: 1, weights: formatFor(weights) });

describe('what published checkpoints leave in 16 bit', () => {
  it('is attention of mixtures in NVFP4, but for DeepSeek the output projection is narrow', () => {
    const nvfp4 = formatFor('nvfp4');
    const wide = (id: string, role: string, name: string) => staysWide(formatIn({ id }, nvfp4), role, name);
    expect(wide('minimax-m2.5', 'mixer', 'qkv')).toBe(true);
    expect(wide('minimax-m2.5', 'expert', 'expert.down')).toBe(false);
    expect(wide('deepseek-r1', 'mixer', 'q-up')).toBe(true);
    expect(wide('deepseek-r1', 'mixer', 'out')).toBe(false);
    expect(wide('deepseek-r1', 'shared-expert', 'shared.down')).toBe(false);
    expect(wide('kimi-k2.5', 'shared-expert', 'shared.down')).toBe(true);
  });

  it('is nothing of a dense network, nor of a format that narrows it whole', () => {
    expect(formatIn({ id: 'llama-3.1-70b' }, formatFor('nvfp4')).wide).toBeUndefined();
    expect(formatIn({ id: 'deepseek-r1' }, formatFor('fp8-block')).wide).toBeUndefined();
  });

  it('is counted in memory: attention as in BF16, experts narrow', () => {
    const [wide, narrow] = [bytes('minimax-m2.5', 'bf16'), bytes('minimax-m2.5', 'nvfp4')];
    expect(narrow.attention).toBe(wide.attention);
    expect(narrow.experts / wide.experts).toBeCloseTo(4.5 / 16, 6);
    // gpt-oss narrows experts alone, as before.
    expect(bytes('gpt-oss-120b', 'mxfp4').attention).toBe(bytes('gpt-oss-120b', 'bf16').attention);
  });
});
