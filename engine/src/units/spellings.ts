import { CURRENCIES, CURRENCY_WORDS, type Currency } from './money.ts';
import type { Unit } from './unit.ts';

/** What may follow a number: the factor to the base unit, and the currency where the factor still needs a rate. */
export interface Spelling {
  readonly factor: number;
  readonly currency?: Currency;
}

/** Base units whose bare number is clear; the others (s, B, W, ...) have several usual scales and must say which. */
const BARE: ReadonlySet<Unit> = new Set<Unit>([
  'FLOP',
  'FLOP/s',
  'FLOP/token',
  'J/token',
  'USD',
  'USD/h',
  'USD/kWh',
  'kgCO2e/kWh',
  'token',
  'token/s',
  'GPU-h',
  '1',
  '%',
  'parameters',
  'year',
]);

/** Texts shown when the unit is missing or of another kind. */
export const EXAMPLES: Readonly<Record<Unit, readonly string[]>> = {
  s: ['s', 'h', 'd'],
  B: ['GiB', 'GB', 'MB'],
  'B/s': ['GB/s', 'Gb/s', 'TB/s'],
  FLOP: ['FLOP', 'TFLOP'],
  'FLOP/s': ['TFLOP/s'],
  'FLOP/token': ['FLOP/token'],
  W: ['W', 'kW', 'MW'],
  J: ['J', 'kWh', 'MWh'],
  'J/token': ['J/token'],
  USD: ['USD', 'M USD'],
  'USD/h': ['USD/h'],
  'USD/kWh': ['USD/kWh'],
  kgCO2e: ['kg CO2e', 't CO2e'],
  'kgCO2e/kWh': ['gCO2e/kWh'],
  token: ['token', 'B', 'T'],
  'token/s': ['tok/s'],
  'GPU-h': ['GPU-h'],
  '1': [''],
  '%': ['%'],
  parameters: ['B', 'M'],
  year: ['years'],
  Hz: ['MHz', 'GHz'],
};

const cache = new Map<Unit, ReadonlyMap<string, Spelling>>();

/** Every spelling of a unit without its spaces, case kept: `GB` and `Gb`, `m` and `M` differ. */
export function spellingsOf(unit: Unit): ReadonlyMap<string, Spelling> {
  let found = cache.get(unit);
  if (!found) {
    found = new Map(build(unit));
    cache.set(unit, found);
  }
  return found;
}

type Step = readonly [factor: number, spelling: string];
const POSITIVE: readonly Step[] = [
  [1, ''],
  [1e3, 'k'],
  [1e6, 'M'],
  [1e9, 'G'],
  [1e12, 'T'],
  [1e15, 'P'],
  [1e18, 'E'],
  [1e21, 'Z'],
  [1e24, 'Y'],
];
const NEGATIVE: readonly Step[] = [
  [1e-12, 'p'],
  [1e-9, 'n'],
  [1e-6, 'µ'],
  [1e-6, 'μ'],
  [1e-6, 'u'],
  [1e-3, 'm'],
];
const BINARY: readonly Step[] = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map(
  (prefix, i) => [1024 ** (i + 1), prefix] as const,
);
const WORDS: readonly Step[] = [
  [1e3, 'thousand'],
  [1e6, 'million'],
  [1e9, 'billion'],
  [1e12, 'trillion'],
  [1e3, '千'],
  [1e4, '万'],
  [1e6, '百万'],
  [1e7, '千万'],
  [1e8, '亿'],
  [1e9, '十亿'],
  [1e11, '千亿'],
  [1e12, '万亿'],
];
const COUNT: readonly Step[] = [...POSITIVE.slice(0, 7), [1e9, 'B'], ...WORDS];

