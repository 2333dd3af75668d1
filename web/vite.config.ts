import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { parse } from 'yaml';
import { unreached as english } from '../engine/src/messages/en/unreached.ts';
import { unreached as chinese } from '../engine/src/messages/zh-CN/unreached.ts';
import { LINKED_EXAMPLES } from '../engine/src/operations/link/questions.ts';
import { firstFacts } from './src/engine/first-facts.ts';

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, '..', 'catalogue', 'dist');
const docs = join(here, '..', 'docs');
/** Published rows that predictions are held against; each is fetched when it is looked at. */
const CORPORA = ['training', 'kernels', 'serving'];
const casebook = join(here, '..', 'examples', 'casebook');
/** What the Lab's model learns until somebody gives it another text: the project's own words, and no tables of numbers. */
const LAB_TEXT = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...['docs/casebook.md', 'docs/published-runs.md', 'docs/reproduced.md', 'docs/page-speed.md', 'docs/lab.md'],
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
    for (const corpus of CORPORA)
      copyFileSync(join(docs, 'accuracy-rows', `${corpus}.json`), join(dir!, `accuracy-${corpus}.json`));
    const { bars } = JSON.parse(readFileSync(join(docs, 'accuracy.json'), 'utf8'));
    writeFileSync(join(dir!, 'accuracy-bars.json'), JSON.stringify(bars));
    const cases = readdirSync(casebook).map((name) =>
      parse(readFileSync(join(casebook, name), 'utf8'), { maxAliasCount: 0 }),
    );
    writeFileSync(join(dir!, 'casebook.json'), JSON.stringify(cases));
    const scenarios = LINKED_EXAMPLES.map((name): [string, unknown] => [
      basename(name),
      parse(readFileSync(join(here, '..', 'examples', `${name}.yaml`), 'utf8'), { maxAliasCount: 0 }),
    ]);
    writeFileSync(join(dir!, 'scenarios.json'), JSON.stringify(Object.fromEntries(scenarios)));
    const own = LAB_TEXT.map((name) => readFileSync(join(here, '..', name), 'utf8'));
    writeFileSync(join(dir!, 'lab-text.txt'), own.map(proseOf).join('\n'));
    tellKept(dir!);
  },
};

/** What starts the engine's thread is a file of its own, asked for before all others: it need not wait for the page's script or style. */
const BEGINNING = 'begin';
const beginning: Plugin = {
  name: 'beginning',
  transformIndexHtml: {
    order: 'post',
    handler: (page, { bundle }) => {
      const { fileName = '' } = Object.values(bundle ?? {}).find(({ name }) => name === BEGINNING) ?? {};
      return page.replace(
        `<script type="module" crossorigin src="./${fileName}">`,
        `<script type="module" crossorigin async src="./${fileName}">`,
      );
    },
  },
};

/** Without pictures of characters, commands and tables. */
const proseOf = (markdown: string): string =>
  markdown
    .replace(/^```.*?^```$/gms, '')
    .replace(/<!--.*?-->/gs, '')
    .replace(/^[ \t]*\|.*$/gm, '')
    .replace(/\n{3,}/g, '\n\n');

const KEEPER = 'service-worker';

/** Tells the keeper of the offline page what there is to keep: all but itself and what only a debugger reads. */
function tellKept(dir: string): void {
  const keeper = join(dir, `${KEEPER}.js`);
  const hash = createHash('sha256');
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((name) => !name.endsWith('.map') && name !== `${KEEPER}.js`)
    .sort();
  for (const name of files) hash.update(name).update(readFileSync(join(dir, name)));
  const build = {
    hash: hash.digest('hex').slice(0, 16),
    files: files.map((name) => (name === 'index.html' ? './' : name)),
  };
  writeFileSync(keeper, `const BUILD = ${JSON.stringify(build)};\n${readFileSync(keeper, 'utf8')}`);
}

export default defineConfig({
  root: here,
  base: './',
  plugins: [facts, beginning],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: join(here, 'index.html'),
        [KEEPER]: join(here, 'src/offline/service-worker.ts'),
      },
      // It keeps what lies beside it or below, under a name that never changes.
      output: {
        entryFileNames: ({ name }) => (name === KEEPER ? '[name].js' : 'assets/[name]-[hash].js'),
        // All that stands before the first answer is one file: in two dozen it packs worse by a tenth.
        codeSplitting: {
          groups: [
            { name: BEGINNING, test: /web[\\/]src[\\/]engine[\\/]begin\.ts$/, priority: 1 },
            { name: 'shell', test: /web[\\/]src[\\/]main\.tsx$/ },
          ],
        },
      },
    },
  },
});
