import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFolder } from '../../cli/src/page-server/serve-folder.ts';
import { inputs } from '../effort.ts';
import { answered, browserIsThere, Site } from './browser.ts';
import { XSS_PAYLOADS } from './xss-payloads.ts';

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
      ['zh-CN', 'assets/train-answer-', '', '没有取到'],
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
    await page.getByLabel('accelerator on', { exact: true }).fill('mi300x');
    await page.locator('.unreached').waitFor();
    expect(await page.locator('h2').innerText()).toBe(before);
    await page.unroute('**/catalogue.json');
    await page.getByLabel('accelerator on', { exact: true }).fill('h200-sxm');
    await expect.poll(() => page.locator('h2').innerText(), { timeout: 60_000 }).not.toBe(before);
  });
});

const PAGES = ['train', 'serve', 'fits', 'decide', 'crossover', 'compare', 'casebook', 'chips', 'accuracy', 'lab'];
const answerOf = (page: Page) => page.locator('.took, .against, .answered, [data-chart=predicted]').first();

describe.skipIf(!browserIsThere)('the page on its own, in Chromium', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  }, 120_000);
  afterAll(() => site?.close());

  it('opens and answers every page with its server gone, and asks nobody else', async () => {
    const { server, address } = await serveFolder(site.folder, 0);
    const { page, requests, complaints } = await site.visit('', { serviceWorkers: 'allow' }, address);
    await answered(page);
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    for (const name of PAGES) {
      await page.goto(`${address}#/v1/${name}`);
      // The first of them anew: from what was kept, and nothing else.
      if (name === PAGES[0]) await page.reload();
      await answerOf(page).waitFor();
    }
    expect(await page.evaluate('caches.keys()')).toEqual([expect.stringMatching(/^ridgepoint-[0-9a-f]{16}$/)]);
    expect(requests.filter((url) => !url.startsWith(address) && !url.startsWith('blob:'))).toEqual([]);
    // What fails to be fetched anew is told by the browser, and is no fault: it was kept.
    expect(complaints.filter((text) => !/ERR_CONNECTION_REFUSED|Failed to load resource/.test(text))).toEqual([]);
  });

  it('says what it cannot read of a link, in both languages, and waits for nothing', async () => {
    for (const [at, english, chinese] of [
      ['#/v1/foo', '"foo" is not one of train, serve', 'foo'],
      ['#/v1/crossover?a=zzz&b=rent-h200&over=own.utilisation', '"zzz" is no link of the page', 'zzz'],
      ['#/v1/compare?a=train-h10&b=zzz', 'train-h100', 'train-h100'],
      ['#/v1/serve?rate=abc', 'abc', 'abc'],
    ] as const)
      for (const [locale, sentence] of [
        ['en-US', english],
        ['zh-CN', chinese],
      ] as const) {
        const { page, complaints } = await site.visit(at, { locale });
        await page.locator('.refused').first().waitFor();
        expect([at, await page.locator('.refused').first().innerText()]).toEqual([
          at,
          expect.stringContaining(sentence),
        ]);
        expect([at, await page.getByText(/Answering|正在计算/).count()]).toEqual([at, 0]);
        expect(complaints).toEqual([]);
        await page.context().close();
      }
  });

  it('stops a long search when it is told to, with the best so far, and answers the next question', async () => {
    const { page } = await site.visit(
      '#/v1/train?model=qwen3-235b-a22b&tokens=4.7T&on=h800-sxm&gpus=16384&seq=131072&batch=4096&etp=1,2,4&schedule=1f1b,interleaved,zero-bubble,zb-v,dualpipe&offload=none,optimizer',
    );
    await page.locator('.progress button').click();
    await answered(page);
    expect(await page.locator('.doubt').first().innerText()).toContain('Stopped');
    await page.goto(`${site.address}#/v1/train?model=llama-3.1-8b&tokens=1T&on=h100-sxm&gpus=64`);
    await expect.poll(() => page.getByText('Stopped:').count(), { timeout: 60_000 }).toBe(0);
    expect(await page.locator('h2').innerText()).toContain('Fits');
    await page.context().close();
  });

  it('shows text as text, wherever it comes from', async () => {
    const { page, complaints, requests } = await site.visit();
    await answered(page);
    const named = XSS_PAYLOADS.slice(0, 12).map((name) => ({ name, data: { train: { model: name } } }));
    await page.evaluate(`
      localStorage.setItem('ridgepoint.scenarios', ${JSON.stringify(JSON.stringify(named))});
      localStorage.setItem('ridgepoint.lang', ${JSON.stringify(XSS_PAYLOADS[0])});
      localStorage.setItem('ridgepoint.theme', ${JSON.stringify(XSS_PAYLOADS[0])});
    `);
    await page.reload();
    await answered(page);
    const asked = XSS_PAYLOADS.flatMap((payload, i) => {
      const places = placesOf(payload);
      // Each in two places of six; in the long tests in all.
      return Array.from({ length: Math.min(places.length, inputs(2, 2)) }, (_, j) => places[(i + 3 * j) % 6]!);
    });
    await page.evaluate(`(async () => {
      for (const hash of ${JSON.stringify(asked)}) {
        location.hash = hash;
        await new Promise((drawn) => setTimeout(drawn, 15));
      }
    })()`);
    expect(complaints).toEqual([]);
    expect(await page.evaluate('[globalThis.broken, ({}).broken]')).toEqual([undefined, undefined]);
    expect(await page.locator('script:not([src]), iframe, object, embed, base, [onerror], [onload]').count()).toBe(0);
    expect(requests.filter((url) => !url.startsWith(site.address) && !url.startsWith('blob:'))).toEqual([]);
    expect(new URL(page.url()).origin).toBe(new URL(site.address).origin);
    // Had one been taken for markup it would have been noticed: the page's policy keeps it from running, and complains.
    await page.evaluate(
      'document.body.append(document.createRange().createContextualFragment("<img src=x onerror=1>"))',
    );
    await expect.poll(() => complaints.join(), { timeout: 60_000 }).toContain('Content Security Policy');
  });
});

/** A payload in everything that an address can say. */
function placesOf(payload: string): string[] {
  const text = encodeURIComponent(payload);
  const scenario = encodeURIComponent(`${payload};train.model=${payload};on.count=8;constructor.prototype.broken=1`);
  return [
    `#/v1/train?model=${text}&on=${text}&${text}=1&__proto__=1`,
    `#/v1/decide?place=${text}&currency=${text}`,
    `#/v1/compare?a=${scenario}&b=${scenario}&c=${text}`,
    `#/v1/crossover?a=${scenario}&b=rent-h200&over=${text}&and=${text}&on=${text}`,
    `#/v1/casebook?id=S03-02&peak-users=${text}`,
    `#/v1/${text}?id=${text}`,
  ];
}
