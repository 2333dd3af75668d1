import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { messagesFor } from '../../messages/index.ts';
import { PRESET_IDS, readTrace, type TraceProblem, traceLines } from '../../serving/index.ts';
import { InputError } from '../input-error.ts';
import { inputSentence } from '../input-sentence.ts';
import { readInput } from '../scenario/read.ts';
import { traceSentence } from './trace-sentence.ts';
import { type GenerateInput, generatedSource, trafficGenerate } from './traffic-generate.ts';
import { trafficPresets } from './traffic-presets.ts';

const context = { catalogue: readCatalogue() };
const made = (data: object) => trafficGenerate.run(context, readInput(trafficGenerate.input, data));

/** The sentence of a refusal, in English and Chinese. */
function refusal(data: object): string {
  try {
    made(data);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return (['en', 'zh-CN'] as const)
      .map((locale) => inputSentence(messagesFor(locale), locale, error.problem))
      .join('\n');
  }
  throw new Error('was made');
}

describe('traffic generate', () => {
  it.each<[object, number]>([
    [{ rate: '5/s' }, 5],
    [{ rate: '300/min' }, 5],
    [{ rate: '300 requests / minute' }, 5],
    [{ rate: '18000/h' }, 5],
    [{ rate: '43.2万次/天' }, 5],
    [{ rate: '每天' }, Number.NaN],
    [{ rate: '5 rps' }, 5],
    [{ rate: 5 }, 5],
    [{ rate: '0/s' }, Number.NaN],
    [{ rate: 'x'.repeat(1000) }, Number.NaN],
  ])('reads %j', (rate, perSecond) => {
    const asked = { input: '100', output: '10', requests: '3', ...rate };
    if (Number.isNaN(perSecond)) expect(refusal(asked)).toContain('300/min');
    else expect(made(asked).asked!.perSecond).toBeCloseTo(perSecond, 12);
  });

  it.each<[object, string]>([
    [{ rate: 5 }, '--preset personal-assistant'],
    [{ rate: '1e9/s', input: 1, output: 1 }, '10M/s'],
    [{ preset: 'tutoring' }, '--rate 5/s'],
    [{ preset: 'tutorin', rate: 5 }, 'tutoring'],
    [{ preset: 'tutoring', rate: 5, turns: 3 }, '--turns'],
    [{ preset: 'tutoring', rate: 5, inputP95: 300 }, '--input-p95'],
    [{ input: 100, rate: 5 }, '--output 200'],
    [{ input: 100, output: 5, rate: 5, users: 10 }, '--users'],
    [{ users: 10, question: 40 }, '--turns 10'],
    [{ rate: 5, input: 100, output: 5, requests: 2.5 }, '2'],
  ])('refuses %j, naming %s', (data, word) => {
    for (const sentence of refusal(data).split('\n')) expect(sentence).toContain(word);
  });

  it('people at a day’s mean and its busiest ten minutes, with the hours of a day when asked', () => {
    const asked = { users: '10k', turns: 8.64, question: 60, answer: 600, language: 'zh', tokenizer: 'deepseek' };
    const report = made({ ...asked, day: 'daily', duration: '1 d' });
    expect(report.asked).toMatchObject({ perSecond: 1, peakPerSecond: 3.3 });
    expect(report.description.rate.mean).toBeCloseTo(1, 1);
    expect(
      report.description.hours!.indexOf(Math.max(...report.description.hours!.map((x) => x!))),
    ).toBeGreaterThanOrEqual(19);
    expect(report.figures.find(({ name }) => name === 'charactersPerToken')).toMatchObject({ from: 'deepseek-tokens' });
    expect(report.sources.map(({ id }) => id)).toContain('deepseek-tokens');
  });

  it('gaps have the CV that is asked for, also for applications', () => {
    const cv = (more: object) =>
      made({ preset: 'document-processing', rate: 20, duration: '10 min', ...more }).description.gapCv!;
    expect(cv({})).toBeCloseTo(1, 0.7);
    expect(cv({ cv: 3 })).toBeGreaterThan(2);
    expect(cv({ arrivals: 'constant' })).toBeLessThan(0.01);
  });

  /** One hash over all applications and laws: a seed gives the same bytes on every Node that the gate runs. */
  it('gives the same bytes for a seed everywhere', () => {
    const hash = createHash('sha256');
    const all: object[] = [
      ...PRESET_IDS.map((preset) => ({ preset, rate: 3, requests: 300 })),
      ...['gamma', 'weibull', 'poisson'].map((arrivals) => ({
        arrivals,
        rate: 7,
        input: 900,
        inputP95: 5000,
        output: 90,
        outputP95: 400,
        requests: 300,
      })),
      { users: 5000, turns: 9, question: 50, answer: 500, day: 'daily', requests: 300 },
    ];
    for (const data of all) {
      const source = generatedSource(readInput(trafficGenerate.input, data) as GenerateInput);
      for (const line of traceLines(source, 'jsonl')) hash.update(line);
    }
    expect(hash.digest('hex')).toBe('b2c6cdcef22deb48651622dc3be97013a4f1236edfad799030fd923612250fc9');
  });
});

it('traffic presets lists every application with a source or as an assumption', () => {
  const { rows } = trafficPresets.run(context, {});
  expect(new Set(rows.map(([id]) => id)).size).toBe(PRESET_IDS.length);
  expect(rows.every(([, , , , source]) => typeof source === 'string' && source !== '')).toBe(true);
  expect(trafficPresets.run(context, { preset: 'tutoring' }).rows.every(([id]) => id === 'tutoring')).toBe(true);
});

describe('a trace with several bad rows', () => {
  it.each([
    ['en', 'input "x" in line 2 is no number; --bad-rows drop leaves such rows out; also in line 3 input (no value)'],
    ['zh-CN', '第 2 行的 input「x」不是数字；--bad-rows drop 可跳过这类行；另有第 3 行 input（没有值）'],
  ] as const)('is refused in %s with each of them, and the number of the others', (locale, start) => {
    const more = Array.from({ length: 12 }, (_, i) => `${i + 2},1,2.5`).join('\n');
    expect(() => readTrace(`arrival,input,output\n0,x,1\n1,,1\n${more}\n`)).toThrow(
      expect.objectContaining({
        problem: expect.toSatisfy((problem: TraceProblem) => {
          const sentence = traceSentence(problem, { locale, messages: messagesFor(locale) });
          return sentence.startsWith(start) && /, and 4 other rows$|，以及其余 4 行$/.test(sentence);
        }),
      }),
    );
  });
});
