import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers, browserIsThere, Site } from './browser.ts';
import { ridgepoint } from './ridgepoint.ts';

const soon = <T>(what: () => Promise<T>) => expect.poll(what, { timeout: 60_000 });
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
const numbers = (text: string) => text.match(/\d+(?:[.,]\d+)*/g);

describe.skipIf(!browserIsThere)('chips and accuracy on the page, in Chromium', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  }, 120_000);
  afterAll(() => site?.close());

  it('draws rooflines as the terminal tells them, with dated sources, and follows what is typed', async () => {
    const { page, complaints } = await site.visit('#/v1/chips');
    await page.locator('[data-chart=roofline] svg').waitFor();
    await page.locator('.took').waitFor();
    const headline = () => page.locator('.headline').innerText().then(plain);
    const said = await headline();
    const asked = '--on h100-sxm,b200-sxm,mi300x --model llama-3.1-8b --stage decode --batch 32 --context 4096';
    expect(plain(ridgepoint(['chips', 'roofline', ...asked.split(' ')]).out)).toContain(said);
    // Three roofs with a ridge point each.
    expect(await page.locator('[data-chart=roofline] svg title', { hasText: 'ridge point at' }).count()).toBe(3);
    await page.locator('.datasheets summary').first().click();
    const fact = page.locator('.datasheets tr', { hasText: 'memory bandwidth' }).first();
    expect(plain(await fact.innerText())).toMatch(/3,350 GB\/s.*20\d\d-\d\d/);
    expect(await fact.locator('a').getAttribute('href')).toMatch(/^https:/);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await barriers(page)).toEqual([]);
    }
    await page.getByLabel('batch', { exact: true }).fill('300');
    await soon(headline).toContain('at batch 300');
    expect(await page.locator('.roofs .compute').count()).toBe(5);
    expect(page.url()).toContain('batch=300');
    const english = numbers(await headline());
    await page.getByLabel('language').selectOption('zh-CN');
    await soon(headline).toMatch(/批大小 300/);
    expect(numbers(await headline())!.toSorted()).toEqual(english!.toSorted());
    const link = new URL(page.url()).hash;
    const again = await site.visit(link);
    await soon(() => again.page.locator('.headline').innerText().then(plain)).toContain('at batch 300');
    expect([...complaints, ...again.complaints]).toEqual([]);
  });

  it('lays predictions beside measurements, each dot leading to where it is printed', async () => {
    const { page, complaints, requests } = await site.visit('#/v1/accuracy?quantity=memory_gb_per_gpu');
    await page.locator('[data-chart=predicted] svg').waitFor();
    const verdict = () => page.locator('h2').first().innerText().then(plain);
    const memory = await verdict();
    expect(memory).toMatch(/^Half of \d+ predictions are within [\d.]+ % .* \d+ % of the measurements lie inside/);
    const dots = page.locator('[data-chart=predicted] svg a');
    expect(await dots.count()).toBe(Number(numbers(memory)![0]));
    expect(
      await dots
        .first()
        .getAttribute('xlink:href')
        .then(async (old) => old ?? (await dots.first().getAttribute('href'))),
    ).toMatch(/^https:/);
    expect(await page.locator('.bars .bad').count()).toBeGreaterThan(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await barriers(page)).toEqual([]);
    }
    // Both languages tell the same numbers, in the sentence and in the table of bars.
    const english = numbers(memory);
    await page.getByLabel('language').selectOption('zh-CN');
    await soon(verdict).toMatch(/[\u4e00-\u9fff]/);
    expect(numbers(await verdict())!.toSorted()).toEqual(english!.toSorted());
    // In Chinese the words have numbers of their own: what was scored, a figure a row, is the same.
    const scored = async () => (await page.locator('.bars tbody td:nth-child(3)').allInnerTexts()).map(numbers);
    const chinese = await scored();
    await page.getByLabel('语言').selectOption('en');
    await soon(verdict).toBe(memory);
    expect(chinese.length).toBeGreaterThan(20);
    expect(await scored()).toEqual(chinese);
    await page.getByLabel('source and family').selectOption('bigscience-bloom/a100');
    await soon(verdict).not.toBe(memory);
    expect(page.url()).toContain('family=bigscience-bloom');
    expect(requests.some((url) => /accuracy-(serving|kernels)/.test(url))).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('says in Chinese what stands beside a fact, or marks it as the source text', async () => {
    const { page } = await site.visit('#/v1/chips', { locale: 'zh-CN' });
    await page.locator('.datasheets summary').first().waitFor({ timeout: 60_000 });
    const notes = await page.locator('.datasheets td[title]').all();
    expect(notes.length).toBeGreaterThan(2);
    for (const note of notes) expect(await note.getAttribute('title')).toMatch(/\p{Script=Han}/u);
  });

  it.each(['training', 'serving', 'kernels'])('tells in Chinese what is known of the worst rows of %s', async (of) => {
    const { page, complaints } = await site.visit(`#/v1/accuracy?of=${of}`, { locale: 'zh-CN' });
    await page.locator('.worst tbody tr').first().waitFor();
    await page.locator('.bars').waitFor();
    const headings = await page.locator('.roofs thead th').allInnerTexts();
    expect(headings.length).toBeGreaterThan(15);
    expect(headings.filter((text) => text !== '' && !/\p{Script=Han}/u.test(text))).toEqual([]);
    const notes = (await page.locator('.worst tbody td:last-child').allInnerTexts()).filter((text) => text !== '');
    expect(notes.length).toBeGreaterThan(0);
    expect(notes.filter((note) => !/\p{Script=Han}/u.test(note) || note.includes('='))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
