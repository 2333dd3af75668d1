import { describe, expect, it } from 'vitest';
import { ENGINE_PROFILES, findProfile, profileFor, profileIn, UnknownEngine } from './index.ts';

describe('an engine as people and published rows name it', () => {
  it.each([
    ['vLLM', 'vLLM 0.4.3+rocm614, PyTorch 2.3.0, ROCm 6.1.2', 'vllm-0.4'],
    ['vllm', '0.12.0', 'vllm-0.8'],
    ['vLLM-Ascend', '0.9', 'vllm-ascend'],
    ['TensorRT-LLM', '1.0.0rc3', 'trtllm-1.0'],
    ['TensorRT-LLM (PyTorch backend)', '0.21', 'trtllm-1.0'],
    ['TensorRT-LLM', '0.17', 'trtllm-0.10'],
    ['SGLang', '0.5.1', 'sglang-0.4'],
    ['SGLang', '0.5.9', 'sglang-0.4'],
    ['SGLang', '0.5.10.post1', 'sglang-0.5.10'],
    ['llama.cpp', undefined, 'llama'],
  ])('%s %s', (engine, version, id) => expect(profileFor(engine, version).id.startsWith(id)).toBe(true));

  it('without a version is the newest, and says so', () => {
    const { profile, assumed } = findProfile('vllm');
    expect(profile.before).toBeUndefined();
    expect(assumed.join()).toContain('version not stated');
  });

  it('of a month is what was the newest then', () => {
    expect(profileIn('sglang', '2026-03').id).toBe('sglang-0.4');
    expect(profileIn('sglang', '2026-04').id).toBe('sglang-0.5.10');
    expect(profileIn('vllm', '2020-01').id).toBe('vllm-0.4');
  });

  it('that nobody knows is refused with the nearest', () => {
    expect(() => profileFor('tensorflow-serving-xyz')).toThrow(UnknownEngine);
  });
});

it('profiles of a family follow each other without gaps, and every overhead lies within its bounds', () => {
  const families = new Set(ENGINE_PROFILES.map((p) => p.family));
  for (const family of families) {
    const line = ENGINE_PROFILES.filter((p) => p.family === family);
    expect(line.at(-1)!.before).toBeUndefined();
    for (let i = 1; i < line.length; i++) expect(line[i]!.from).toEqual(line[i - 1]!.before);
  }
  for (const { overheads, sources, settings } of ENGINE_PROFILES) {
    for (const value of Object.values(overheads)) expect(value).toBeGreaterThanOrEqual(0);
    expect(sources.length).toBeGreaterThan(0);
    expect(settings.maxBatch).toBeGreaterThan(0);
  }
});
