import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserIsThere, Site } from './browser.ts';
import { ridgepoint } from './ridgepoint.ts';

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

describe.skipIf(!browserIsThere)('links that say only a part, in Chromium', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  }, 120_000);
  afterAll(() => site?.close());

  /** What a reader meets first: an answer, or why there is none. */
  const met = async (hash: string, locale: string) => {
    const { page, complaints } = await site.visit(hash, { locale });
    const said = page.locator('.refused, .headline h2').first();
    await said.waitFor({ timeout: 60_000 });
    const text = plain(await page.locator('article').first().innerText());
    await page.context().close();
    return { text, complaints };
  };

  it.each([
    ['decide', /CNY/, /元/],
    ['serve', /CNY/, /元/],
    ['train', /CNY/, /元/],
    ['crossover', /CNY/, /元/],
    ['compare', /CNY/, /元/],
  ])('a currency alone asks what %s asks by itself', async (page, english, chinese) => {
    expect((await met(`#/v1/${page}?currency=CNY`, 'en-US')).text).toMatch(english);
    const { text, complaints } = await met(`#/v1/${page}?currency=CNY`, 'zh-CN');
    expect(text).toMatch(chinese);
    expect(complaints).toEqual([]);
  });

  it('the terminal opens such a link alike', async () => {
    const hash = '#/v1/decide?currency=CNY';
    const { page } = await site.visit(hash);
    const headline = page.locator('.headline h2');
    await headline.waitFor({ timeout: 60_000 });
    const opened = ridgepoint(['open', hash]);
    expect(opened.code).toBe(0);
    expect(plain(opened.out)).toContain(plain(await headline.innerText()));
  });

  it.each([
    ['#/v1/train?gpus=8', '放不下'],
    ['#/v1/fits?context=8192', '放得下'],
    ['#/v1/train?model=llama-3.1-8b', '缺少加速卡或整机；例如加速卡或整机 h100-sxm'],
    ['#/v1/train?model=gpt-3&on=h100-sxm&gpus=0', '加速卡数量 0 低于有意义的最小值 1'],
    ['#/v1/serve?model=gpt-3&on=h100-sxm&gpus=8&rate=5', '缺少输入 token 数；例如输入 token 数 1000'],
    ['#/v1/compare?a=own-h200', '只有一个场景'],
    ['#/v1/casebook?id=S03-99', '案例集里没有「S03-99」；相近的有'],
    ['#/v1/crossover?a=nonsense', '不是网页的链接'],
    ['#/v1/accuracy?chip=h100-sxn', '训练运行 中没有「h100-sxn」；相近的有：h100-sxm'],
    ['#/v1/accuracy?of=servin', '对象「servin」无效，可选 training、serving 或 kernels'],
    ['#/v1/accuracy?quantity=step_tim', '训练运行 中没有「step_tim」；相近的有：step_time_s'],
  ])('%s answers, or says in Chinese why not', async (hash, said) => {
    const { text, complaints } = await met(hash, 'zh-CN');
    expect(text).toContain(said);
    expect(complaints).toEqual([]);
  });

  it.each([
    ['en-US', /own.utilisatio.*nearest: .*own\.utilisation/],
    ['zh-CN', /own.utilisatio.*own\.utilisation/],
  ])('says in %s that an input of the map is none', async (locale, said) => {
    const { page } = await site.visit('#/v1/crossover?a=own-h200&b=rent-h200&over=own.start&and=own.utilisatio', {
      locale,
    });
    const refused = page.locator('.refused');
    await refused.waitFor({ timeout: 60_000 });
    expect(await refused.innerText()).toMatch(said);
  });

  it('words its switches in Chinese', async () => {
    const { page } = await site.visit('#/v1/train?model=llama-3.1-8b&on=h100-sxm&gpus=8', { locale: 'zh-CN' });
    const on = page.locator('option[value=on]').first();
    await on.waitFor({ state: 'attached', timeout: 60_000 });
    expect([await on.textContent(), await page.locator('option[value=off]').first().textContent()]).toEqual([
      '开',
      '关',
    ]);
  });

  it('names the words of a link that no field has', async () => {
    const { page } = await site.visit('#/v1/serve?modle=llama-3.1-8b');
    await page.locator('.took').waitFor({ timeout: 60_000 });
    const ignored = page.locator('.doubt', { hasText: 'modle' });
    await ignored.waitFor();
    expect(await ignored.innerText()).toContain('nearest: model');
  });
});
