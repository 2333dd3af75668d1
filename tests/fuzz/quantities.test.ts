import { expect, it } from 'vitest';
import { messagesFor, quantitySentence } from '../../engine/src/messages/index.ts';
import {
  CURRENCIES,
  formatCount,
  formatQuantity,
  formatRange,
  LOCALES,
  parseQuantity,
  toBase,
  UNITS,
  type Unit,
  UnitError,
  unitOf,
} from '../../engine/src/units/index.ts';
import { attack, expectReached } from './attack.ts';
import { type Chance, mutateText, VALUES } from './chance.ts';

const NUMBERS = [
  '1',
  '0',
  '15.6',
  '16,384',
  '1e3',
  '-5',
  '+2',
  '.5',
  '1.',
  '9'.repeat(40),
  '1e308',
  '1e-308',
  '１５',
  '1,00',
  '1_0',
  '0x10',
  '∞',
  'NaN',
  '²',
  '½',
];
const WORDS = [
  ...[
    '',
    'T',
    'B',
    'k',
    '万',
    '亿',
    '万亿',
    '千亿',
    '百万',
    'GiB',
    'GB',
    'Gb/s',
    'GB/s',
    'd',
    '天',
    '小时',
    '秒',
    '毫秒',
    'h',
    'min',
    's',
    'µs',
    'μs',
  ],
  ...[
    '%',
    '％',
    'FLOP/s',
    'TFLOP/s',
    'W',
    'kWh',
    '度',
    'USD',
    '元',
    '人民币',
    '美元',
    '日元',
    '円',
    'USD/h',
    '元/小时',
    '/h',
    'tok/s',
    'GPU-h',
    '卡时',
    '参数',
  ],
  ...[
    'kg CO2e',
    'tCO₂e',
    'gCO2e/kWh',
    'token',
    '词元',
    'years',
    '年',
    'MHz',
    'toString',
    'constructor',
    '__proto__',
    'ＧｉＢ',
    'k k',
    '//h',
  ],
];
const SIGNS = ['', '', '', '$', '¥', '€', '￥', '$$', '-'];
const RATES = { CNY: 7.2, EUR: 0.9 };

interface Typed {
  readonly text: string;
  readonly unit: Unit;
  readonly negative: boolean;
}

function make(chance: Chance): Typed {
  const plain = `${chance.pick(SIGNS)}${chance.pick(NUMBERS)}${chance.pick(['', ' ', '\u3000'])}${chance.pick(WORDS)}`;
  return {
    text: chance.oneIn(2) ? plain : mutateText(plain, chance),
    unit: chance.pick(UNITS),
    negative: chance.oneIn(4),
  };
}

/** A finite number (and not below zero unless asked for), or a UnitError that can be worded and whose examples are read. */
function read({ text, unit, negative }: Typed): string {
  unitOf(text);
  try {
    toBase(1, text);
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
  }
  try {
    const value = parseQuantity(text, unit, { negative, rates: RATES });
    if (!Number.isFinite(value) || (value < 0 && !negative)) throw new Error(`not sane: ${value}`);
    return 'value';
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    for (const locale of LOCALES) {
      const sentence = quantitySentence(messagesFor(locale), error, '--tokens');
      if (/undefined|\[object/.test(sentence) || sentence.length > 600)
        throw new Error(`a sentence that says nothing: ${sentence}`);
    }
    return error.code;
  }
}

it('typed quantities in English and Chinese: a finite number or a UnitError', async () => {
  const tally = await attack({ name: 'quantities', make, read, show: JSON.stringify });
  expectReached(tally, [
    ...[
      'empty',
      'too_long',
      'not_a_number',
      'not_finite',
      'negative',
      'unit_missing',
      'unknown_unit',
      'wrong_dimension',
      'rate_missing',
    ],
  ]);
});

/** Any double there is, by its 64 bits; sometimes a number on an edge. */
function anyNumber(chance: Chance): number {
  if (chance.oneIn(6)) return Number(chance.pick(VALUES.filter((value) => typeof value === 'number')));
  if (chance.oneIn(3))
    return Number(
      `${chance.pick(['', '-'])}${chance.pick(['9.995', '999.96', '1', '5', '4.4999'])}e${chance.below(60) - 30}`,
    );
  const bits = new DataView(new ArrayBuffer(8));
  for (const at of [0, 4]) bits.setUint32(at, chance.below(65_536) * 65_536 + chance.below(65_536));
  return bits.getFloat64(0);
}

it('every number and unit can be printed, and nothing but a number and its unit comes out', async () => {
  const tally = await attack({
    name: 'printed quantities',
    make: (chance) => ({
      values: [anyNumber(chance), anyNumber(chance), anyNumber(chance)] as const,
      unit: chance.oneIn(10) ? chance.pick(['TFLOP/s', '', 'USD/GB']) : chance.pick(UNITS),
      options: {
        locale: chance.pick(LOCALES),
        style: chance.pick(['short', 'long'] as const),
        digits: chance.pick([1, 2, 3, 4, 8, 15]),
        binary: chance.oneIn(2),
        currency: chance.pick(CURRENCIES),
        rate: chance.pick([1, 7.2, 150, 1e-3]),
      },
    }),
    read: ({ values, unit, options }) => {
      const [a, b, c] = values;
      const texts = [formatQuantity(a, unit, options), formatRange(a, b, c, unit, options), formatCount(a)];
      for (const text of texts) {
        if (/NaN|undefined|null|Infinity|object/.test(text) || text === '' || text.length > 400)
          throw new Error(`printed ${text}`);
        if (values.every(Number.isFinite) && !/\d|∞/.test(text)) throw new Error(`no figure in ${text}`);
      }
      return Number.isFinite(a) ? 'value' : 'not finite';
    },
    show: JSON.stringify,
  });
  expect(tally.outcomes.get('value')).toBeGreaterThan(tally.inputs / 20);
});
