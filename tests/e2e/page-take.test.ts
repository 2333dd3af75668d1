import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readCatalogue } from '@ridgepoint/catalogue';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers, browserIsThere, Site } from './browser.ts';
import { ridgepoint } from './ridgepoint.ts';
import { drawingSeen, pngSeen } from './seen-in.ts';

/** Cells of a sheet of a workbook, row by row: numbers as numbers, texts as texts. */
function sheetOf(file: string, n: number): (string | number | null)[][] {
  const parts = unzipSync(readFileSync(file));
  const text = (name: string) => strFromU8(parts[name]!);
  const plain = (xml: string) =>
    xml
      .replace(/<[^>]+>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&');
  const shared = [...text('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, of]) => plain(of!));
  return [...text(`xl/worksheets/sheet${n}.xml`).matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row]) =>
    [...row!.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, look, inner]) => {
      expect(inner ?? '').not.toContain('<f>');
      const value = /<v>(.*?)<\/v>/s.exec(inner ?? '')?.[1];
      if (value === undefined) return null;
      return look!.includes('t="s"') ? shared[Number(value)]! : Number(value);
    }),
  );
}

/** Rows of a CSV in which no cell holds a line break. */
const rowsOf = (csv: string) =>
  csv
    .slice(1)
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell!.replace(/^"|"$/g, '')).slice(0, -1),
    );

