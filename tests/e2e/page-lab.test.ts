import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers, browserIsThere, Site } from './browser.ts';

/** A second of work. */
const SMALL = {
  n_layer: '1',
  n_head: '2',
  n_embd: '32',
  block_size: '32',
  batch_size: '8',
  max_iters: '200',
  learning_rate: '0.01',
  warmup_iters: '20',
  eval_iters: '4',
};
const hashOf = (more: Readonly<Record<string, string>>) => `#/v1/lab?${new URLSearchParams({ ...SMALL, ...more })}`;

const start = (page: Page) => page.locator('.lab-start');
const button = (page: Page, name: string) => page.locator('.lab-progress').getByRole('button', { name });
const headline = (page: Page) => page.locator('article h2').innerText();
const ended = async (page: Page) => {
  await button(page, 'Begin anew').waitFor({ timeout: 60_000 });
  return headline(page);
};

async function checkpoint(page: Page): Promise<{ readonly path: string; readonly numbers: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Save checkpoint').click()]);
  const path = await file.path();
  const bytes = readFileSync(path);
  return { path, numbers: bytes.subarray(8 + Number(bytes.readBigUInt64LE())) };
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** The page as any server of files hands it out: no headers but the kind of each file. */
async function plainServer(folder: string): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer(({ url = '/' }, answer) => {
    const file = join(folder, new URL(url, 'http://page').pathname.replace(/\/$/, '/index.html'));
    if (!existsSync(file)) answer.writeHead(404).end();
    else
      answer
        .writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' })
        .end(readFileSync(file));
  });
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

describe.skipIf(!browserIsThere)('the Lab, in Chromium', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  }, 120_000);
  afterAll(() => site?.close());

  it.each([
    ['en-US', /^One thread: .*Cross-Origin-Embedder-Policy: require-corp/],
    ['zh-CN', /^只用一个线程：.*Cross-Origin-Embedder-Policy: require-corp/],
  ])('trains on one thread, and says why in %s, where a server sends no headers of isolation', async (locale, said) => {
    const bare = await plainServer(site.folder);
    const { page, complaints } = await site.visit(
      hashOf({ threads: '2', eval_interval: '100' }),
      { locale },
      bare.address,
    );
    await expect.poll(() => headline(page), { timeout: 60_000 }).toMatch(/200/);
    expect(await page.locator('article .doubt').innerText()).toMatch(said);
    await start(page).click();
    await expect.poll(() => headline(page), { timeout: 60_000 }).toMatch(/ [23]\.\d+/);
    expect(await page.locator('.refused').allInnerTexts()).toEqual([]);
    expect(complaints).toEqual([]);
    bare.server.close();
  });

  it('trains a small model: the loss falls, text is written; stopped and gone on with it ends bit for bit the same', async () => {
    const { page, requests, complaints } = await site.visit(hashOf({ threads: '2', eval_interval: '100' }));
    await expect.poll(() => headline(page), { timeout: 60_000 }).toMatch(/parameters: 200 steps in about/);
    await start(page).click();
    expect(await ended(page)).toMatch(/validation loss [23]\.\d+ after 200 steps/);
    await page.locator('[data-chart=learning-curve] .tools button').first().click();
    const rows = await page.locator('[data-chart=learning-curve] tbody tr td:last-child').allInnerTexts();
    const losses = rows.map(Number);
    expect(losses).toHaveLength(3);
    expect(losses[0]).toBeGreaterThan(4);
    expect(losses[2]).toBeLessThan(losses[0]! - 1.2);
    expect(await page.locator('.lab-sample pre').first().innerText()).toMatch(/[a-z]{3}/);
    await page.getByLabel('Begin with').fill('The price of ');
    await page.getByRole('button', { name: 'Write on' }).click();
    await expect.poll(() => page.locator('.lab-sample pre').first().innerText()).toMatch(/^The price of .{100}/s);
    expect(await barriers(page)).toEqual([]);
    const whole = await checkpoint(page);

    // Another thread count: what is reckoned is the same to the digit.
    await button(page, 'Begin anew').click();
    await page.goto(site.address + hashOf({ threads: '1', eval_interval: '100' }));
    await start(page).click();
    await button(page, 'Pause').click();
    await expect.poll(() => headline(page), { timeout: 60_000 }).toMatch(/^Paused at step \d+ of 200/);
    await button(page, 'Stop and keep').click();
    expect(await ended(page)).toMatch(/^Stopped at step \d+/);
    const half = await checkpoint(page);
    expect(half.numbers.length).toBe(whole.numbers.length);
    expect(half.numbers.equals(whole.numbers)).toBe(false);
    // As if another day: nothing is known but the file.
    await button(page, 'Begin anew').click();
    await page.goto(`${site.address}#/v1/lab`);
    await page.getByLabel('Choose a text or a checkpoint').setInputFiles(half.path);
    await page.getByText('Goes on from step').waitFor();
    expect(page.url()).toContain('max_iters=200');
    await start(page).click();
    await ended(page);
    expect((await checkpoint(page)).numbers.equals(whole.numbers)).toBe(true);
    expect(complaints).toEqual([]);
    // Of all scripts only the Lab's threads may compile WebAssembly, and nothing may evaluate text.
    const scripts = readdirSync(join(site.folder, 'assets')).filter((name) => name.endsWith('.js'));
    const policies = await Promise.all(
      ['', ...scripts.map((name) => `assets/${name}`)].map(async (path) => {
        const policy = (await fetch(site.address + path)).headers.get('content-security-policy')!;
        expect(policy).not.toContain("'unsafe-eval'");
        return policy.includes('wasm') ? [path.replace(/-[\w-]{8}\.js$/, '')] : [];
      }),
    );
    expect(policies.flat().sort()).toEqual(['assets/lab-thread', 'assets/lab-worker']);
    expect(requests.filter((url) => !url.startsWith(site.address) && !url.startsWith('blob:'))).toEqual([]);
  });

  it('says what cannot be done, in Chinese too, and fits a phone in the dark', async () => {
    const { page, complaints } = await site.visit(hashOf({ n_head: '3' }), {
      locale: 'zh-CN',
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
    });
    const refused = page.locator('article .refused');
    await expect.poll(() => refused.innerText()).toBe('n_head 3 不能整除 n_embd 32；最接近的可用值：2');
    expect(await start(page).isDisabled()).toBe(true);
    await page.getByLabel('注意力头数').fill('17');
    await expect.poll(() => refused.innerText()).toContain('最接近的可用值：16');
    await page.getByLabel('注意力头数').fill('2');
    await expect.poll(() => headline(page), { timeout: 60_000 }).toMatch(/参数的 GPT，200 步大约需要/);
    for (const [name, text, says] of [
      ['short.txt', 'abc', '训练集只有 2 个字符'],
      ['broken.safetensors', '\u0002\0\0\0\0\0\0\0{}', '不是 ridgepoint lab train 保存的检查点'],
    ] as const) {
      const file = { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
      await page.getByLabel('选择文本或检查点').setInputFiles(file);
      if (name === 'short.txt') await start(page).click();
      await expect.poll(() => page.locator('.refused').innerText()).toContain(says);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
