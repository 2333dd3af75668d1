import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered, browserIsThere, Site } from './browser.ts';

describe.skipIf(!browserIsThere)('what the page does when something does not come, in Chromium', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  }, 120_000);
  afterAll(() => site?.close());

  it('says which file did not come, in both languages, and answers when it is asked again', async () => {
    for (const [locale, missing, at, sentence] of [
      ['en-US', 'first-facts.json', '', 'did not arrive: first-facts.json'],
      ['en-US', 'assets/worker-', '', 'did not arrive: assets/worker'],
      ['zh-CN', 'assets/plan-train-', '', '没有取到'],
      ['zh-CN', 'assets/decide-page-', '#/v1/decide', '没有取到'],
      ['en-US', 'scenarios.json', '#/v1/crossover', 'scenarios.json'],
      ['zh-CN', 'assets/first-', '', '没有取到'],
    ] as const) {
      const { page } = await site.visit('nothing', { locale });
      await page.route(`**/${missing}*`, (route) => route.abort());
      await page.goto(site.address + at);
      const told = page.locator('.unreached');
      await told.waitFor();
      expect([missing, await told.innerText()]).toEqual([missing, expect.stringContaining(sentence)]);
      expect([missing, await page.getByText(/Answering|正在计算/).count()]).toEqual([missing, 0]);
      if (missing === 'first-facts.json') {
        await page.unrouteAll();
        await told.getByRole('button').click();
        await answered(page);
        expect(await told.count()).toBe(0);
      }
      await page.context().close();
    }
  });

  it('keeps what it has answered while the next question cannot be, and goes on when it can', async () => {
    const { page } = await site.visit('nothing');
    await page.route('**/catalogue.json', (route) => route.abort());
    await page.goto(site.address);
    await answered(page);
    const before = await page.locator('h2').innerText();
    await page.getByLabel('on', { exact: true }).fill('mi300x');
    await page.locator('.unreached').waitFor();
    expect(await page.locator('h2').innerText()).toBe(before);
    await page.unroute('**/catalogue.json');
    await page.getByLabel('on', { exact: true }).fill('h200-sxm');
    await expect.poll(() => page.locator('h2').innerText(), { timeout: 60_000 }).not.toBe(before);
  });
});
