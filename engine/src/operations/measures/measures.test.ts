import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
import { loadSolver } from '../../../../cli/src/solver.ts';
import { messagesFor } from '../../messages/index.ts';
import { dayOfIso } from '../../units/index.ts';
import { estimateCarbon } from '../economics/estimate-carbon.ts';
import { estimateTrain } from '../estimate-train.ts';
import { planFleet } from '../fleet/plan-fleet.ts';
import { compareOwn } from '../own/compare-own.ts';
import { planTrain } from '../plan-train.ts';
import { readInput } from '../scenario/read.ts';
import { estimateServe } from '../serving/estimate-serve.ts';
import { type Data, ERROR, KINDS, openScenario, withSettings } from './index.ts';

const catalogue = withKernels(readCatalogue());
const context = { catalogue };
const example = (name: string): Data =>
  parse(readFileSync(fileURLToPath(new URL(`../../../../examples/${name}`, import.meta.url)), 'utf8')) as Data;
const SMALL: Data = {
  train: { model: 'llama-3.1-8b', tokens: '1T', sequence: 8192, batch: 512 },
  on: { accelerator: 'h100-sxm', count: 64 },
  strategy: { tp: [1, 2], pp: [1, 2], zero: 1 },
};
const CHAT: Data = {
  serve: { model: 'llama-3.1-8b', weights: 'fp8', tp: 1, replicas: 2 },
  on: { accelerator: 'h100-sxm' },
  traffic: { rate: '4/s', input: 1024, output: 256 },
};
const settings = (of: Record<string, number>) => new Map(Object.entries(of));

describe('a training scenario', () => {
  const opened = openScenario(context, SMALL);
  const plan = (data: Data) => planTrain.run(context, readInput(planTrain.input, data));

  it('gives the figures of its plan, with their ranges', () => {
    const { figures, outcome, strategy, binds } = plan(SMALL);
    const { values, able, choice, ...rest } = opened.measured();
    expect([able, rest.outcome, rest.binds]).toEqual([true, outcome, binds!.first.key]);
    expect(choice.get('tp')).toBe(strategy!.tp);
    const pairs = [
      ['cost', figures!.cost],
      ['time', figures!.wall],
      ['energy', figures!.energy],
      ['carbon', figures!.carbon],
      ['mfu', figures!.mfu],
      ['gpu_hours', figures!.acceleratorHours],
      ['step_time', figures!.step],
      ['tokens_per_second', figures!.tokensPerSecond],
    ] as const;
    for (const [key, figure] of pairs) {
      const { value, low, high } = values.get(key)!;
      expect(value / figure!.value, key).toBeCloseTo(1, 9);
      expect(low / figure!.low, key).toBeCloseTo(1, 6);
      expect(high / figure!.high, key).toBeCloseTo(1, 6);
      expect(opened.at(key, new Map())).toBe(value);
    }
  });

  it.each([
    ['economics.price', 3.5, '3.5 USD/h'],
    ['economics.pue', 1.4, 1.4],
    ['train.tokens', 3e12, '3T'],
    ['reliability.hours_per_interruption', 20_000, 20_000],
    ['reliability.restart', 3600, '1 h'],
    ['on.count', 128, 128],
    ['train.sequence', 4096, 4096],
  ])('turned at %s is the scenario that says so', (path, value, typed) => {
    const said = plan(withSettings(SMALL, new Map([[path, typed as number]])));
    const turned = opened.measured(settings({ [path]: value })).values;
    for (const [key, of] of [
      ['cost', said.figures!.cost],
      ['time', said.figures!.wall],
      ['energy', said.figures!.energy],
      ['carbon', said.figures!.carbon],
    ] as const)
      expect(turned.get(key)!.value / of!.value, key).toBeCloseTo(1, 9);
  });

  it('is not possible where a limit is missed or an input is refused, and says which', () => {
    const limited = openScenario(context, { ...SMALL, limits: { deadline: '90 d', budget: '1 M USD' } });
    const dear = limited.measured(settings({ 'economics.price': 50 }));
    expect([dear.able, dear.outcome]).toEqual([false, 'over-budget']);
    const late = limited.measured(settings({ 'train.tokens': 1e13 }));
    expect([late.able, late.outcome]).toEqual([false, 'too-slow']);
    expect(limited.at('cost', settings({ 'train.tokens': 1e13 }))).toBeNaN();
    expect(opened.at('cost', settings({ 'on.count': 0 }))).toBeNaN();
  });

  it('takes a strategy that is given as given', () => {
    const given = { ...SMALL, strategy: { tp: 2, pp: 2, dp: 16, micro_batch: 1 } };
    const { figures } = estimateTrain.run(context, readInput(estimateTrain.input, given));
    expect(openScenario(context, given).at('time', new Map()) / figures!.wall.value).toBeCloseTo(1, 9);
  });
});

