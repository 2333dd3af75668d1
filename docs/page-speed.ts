// Measures the page in Chromium: what is fetched before the first answer, how long that takes at a fourth of the processor's
// speed, and how soon the headline follows a slider. Writes docs/page-speed.md: figures of one machine on one day, no test.
// Usage: npm run build && node cli/bin/run.mjs docs/page-speed.ts [--print] [--only size,first,sliders] [--page NAME] [--folder DIR]
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { serveFolder } from '../cli/src/page-server/serve-folder.ts';

/** Fresh visits of which the median is told. */
const VISITS = 21;
const SLOWER = 4;
/** A drag goes from where the thumb stands to the left, to the right and back, at the pace of a hand. */
const PLACES = 8;
const PAUSE_MS = 40;
const REST_MS = 400;
const PAGES = [
  ['Train', '#/v1/train'],
  ['Crossover, own or rent', '#/v1/crossover'],
  ['Crossover, train', '#/v1/crossover?a=train-h100&b=train-mi300x&over=a.economics.price&and=b.economics.price'],
  ['Crossover, serve', '#/v1/crossover?a=serve-h100&b=serve-mi300x&over=b.economics.price&and=a.economics.price'],
  ['Crossover, chip', '#/v1/crossover?a=chip-asic&b=chip-fpga&over=chip.units&and=b.chip.unit'],
] as const;

/** What docs/page-speed-watch.js leaves in the page. */
interface Watched {
  readonly speed: { readonly first: () => number | null; readonly settled: () => boolean };
}

interface Follow {
  /** Milliseconds from a move until the headline that answers it, or a later one, stands in the page, and is painted. */
  readonly inPage: number;
  readonly painted: number;
}
interface Dragged {
  readonly slider: string;
  readonly follows: readonly Follow[];
  readonly unanswered: number;
}

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const root = process.cwd();
const WATCH = `${root}/docs/page-speed-watch.js`;
const only = option('--only')?.split(',') ?? ['size', 'first', 'sliders'];
const folder = option('--folder') ?? `${root}/web/dist`;
// Scripts are bundled before they run, and this package does not bear it.
const { chromium } = createRequire(`${root}/package.json`)('playwright-core') as typeof import('playwright-core');
const { server, address } = await serveFolder(folder, 0);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});

const lines = [
  '# How fast the page is',
  '',
  `Measured on ${new Date().toISOString().slice(0, 10)} in Chromium ${browser.version()}, headless, on ${cpus().length} × ${cpus()[0]!.model.trim()}, by \`docs/page-speed.ts\`.`,
  'Times are of this machine on this day, with whatever else ran on it: the load average stands beside them.',
  ...(only.includes('size') ? ['', ...(await sizeSection(browser))] : []),
  ...(only.includes('first') ? ['', ...(await firstSection(browser))] : []),
  ...(only.includes('sliders') ? ['', ...(await sliderSection(browser))] : []),
  '',
];
await browser.close();
server.close();
if (process.argv.includes('--print')) console.log(lines.join('\n'));
else writeFileSync(`${root}/docs/page-speed.md`, lines.join('\n'));

/** Every file that was asked for before the first answer. */
async function sizeSection(browser: Browser): Promise<string[]> {
  const page = await (await browser.newContext({ locale: 'en-US' })).newPage();
  const names: string[] = [];
  page.on('request', (request) => names.push(new URL(request.url()).pathname.slice(1) || 'index.html'));
  await page.goto(address);
  await answered(page);
  await page.context().close();
  // All facts are fetched once the first answer is out.
  const later = names.indexOf('catalogue.json');
  const first = [...new Set(later < 0 ? names : names.slice(0, later))];
  const rows = first
    .map((name) => ({ name, bytes: gzipSync(readFileSync(join(folder, name))).length }))
    .sort((a, b) => b.bytes - a.bytes);
  const all = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    '## Fetched before the first answer',
    '',
    `${kib(all)} KiB in gzip, ${rows.length} files.`,
    '',
    '| file | KiB |',
    '| --- | ---: |',
    ...rows.map(({ name, bytes }) => `| ${name.replace(/-[\w-]{8}\./, '.')} | ${kib(bytes)} |`),
  ];
}

/** From the start of the navigation until the headline is painted, nothing in any cache. */
async function firstSection(browser: Browser): Promise<string[]> {
  const of = async (slower: number): Promise<string> => {
    const times: number[] = [];
    for (let i = 0; i < VISITS; i++) times.push(await firstAnswer(browser, slower));
    return `${seconds(quantile(times, 0.5))} s (${seconds(Math.min(...times))} to ${seconds(Math.max(...times))})`;
  };
  const before = load();
  const rows = [`| ${SLOWER} times slower | ${await of(SLOWER)} |`, `| as it is | ${await of(1)} |`];
  return [
    '## First answer, cold',
    '',
    `From navigation to the painted headline, of the rough answer that comes first; median of ${VISITS} fresh visits, and the range. Chromium slows the page and not its worker. Load average ${before} before, ${load()} after.`,
    '',
    '| processor | first answer |',
    '| --- | --- |',
    ...rows,
  ];
}

