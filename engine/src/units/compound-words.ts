/** The words that units are put together of; see compound.ts. */
interface Word {
  readonly factor: number;
  readonly dimensions: Readonly<Record<string, number>>;
}

const of = (factor: number, base: string, power = 1): Word => ({ factor, dimensions: { [base]: power } });
const plain = (factor: number): Word => ({ factor, dimensions: {} });
const YEAR = 365 * 86_400; // as facts/base-value.ts and own/rent tables reckon: 8,760 h

/** Words that are a unit as they stand. */
export const NAMED: ReadonlyMap<string, Word> = new Map<string, Word>([
  ['1', plain(1)],
  ['share', plain(1)],
  ['x', plain(1)],
  ['%', plain(1e-2)],
  ['thousand', plain(1e3)],
  ['million', plain(1e6)],
  ['billion', plain(1e9)],
  ['trillion', plain(1e12)],
  ['s', of(1, 's')],
  ['ms', of(1e-3, 's')],
  ['us', of(1e-6, 's')],
  ['µs', of(1e-6, 's')],
  ['μs', of(1e-6, 's')],
  ['ns', of(1e-9, 's')],
  ['min', of(60, 's')],
  ['h', of(3600, 's')],
  ['hour', of(3600, 's')],
  ['hours', of(3600, 's')],
  ['d', of(86_400, 's')],
  ['day', of(86_400, 's')],
  ['days', of(86_400, 's')],
  ['week', of(7 * 86_400, 's')],
  ['weeks', of(7 * 86_400, 's')],
  ['month', of(YEAR / 12, 's')],
  ['months', of(YEAR / 12, 's')],
  ['year', of(YEAR, 's')],
  ['years', of(YEAR, 's')],
  ['USD', of(1, 'USD')],
  ['CNY', of(1, 'CNY')],
  ['EUR', of(1, 'EUR')],
  ['JPY', of(1, 'JPY')],
  ['GBP', of(1, 'GBP')],
  ['INR', of(1, 'INR')],
  ['gCO2e', of(1e-3, 'kgCO2e')],
  ['kgCO2e', of(1, 'kgCO2e')],
  ['tCO2e', of(1e3, 'kgCO2e')],
  ['ktCO2e', of(1e6, 'kgCO2e')],
  ['MtCO2e', of(1e9, 'kgCO2e')],
  ['nm', of(1e-9, 'm')],
  ['um', of(1e-6, 'm')],
  ['mm', of(1e-3, 'm')],
  ['cm', of(1e-2, 'm')],
  ['m', of(1, 'm')],
  ['tok', of(1, 'token')],
  ['params', of(1, 'parameter')],
]);

/** Things that are counted, singular. Each is a dimension of its own. */
export const MORE_NOUNS: ReadonlySet<string> = new Set([
  'GPU',
  'batch',
  'card',
  'char',
  'chip',
  'date',
  'device',
  'die',
  'epoch',
  'failure',
  'household',
  'instruction',
  'layer',
  'node',
  'package',
  'parameter',
  'person',
  'rack',
  'request',
  'run',
  'sequence',
  'server',
  'stack',
  'step',
  'token',
  'train',
  'turn',
  'unit',
  'user',
  'vendor',
  'visit',
  'wafer',
  'word',
]);

const DECIMAL = [
  [1, ''],
  [1e3, 'k'],
  [1e6, 'M'],
  [1e9, 'G'],
  [1e12, 'T'],
  [1e15, 'P'],
  [1e18, 'E'],
  [1e21, 'Z'],
] as const;
const SMALL = [
  [1e-12, 'p'],
  [1e-9, 'n'],
  [1e-6, 'µ'],
  [1e-3, 'm'],
] as const;
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi'].map((prefix, i) => [1024 ** (i + 1), prefix] as const);

/** Units that take a prefix: GB, GiB, Gbit, TFLOP, PFLOPS, MW, kWh, GHz. */
export const PREFIXED: ReadonlyMap<string, Word> = new Map<string, Word>(
  [...DECIMAL, ...SMALL, ...BINARY].flatMap(([factor, prefix]) => [
    [`${prefix}B`, of(factor, 'B')] as const,
    [`${prefix}bit`, of(factor / 8, 'B')] as const,
    [`${prefix}b`, of(factor / 8, 'B')] as const,
    [`${prefix}FLOP`, of(factor, 'FLOP')] as const,
    [`${prefix}OP`, of(factor, 'FLOP')] as const,
    [`${prefix}FLOPS`, { factor, dimensions: { FLOP: 1, s: -1 } }] as const,
    [`${prefix}J`, of(factor, 'J')] as const,
    [`${prefix}Wh`, of(factor * 3600, 'J')] as const,
    [`${prefix}W`, { factor, dimensions: { J: 1, s: -1 } }] as const,
    [`${prefix}Hz`, of(factor, 's', -1)] as const,
  ]),
);
