import { footprint } from '@ridgepoint/engine/economics';
import { both, type Reproduced, type ReproducedGroup, same } from './group.ts';

const MWH = 3.6e9;
const TONNE = 1000;

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

export function llama(): ReproducedGroup {
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

export function mlcarbon(): ReproducedGroup {
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