function build(unit: Unit): Iterable<readonly [string, Spelling]> {
  const rows: [string, Spelling][] = [];
  const add = (steps: readonly Step[], words: readonly string[], scale = 1, currency?: Currency) => {
    for (const word of words) {
      for (const [factor, prefix] of steps)
        rows.push([prefix + word, { factor: factor * scale, ...(currency && { currency }) }]);
    }
  };
  if (BARE.has(unit)) add([[1, '']], ['']);
  switch (unit) {
    case 's':
      add([[1, ''], ...NEGATIVE.slice(1)], ['s']);
      for (const [factor, words] of TIMES) add([[1, '']], words, factor);
      break;
    case 'B':
    case 'B/s':
      for (const end of unit === 'B' ? [''] : ['/s', 'ps']) {
        add([...POSITIVE, ...BINARY], [`B${end}`]);
        add([...POSITIVE, ...BINARY], [`b${end}`, `bit${end}`], 1 / 8);
      }
      if (unit === 'B') add([[1, '']], ['bytes', 'byte', '字节']);
      break;
    case 'FLOP':
      add([...POSITIVE, ...WORDS], ['FLOP', 'FLOPs', 'OP']);
      add(WORDS, ['']);
      break;
    case 'FLOP/s':
      add(POSITIVE, ['FLOP/s', 'FLOPS', 'FLOPs/s', 'OP/s', 'OPS']);
      break;
    case 'FLOP/token':
      add(POSITIVE, ['FLOP/token', 'FLOPs/token', 'FLOP/tok']);
      break;
    case 'W':
      add([...POSITIVE.slice(0, 5), ...NEGATIVE], ['W']);
      break;
    case 'Hz':
      add(POSITIVE.slice(0, 5), ['Hz']);
      break;
    case 'J':
      add([...POSITIVE.slice(0, 6), ...NEGATIVE], ['J']);
      add(POSITIVE.slice(0, 5), ['Wh'], 3600);
      add([...WORDS, [1, '']], ['度'], 3.6e6);
      break;
    case 'J/token':
      add([...POSITIVE.slice(0, 3), ...NEGATIVE], ['J/token', 'J/tok']);
      break;
    case 'kgCO2e':
      for (const gas of ['', 'CO2e', 'CO2', 'CO₂e']) for (const [factor, mass] of MASSES) add([[factor, mass]], [gas]);
      break;
    case 'kgCO2e/kWh':
      for (const gas of ['CO2e', 'CO2', ''])
        for (const [factor, mass] of MASSES.slice(0, 3)) add([[factor, mass]], [`${gas}/kWh`]);
      break;
    case 'USD':
      money('');
      add(COUNT, ['']);
      break;
    case 'USD/h':
      for (const end of ['/h', '/hr', '/hour', '/小时', '/GPU-h']) money(end);
      break;
    case 'USD/kWh':
      money('/kWh');
      money('/度');
      break;
    case 'GPU-h':
      add(COUNT, ['', 'GPU-h', 'GPUh', 'GPU-hours', 'GPU-hour', 'GPUhours', 'GPUhour', 'GPU小时', '卡时']);
      break;
    case 'token':
      add(COUNT, ['', 'token', 'tokens', 'tok', '词元']);
      break;
    case 'token/s':
      add(COUNT, ['', 'tok/s', 'token/s', 'tokens/s']);
      break;
    case 'parameters':
      add(COUNT, ['', 'parameters', 'params', '参数', '个参数']);
      break;
    case '1':
      add(COUNT, ['']);
      add([[0.01, '%']], ['']);
      break;
    case '%':
      add([[1, '%']], ['']);
      break;
    case 'year':
      add([[1, '']], ['years', 'year', 'y', '年']);
      break;
  }
  return rows;

  function money(end: string): void {
    for (const currency of CURRENCIES) {
      const words = [currency, ...CURRENCY_WORDS[currency]].map((word) => word + end);
      add(COUNT, words, 1, currency === 'USD' ? undefined : currency);
    }
  }
}

const TIMES: readonly (readonly [number, readonly string[]])[] = [
  [1, ['sec', 'second', 'seconds', '秒']],
  [1e-3, ['毫秒']],
  [1e-6, ['微秒']],
  [60, ['min', 'minute', 'minutes', '分', '分钟']],
  [3600, ['h', 'hr', 'hour', 'hours', '小时']],
  [86400, ['d', 'day', 'days', '天', '日']],
  [604_800, ['week', 'weeks', '周']],
];
const MASSES: readonly Step[] = [
  [1e-3, 'g'],
  [1, 'kg'],
  [1e3, 't'],
  [1e6, 'kt'],
  [1e9, 'Mt'],
];
