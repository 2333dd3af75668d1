import { describe, expect, it } from 'vitest';
import { ROOMS } from './rooms.ts';
import { filesUnder, handWritten, isTest, read } from './sources.ts';

const EVERYWHERE = [
  'engine/src',
  'catalogue/src',
  'cli/src',
  'web/src',
  'lab/src',
  'calibration',
  'bench',
  'tests',
  'docs',
];
const LIMITS = { median: 120, p90: 350, longest: 500 };
const EMPTY_NAMES = new Set([
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'manager',
  'base',
  'misc',
  'lib',
  'stuff',
]);

const engineFiles = filesUnder('engine/src').filter((path) => path.endsWith('.ts') && !isTest(path));

interface Length {
  readonly path: string;
  readonly lines: number;
}

function lengthViolations(files: readonly Length[]): string[] {
  const sorted = files.map((f) => f.lines).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return [
    ...(at(0.5) > LIMITS.median ? [`median file has ${at(0.5)} lines, the limit is ${LIMITS.median}`] : []),
    ...(at(0.9) > LIMITS.p90 ? [`one file in ten has more than ${at(0.9)} lines, the limit is ${LIMITS.p90}`] : []),
    ...files
      .filter((f) => f.lines > LIMITS.longest)
      .map((f) => `${f.path} has ${f.lines} lines, the limit is ${LIMITS.longest}`),
  ];
}

/** Names that say nothing, and names that are not kebab-case. */
function nameViolations(paths: readonly string[]): string[] {
  return paths.filter((path) => {
    const parts = path.split('/').map((part) => part.replace(/(?:\.test|\.generated|\.d)?\.tsx?$/, ''));
    return (
      parts.some((part) => EMPTY_NAMES.has(part)) ||
      !/^(?:[a-z0-9]+(?:-[a-z0-9]+)*|zh-CN)$/.test(parts[parts.length - 1]!)
    );
  });
}

/** A room opens with a comment of three lines or more in its index.ts, or in the file beside it that bears its name. */
function openingViolations(rooms: readonly { name: string; index: string | undefined }[]): string[] {
  return rooms.flatMap(({ name, index }) => {
    if (index === undefined) return [`${name}/index.ts is missing`];
    const comment = /^\/\*\*\n([\s\S]*?)\n \*\//.exec(index)?.[1] ?? '';
    const lines = comment.split('\n').filter((line) => line.replace(/^ \*\s*/, '') !== '');
    return lines.length >= 3 ? [] : [`${name}/index.ts opens with ${lines.length} lines of comment, 3 are wanted`];
  });
}

describe('file length', () => {
  const lengths = handWritten(EVERYWHERE).map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
  it(`holds in ${lengths.length} files`, () => {
    expect(lengths.length).toBeGreaterThan(30);
    expect(lengthViolations(lengths)).toEqual([]);
  });

  const files = (...lines: number[]) => lines.map((n, i) => ({ path: `${i}.ts`, lines: n }));
  it('catches a long median, a long tail and one long file', () => {
    expect(lengthViolations(files(100, 121, 122))).toHaveLength(1);
    expect(lengthViolations(files(10, 10, 10, 10, 10, 10, 10, 10, 10, 351))).toHaveLength(1);
    expect(lengthViolations(files(...Array(20).fill(10), 501))).toEqual(['20.ts has 501 lines, the limit is 500']);
    expect(lengthViolations(files(120, 120, 120))).toEqual([]);
  });
});

describe('names', () => {
  it('hold', () =>
    expect(nameViolations(EVERYWHERE.flatMap(filesUnder).filter((path) => /\.tsx?$/.test(path)))).toEqual([]));
  it('catch', () => {
    const bad = [
      'engine/src/utils/x.ts',
      'cli/src/helpers.ts',
      'a/base.test.ts',
      'a/camelCase.ts',
      'a/Upper.ts',
      'a/snake_case.ts',
    ];
    expect(nameViolations([...bad, 'engine/src/units/base-value.ts', 'messages/zh-CN.ts'])).toEqual(bad);
  });
});

describe('every room says what comes in and what goes out', () => {
  const inhabited = ROOMS.filter(({ name }) => engineFiles.some((path) => path.startsWith(`engine/src/${name}/`)));
  it('holds', () => {
    expect(inhabited.length).toBeGreaterThan(5);
    const rooms = inhabited.map(({ name }) => {
      const opens = [`engine/src/${name}/index.ts`, `engine/src/${name}.ts`].find((path) => engineFiles.includes(path));
      return { name, index: opens && read(opens).text };
    });
    expect(openingViolations(rooms)).toEqual([]);
  });
  it('catches a silent room and a missing index', () => {
    const good = '/**\n * a\n * b\n * c\n */\nexport {};';
    expect(
      openingViolations([
        { name: 'a', index: undefined },
        { name: 'b', index: '/**\n * b\n */\n' },
        { name: 'c', index: good },
      ]),
    ).toHaveLength(2);
  });
});
