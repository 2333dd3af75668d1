import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserIsThere, Site } from './browser.ts';

const PHONE = { viewport: { width: 360, height: 640 } } as const;
const LOCALES = ['en-US', 'zh-CN'] as const;

/** Words of a picture that lie on each other or leave it, and how much of its width its widest row of bars takes. */
const drawnIn = (page: Page, id: string): Promise<{ clashes: string[]; outside: string[]; bars: number }> =>
  page.evaluate(`(() => {
    const svg = document.querySelector('[data-chart=${id}] svg');
    const frame = svg.getBoundingClientRect();
    const words = [...svg.querySelectorAll('text')].map((of) => ({ text: of.textContent, box: of.getBoundingClientRect() }));
    const meet = (a, b) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5;
    const bars = [...svg.querySelectorAll('rect')].map((of) => of.getBoundingClientRect()).filter(({ width }) => width > 9.5);
    return {
      clashes: words.flatMap(({ text, box }, i) =>
        words.slice(i + 1).filter((other) => meet(box, other.box)).map((other) => text + ' | ' + other.text)),
      outside: words.filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1).map(({ text }) => text),
      bars: (Math.max(...bars.map(({ right }) => right)) - Math.min(...bars.map(({ left }) => left))) / frame.width,
    };
  })()`);

describe.skipIf(!browserIsThere)('the page on a narrow screen, in Chromium', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  }, 120_000);
  afterAll(() => site?.close());

  it('keeps the words of pictures apart and inside, and leaves bars room', async () => {
    for (const locale of LOCALES)
      for (const [hash, ids] of [
        ['#/v1/crossover', ['crossover', 'what-moves-the-flip']],
        ['#/v1/decide', ['cost-over-time', 'what-the-flip-hangs-on', 'cost-parts']],
      ] as const) {
        const { page } = await site.visit(hash, { ...PHONE, locale });
        for (const id of ids) {
          await page.locator(`[data-chart=${id}] svg`).waitFor({ timeout: 60_000 });
          const { clashes, outside, bars } = await drawnIn(page, id);
          expect([locale, id, clashes, outside]).toEqual([locale, id, [], []]);
          if (id.startsWith('what')) expect(bars).toBeGreaterThan(0.4);
        }
        await page.context().close();
      }
  });

  it('keeps the verdict in view while a slider below it is dragged', async () => {
    const { page } = await site.visit('#/v1/crossover', PHONE);
    const slider = page.locator('.turn input[type=range][aria-label="cost of capital"]');
    await slider.focus();
    const verdict = page.locator('.headline h2');
    const before = await verdict.innerText();
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => verdict.innerText(), { timeout: 60_000 }).not.toBe(before);
    const [above, held] = await Promise.all([verdict.boundingBox(), slider.boundingBox()]);
    expect(above!.y).toBeGreaterThanOrEqual(0);
    expect(held!.y).toBeGreaterThan(above!.y + above!.height);
    expect(held!.y).toBeLessThan(PHONE.viewport.height);
  });

  it('shows what every way costs without pushing the table, and keeps its names in view where it is pushed', async () => {
    const phone = { viewport: { width: 390, height: 844 } };
    for (const locale of LOCALES) {
      const { page } = await site.visit('#/v1/decide', { ...phone, locale });
      const cells = page.locator('.options tbody tr > :nth-child(3)');
      await cells.first().waitFor({ timeout: 60_000 });
      const edge = (await page.locator('section.scroll').boundingBox())!;
      for (const cell of await cells.all()) {
        const box = (await cell.boundingBox())!;
        expect(box.x + box.width).toBeLessThanOrEqual(edge.x + edge.width + 1);
      }
      await page.context().close();
    }
    const { page } = await site.visit('#/v1/fits', phone);
    const name = page.locator('.scroll tbody tr > :first-child').first();
    await name.waitFor({ timeout: 60_000 });
    const before = (await name.boundingBox())!;
    await page.locator('.scroll').evaluate((of: { scrollLeft: number }) => {
      of.scrollLeft = 200;
    });
    expect((await name.boundingBox())!.x).toBeCloseTo(before.x, 0);
    expect(await page.locator('.scroll').evaluate((of: { scrollLeft: number }) => of.scrollLeft)).toBeGreaterThan(100);
  });

  it('leaves the bar of a wide page on its line when a currency is chosen', async () => {
    for (const locale of LOCALES) {
      const { page } = await site.visit('#/v1/decide?on=h200-sxm&gpus=64&years=3&place=virginia&currency=CNY', {
        viewport: { width: 1280, height: 800 },
        locale,
      });
      await page.getByText(/1 USD = 7/).waitFor({ timeout: 60_000 });
      const places = await Promise.all(
        ['.mark', '.settings', '.currency', '.open-file'].map((of) => page.locator(of).boundingBox()),
      );
      const middles = places.map((box) => box!.y + box!.height / 2);
      expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(10);
      await page.context().close();
    }
  });
});
