import type { OwnComparison } from '@ridgepoint/engine/report';
import { both, type Reproduced, type ReproducedGroup, type Run } from './group.ts';

export function owning(run: Run): ReproducedGroup {
  const own = (hardware: number, utilisation: number, idle: number) =>
    run<OwnComparison>('compare-own', {
      on: { accelerator: 'h100-sxm', count: 8 },
      own: { years: 4, utilisation },
      buy: { hardware: `${hardware} USD`, wacc: '10 %', upkeep: '5 %', residual: 0 },
      run: { housing: 'none', people: 0, watts: '1.4 kW', idle, pue: 1.25, tariff: '0.08 USD/kWh' },
      rent: { price: '2.5 USD/h', fall: 0 },
    });
  const hour = (hardware: number, use: number) =>
    own(hardware, use, 1).options.find(({ option }) => option === 'own')!.perUsedHour.value;
  const table = (hardware: number, band: string, hours: readonly number[]) =>
    [1, 0.7, 0.4].map((use, i): Reproduced => {
      const percent = `${use * 100}`;
      return {
        what: both(
          `H100 bought at ${hardware} USD (${band}), used ${percent} %`,
          `H100 购价 ${hardware} USD（${band}），使用率 ${percent}%`,
        ),
        published: hours[i]!,
        found: hour(hardware, use),
        unit: 'USD/h',
        digits: 2,
        within: 0.004,
      };
    });
  return {
    id: 'own',
    title: both('Owning an H100 by the used hour', '自有 H100 的每使用小时成本'),
    source: both(
      "Epoch AI's price bands of 2023 and 2025; 4 years, 10 % cost of capital, 5 % upkeep, 1.4 kW, PUE 1.25, 0.08 USD/kWh, reckoned independently by hand",
      'Epoch AI 的 2023 与 2025 年价格区间；4 年、资金成本 10%、运维 5%、1.4 kW、PUE 1.25、0.08 USD/kWh，独立手算',
    ),
    url: 'https://github.com/epoch-research/ai-chip-counts',
    command: 'ridgepoint case run S01-08',
    rows: [
      ...table(34_641, '2023', [1.59, 2.26, 3.96]),
      ...table(23_238, '2025', [1.11, 1.58, 2.77]),
      {
        what: both(
          'use at which it costs a rent of 2.50 USD/h, idling for nothing',
          '与 2.50 USD/h 租金持平的使用率，空闲不耗电',
        ),
        published: 41,
        found: own(23_238, 0.7, 0).verdict.flip!.at * 100,
        unit: '%',
        digits: 0,
        within: 0.012,
      },
    ],
  };
}
