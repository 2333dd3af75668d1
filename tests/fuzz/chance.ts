import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded source of choices, so that a failing input can be had again. */
export interface Chance {
  /** A whole number from 0 to n - 1. */
  below(n: number): number;
  pick<T>(items: readonly T[]): T;
  /** True one time in n. */
  oneIn(n: number): boolean;
}

export function chanceFrom(seed: number): Chance {
  const random = xoroshiro128plus(seed);
  const below = (n: number): number => (random.next() >>> 0) % n;
  return { below, pick: (items) => items[below(items.length)]!, oneIn: (n) => below(n) === 0 };
}

/** Texts that hurt parsers: brackets, quotes, anchors, tags, numbers at the edge, invisible and wide characters, prototype keys. */
const HOSTILE = [
  ...[
    '[',
    '{',
    ']',
    '}',
    '"',
    "'",
    '\\',
    ':',
    ': ',
    '- ',
    '#',
    '|',
    '>',
    '%',
    '@',
    '`',
    ',',
    '?',
    '!',
    '&a',
    '*a',
    '<<: *a',
  ],
  ...[
    '!!js/function',
    '!!binary',
    '!!float',
    '---\n',
    '...\n',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '\0',
    '\ufeff',
    '\u2028',
    '\u202e',
    '\ud800',
  ],
  ...[
    'NaN',
    '.nan',
    '.inf',
    '-.inf',
    'Infinity',
    '1e999',
    '-1',
    '0',
    '0x1F',
    '0o7',
    '1_000',
    '9'.repeat(30),
    '1e-400',
    '~',
    'null',
  ],
  ...[
    '__proto__: {a: 1}',
    '"__proto__":',
    'constructor: 1',
    'prototype:',
    'toString',
    'hasOwnProperty',
    'true',
    'yes',
    '2026-01-01',
  ],
  ...[
    '[['.repeat(40),
    '{a: '.repeat(40),
    '- '.repeat(40),
    '万',
    '亿',
    '１２３',
    '元',
    '¥',
    'é',
    '👩‍💻',
    'a'.repeat(300),
    '$(x)',
    '=1+1',
    '../../x',
  ],
];

/** One to four changes of a text: a character replaced, a piece cut, doubled, moved or dropped, or something hostile put in. */
export function mutateText(text: string, { below, pick }: Chance, hostile: readonly string[] = HOSTILE): string {
  let out = text;
  for (let i = 1 + below(4); i > 0; i--) {
    const at = below(out.length + 1);
    const way = below(8);
    if (way === 0)
      out = out.slice(0, at) + String.fromCharCode(below(below(2) === 0 ? 256 : 65_536)) + out.slice(at + 1);
    else if (way === 1) out = out.slice(0, at) + out.slice(at + 1 + below(12));
    else if (way <= 3) out = out.slice(0, at) + pick(hostile) + out.slice(at);
    else if (way === 4) out = out.slice(0, at);
    else if (way === 5) out = out.slice(0, at) + out.slice(below(at + 1), at).slice(-200) + out.slice(at);
    else out = swapLines(out, below);
  }
  return out;
}

function swapLines(text: string, below: Chance['below']): string {
  const lines = text.split('\n');
  const [a, b] = [below(lines.length), below(lines.length)];
  [lines[a], lines[b]] = [lines[b]!, lines[a]!];
  return lines.join('\n');
}

/** Values of every type, with the edges of numbers and names that JavaScript objects already have. */
export const VALUES: readonly unknown[] = [
  ...[0, -0, 1, 2, 3, 7, 8, 12, 64, 1000, -1, 0.5, 1e-9, 1e9, 1e15, 1e30, 1e308, 5e-324, Number.MAX_SAFE_INTEGER],
  ...[
    NaN,
    Infinity,
    -Infinity,
    null,
    undefined,
    true,
    false,
    '',
    ' ',
    '0',
    '1',
    '-1',
    '1e999',
    'NaN',
    'x',
    '__proto__',
    'constructor',
  ],
  ...[
    'toString',
    'hasOwnProperty',
    '12-way',
    '15.6T',
    '1.5万',
    '80 GiB',
    '5 %',
    '90 d',
    '¥3 亿',
    'x'.repeat(5000),
    '\u0000',
    '\ud800',
  ],
  ...[[], [1], ['a', 'b'], [[[]]], {}, { a: 1 }, { value: 1 }, { id: 'x' }, new Array(300).fill(1)],
];

/** Changes one to three places of plain data, at any depth: another value, a key renamed, doubled or dropped. The input is not touched. */
export function mutateData(data: unknown, chance: Chance, words: readonly string[] = []): unknown {
  const copy = structuredClone(data);
  for (let i = 1 + chance.below(3); i > 0; i--) changeOne(copy, chance, words);
  return copy;
}

function changeOne(data: unknown, { below, pick, oneIn }: Chance, words: readonly string[]): void {
  let at = data as Record<string, unknown>;
  for (;;) {
    const keys = Object.keys(at);
    if (keys.length === 0) return;
    const key = pick(keys);
    const inner = at[key];
    if (inner !== null && typeof inner === 'object' && Object.keys(inner).length > 0 && !oneIn(8)) {
      at = inner as Record<string, unknown>;
      continue;
    }
    const way = below(6);
    const other = structuredClone(words.length > 0 && oneIn(3) ? pick(words) : pick(VALUES)); // a later change must not reach the list
    if (way === 3) delete at[key];
    else if (way === 4) put(at, pick([...keys, 'toString', 'constructor', '__proto__', 'x']), inner);
    else put(at, key, way === 5 && typeof inner === 'number' ? inner * pick([-1, 0, 0.5, 3, 1e6, 1e-6, 1e300]) : other);
    return;
  }
}

/** An own key whatever its name, as JSON.parse makes them. */
const put = (at: object, key: string, value: unknown): void => {
  Object.defineProperty(at, key, { value, enumerable: true, writable: true, configurable: true });
};