describe('a serving scenario', () => {
  const opened = openScenario(context, CHAT);
  const estimate = (data: Data) => estimateServe.run(context, readInput(estimateServe.input, data));

  it('gives the figures of its estimate, with their ranges', () => {
    const { figures } = estimate(CHAT);
    const { values, able } = opened.measured();
    expect(able).toBe(true);
    const pairs = [
      ['tpot', figures!.tpot],
      ['throughput', figures!.outputTokensPerSecond],
      ['watts', figures!.power!.watts],
      ['cost_per_hour', figures!.money!.perHour],
      ['cost_per_million', figures!.money!.allPerOutput],
      ['cost_per_million_input', figures!.money!.input],
      ['carbon_per_million', figures!.power!.carbonPerMillion],
    ] as const;
    for (const [key, figure] of pairs) {
      const { value, low, high } = values.get(key)!;
      expect(value / figure!.value, key).toBeCloseTo(1, 9);
      expect(low / figure!.low, key).toBeCloseTo(1, 6);
      expect(high / figure!.high, key).toBeCloseTo(1, 6);
      expect(opened.at(key, new Map())).toBe(value);
    }
  });

  it.each([
    ['economics.price', 3.5, '3.5 USD/h'],
    ['traffic.input', 4096, 4096],
    ['traffic.output', 500, 500],
    ['traffic.rate', 6, '6/s'],
    ['serve.max_batch', 8, 8],
    ['traffic.cached', 0.5, 0.5],
  ])('turned at %s is the scenario that says so', (path, value, typed) => {
    const said = estimate(withSettings(CHAT, new Map([[path, typed as number]])));
    const turned = opened.measured(settings({ [path]: value })).values;
    for (const [key, of] of [
      ['cost_per_million', said.figures!.money!.allPerOutput],
      ['tpot', said.figures!.tpot],
      ['carbon_per_million', said.figures!.power!.carbonPerMillion],
    ] as const)
      expect(turned.get(key)!.value / of.value, key).toBeCloseTo(1, 9);
  });

  it('more accelerators are more replicas; more load than they carry is not possible', () => {
    const four = opened.measured(settings({ 'on.count': 4 }));
    expect(four.choice.get('replicas')).toBe(4);
    const flood = opened.measured(settings({ 'traffic.rate': 1e5 }));
    expect([flood.able, flood.outcome]).toEqual([false, 'overloaded']);
    expect(opened.at('cost_per_million', settings({ 'traffic.rate': 1e5 }))).toBeNaN();
  });

  it('keeps the shape of lengths that are spread', () => {
    const spread = openScenario(context, {
      ...CHAT,
      traffic: { rate: '2/s', input: 1000, input_p95: 4000, output: 200 },
    });
    const twice = estimate({ ...CHAT, traffic: { rate: '2/s', input: 2000, input_p95: 8000, output: 200 } });
    expect(spread.at('tpot', settings({ 'traffic.input': 2000 })) / twice.figures!.tpot.value).toBeCloseTo(1, 9);
  });
});

