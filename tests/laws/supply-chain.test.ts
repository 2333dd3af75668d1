import { describe, expect, it } from 'vitest';
import { read } from './sources.ts';

/** Dependencies may be used and passed on under these; MPL-2.0 only while building. */
const LICENCES = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'Unlicense',
  'CC0-1.0',
  'BlueOak-1.0.0',
  'Python-2.0',
]);
const BUILD_TIME_ONLY = new Set(['MPL-2.0']);
/** Packages whose install script is known; none of them needs it to run. */
const MAY_HAVE_INSTALL_SCRIPT = new Set(['esbuild', 'fsevents', 'koffi', 'webgpu']);

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** npm may leave out the address of what comes from the configured registry; anything else has one. */
const fromRegistry = (resolved: string | undefined): boolean =>
  resolved === undefined || (resolved.startsWith('https://') && !/\.git(?:#|$)|codeload|github/.test(resolved));

/** Versions that are no versions: git, tarball and folder addresses. */
const specViolations = (specs: Readonly<Record<string, string>>): string[] =>
  Object.entries(specs)
    .filter(([, spec]) => !/^[\^~]?\d+(?:\.\d+){0,2}$/.test(spec))
    .map(([name, spec]) => `${name}: "${spec}" is no version`);

function lockViolations(packages: Readonly<Record<string, Locked>>): string[] {
  return Object.entries(packages).flatMap(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licences = (entry.license ?? '').replace(/[()]/g, '').split(/ OR /);
    const built = entry.dev || entry.devOptional;
    return [
      ...(/^sha512-[A-Za-z0-9+/]{86}==$/.test(entry.integrity ?? '') ? [] : [`${name}: no sha512`]),
      ...(fromRegistry(entry.resolved) ? [] : [`${name}: not from a registry`]),
      ...(licences.some((l) => LICENCES.has(l) || (built && BUILD_TIME_ONLY.has(l)))
        ? []
        : [`${name}: licence "${entry.license}"`]),
      ...(entry.hasInstallScript && !MAY_HAVE_INSTALL_SCRIPT.has(name) ? [`${name}: install script`] : []),
    ];
  });
}

/** A lock written where some platform's package could not be found breaks `npm ci` for everybody. */
const gapsIn = (packages: Readonly<Record<string, Locked>>): string[] =>
  Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`])
      .map((name) => `${path} names ${name}, which is not locked`),
  );

describe('supply chain', () => {
  const lock = JSON.parse(read('package-lock.json').text) as { packages: Record<string, Locked> };
  it('every locked package has its hash, its licence and no script', () => {
    expect(Object.keys(lock.packages).length).toBeGreaterThan(20);
    expect(lockViolations(lock.packages)).toEqual([]);
  });

  it('every optional package of every platform is locked too', () => {
    expect(gapsIn(lock.packages)).toEqual([]);
    const lacking = { 'node_modules/a': { optionalDependencies: { 'a-linux': '1.0.0' } } };
    expect(gapsIn(lacking)).toEqual(['node_modules/a names a-linux, which is not locked']);
    expect(gapsIn({ ...lacking, 'node_modules/a-linux': {} })).toEqual([]);
  });

  it('every manifest asks for versions, not addresses', () => {
    const manifests = ['.', 'engine', 'catalogue', 'cli'].map((folder) => read(`${folder}/package.json`).text);
    for (const text of manifests) {
      const { dependencies, devDependencies, optionalDependencies } = JSON.parse(text) as Record<
        string,
        Record<string, string>
      >;
      expect(specViolations({ ...dependencies, ...devDependencies, ...optionalDependencies })).toEqual([]);
    }
    const bad = {
      a: 'git+https://x/y.git',
      b: 'github:x/y',
      c: 'file:../c',
      d: '*',
      e: 'latest',
      f: 'https://x/y.tgz',
    };
    expect(specViolations({ ...bad, good: '^4.1.12', exact: '7.0.2', major: '^20' })).toHaveLength(6);
  });

  it('catches each gap', () => {
    const good: Locked = {
      resolved: 'https://r.example/a.tgz',
      integrity: `sha512-${'A'.repeat(86)}==`,
      license: 'MIT',
    };
    const check = (change: Partial<Locked>) => lockViolations({ 'node_modules/a': { ...good, ...change } });
    expect(check({})).toEqual([]);
    expect(check({ integrity: 'sha1-abc' })).toEqual(['a: no sha512']);
    expect(check({ integrity: undefined })).toHaveLength(1);
    expect(check({ resolved: 'git+ssh://git@github.com/a/a.git#1' })).toEqual(['a: not from a registry']);
    expect(check({ resolved: 'http://r.example/a.tgz' })).toHaveLength(1);
    expect(check({ license: 'GPL-3.0' })).toEqual(['a: licence "GPL-3.0"']);
    expect(check({ license: undefined })).toHaveLength(1);
    expect(check({ license: '(MIT OR GPL-3.0)' })).toEqual([]);
    expect(check({ license: 'MPL-2.0' })).toHaveLength(1);
    expect(check({ license: 'MPL-2.0', dev: true })).toEqual([]);
    expect(check({ hasInstallScript: true })).toEqual(['a: install script']);
  });
});
