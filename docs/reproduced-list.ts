import {
  breakEvenUnits,
  clusteredYield,
  dieCost,
  diesPerWafer,
  footprint,
  murphyYield,
  poissonYield,
} from '@ridgepoint/engine/economics';
import type { Catalogue } from '@ridgepoint/engine/facts';
import { OPERATIONS, type Operation, readInput } from '@ridgepoint/engine/operations';
import type { CaseReport, OwnComparison, StudyReport } from '@ridgepoint/engine/report';
import { BESIROGLU, MUENNIGHOFF, worthOfTokens } from '@ridgepoint/engine/training';
import { readText } from '../cli/src/files.ts';
import { readYaml } from '../cli/src/read-yaml.ts';

type Both = Readonly<Record<'en' | 'zh-CN', string>>;

/** A figure as its source prints it, and as the engine comes to it. */
export interface Reproduced {
  readonly what: Both;
  readonly published: number;
  readonly found: number;
  readonly unit: string;
  /** Decimals of the published figure. */
  readonly digits: number;
  /** Largest difference that may stand, as a share of what is published; `band`: ends that it must lie between. */
  readonly within: number;
  readonly band?: readonly [number, number];
}

export interface ReproducedGroup {
  readonly id: string;
  readonly title: Both;
  readonly source: Both;
  readonly url: string;
  /** What the reader runs to see it. */
  readonly command: string;
  readonly rows: readonly Reproduced[];
}

const both = (en: string, zh: string): Both => ({ en, 'zh-CN': zh });
const same = (text: string): Both => both(text, text);
const MWH = 3.6e9;
const TONNE = 1000;

/** Everything that is reproduced from a publication, reckoned now. */
export function reproducedGroups(catalogue: Catalogue): ReproducedGroup[] {
  const run = <T>(name: string, input: unknown): T => {
    const operation = (OPERATIONS as readonly Operation[]).find((one) => one.name === name)!;
    return operation.run({ catalogue }, readInput(operation.input, input)) as T;
  };
  const lineOf = (id: string) => {
    const file = readYaml(readText(`examples/casebook/${id}.yaml`), id);
    const { lines } = run<CaseReport>('case-run', { file });
    return (name: string): number => lines.find((line) => line.name === name)!.value;
  };
  return [owning(run), llama(), mlcarbon(), chinchilla(), constrained(), dies(catalogue), bills(run), chains(lineOf)];
}

type Run = <T>(name: string, input: unknown) => T;

