import { type Currency, currencyWord } from './money.ts';
import type { Locale, Unit } from './unit.ts';

/** One step of a unit's ladder: numbers from `from` on are divided by `factor` and followed by `suffix`. */
export interface Scale {
  readonly factor: number;
  readonly from: number;
  readonly suffix: string;
  /** In place of `suffix` after a bare 1 ("1 day"). */
  readonly one?: string;
}

export interface ScaleOptions {
  readonly locale: Locale;
  readonly style: 'short' | 'long';
  readonly binary: boolean;
  readonly currency: Currency;
}

/** The ladder of a unit, ascending. */
export function scalesOf(unit: Unit, options: ScaleOptions): readonly Scale[] {
  const { locale, style, binary, currency } = options;
  const zh = locale === 'zh-CN';
  const long = style === 'long';
  switch (unit) {
    case 's':
      return time(zh, long);
    case 'B':
      return binary ? iec('B') : si('B', DECIMAL);
    case 'B/s':
      return binary ? iec('B/s') : si('B/s', DECIMAL);
    case 'FLOP':
    case 'FLOP/s':
    case 'FLOP/token':
      return si(unit, DECIMAL);
    case 'W':
      return si('W', [[1e-3, 'm'], ...DECIMAL.slice(0, 4)]);
    case 'Hz':
      return si('Hz', DECIMAL.slice(0, 4));
    case 'J':
      return ladder(ENERGY);
    case 'J/token':
      return si('J/token', [
        [1e-6, 'µ'],
        [1e-3, 'm'],
        [1, ''],
        [1e3, 'k'],
        [1e6, 'M'],
      ]);
    case 'kgCO2e':
      return ladder(CARBON);
    case 'kgCO2e/kWh':
      return ladder([[1e-3, 'gCO2e/kWh']]);
    case 'USD':
      return compact(zh, currencyWord(currency, locale));
    case 'USD/h':
      return compact(zh, `${currencyWord(currency, locale)}/${zh ? '小时' : 'h'}`);
    case 'USD/kWh':
      return compact(zh, `${currencyWord(currency, locale)}/kWh`);
    case 'GPU-h':
      return compact(zh, zh ? 'GPU 小时' : long ? 'GPU-hours' : 'GPU-h', long && !zh ? 'GPU-hour' : undefined);
    case 'token':
      return compact(zh, zh ? 'token' : long ? 'tokens' : 'tok', long && !zh ? 'token' : undefined, true);
    case 'token/s':
      return compact(zh, 'tok/s', undefined, true);
    case 'parameters':
      return compact(zh, zh ? (long ? '参数' : '') : long ? 'parameters' : '', undefined, true);
    case '1':
      return compact(zh, '');
    case '%':
      return [{ factor: 1, from: 0, suffix: zh ? '%' : ' %' }];
    case 'year':
      return [
        { factor: 1, from: 0, suffix: zh ? ' 年' : long ? ' years' : ' y', ...(!zh && long && { one: ' year' }) },
      ];
  }
}

/** Words of what money is for, where it is no unit of its own. */
const PER: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  a: ['year', '年'],
  year: ['year', '年'],
  month: ['month', '月'],
  'kW/a': ['kW/year', 'kW/年'],
};

/** Amounts of a currency for one of something: a year, a kilowatt, a wafer. */
export function moneyScales(per: string, locale: Locale, currency: Currency): readonly Scale[] {
  const zh = locale === 'zh-CN';
  const word = Object.hasOwn(PER, per) ? PER[per]![zh ? 1 : 0] : per;
  return compact(zh, `${currencyWord(currency, locale)}/${word}`);
}

type Step = readonly [factor: number, prefix: string];
const DECIMAL: readonly Step[] = [
  [1, ''],
  [1e3, 'k'],
  [1e6, 'M'],
  [1e9, 'G'],
  [1e12, 'T'],
  [1e15, 'P'],
  [1e18, 'E'],
  [1e21, 'Z'],
];
const ENERGY: readonly Step[] = [
  [1e-12, 'pJ'],
  [1e-9, 'nJ'],
  [1e-6, 'µJ'],
  [1e-3, 'mJ'],
  [1, 'J'],
  [3.6e3, 'Wh'],
  [3.6e6, 'kWh'],
  [3.6e9, 'MWh'],
  [3.6e12, 'GWh'],
  [3.6e15, 'TWh'],
];
const CARBON: readonly Step[] = [
  [1e-3, 'g CO2e'],
  [1, 'kg CO2e'],
  [1e3, 't CO2e'],
  [1e6, 'kt CO2e'],
  [1e9, 'Mt CO2e'],
];

const ladder = (steps: readonly Step[]): Scale[] =>
  steps.map(([factor, symbol]) => ({ factor, from: factor, suffix: ` ${symbol}` }));

const si = (symbol: string, steps: readonly Step[]): Scale[] =>
  ladder(steps.map(([factor, prefix]) => [factor, prefix + symbol] as const));

const iec = (symbol: string): Scale[] =>
  ladder(['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((prefix, i) => [1024 ** i, prefix + symbol] as const));

/** Seconds up to 2 min, minutes up to 2 h, hours up to 2 days: "90 s" says more than "1.5 min". */
function time(zh: boolean, long: boolean): Scale[] {
  const [min, h, d] = zh ? [' 分钟', ' 小时', ' 天'] : [' min', ' h', long ? ' days' : ' d'];
  return [
    ...ladder([
      [1e-9, 'ns'],
      [1e-6, 'µs'],
      [1e-3, 'ms'],
      [1, 's'],
    ]),
    { factor: 60, from: 120, suffix: min! },
    { factor: 3600, from: 7200, suffix: h! },
    { factor: 86400, from: 172_800, suffix: d! },
  ];
}

/**
 * Counts: written out up to a million (en) or a hundred thousand (zh), then M, B, T or 万, 亿, 万亿.
 * `tight` follows the field's habit of writing 15.6T tokens and 405B parameters without a space.
 */
function compact(zh: boolean, word: string, one?: string, tight = false): Scale[] {
  const steps: readonly (readonly [number, number, string])[] = zh
    ? [
        [1, 0, ''],
        [1e4, 1e5, '万'],
        [1e8, 1e8, '亿'],
        [1e12, 1e12, '万亿'],
      ]
    : [
        [1, 0, ''],
        [1e6, 1e6, 'M'],
        [1e9, 1e9, 'B'],
        [1e12, 1e12, 'T'],
      ];
  return steps.map(([factor, from, scale]) => {
    const number = scale === '' || (tight && !zh) ? scale : ` ${scale}`;
    const joined = word === '' || (zh && scale !== '' && !/^[A-Za-z]/.test(word)) ? word : ` ${word}`;
    return { factor, from, suffix: number + joined, ...(factor === 1 && one !== undefined && { one: ` ${one}` }) };
  });
}
