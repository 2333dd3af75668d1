import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
import { en } from '../../messages/en.ts';
import { zhCN } from '../../messages/zh-CN.ts';
import { crossoverVerdict, doubtLines, nowLines, sideBySideVerdict } from '../../wording/index.ts';
import { compareScenarios } from '../side-by-side/operations.ts';
import { crossoverOperation } from './crossover.ts';

const catalogue = withKernels(readCatalogue());
const speakers = [
  { locale: 'en', messages: en },
  { locale: 'zh-CN', messages: zhCN },
] as const;

describe('promises of percentiles that only means were held against', () => {
  const served = (accelerator: string, promise?: object) => ({
    name: accelerator,
    data: {
      serve: { model: 'llama-3.1-8b', weights: 'bf16', tp: 1 },
      on: { accelerator },
      traffic: { rate: '2/s', input: 500, output: 100 },
      ...(promise && { slo: promise }),
    },
  });
  const slo = { ttft: 'p99 2 s', tpot: 'p95 90 ms' };
  const scenarios = [served('l40s', slo), served('h100-sxm', slo)];

  it('are told of by crossover and compare, with what tells more, in both languages', () => {
    const crossed = crossoverOperation.run({ catalogue }, { scenarios, over: 'price' });
    expect(crossed.a.unseen.map(({ quantity, percentile }) => [quantity, percentile])).toEqual([
      ['ttft', 0.99],
      ['tpot', 0.95],
    ]);
    const compared = compareScenarios.run({ catalogue }, { scenarios });
    for (const speaker of speakers)
      for (const lines of [doubtLines(crossed, speaker), sideBySideVerdict(compared, speaker)]) {
        const told = lines.filter((line) => line.includes('simulate serve'));
        expect(told).toHaveLength(1);
        expect(told[0]).toMatch(/l40s.*h100-sxm.*TTFT p99 ≤ 2 s.*TPOT p95 ≤ 90 ms/);
      }
  });

  it('are none where nothing is promised, or a mean breaks it already', () => {
    const late = { ttft: 'p99 1 ms' };
    const { scenarios: sides } = compareScenarios.run(
      { catalogue },
      { scenarios: [served('l40s'), served('h100-sxm', late)] },
    );
    expect(sides.map(({ unseen, outcome }) => [unseen.length, outcome])).toEqual([
      [0, 'fits'],
      [0, 'missed'],
    ]);
  });
});

describe('a lead that is smaller than what is not known', () => {
  const at = (name: string, price: string) => ({
    name,
    data: {
      train: { model: 'llama-3.1-8b', tokens: '100B', sequence: 8192, batch: 512 },
      on: { accelerator: name, count: 64 },
      strategy: { tp: 2, pp: 1, dp: 32, zero: 1, micro_batch: 1 },
      economics: { price },
    },
  });
  const told = (price: string) => {
    const scenarios = [at('h100-sxm', '3 USD/h'), at('h200-sxm', price)];
    const crossed = crossoverOperation.run({ catalogue }, { scenarios, over: 'tokens', from: '100B', to: '200B' });
    return speakers.map((speaker) => [crossoverVerdict(crossed, speaker), ...nowLines(crossed, speaker)].join(' '));
  };

  it('is only probable', () => {
    const [english, chinese] = told('3.4 USD/h');
    expect(english).toMatch(
      /^Probably h100-sxm wins everywhere from .* but the ranges overlap\..*h100-sxm probably wins:/,
    );
    expect(chinese).toMatch(/多半始终是.*但两者区间有重叠.*目前多半/);
  });

  it('is sure where it is larger', () => {
    for (const text of told('30 USD/h')) expect(text).not.toMatch(/robably|多半/);
  });
});

describe('a cost that is not known, for nobody says the rent', () => {
  const trained = (accelerator: string) => ({
    name: accelerator,
    data: { train: { model: 'llama-3.1-8b', tokens: '100B' }, on: { accelerator, count: 64 } },
  });
  const scenarios = [trained('ascend910b'), trained('h800')];

  it('is no reason against a side, and its rent turns the cost though nobody says what is compared', () => {
    const asked = { scenarios, over: 'a.price' };
    const crossed = crossoverOperation.run({ catalogue }, asked);
    expect(crossed.on.key).toBe('cost');
    expect(crossed.flips).toHaveLength(1);
    expect([crossed.a.able, crossed.now.a, crossed.a.unknown]).toEqual([true, null, ['economics.price']]);
    const [english, chinese] = speakers.map((speaker) => nowLines(crossed, speaker).join(' '));
    expect(english).toContain('not known without a value of: rent');
    expect(english).not.toContain('only h800');
    expect(chinese).toContain('总费用未知（缺少：租价）');
    expect(chinese).not.toContain('只有');
    expect(crossoverVerdict(crossed, speakers[0]!)).toMatch(/^ascend910b wins below .*, h800 wins above\.$/);
    expect(crossoverOperation.run({ catalogue }, { ...asked, on: 'cost' }).flips[0]!.at).toBe(crossed.flips[0]!.at);
  });
});