function owning(run: Run): ReproducedGroup {
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

interface Held {
  readonly hours: number;
  readonly watts: number;
  readonly pue: number;
  readonly grams: number;
}

/** Hours at a power through the engine's footprint, nothing else in it. */
function held({ hours, watts, pue, grams }: Held) {
  const leaf = (name: string, value: number, unit: string) => ({
    name,
    value,
    low: value,
    high: value,
    unit,
    kind: 'input' as const,
  });
  return footprint({
    hours: leaf('accelerator_hours', hours, 'h'),
    accelerators: null,
    tdpWatts: watts,
    serverPowerFactor: 1,
    facts: {
      power: { watts: leaf('server_watts', watts, 'W') },
      networkShare: leaf('network_share', 0, 'share'),
      pue: leaf('pue', pue, '1'),
      intensity: leaf('intensity', grams, 'gCO2e/kWh'),
    },
    embodied: {
      chip: leaf('embodied_chip', 0, 'kgCO2e'),
      server: leaf('embodied_server', 0, 'kgCO2e'),
      years: leaf('years_used', 5, 'year'),
      use: leaf('life_used', 1, 'share'),
    },
  });
}

const LLAMA = [
  ['8B', 1.46e6, 420],
  ['70B', 7.0e6, 2040],
  ['405B', 30.84e6, 8930],
] as const;

function llama(): ReproducedGroup {
  return {
    id: 'llama',
    title: both('Llama 3.1: carbon of training', 'Llama 3.1：训练碳排放'),
    source: both(
      'Llama 3.1 model card: H100 hours at 700 W; PUE 1.08 and 383 gCO2e/kWh, which one factor for all three rows implies',
      'Llama 3.1 模型卡：H100 小时数，按 700 W；PUE 1.08 与 383 gCO2e/kWh 由三行共同的系数推得',
    ),
    url: 'https://github.com/meta-llama/llama-models/blob/main/models/llama3_1/MODEL_CARD.md',
    command: 'ridgepoint estimate carbon examples/carbon-llama-3.1-405b.yaml',
    rows: LLAMA.map(([name, hours, tonnes]) => ({
      what: same(`Llama 3.1 ${name}`),
      published: tonnes,
      found: held({ hours, watts: 700, pue: 1.08, grams: 383 }).operational.value / TONNE,
      unit: 't CO2e',
      digits: 0,
      within: 0.01,
    })),
  };
}

/** Devices, measured watts, days, PUE, g/kWh; MWh and t as published. */
const MLCARBON = [
  ['T5', 512, 310, 20, 1.12, 545, 85.7, 46.7],
  ['GPT-3', 10_000, 330, 14.8, 1.1, 429, 1287, 552.1],
  ['GShard', 1000, 288, 3.1, 1.09, 177, 24.1, 4.3],
  ['Switch', 1000, 245, 27, 1.1, 330, 179, 59.1],
  ['XLM', 512, 342, 20.4, 1.1, 413, 94.4, 39],
] as const;

function mlcarbon(): ReproducedGroup {
  return {
    id: 'mlcarbon',
    title: both('Five training runs: energy and carbon', '五次训练：用电与碳排放'),
    source: both(
      'MLCarbon database: devices, measured watts, days, PUE and grid of each run, as rounded there (GShard 3.1 days; Switch 1,000 chips, of which there were 1,024)',
      'MLCarbon 数据库：各次训练的设备数、实测功率、天数、PUE 与电网，数值按其取整（GShard 记 3.1 天；Switch 记 1000 颗，实为 1024 颗）',
    ),
    url: 'https://github.com/SotaroKaneda/MLCarbon/blob/dbd96b792d22/data/database.csv',
    command: 'ridgepoint estimate carbon examples/carbon-gpt-3.yaml',
    rows: MLCARBON.flatMap(([name, devices, watts, days, pue, grams, megawattHours, tonnes]): Reproduced[] => {
      const { energy, operational } = held({ hours: devices * days * 24, watts, pue, grams });
      const row = { digits: 1, within: 0.05 };
      return [
        { what: same(name), published: megawattHours, found: energy.value / MWH, unit: 'MWh', ...row },
        { what: same(name), published: tonnes, found: operational.value / TONNE, unit: 't CO2e', ...row },
      ];
    }),
  };
}

function chinchilla(): ReproducedGroup {
  const { E, A, B, alpha, beta } = BESIROGLU;
  const row = (name: string, published: number, found: number, digits: number): Reproduced => ({
    what: same(name),
    published,
    found,
    unit: '',
    digits,
    within: 1e-9,
  });
  return {
    id: 'chinchilla',
    title: both("Chinchilla's law, fitted anew", 'Chinchilla 定律的重新拟合'),
    source: both(
      'Besiroglu et al., Chinchilla scaling: a replication attempt, arXiv 2404.10102, table 1. From the 240 points of the figure our fitter comes to the digits of their repository: E 1.81686, A 482.006, B 2085.434, α 0.34781, β 0.36585 (a test in engine/src/trust/calibrate/scaling holds it to them)',
      'Besiroglu 等，Chinchilla scaling: a replication attempt，arXiv 2404.10102，表 1。由图中 240 个点，本项目的拟合器得到与其代码库一致的数字：E 1.81686、A 482.006、B 2085.434、α 0.34781、β 0.36585（engine/src/trust/calibrate/scaling 中有测试核对）',
    ),
    url: 'https://arxiv.org/abs/2404.10102',
    command: 'ridgepoint plan data --flop 5.76e23',
    rows: [
      row('E', 1.8172, E, 4),
      row('A', 482.01, A, 2),
      row('B', 2085.43, B, 2),
      row('α', 0.3478, alpha, 4),
      row('β', 0.3658, beta, 4),
      { ...row('a = β / (α + β)', 0.513, beta / (alpha + beta), 3), within: 0.001 },
    ],
  };
}

function constrained(): ReproducedGroup {
  const { E, A, B, alpha, tokenDecay, parameterDecay } = MUENNIGHOFF;
  const row = (name: string, published: number, found: number, digits: number): Reproduced => ({
    what: same(name),
    published,
    found,
    unit: '',
    digits,
    within: 1e-9,
  });
  return {
    id: 'constrained',
    title: both('Repeated data', '重复数据'),
    source: both(
      'Muennighoff et al., Scaling data-constrained language models, arXiv 2305.16264, and its repository',
      'Muennighoff 等，Scaling data-constrained language models，arXiv 2305.16264，及其代码库',
    ),
    url: 'https://github.com/huggingface/datablations',
    command: 'ridgepoint case run S02-07',
    rows: [
      row('a = ln A', 6.255414, Math.log(A), 6),
      row('b = ln B', 7.3049974, Math.log(B), 7),
      row('e = ln E', 0.6254804, Math.log(E), 7),
      row('α = β', 0.3526596, alpha, 7),
      row('R_D*', 15.387756, tokenDecay, 6),
      row('R_N*', 5.309743, parameterDecay, 6),
      {
        ...row('', 0.93, worthOfTokens(MUENNIGHOFF, 4, 1) / 4, 2),
        what: both('worth of a token over four passes', '四遍时每 token 的价值'),
        within: 0.002,
      },
    ],
  };
}

const NODES = [
  [5, 16_988, 0.11, 542e6],
  [7, 9346, 0.09, 298e6],
  [10, 5992, 0.08, 174e6],
  [14, 3984, 0.08, 106e6],
  [28, 2891, 0.07, 51e6],
] as const;

function dies({ constants }: Catalogue): ReproducedGroup {
  const fact = (id: string) => constants.findLast((one) => one.id === id)!.fact.value;
  const bare = (node: number) => ({
    usd: fact(`wafer-${node}nm`),
    defectsPerCm2: fact(`defects-${node}nm`),
    edgeMm: 3,
    scribeMm: 0,
  });
  const h100 = dieCost({ areaMm2: 814 }, bare(5));
  const a100 = dieCost({ areaMm2: 826 }, bare(7));
  const small = dieCost({ areaMm2: 300 }, bare(5));
  const yields = { digits: 2, unit: '', within: 0.012 };
  const usd = { digits: 0, unit: 'USD', within: 0.01 };
  const die = (name: string) => (of: string, zh: string) => both(`${name}: ${of}`, `${name}：${zh}`);
  const [large, ampere, third] = [die('814 mm2, 5 nm'), die('826 mm2, 7 nm'), die('300 mm2, 5 nm')];
  return {
    id: 'dies',
    title: both("Dies and chiplet-actuary's rows", '裸片成本与 chiplet-actuary 各行'),
    source: both(
      'chiplet-actuary (Feng and Ma, arXiv 2203.12268): wafers, defects and design costs of its parameters, its formulas; dies on a wafer with a rim of 3 mm and no scribe lines, as in the hand calculation',
      'chiplet-actuary（Feng、Ma，arXiv 2203.12268）的晶圆价、缺陷密度、设计费用与公式；每片晶圆的裸片数按边缘 3 mm、不计划片槽，与手算一致',
    ),
    url: 'https://github.com/Yinxiao-Feng/chiplet-actuary/blob/2c91fb922c0c/parameter.ini',
    command: 'ridgepoint estimate chip --on h100-sxm',
    rows: [
      {
        what: large('dies on a wafer', '每片晶圆裸片数'),
        published: 60.5,
        found: diesPerWafer(814, 300, 3, 0),
        unit: '',
        digits: 1,
        within: 0.001,
      },
      {
        what: large('yield, Poisson', '良率（泊松）'),
        published: 0.41,
        found: poissonYield(814, fact('defects-5nm')),
        ...yields,
      },
      {
        what: large('yield, Murphy', '良率（Murphy）'),
        published: 0.44,
        found: murphyYield(814, fact('defects-5nm')),
        ...yields,
      },
      {
        what: large('yield, clustered, 10', '良率（负二项，10）'),
        published: 0.42,
        found: clusteredYield(814, fact('defects-5nm'), 10),
        ...yields,
      },
      {
        what: large('yield, clustered, 2', '良率（负二项，2）'),
        published: 0.48,
        found: clusteredYield(814, fact('defects-5nm'), 2),
        ...yields,
      },
      { what: large('cost of a candidate', '每个裸片成本'), published: 281, found: h100.rawUsd, ...usd },
      {
        what: large('cost of one without a fault', '每个完好裸片成本'),
        published: 662,
        found: h100.perfectUsd,
        ...usd,
      },
      { what: ampere('cost of a candidate', '每个裸片成本'), published: 157, found: a100.rawUsd, ...usd },
      {
        what: ampere('cost of one without a fault', '每个完好裸片成本'),
        published: 322,
        found: a100.perfectUsd,
        ...usd,
      },
      { what: third('yield, clustered, 10', '良率（负二项，10）'), published: 0.72, found: small.perfect, ...yields },
      {
        what: third('cost of one without a fault', '每个完好裸片成本'),
        published: 125,
        found: small.perfectUsd,
        ...usd,
      },
      ...NODES.flatMap(([node, wafer, defects, nre]): Reproduced[] => [
        {
          what: both(`${node} nm: wafer`, `${node} nm：晶圆`),
          published: wafer,
          found: fact(`wafer-${node}nm`),
          unit: 'USD',
          digits: 0,
          within: 0,
        },
        {
          what: both(`${node} nm: defects`, `${node} nm：缺陷密度`),
          published: defects,
          found: fact(`defects-${node}nm`),
          unit: '1/cm2',
          digits: 2,
          within: 0,
        },
        {
          what: both(`${node} nm: design of 300 mm2`, `${node} nm：300 mm2 的设计费用`),
          published: nre / 1e6,
          found: fact(`nre-${node}nm`) / 1e6,
          unit: 'M USD',
          digits: 0,
          within: 0.005,
        },
      ]),
    ],
  };
}

const BILLS = [
  ['h100-sxm', 'H100', 3320, 2957, 3787],
  ['b200-sxm', 'B200', 6400, 5700, 7300],
  ['mi300x', 'MI300X', 5300, 4720, 6045],
] as const;

function bills(run: Run): ReproducedGroup {
  const figures = (accelerator: string) => {
    const { figures: all } = run<StudyReport>('estimate-chip', { on: { accelerator } });
    return (key: string) => all.find((one) => one.key === key)!.of.value;
  };
  const h100 = figures('h100-sxm');
  const part = (key: string, en: string, zh: string, usd: number): Reproduced => ({
    what: both(`H100: ${en}`, `H100：${zh}`),
    published: usd,
    found: h100(key),
    unit: 'USD',
    digits: 0,
    within: 0.1,
  });
  return {
    id: 'bills',
    title: both('Bills of materials', '物料清单'),
    source: both(
      'Silicon Analysts (H100, MI300X) and Epoch AI (B200, 5,700 to 7,300 USD, as quoted by 91haoming); the bands of the first two are that of the third, -11 to +14 %',
      'Silicon Analysts（H100、MI300X）与 Epoch AI（B200，5700–7300 USD，据 91haoming 转引）；前两者的区间取第三者的比例（-11% 到 +14%）',
    ),
    url: 'https://siliconanalysts.com/tools/cost-bridge',
    command: 'ridgepoint estimate chip --on b200-sxm',
    rows: [
      ...BILLS.map(
        ([id, name, usd, low, high]): Reproduced => ({
          what: both(`${name}: one unit`, `${name}：单颗`),
          published: usd,
          found: figures(id)('unit'),
          unit: 'USD',
          digits: 0,
          within: Math.max(1 - low / usd, high / usd - 1),
          band: [low, high],
        }),
      ),
      part('logic', 'logic die', '逻辑裸片', 300),
      part('memory', 'HBM', 'HBM', 1350),
      part('package', 'carrier and substrate', '封装基板', 750),
    ],
  };
}

function chains(lineOf: (id: string) => (name: string) => number): ReproducedGroup {
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
