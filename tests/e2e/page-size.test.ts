import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { answered, browserIsThere, Site } from './browser.ts';

/** Shell, engine and first facts, before the first answer; what is drawn with comes on top, later. */
const FIRST_KIB = 149;
const CHARTS_KIB = 100;

describe.skipIf(!browserIsThere)('what is fetched', () => {
  let site: Site;
  let first: string[];
  const kib = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + gzipSync(readFileSync(join(site.folder, name))).length, 0) / 1024;
  beforeAll(async () => {
    site = await Site.open();
    const { page, requests } = await site.visit();
    await answered(page);
    // What comes after the answer is asked for by the answer: all that was asked for before the worker's facts were read.
    const fetched = requests.map((url) => new URL(url).pathname.slice(1) || 'index.html');
    const later = fetched.indexOf('catalogue.json');
    first = later < 0 ? fetched : fetched.slice(0, later);
    return () => site.close();
  }, 120_000);

  it(`is at most ${FIRST_KIB} KiB before the first answer`, () => {
    expect(first).toContain('first-facts.json');
    expect(first.filter((name) => !existsSync(join(site.folder, name)))).toEqual([]);
    const size = kib(first);
    expect(size).toBeLessThan(FIRST_KIB);
  });

  it('holds no kernels and no pictures, which are fetched when they are wanted', () =>
    expect(first.filter((name) => /kernels|draw|plot|casebook|zh-CN/i.test(name))).toEqual([]));

  it(`draws with at most ${CHARTS_KIB} KiB more`, () => {
    const charts = readdirSync(join(site.folder, 'assets')).filter((name) => /^(draw|plot).*\.js$/i.test(name));
    expect(charts).not.toEqual([]);
    const size = kib(charts.map((name) => `assets/${name}`));
    expect(size).toBeLessThan(CHARTS_KIB);
  });
});
