// Takes the pictures of the page that the README shows. Needs Chromium, and Chinese fonts for the second.
// Usage: npm run build && node cli/bin/run.mjs docs/page-pictures.ts
import { createRequire } from 'node:module';
import { serveFolder } from '../cli/src/page-server/serve-folder.ts';

const PICTURES = [
  { file: 'page.png', hash: '#/v1/train', locale: 'en-US', colorScheme: 'light', shown: '.took' },
  { file: 'page.zh-CN.png', hash: '#/v1/casebook?id=S03-02', locale: 'zh-CN', colorScheme: 'dark', shown: '.against' },
  ...(['en', 'zh-CN'] as const).flatMap((locale) =>
    (['decide', 'crossover', 'compare'] as const).map((name) => ({
      file: `pictures/${name}.${locale}.png`,
      hash: `#/v1/${name}`,
      locale,
      colorScheme: locale === 'en' ? ('light' as const) : ('dark' as const),
      shown: name === 'compare' ? '.took' : '.chart svg',
    })),
  ),
] as const;
const SIZE = { width: 1280, height: 940 };

const root = process.cwd();
// Scripts are bundled before they run, and this package does not bear it.
const { chromium } = createRequire(`${root}/package.json`)('playwright-core') as typeof import('playwright-core');
const { server, address } = await serveFolder(`${root}/web/dist`, 0);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
for (const { file, hash, locale, colorScheme, shown } of PICTURES) {
  const context = await browser.newContext({ locale, colorScheme, viewport: SIZE });
  const page = await context.newPage();
  await page.goto(address + hash);
  await page.locator(shown).first().waitFor();
  await page.screenshot({ path: `${root}/docs/${file}` });
  await context.close();
}
await browser.close();
server.close();
