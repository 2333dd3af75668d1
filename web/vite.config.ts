import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { parse } from 'yaml';
import { unreached as english } from '../engine/src/messages/en/unreached.ts';
import { unreached as chinese } from '../engine/src/messages/zh-CN/unreached.ts';
import { firstFacts } from './src/engine/first-facts.ts';

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, '..', 'catalogue', 'dist');
const casebook = join(here, '..', 'examples', 'casebook');

/** Examples that can be compared and crossed on the page. */
const SCENARIOS = [
  'crossover/own-h200',
  'crossover/rent-h200',
  'crossover/train-h100',
  'crossover/train-mi300x',
  'crossover/serve-h100',
  'crossover/serve-mi300x',
  'chip-asic',
  'chip-fpga',
];

/** The facts lie beside the page as they are; those of kernels, 2 MB, and the casebook are read only by pages that need them. */
const facts: Plugin = {
  name: 'facts',
  transformIndexHtml: (page) =>
    page.replace(
      '<!-- slow -->',
      `<p class="slow">${english.never}<br /><span lang="zh-CN">${chinese.never}</span></p>`,
    ),
  writeBundle: ({ dir }) => {
    mkdirSync(dir!, { recursive: true });
    for (const name of ['catalogue.json', 'kernels.json']) copyFileSync(join(built, name), join(dir!, name));
    const whole = JSON.parse(readFileSync(join(built, 'catalogue.json'), 'utf8'));
    writeFileSync(join(dir!, 'first-facts.json'), JSON.stringify(firstFacts(whole)));
    const cases = readdirSync(casebook).map((name) =>
      parse(readFileSync(join(casebook, name), 'utf8'), { maxAliasCount: 0 }),
    );
    writeFileSync(join(dir!, 'casebook.json'), JSON.stringify(cases));
    const scenarios = SCENARIOS.map((name): [string, unknown] => [
      basename(name),
      parse(readFileSync(join(here, '..', 'examples', `${name}.yaml`), 'utf8'), { maxAliasCount: 0 }),
    ]);
    writeFileSync(join(dir!, 'scenarios.json'), JSON.stringify(Object.fromEntries(scenarios)));
  },
};

export default defineConfig({
  root: here,
  base: './',
  plugins: [facts],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  build: { target: 'es2022', outDir: 'dist', emptyOutDir: true, sourcemap: true, modulePreload: { polyfill: false } },
});
