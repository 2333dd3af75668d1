import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers, browserIsThere, Site } from './browser.ts';
import { ridgepoint } from './ridgepoint.ts';

const soon = <T>(what: () => Promise<T>) => expect.poll(what, { timeout: 60_000 });
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
const numbers = (text: string) => text.match(/\d+(?:\.\d+)?/g);

describe.skipIf(!browserIsThere)('deciding on the page, in Chromium', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  }, 120_000);
  afterAll(() => site?.close());

  it('answers own, rent or API as the terminal does, opens its reasons and draws', async () => {
    const { page, complaints } = await site.visit('#/v1/decide');
    await page.locator('.took').waitFor();
    const headline = plain(await page.locator('h2').first().innerText());
    expect(plain(ridgepoint(['compare', 'own', 'examples/own-h200-virginia.yaml']).out)).toContain(headline);
    await page.locator('[data-chart=cost-over-time] svg').waitFor();
    await page.locator('[data-chart=what-the-flip-hangs-on] svg').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await barriers(page)).toEqual([]);
    await page.locator('[data-chart=cost-over-time] .tools button').first().click();
    expect(await page.locator('[data-chart=cost-over-time] tbody tr').count()).toBeGreaterThan(5);
    await page.locator('.figures button', { hasText: 'own' }).click();
    await page.locator('.reasons').waitFor();
    await page.getByLabel('share of hours used utilisation', { exact: true }).fill('30 %');
    await soon(async () => plain(await page.locator('.headline').innerText())).toContain('At 30 % use');
    expect(page.url()).toContain('utilisation=30');
    expect(complaints).toEqual([]);
  });

  it('says where owning and renting flip, follows what is dragged, and a link asks the same', async () => {
    const { page, complaints } = await site.visit('#/v1/crossover');
    await page.locator('.took').waitFor();
    const before = plain(await page.locator('h2').innerText());
    expect(before).toMatch(/renting wins below \d+ %/i);
    await page.locator('[data-chart=winners] svg').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await barriers(page)).toEqual([]);
    const slider = page.locator('.turn input[type=range][aria-label="rent on demand"]');
    await slider.focus();
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowRight');
    await soon(async () => plain(await page.locator('h2').innerText())).not.toBe(before);
    await page.locator('[data-chart=crossover] svg').waitFor();
    await page.waitForTimeout(600);
    expect(page.url()).toContain('rent.price=');
    const again = await site.visit(new URL(page.url()).hash, { locale: 'zh-CN' });
    await soon(async () => /[\u4e00-\u9fff]/.test(await again.page.locator('h2').innerText())).toBe(true);
    // Both are read anew each time: the page that is dragged may still be on its way to where the slider stands.
    await soon(async () => {
      const [first] = numbers(plain(await page.locator('h2').innerText())) ?? [];
      return numbers(await again.page.locator('h2').innerText())?.includes(first ?? 'none');
    }).toBe(true);
    // Along dates: the sentence, the picture's axis and the sliders speak of months.
    await page.locator('nav.ready a', { hasText: 'Rent now, own later?' }).click();
    await soon(async () => plain(await page.locator('h2').innerText())).toMatch(
      /renting wins before [A-Z][a-z]{2} 20\d\d/i,
    );
    await soon(async () => await page.locator('[data-chart=crossover] svg').textContent()).toMatch(/Jan 20\d\d/);
    expect(await page.locator('.turn input[type=text][aria-label="date of the start"]').inputValue()).toMatch(
      /^[A-Z][a-z]{2} 20\d\d$/,
    );
    expect(await page.locator('nav.ready a[aria-current=true]').count()).toBe(1);
    // A scenario is changed word by word, and stands in the link as the reader's own; no map of another question stays.
    await page.locator('nav.ready a', { hasText: 'Train on A100 or on H100?' }).click();
    await soon(async () => plain(await page.locator('h2').innerText())).toMatch(/^A100 wins below/);
    await page.locator('.changes summary').first().click();
    const card = page.locator('.changes label', { hasText: 'accelerator' }).first().locator('input');
    await card.fill('h200-sxm');
    await card.press('Enter');
    await soon(async () => plain(await page.locator('h2').innerText())).toMatch(/^A100, h200-sxm wins below/);
    expect(page.url()).toContain('on.accelerator=h200-sxm');
    expect(complaints).toEqual([]);
  });

  it('lays kept scenarios side by side, differences first', async () => {
    const { page, complaints } = await site.visit('#/v1/compare');
    await page.locator('.took').waitFor({ timeout: 60_000 });
    expect(await page.locator('h2').first().innerText()).toMatch(/MI300X leads/);
    expect(await page.locator('.beside').count()).toBe(2);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('link', { name: 'Decide' }).click();
    await page.locator('.keep button').click();
    await page.getByRole('link', { name: 'Several side by side' }).click();
    await soon(() => page.locator('optgroup[label="kept by you"] option').count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });
});
