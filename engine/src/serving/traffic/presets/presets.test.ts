import { describe, expect, it } from 'vitest';
import {
  describeTraffic,
  PRESET_IDS,
  PRESETS,
  peopleTraffic,
  presetRate,
  presetSession,
  presetSource,
  SOURCES,
  turnsPerSession,
} from '../index.ts';

describe('presets', () => {
  it.each(PRESET_IDS)('%s says where each number is from, and keeps the rate asked for', (id) => {
    const preset = PRESETS[id];
    expect(preset.id).toBe(id);
    const figures: unknown[] = [];
    JSON.stringify(preset, (_, value) => {
      if (value && typeof value === 'object' && 'value' in value) figures.push(value);
      return value;
    });
    expect(figures.length).toBeGreaterThan(10);
    for (const figure of figures as { value: number; source?: string; assumption?: boolean }[]) {
      expect(Number.isFinite(figure.value) && figure.value >= 0).toBe(true);
      expect(figure.assumption === true || Object.hasOwn(SOURCES, figure.source ?? '')).toBe(true);
    }
    expect(Object.keys(preset.promise).length).toBeGreaterThan(0);
    const d = describeTraffic(presetSource(preset, { seed: 1, perSecond: 3, seconds: 1800 }));
    expect(Math.abs(d.rate.mean! / 3 - 1)).toBeLessThan(0.2);
    expect(d.input.max + 1).toBeLessThanOrEqual(preset.context.value);
    expect(presetRate(preset, 1000).peak).toBeGreaterThan(presetRate(preset, 1000).mean);
  });

  it('an assistant’s prompts come out as long as Azure’s', () => {
    const d = describeTraffic(presetSource(PRESETS['personal-assistant'], { seed: 1, perSecond: 10, seconds: 3600 }));
    expect(d.input.p50 / 1020).toBeGreaterThan(0.7);
    expect(d.input.p50 / 1020).toBeLessThan(1.4);
    // 18 billion messages a week of 700 million users.
    expect(Math.abs((presetRate(PRESETS['personal-assistant'], 700e6).mean * 7 * 86_400) / 18e9 - 1)).toBeLessThan(
      0.02,
    );
    expect(turnsPerSession(presetSession(PRESETS['personal-assistant']))).toBeGreaterThan(3);
  });

  it('an agent finds nearly all of its prompt in the cache', () => {
    const d = describeTraffic(presetSource(PRESETS['coding-agent'], { seed: 1, perSecond: 2, seconds: 1200 }));
    // Weka's traces of such agents find 86 to 97 % of their tokens; Codex on SWE-bench Pro reads 131 tokens for each it writes.
    expect(d.prefix!.hitTokens).toBeGreaterThan(0.86);
    expect(d.input.mean / d.output.mean).toBeGreaterThan(100);
    expect(d.input.mean / d.output.mean).toBeLessThan(170);
  });

  it('the robot’s loop is a beat', () => {
    const d = describeTraffic(presetSource(PRESETS['control-loop'], { seed: 1, perSecond: 6, seconds: 60 }));
    expect(d.gapCv).toBeLessThan(1e-6);
    expect([d.input.max, d.output.max]).toEqual([286, 7]);
  });
});

describe('people', () => {
  const asked = { users: 1e6, turnsPerDay: 10, questionCharacters: 60, answerCharacters: 600 } as const;
  it('write so many tokens in a day', () => {
    const zh = peopleTraffic({ ...asked, language: 'zh', tokenizer: 'deepseek', turnsPerSession: 1, systemTokens: 0 });
    expect([zh.questionTokens, zh.answerTokens, zh.promptTokens]).toEqual([36, 360, 36]);
    expect(zh.tokensPerDay).toEqual({ input: 36e7, output: 36e8 });
    expect(zh.meanPerSecond).toBeCloseTo(115.74, 2);
    const en = peopleTraffic({
      ...asked,
      language: 'en',
      tokenizer: 'openai',
      turnsPerSession: 3,
      systemTokens: 100,
      peakToMean: 2,
    });
    expect([en.questionTokens, en.answerTokens]).toEqual([15, 150]);
    expect(en.promptTokens).toBe(100 + 15 + 165);
    expect(en.peakPerSecond).toBe(2 * en.meanPerSecond);
  });
  it('name every number that was not stated', () => {
    const names = (more: object) =>
      peopleTraffic({ ...asked, language: 'en', tokenizer: 'qwen', ...more }).used.map(({ name }) => name);
    expect(names({})).toEqual(['charactersPerToken', 'turnsPerSession', 'systemTokens', 'peakToMean', 'spread']);
    expect(names({ turnsPerSession: 2, systemTokens: 1, peakToMean: 2 })).toEqual(['charactersPerToken', 'spread']);
  });
});