describe.skipIf(!browserIsThere)('what is taken along from the page, in Chromium', () => {
  let site: Site;
  const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-taken-'));
  beforeAll(async () => {
    site = await Site.open();
  }, 120_000);
  afterAll(async () => {
    await site?.close();
    rmSync(folder, { recursive: true });
  });

  const saved = async (page: Page, within: string, kind: string, ending = kind.toLowerCase()): Promise<string> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(within).getByRole('button', { name: kind }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^ridgepoint-[a-z-]+\\.${ending}$`));
    const path = join(folder, download.suggestedFilename());
    await download.saveAs(path);
    return path;
  };

  it('gives a picture as PNG, SVG, CSV, XLSX and JSON, and an answer as the terminal does', async () => {
    const { page, requests, complaints } = await site.visit('#/v1/decide');
    await page.locator('[data-chart=cost-over-time] svg').waitFor();
    const chart = '[data-chart=cost-over-time]';
    const title = await page.locator(`${chart} figcaption`).innerText();

    const json = JSON.parse(readFileSync(await saved(page, chart, 'JSON'), 'utf8'));
    expect(json).toMatchObject({ format: 'ridgepoint-chart-1', title, link: page.url() });
    expect(json.sources.length).toBeGreaterThan(3);
    expect(json.sources.some(({ url, date }: { url?: string; date?: string }) => url && date)).toBe(true);

    const csv = readFileSync(await saved(page, chart, 'CSV'), 'utf8');
    expect(csv.startsWith('\uFEFF')).toBe(true);
    const rows = rowsOf(csv);
    const sheet = sheetOf(await saved(page, chart, 'XLSX'), 1);
    expect(rows[0]).toEqual(sheet[0]);
    expect(rows[0]!.join()).toContain('[USD]');
    expect(json.table.rows).toEqual(sheet.slice(1));
    const close = (cell: unknown) => (typeof cell === 'number' ? expect.closeTo(cell, 6) : cell);
    expect(rows.slice(1).map((row) => row.map((cell) => (cell === '' ? null : Number(cell))))).toEqual(
      sheet.slice(1).map((row) => row.map(close)),
    );
    const about = sheetOf(await saved(page, chart, 'XLSX'), 2).map((row) => row.join(' '));
    expect(about[0]).toBe(title);
    expect(about.some((line) => /https:\/\//.test(line) && /20\d\d-\d\d/.test(line))).toBe(true);

    const svg = await saved(page, chart, 'SVG');
    expect(readFileSync(svg, 'utf8')).not.toMatch(/var\(|currentColor|class=|<style|<script|<image/);
    const alone = await page.context().newPage();
    const asked: string[] = [];
    alone.on('request', (request) => asked.push(request.url()));
    await alone.goto(pathToFileURL(svg).href);
    const drawn = await drawingSeen(alone);
    expect(drawn.root).toBe('svg');
    expect(drawn.text).toContain(title);
    expect(drawn.colours.length).toBeGreaterThan(4);
    expect(asked).toHaveLength(1);
    const png = readFileSync(await saved(page, chart, 'PNG')).toString('base64');
    const picture = await pngSeen(page, png);
    expect(picture).toMatchObject({ width: 2 * drawn.width, height: 2 * drawn.height });
    expect(picture.colours).toBeGreaterThan(20);

    const answer = readFileSync(await saved(page, '.take', 'CSV'), 'utf8');
    const terminal = ridgepoint(['compare', 'own', 'examples/own-h200-virginia.yaml', '--csv']).out;
    expect(answer.slice(1)).toBe(terminal);
    const book = await saved(page, '.take', 'XLSX');
    expect(sheetOf(book, 1)).toHaveLength(rowsOf(answer).length);
    expect(sheetOf(book, 2).length).toBeGreaterThan(5);
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(site.address) && !/^(blob|data):/.test(url))).toEqual([]);
  });

  it('gives a report of one file that opens alone: verdict, ranges, reasons with sources, pictures, in Chinese too', async () => {
    const { page, complaints } = await site.visit('#/v1/decide', { locale: 'zh-CN' });
    await page.locator('[data-chart=cost-over-time] svg').waitFor();
    const path = await saved(page, '.take', '保存报告', 'html');
    const text = readFileSync(path, 'utf8');
    expect(text).not.toMatch(/<script|<link|<iframe|<img|\son[a-z]+=|javascript:|url\((?!#)/i);
    const alone = await (await page.context().browser()!.newContext({ javaScriptEnabled: false })).newPage();
    const asked: string[] = [];
    alone.on('request', (request) => asked.push(request.url()));
    await alone.goto(pathToFileURL(path).href);
    expect(asked).toHaveLength(1);
    expect(await alone.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await alone.locator('.headline h2').innerText()).toBe(await page.locator('.headline h2').innerText());
    expect(await alone.locator('.figures .range').first().innerText()).toMatch(/[\d.]+–[\d.]+/);
    expect(await alone.locator('figure.chart svg path').count()).toBeGreaterThan(3);
    expect(await alone.locator('.because li').count()).toBeGreaterThan(20);
    expect(await alone.locator('.sources a[href^="https://"]').count()).toBeGreaterThan(5);
    expect(await alone.locator('.sources td', { hasText: /^20\d\d/ }).count()).toBeGreaterThan(5);
    expect(await alone.locator('button, input, .take, .tools').count()).toBe(0);
    expect(await alone.locator('pre').first().innerText()).toMatch(/^npx ridgepoint compare own --on/);
    expect(complaints).toEqual([]);
  });

  it('takes a config.json, a trace and a scenario to the page that asks about it, and says what is wrong with one', async () => {
    const { page, requests, complaints } = await site.visit('#/v1/serve');
    await page.locator('.took').waitFor();
    const told = page.locator('.told');
    const give = async (name: string, text: string) => {
      await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
      await told.waitFor();
      return told.innerText();
    };
    const trace = [
      'arrival_s,input_tokens,output_tokens',
      ...Array.from({ length: 600 }, (_, i) => `${i / 4},500,100`),
    ];
    expect(await give('day.csv', trace.join('\n'))).toContain('600 requests');
    expect(page.url()).toContain('traffic=day.csv');
    expect(page.url()).not.toContain('rate=');
    await expect.poll(() => page.locator('.headline').innerText(), { timeout: 60_000 }).toMatch(/500 \+ 100|500/);
    expect(await page.locator('.take code').innerText()).toContain('--traffic day.csv');

    const config = {
      ...readCatalogue().models.find(({ id }) => id === 'llama-3.1-8b')!.config,
      _name_or_path: 'me/mine',
    };
    expect(await give('config.json', JSON.stringify(config))).toContain('./mine.json: 8.03B');
    await expect.poll(() => page.locator('.headline').innerText(), { timeout: 60_000 }).toContain('mine');
    expect(page.url()).toContain('traffic=day.csv');

    // What stands in a file, or is its name, is text.
    for (const [name, text] of [
      ['<img src=x onerror=alert(1)>.json', JSON.stringify({ ...config, _name_or_path: '"><svg onload=alert(1)>' })],
      ['"><svg onload=alert(1)>.csv', 'arrival_s,input_tokens,output_tokens\n0,<script>alert(1)</script>,3'],
      [
        'x.yaml',
        'train: { model: "<img src=x onerror=alert(1)>", tokens: 1T }\non: { accelerator: "javascript:alert(1)" }',
      ],
    ] as const)
      await give(name, text);
    await page.getByRole('link', { name: 'Serve' }).click();
    await page.locator('.took').waitFor();
    expect(await page.locator('#page img, #page [onload], #page [onerror], #page script').count()).toBe(0);
    await give('day.csv', trace.join('\n'));
    await give('config.json', JSON.stringify(config));

    expect(await give('deep.json', '['.repeat(500))).toContain('64');
    expect(await give('bad.csv', 'arrival_s,input_tokens,output_tokens\n1,x,3')).toMatch(/line 2/);
    expect(await give('aliases.yaml', 'a: &x 1\nb: *x')).toMatch(/anchors/);
    expect(page.url()).toContain('mine.json');

    await page.evaluate(`(() => {
      const data = new DataTransfer();
      data.setData('text/plain', 'train: { model: llama-3.1-8b, tokens: 1T }\\non: { accelerator: h100-sxm, count: 64 }\\nassert: { cost: < 2 M USD }');
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    })()`);
    await expect
      .poll(() => page.url(), { timeout: 60_000 })
      .toContain('#/v1/train?model=llama-3.1-8b&tokens=1T&on=h100-sxm&gpus=64');
    expect(await told.innerText()).toContain('assert.cost');
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(site.address) && !/^(blob|data):/.test(url))).toEqual([]);
  });

  it('answers in the currency that is chosen, whatever the language, with its rate and date, and keeps it in the link', async () => {
    const { page, complaints } = await site.visit('#/v1/decide');
    await page.locator('.took').waitFor();
    await page.locator('.currency select').selectOption('CNY');
    await expect.poll(() => page.locator('.figures').innerText(), { timeout: 60_000 }).toContain('CNY');
    expect(page.url()).toContain('currency=CNY');
    expect(await page.locator('.rate').innerText()).toMatch(/1 USD = [\d.]+ CNY \(20\d\d-\d\d-\d\d\)/);
    const csv = readFileSync(await saved(page, '[data-chart=cost-over-time]', 'CSV'), 'utf8');
    expect(csv).toContain('[CNY]');
    await page.getByRole('link', { name: 'Train' }).click();
    await expect.poll(() => page.locator('h2').first().innerText(), { timeout: 60_000 }).toContain('CNY');
    expect(complaints).toEqual([]);
  });

  it('crosses over and compares in it, sliders and rate included', async () => {
    const { page, complaints } = await site.visit('#/v1/crossover');
    await page.locator('.took').waitFor();
    await page.locator('.currency select').selectOption('CNY');
    await expect.poll(() => page.locator('.headline').innerText(), { timeout: 60_000 }).toContain('CNY/h');
    expect(await page.locator('.rate').innerText()).toMatch(/1 USD = [\d.]+ CNY \(20\d\d-\d\d-\d\d\)/);
    const rent = page.getByRole('textbox', { name: /^rent on demand/ }).first();
    await expect.poll(() => rent.inputValue()).toContain('CNY/h');
    await rent.fill('30');
    await rent.blur();
    await expect.poll(() => rent.inputValue()).toBe('30 CNY/h');
    expect(page.url()).toContain('currency=CNY');
    await page.goto(`${site.address}#/v1/compare?currency=CNY`);
    await expect.poll(() => page.locator('table.beside').last().innerText(), { timeout: 60_000 }).toContain('M CNY');
    expect(await page.locator('.rate').innerText()).toContain('CNY (20');
    expect(complaints).toEqual([]);
  });
});