async function firstAnswer(browser: Browser, slower: number): Promise<number> {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.addInitScript({ path: WATCH });
  await page.goto(address, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(() => (globalThis as unknown as Watched).speed.first(), undefined, {
    timeout: 60_000,
  });
  const time = (await handle.jsonValue()) as number;
  await context.close();
  return time;
}

async function sliderSection(browser: Browser): Promise<string[]> {
  const before = load();
  const sections: string[] = [];
  const rows: string[] = [];
  for (const [name, hash] of PAGES.filter(([name]) => name.includes(option('--page') ?? ''))) {
    const dragged = await dragAll(browser, hash);
    const all = dragged.flatMap(({ follows }) => follows);
    const lost = dragged.reduce((sum, { unanswered }) => sum + unanswered, 0);
    rows.push(`| ${name} | ${dragged.length} | ${figures(all)} | ${lost} |`);
    sections.push(
      '',
      `### ${name}`,
      '',
      '| slider | moves | in the page, p50 | p95 | painted, p50 | p95 | unanswered |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
      ...dragged.map(({ slider, follows, unanswered }) => `| ${slider} | ${figures(follows)} | ${unanswered} |`),
    );
  }
  return [
    '## Sliders',
    '',
    `Milliseconds from a move of the pointer until the headline that answers it (or a later move) stands in the page, and until it is painted. Every slider is dragged by the mouse from where it stands to the left, to the right and back, a move every ${PAUSE_MS} ms. Load average ${before} before, ${load()} after.`,
    '',
    '| page | sliders | moves | in the page, p50 | p95 | painted, p50 | p95 | unanswered |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    ...sections,
  ];
}

/** Drags every slider of a page, those that are folded away too. */
async function dragAll(browser: Browser, hash: string): Promise<Dragged[]> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript({ path: WATCH });
  await page.goto(address + hash);
  await answered(page);
  await page.waitForTimeout(3000);
  await page.evaluate('speed.open()');
  const dragged: Dragged[] = [];
  const sliders = await page.locator('form.question input[type=range]').count();
  for (let i = 0; i < sliders; i++) {
    const slider = page.locator('form.question input[type=range]').nth(i);
    await slider.scrollIntoViewIfNeeded();
    const name = (await slider.getAttribute('aria-label')) ?? String(i);
    const [value, low, high] = await Promise.all([
      slider.inputValue(),
      slider.getAttribute('min'),
      slider.getAttribute('max'),
    ]);
    const share = (Number(value) - Number(low)) / (Number(high) - Number(low));
    const box = await slider.boundingBox();
    if (!box) continue;
    const go = async (to: number) =>
      page.mouse.move(box.x + 8 + (box.width - 16) * Math.min(1, Math.max(0, to)), box.y + box.height / 2);
    await page.evaluate('speed.clear()');
    await go(share);
    await page.mouse.down();
    for (const [from, to] of [
      [share, 0.1],
      [0.1, 0.9],
      [0.9, share],
    ] as const)
      for (let k = 1; k <= PLACES; k++) {
        await go(from + ((to - from) * k) / PLACES);
        await page.waitForTimeout(PAUSE_MS);
      }
    await page.mouse.up();
    await page.waitForTimeout(REST_MS);
    await page
      .waitForFunction(() => (globalThis as unknown as Watched).speed.settled(), undefined, { timeout: 15_000 })
      .catch(() => null);
    await page.waitForTimeout(REST_MS);
    const told = (await page.evaluate('speed.told()')) as { follows: Follow[]; unanswered: number };
    dragged.push({ slider: name, ...told });
  }
  await context.close();
  return dragged;
}

function answered(page: Page): Promise<void> {
  return page.locator('article .took').first().waitFor({ timeout: 60_000 });
}

function figures(follows: readonly Follow[]): string {
  const of = (key: keyof Follow, share: number) =>
    follows.length === 0
      ? '–'
      : String(
          Math.round(
            quantile(
              follows.map((one) => one[key]),
              share,
            ),
          ),
        );
  return [follows.length, of('inPage', 0.5), of('inPage', 0.95), of('painted', 0.5), of('painted', 0.95)].join(' | ');
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
}

function load(): string {
  return loadavg()[0]!.toFixed(1);
}

function kib(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}
