// Takes the pictures of the page that the README and docs/pictures.md show. Needs Chromium, and Chinese fonts.
// Usage: npm run build && node cli/bin/run.mjs docs/page-pictures.ts [page ...]
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { serveFolder } from '../cli/src/page-server/serve-folder.ts';

/** Pages, and what must be there before a picture is taken of each. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  train: ['[data-chart=strategy-front] svg'],
  serve: ['[data-chart=cache-over-time] svg'],
  fits: ['.took', 'table tbody tr'],
  decide: ['[data-chart=cost-over-time] svg'],
  compare: ['.took'],
  crossover: ['[data-chart=winners] svg'],
  chips: ['[data-chart=roofline] svg', '.took'],
  casebook: ['.against'],
  accuracy: ['[data-chart=predicted] svg'],
  lab: ['[data-chart=learning-rate] svg', '.lab-samples > figure:has-text("400")'],
};
/** Pages that are opened at another question than their own, and what is pressed there: a run of seconds, begun. */
const SAID: Readonly<Record<string, string>> = {
  lab: '?n_layer=2&n_embd=64&batch_size=8&max_iters=600&eval_interval=100&eval_iters=4&learning_rate=0.005',
};
const PRESSED: Readonly<Record<string, string>> = { lab: '.lab-start' };
/** Alone and in full size, for the README and for pages that show one picture. */
const ALONE: Readonly<Record<string, string>> = {
  'train.en.light': 'page.png',
  'casebook.zh-CN.dark': 'page.zh-CN.png',
  'decide.en.light': 'pictures/decide.en.png',
  'decide.zh-CN.dark': 'pictures/decide.zh-CN.png',
  'crossover.en.light': 'pictures/crossover.en.png',
  'crossover.zh-CN.dark': 'pictures/crossover.zh-CN.png',
  'compare.en.light': 'pictures/compare.en.png',
  'compare.zh-CN.dark': 'pictures/compare.zh-CN.png',
};
const WIDE = { width: 1280, height: 940 };
const PHONE = { width: 360, height: 940 };
/** Of a sheet: wide pictures are shrunk, phones as they are. */
const SCALE = 0.65;
/** And the whole sheet, so that ten of them stay small. */
const SHEET = 0.6;
const GAP = 12;

type Locale = 'en' | 'zh-CN';
type Scheme = 'light' | 'dark';
const LOOKS = (['en', 'zh-CN'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).map((scheme) => [locale, scheme] as const),
);

const root = process.cwd();
// Scripts are bundled before they run, and this package does not bear it.
const { chromium } = createRequire(`${root}/package.json`)('playwright-core') as typeof import('playwright-core');
const { server, address } = await serveFolder(`${root}/web/dist`, 0);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const wanted = process.argv.slice(2).filter((name) => Object.hasOwn(PAGES, name));
for (const name of wanted.length > 0 ? wanted : Object.keys(PAGES)) await sheetOf(browser, name);
await browser.close();
server.close();

/** A page in both languages and themes, wide and on a phone, as one picture. */
async function sheetOf(at: Browser, name: string): Promise<void> {
  const wide: Buffer[] = [];
  const phones: Buffer[] = [];
  for (const [locale, scheme] of LOOKS) {
    wide.push(await taken(at, { name, locale, scheme, size: WIDE }, ALONE[`${name}.${locale}.${scheme}`]));
    phones.push(await taken(at, { name, locale, scheme, size: PHONE }));
  }
  const [width, height] = [WIDE.width * SCALE, WIDE.height * SCALE];
  const page = await (
    await at.newContext({
      deviceScaleFactor: SHEET,
      viewport: { width: 2 * (width + PHONE.width) + 5 * GAP, height: 2 * height + 3 * GAP },
    })
  ).newPage();
  const image = (of: Buffer, w: number) =>
    `<img src="data:image/png;base64,${of.toString('base64')}" style="width:${w}px;height:${height}px;object-fit:cover;object-position:top">`;
  await page.setContent(
    `<body style="margin:${GAP}px;background:#888;display:flex;flex-wrap:wrap;gap:${GAP}px">${wide
      .map((of, i) => image(of, width) + image(phones[i]!, PHONE.width))
      .join('')}</body>`,
  );
  await page.locator('img').last().waitFor();
  await page.screenshot({ path: `${root}/docs/pictures/${name}.png` });
  await page.context().close();
}

interface Look {
  readonly name: string;
  readonly locale: Locale;
  readonly scheme: Scheme;
  readonly size: typeof WIDE;
}

async function taken(at: Browser, { name, locale, scheme, size }: Look, alone?: string): Promise<Buffer> {
  const context = await at.newContext({ locale, colorScheme: scheme, viewport: size, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(`${address}#/v1/${name}${SAID[name] ?? ''}`);
  if (PRESSED[name]) await page.locator(PRESSED[name]).click();
  for (const there of PAGES[name]!) await page.locator(there).first().waitFor({ timeout: 120_000 });
  const picture = await page.screenshot({ ...(alone && { path: `${root}/docs/${alone}` }) });
  await context.close();
  return picture;
}
