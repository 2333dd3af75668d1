import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers, browserIsThere, Site } from './browser.ts';
import { ridgepoint } from './ridgepoint.ts';

const soon = <T>(what: () => Promise<T>) => expect.poll(what, { timeout: 60_000 });
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
const ASKED = {
  model: 'llama-3.1-8b',
  on: 'l40s',
  tp: '1',
  gpus: '1',
  rate: '6/s',
  input: '900',
  output: '120',
  requests: '400',
  ttft: 'p90 100 ms',
};

describe.skipIf(!browserIsThere)('a simulation on the page, in Chromium', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  }, 120_000);
  afterAll(() => site?.close());

  it('follows the estimate, says what the terminal says, draws both latencies with their limit, and is played and dragged', async () => {
    const { page, complaints } = await site.visit(`#/v1/serve?${new URLSearchParams(ASKED)}`);
    const simulated = page.locator('.simulated');
    await simulated.locator('[data-chart=cache-over-time] svg').waitFor({ timeout: 60_000 });
    const flags = Object.entries(ASKED).flatMap(([flag, value]) => [`--${flag}`, value]);
    const terminal = plain(ridgepoint(['simulate', 'serve', ...flags]).out);
    for (const line of await simulated.locator(':scope > p:not(.formula, .quiet)').allInnerTexts())
      expect(terminal).toContain(plain(line));
    expect(await simulated.locator('[data-chart=latency-ttft] svg').innerHTML()).toContain('limit 100 ms');
    expect(await simulated.locator('[data-chart=latency-tpot] svg path').count()).toBeGreaterThan(1);

    const moment = simulated.getByRole('slider');
    const told = () => moment.getAttribute('aria-valuetext');
    await moment.focus();
    await page.keyboard.press('Home');
    const first = await told();
    expect(first).toMatch(/^0 s: 0 waiting/);
    for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowRight');
    await soon(told).toMatch(/[1-9]\d* running/);
    await simulated.getByRole('button', { name: 'Play' }).press('Enter');
    const before = await told();
    await soon(told).not.toBe(before);
    await simulated.getByRole('button', { name: 'Pause' }).press('Enter');
    const line = () =>
      page.evaluate<string>(
        `getComputedStyle(document.querySelector('[data-chart=requests-over-time] .picture'), '::after').left`,
      );
    const left = await line();
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    await soon(line).not.toBe(left);
    // Turned round: what the page finds is what the terminal finds, with its front, and it goes into the form.
    await page.getByLabel('longest TTFT ttft', { exact: true }).fill('p90 1 s');
    await soon(() => simulated.locator('[data-chart=latency-ttft] svg').innerHTML()).toContain('limit 1 s');
    await page.getByRole('button', { name: 'fewest accelerators' }).click();
    const solve = page.locator('.solve');
    await solve.locator('[data-chart=serving-front] svg').waitFor({ timeout: 60_000 });
    const planned = plain(ridgepoint(['open', page.url()]).out);
    expect(planned).toContain(plain(await solve.locator('.solved').innerText()));
    expect(planned).toContain(plain(await solve.locator('tbody tr.best td').nth(1).innerText()));
    const taken = /^\d+/.exec(await solve.locator('tbody tr.best td').first().innerText())![0];
    await solve.getByRole('button', { name: 'Put it into the question' }).first().click();
    await soon(async () => page.url()).toContain(`gpus=${taken}`);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await barriers(page)).toEqual([]);
    }
    // Without a rate nothing can be simulated: the estimate stands alone.
    await page.getByLabel('rate of requests rate', { exact: true }).first().fill('');
    await soon(() => simulated.count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('stands where most wait, with bars of requests on one scale', async () => {
    const { page } = await site.visit('#/v1/serve');
    await page.locator('.player .now').waitFor({ timeout: 60_000 });
    const [waiting, running] = await page.evaluate<{ long: number; many: number }[]>(`
      [...document.querySelectorAll('.player .now > div')].map((row) => ({
        long: Number.parseFloat(row.querySelector('i').style.width),
        many: Number(row.querySelector('b').textContent.replaceAll(',', '')),
      }))`);
    expect(waiting!.many).toBeGreaterThan(0);
    expect(running!.long / running!.many).toBeCloseTo(waiting!.long / waiting!.many, 3);
  });
});