describe('rent or own', () => {
  const OWN: Data = { on: { accelerator: 'h200-sxm', count: 64 }, own: { years: 3, utilisation: 0.6 } };
  const by = (option: string): Data => ({ ...OWN, own: { ...(OWN.own as Data), option } });
  const compare = (data: Data) => compareOwn.run(context, readInput(compareOwn.input, data));

  it('gives the figures of its comparison, with their ranges', () => {
    for (const option of ['own', 'on-demand', 'reserved', 'spot']) {
      const { values, able } = openScenario(context, by(option)).measured();
      const row = compare(OWN).options.find((o) => o.option === option)!;
      expect(able).toBe(true);
      for (const [key, figure] of [
        ['cost_per_used_hour', row.perUsedHour],
        ['cost_per_year', row.perYear],
        ['cost_of_period', row.total],
      ] as const)
        for (const edge of ['value', 'low', 'high'] as const)
          expect(values.get(key)![edge] / figure[edge], `${option} ${key}`).toBeCloseTo(1, 9);
    }
    expect(openScenario(context, OWN).measured().values.get('cost_per_million')).toBeNull();
    expect(
      openScenario(context, { ...OWN, rent: { price: 3 } }).inputs.find(({ path }) => path === 'rent.price')!.stated,
    ).toBe(true);
  });

  it.each([
    ['buy.server', 30_000, '30000 USD'],
    ['buy.half_life', 4, 4],
    ['rent.fall', 0.2, 0.2],
    ['rent.price', 5, '5 USD/h'],
    ['own.start', dayOfIso('2028-03-01')!, '2028年3月'],
  ])('turned at %s is the scenario that says so, also with a start', (path, value, typed) => {
    const later = (data: Data): Data => ({ ...data, own: { ...(data.own as Data), start: '2029-01-15' } });
    const said = compare(withSettings(later(OWN), new Map([[path, typed as number]])));
    for (const option of ['own', 'on-demand', 'reserved', 'spot']) {
      const turned = openScenario(context, later(by(option))).at('cost_of_period', settings({ [path]: value }));
      expect(turned / said.options.find((o) => o.option === option)!.total.value, option).toBeCloseTo(1, 9);
    }
  });

  it.each([
    ['own.utilisation', 0.3, 0.3],
    ['own.years', 5, 5],
    ['own.start', dayOfIso('2028-03-01')!, '2028-03-01'],
    ['rent.price', 5, '5 USD/h'],
    ['buy.server', 30_000, '30000 USD'],
    ['buy.half_life', 4, 4],
    ['run.colocation', 100, '100 USD'],
    ['run.tariff', 0.2, '0.2 USD/kWh'],
    ['run.watts', 900, '900 W'],
    ['rent.lost', 7200, '2 h'],
    ['on.count', 1024, 1024],
  ])('turned at %s is the scenario that says so', (path, value, typed) => {
    const said = compare(withSettings(OWN, new Map([[path, typed as number]])));
    for (const option of ['own', 'on-demand', 'reserved', 'spot']) {
      const turned = openScenario(context, by(option)).at('cost_of_period', settings({ [path]: value }));
      expect(turned / said.options.find((o) => o.option === option)!.total.value, option).toBeCloseTo(1, 9);
    }
  });
});

describe('every kind', () => {
  const files = [
    'gpt2-rtx4090.yaml',
    'serve-llama-3.1-70b.yaml',
    'serve-mac.yaml',
    'own-h200-virginia.yaml',
    'own-h200-shanghai.yaml',
    'carbon-gpt-3.yaml',
    'carbon-llama-3.1-405b.yaml',
  ];
  it.each(files)('%s: inputs and measures have names in both languages, and are what they say', (file) => {
    const opened = openScenario(context, example(file), file);
    for (const locale of ['en', 'zh-CN'] as const) {
      const { names, inputs, kinds } = messagesFor(locale).measures;
      expect(Object.keys(kinds)).toContain(opened.kind);
      for (const { key } of opened.measures) expect(Object.keys(names)).toContain(key);
      for (const { path } of opened.inputs) expect(Object.keys(inputs)).toContain(path);
    }
    const base = opened.measured();
    expect([...base.values.keys()]).toEqual(opened.measures.map(({ key }) => key));
    expect(base.values.get(opened.main)).toBeTruthy();
    for (const { path, value, range, usual } of opened.inputs) {
      expect(usual[0]).toBeLessThan(usual[1]);
      if (range) expect(range.low <= value! && value! <= range.high).toBe(true);
      // An input that is set to what it is changes nothing.
      if (value === null || path === 'train.batch') continue;
      const set = opened.measured(settings({ [path]: value })).values.get(opened.main)!;
      expect(set.value / base.values.get(opened.main)!.value, path).toBeCloseTo(1, 9);
    }
  });

  it.each(files.filter((file) => !/^(own|carbon)-/.test(file)))(
    '%s: the error multiplies what is predicted',
    (file) => {
      const opened = openScenario(context, example(file));
      const key = opened.kind === 'serve' ? 'tpot' : 'time';
      const { high } = opened.error(key)!;
      expect(high).toBeGreaterThan(1);
      expect(opened.at(key, settings({ [ERROR]: high })) / opened.at(key, new Map())).toBeCloseTo(high, 9);
    },
  );

  it('refuses what is no scenario, naming the kinds', () => {
    expect(() => openScenario(context, { chips: [] }, 'x.yaml')).toThrow('unknown-kind');
    expect(KINDS.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['train', 'serve']));
  });
});

