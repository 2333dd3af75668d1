import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered, barriers, browserIsThere, Site } from './browser.ts';
import { ridgepoint } from './ridgepoint.ts';

const SMALL = '#/v1/train?model=llama-3.1-8b&tokens=1T&on=h100-sxm&gpus=64';
const PAYLOADS = [
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "javascript:alert('x')",
  '{{constructor.constructor("alert(1)")()}}',
  '</script><script>alert(1)</script>',
];

/** Machines are slow at times; what never comes is told after a minute. */
const soon = <T>(what: () => Promise<T>) => expect.poll(what, { timeout: 60_000 });

describe.skipIf(!browserIsThere)('the page, in Chromium', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  }, 120_000);
  afterAll(() => site?.close());

  it('opens at a real question already answered, and says what the terminal says', async () => {
    const { page, requests, complaints } = await site.visit();
    await answered(page);
    const terminal = ridgepoint(['start']).out.replace(/\s+/g, ' ');
    const headline = (await page.locator('h2').innerText()).replace(/\s+/g, ' ');
    expect(headline).toContain('days');
    expect(terminal).toContain(headline);
    for (const chart of ['step-timeline', 'stage-memory', 'strategy-front'])
      await page.locator(`[data-chart=${chart}] svg`).waitFor();
    await page.locator('[data-chart=stage-memory] .tools button').first().click();
    // A row a stage: the run of Llama 3.1 405B has sixteen.
    expect(await page.locator('[data-chart=stage-memory] tbody tr').count()).toBe(16);
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(site.address) && !url.startsWith('blob:'))).toEqual([]);
    expect(await barriers(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await barriers(page)).toEqual([]);
  });

  it('puts what is asked in the address, and an address asks again', async () => {
    const { page } = await site.visit(SMALL);
    await answered(page);
    const before = await page.locator('h2').innerText();
    await page.getByLabel('how many gpus', { exact: true }).first().fill('128');
    await soon(() => page.locator('h2').innerText()).not.toBe(before);
    await answered(page);
    const after = await page.locator('h2').innerText();
    expect(page.url()).toContain('gpus=128');
    // The question turned round: its number goes into the form, and the terminal finds the same.
    await page.getByRole('button', { name: 'fewest accelerators' }).click();
    await page.locator('.solve .solved').waitFor({ timeout: 60_000 });
    const solved = await page.locator('.solve .solved').innerText();
    // What is wanted stands in the link, and the terminal opens the same.
    expect(page.url()).toContain('solve=accelerators');
    expect(ridgepoint(['open', page.url()]).out).toContain(solved);
    await page.getByRole('button', { name: 'Put it into the question' }).click();
    await soon(async () => page.url()).toContain(`gpus=${solved.split(' ')[0]!.replaceAll(',', '')}`);
    await page.getByRole('button', { name: 'most tokens' }).click();
    await soon(() => page.locator('.solve .refused').innerText()).toContain('deadline');
    await page.getByLabel('how many gpus', { exact: true }).first().fill('128');
    await soon(() => page.locator('h2').innerText()).not.toBe(before);
    await answered(page);
    const again = await site.visit(new URL(page.url()).hash);
    await answered(again.page);
    expect(await again.page.locator('h2').innerText()).toBe(after);
  });

  it('opens the reasons of a number down to a cited fact', async () => {
    const { page } = await site.visit(SMALL);
    await answered(page);
    await page.locator('.figures button', { hasText: 'cost' }).click();
    const reasons = page.locator('.reasons');
    await reasons.locator('summary', { hasText: /^rent/ }).click();
    expect(await reasons.locator('a[href^="https://"]').count()).toBeGreaterThan(0);
  });

  it('names what cannot be read, keeps the last answer, and asks again when it is mended', async () => {
    const { page } = await site.visit(SMALL);
    await answered(page);
    await page.getByLabel('accelerator on', { exact: true }).fill('h100-sxn');
    await page.locator('.refused').waitFor();
    expect(await page.locator('.refused').innerText()).toContain('h100-sxm');
    expect(await page.locator('h2').innerText()).toContain('Fits');
    // What is nearest is a press away.
    await page.locator('.field.wrong .nearest').getByRole('button', { name: 'h100-sxm' }).click();
    await soon(() => page.locator('.refused').count()).toBe(0);
    expect(await page.getByLabel('accelerator on', { exact: true }).inputValue()).toBe('h100-sxm');
    // On a phone the verdict stands before the form, whole on the first screen, and nothing is wider than the page.
    await page.setViewportSize({ width: 360, height: 740 });
    const top = (of: string) =>
      page
        .locator(of)
        .first()
        .evaluate((at) => at.getBoundingClientRect().bottom);
    expect(await top('h1')).toBeLessThan(await top('h2'));
    expect(await top('h2')).toBeLessThan(await top('form.question'));
    expect(await top('.headline')).toBeLessThan(740);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });

  it('speaks Chinese where the browser does, and serves every page', async () => {
    const { page, complaints } = await site.visit('#/v1/serve', { locale: 'zh-CN' });
    await answered(page);
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await page.locator('h2').innerText()).toMatch(/[\u4e00-\u9fff]/);
    await page.getByRole('link', { name: '能不能跑' }).click();
    await soon(() => page.locator('table tbody tr').count()).toBeGreaterThan(3);
    await page.getByRole('link', { name: '案例集' }).click();
    await page.getByRole('link', { name: 'ASIC' }).first().click();
    await soon(() => page.locator('.against').innerText()).toContain('37.5 万');
    expect(complaints).toEqual([]);
  });

  it.each(PAYLOADS)('shows %s of a link as text', async (payload) => {
    const { page, complaints } = await site.visit(
      `#/v1/train?model=${encodeURIComponent(payload)}&tokens=1T&on=h100-sxm&gpus=8`,
    );
    await page.locator('.refused').waitFor();
    expect(await page.getByLabel('model', { exact: true }).inputValue()).toBe(payload);
    expect(complaints).toEqual([]);
  });
});
