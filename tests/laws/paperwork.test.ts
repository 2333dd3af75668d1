import { describe, expect, it } from 'vitest';
import { architecturePicture, pictureIn } from './picture.ts';
import { ROOMS } from './rooms.ts';
import { filesUnder, read, type SourceFile } from './sources.ts';

/** Written apart so that this file does not find itself: a machine's absolute path, and a registry's host. */
const ABSOLUTE = new RegExp(`(?:^|[\\s"'\`(=:,<>])${'/wo'}${'rk/'}`, 'm');
const REGISTRY = new RegExp(`${'npm'}${'js'}`, 'i');
const TEXT = /\.(?:ts|mjs|js|json|ya?ml|md|svg|txt|csv|html|css|sh)$|(?:^|\/)(?:LICENSE|run|\.gitignore)$/;

const strays = (file: SourceFile): string[] => [
  ...(ABSOLUTE.test(file.text) ? [`${file.path}: an absolute path of one machine`] : []),
  ...(file.path !== 'package-lock.json' && REGISTRY.test(file.text) ? [`${file.path}: a registry's host`] : []),
];

describe('no file names the machine it was written on', () => {
  const files = filesUnder('.')
    .filter((path) => TEXT.test(path))
    .map(read);
  it(`holds in ${files.length} files`, () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(strays)).toEqual([]);
  });
  it('catches both, and lets networks and links pass', () => {
    expect(strays({ path: 'a.md', text: `see ${'/wo'}rk/main` })).toHaveLength(1);
    expect(strays({ path: 'a.md', text: `https://registry.${'npm'}js.org/x` })).toHaveLength(1);
    expect(strays({ path: 'package-lock.json', text: `https://registry.${'npm'}js.org/x` })).toEqual([]);
    expect(strays({ path: 'a.md', text: `the network/ folder, https://example.org${'/wo'}rk/1` })).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  const text = read('ARCHITECTURE.md').text;
  it('shows the picture made from rooms.ts (node cli/bin/run.mjs docs/architecture.ts writes it)', () =>
    expect(pictureIn(text)).toBe(architecturePicture(ROOMS)));
  it('would notice a room that moved', () =>
    expect(pictureIn(text)).not.toBe(architecturePicture([...ROOMS.slice(1), ROOMS[0]!])));
  it('names every room', () => {
    for (const { name, gives } of ROOMS) {
      expect(text).toContain(`${name}/`);
      expect(text).toContain(gives);
    }
  });
});

describe('the papers are there', () => {
  it.each([
    ['LICENSE', 'Apache License'],
    ['SECURITY.md', 'telemetry'],
    ['CONTRIBUTING.md', 'YAML'],
    ['CHANGELOG.md', '0.1.0'],
  ])('%s', (path, says) => expect(read(path).text).toContain(says));
});