describe('a carbon question', () => {
  const opened = openScenario(context, example('carbon-gpt-3.yaml'));

  it('gives the figures of its estimate, also where it is turned', () => {
    const said = (data: Data) => estimateCarbon.run(context, readInput(estimateCarbon.input, data)).figures;
    const turns: Record<string, number>[] = [
      {},
      { 'carbon.intensity': 0.05 },
      { 'economics.pue': 1.5 },
      { 'on.count': 5000 },
    ];
    for (const turned of turns) {
      const set = settings(turned);
      const { total, energy, sitePower } = said(withSettings(example('carbon-gpt-3.yaml'), set));
      const { values, able } = opened.measured(set);
      expect([able, values.get('carbon'), values.get('energy'), values.get('watts')]).toEqual([
        true,
        total,
        energy,
        sitePower,
      ]);
    }
    expect(opened.measured(settings({ 'economics.pue': 0.5 }))).toMatchObject({ able: false, outcome: 'refused' });
  });

  it('turns no intensity beside a grid that was named', () => {
    const named = { carbon: { hours: '1M' }, on: { accelerator: 'h100-sxm' }, economics: { grid: 'FRA' } };
    const paths = openScenario(context, named).inputs.map(({ path }) => path);
    expect(paths).toContain('carbon.hours');
    expect(paths).not.toContain('carbon.intensity');
  });
});

describe('a measure along an input', () => {
  const made = { chip: { area: 600, node: 5, dies: 2, memory: '96 GB', needed: 0.9, units: 50_000 } };
  const hours = { ...example('own-h200-shanghai.yaml'), run: { hours: 'cheapest' } };
  for (const [name, data] of Object.entries({ made, bought: { chip: { unit: '4000 USD', nre: '2M USD' } }, hours }))
    it(`is what it is at each of its values: ${name}`, () => {
      const opened = openScenario(context, data);
      for (const { path, pace, value } of opened.inputs.filter((input) => input.pace === 'formula'))
        for (const { key } of opened.measures) {
          const along = opened.along!(key, path, new Map());
          for (const factor of [0.5, 2, 1, 0.9]) {
            const x = value! * factor;
            expect(along(x), `${key} ${path} ${pace}`).toBe(opened.at(key, new Map([[path, x]])));
          }
        }
    });
});

describe('a fleet', async () => {
  const solver = await loadSolver();
  const withSolver = { ...context, solver };
  const opened = openScenario(withSolver, example('fleet-own-and-rent.yaml'));

  it('gives cost and energy of its placement, and where each work goes', () => {
    const { figures, workloads } = planFleet.run(
      withSolver,
      readInput(planFleet.input, { ...example('fleet-own-and-rent.yaml') }),
    );
    const { values, able, choice } = opened.measured();
    expect([able, values.get('fleet_cost'), values.get('energy')]).toEqual([true, figures!.cost, figures!.energy]);
    expect([...choice]).toEqual(workloads.map(({ name, where }) => [name, where[0]!.pool]));
    for (const locale of ['en', 'zh-CN'] as const)
      for (const { key } of opened.measures) expect(Object.keys(messagesFor(locale).measures.names)).toContain(key);
  });

  it('costs no less the dearer a pool is, and has no place without accelerators', () => {
    const at = (price: number) => opened.at('fleet_cost', settings({ 'fleet.pools.b200.price': price }));
    expect(at(1)).toBeLessThan(at(6));
    expect(at(4.2)).toBeCloseTo(opened.at('fleet_cost', new Map()), 3);
    const few = opened.measured(settings({ 'fleet.pools.h100.count': 8, 'fleet.pools.b200.count': 8 }));
    expect([few.able, few.outcome]).toEqual([false, 'nowhere']);
  });
});
