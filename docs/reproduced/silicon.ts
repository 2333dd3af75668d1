import { clusteredYield, dieCost, diesPerWafer, murphyYield, poissonYield } from '@ridgepoint/engine/economics';
import type { Catalogue } from '@ridgepoint/engine/facts';
import type { StudyReport } from '@ridgepoint/engine/report';
import { both, type Reproduced, type ReproducedGroup, type Run } from './group.ts';

const NODES = [
  [5, 16_988, 0.11, 542e6],
  [7, 9346, 0.09, 298e6],
  [10, 5992, 0.08, 174e6],
  [14, 3984, 0.08, 106e6],
  [28, 2891, 0.07, 51e6],
] as const;

export function dies({ constants }: Catalogue): ReproducedGroup {
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

export function bills(run: Run): ReproducedGroup {
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
