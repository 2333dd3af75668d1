import { breakEvenUnits } from '@ridgepoint/engine/economics';
import { both, type ReproducedGroup } from './group.ts';

export function chains(lineOf: (id: string) => (name: string) => number): ReproducedGroup {
  const [servers, gpt3] = [lineOf('S03-02'), lineOf('S03-01')];
  const exact = { within: 0.001 };
  return {
    id: 'chains',
    title: both('Chains of multiplications', '几条连乘'),
    source: both(
      'the estimate of February 2023 behind "69,000 GPUs"; Lambda, Demystifying GPT-3, of June 2020; a textbook chart of FPGA against ASIC',
      '2023 年 2 月「6.9 万块」背后的估算；Lambda 2020 年 6 月的 Demystifying GPT-3；一张 FPGA 对 ASIC 的教科书图',
    ),
    url: 'https://lambda.ai/blog/demystifying-gpt-3',
    command: 'ridgepoint case run S03-02',
    rows: [
      {
        what: both('servers for 100 M visits a day', '每天 1 亿次访问所需服务器'),
        published: 69_444,
        found: servers('servers'),
        unit: '',
        digits: 0,
        within: 1e-5,
      },
      {
        what: both('GPT-3 on V100', 'GPT-3 在 V100 上'),
        published: 355.6,
        found: gpt3('v100_time'),
        unit: 'GPU-years',
        digits: 1,
        within: 2e-4,
      },
      {
        what: both('its bill at 1.50 USD/h', '按 1.50 USD/h 的账单'),
        published: 4.67,
        found: gpt3('v100_cost') / 1e6,
        unit: 'M USD',
        digits: 2,
        ...exact,
      },
      {
        what: both('GPT-3 on A100 at an MFU of 40 %', 'GPT-3 在 A100 上，MFU 40%'),
        published: 698_896,
        found: gpt3('a100_hours'),
        unit: 'GPU-h',
        digits: 0,
        within: 1e-5,
      },
      {
        what: both('units from which an ASIC beats an FPGA', 'ASIC 胜过 FPGA 的产量'),
        published: 375_000,
        found: breakEvenUnits(1.5e6, 0, 0, 8, 4),
        unit: '',
        digits: 0,
        within: 0,
      },
    ],
  };
}
