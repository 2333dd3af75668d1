import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { inject } from 'vitest';
import { serveFolder } from '../../cli/src/page-server/serve-folder.ts';

/** Debian's Chromium, or one that is named. */
const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Nothing of its own may go out, so that whatever goes out is ours. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Whoever has no Chromium passes the tests without it, and is told so; where the gate runs it must be there. */
export const browserIsThere = existsSync(EXECUTABLE) || process.env.CI !== undefined;

export interface Visit {
  readonly page: Page;
  /** Addresses asked for, and what the browser complained about. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

/** The page as it is built, served as `ridgepoint web` serves it, in a real browser. */
export class Site {
  private constructor(
    private readonly browser: Browser,
    private readonly server: Server,
    readonly address: string,
    /** Where its files lie. */
    readonly folder: string,
  ) {}

  /** `more`: words for the browser. */
  static async open(more: readonly string[] = []): Promise<Site> {
    const folder = await builtPage();
    const { server, address } = await serveFolder(folder, 0);
    return new Site(
      await chromium.launch({ executablePath: EXECUTABLE, args: [...QUIET, ...more] }),
      server,
      address,
      folder,
    );
  }

  /** What keeps the page offline is left out where nothing else is said: it would fetch all of it again for each visit. */
  async visit(hash = '', options: BrowserContextOptions = {}, address = this.address): Promise<Visit> {
    const page = await (
      await this.browser.newContext({ locale: 'en-US', serviceWorkers: 'block', ...options })
    ).newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(`dialog ${dialog.message()}`));
    await page.goto(address + hash);
    return { page, requests, complaints };
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.close();
  }
}

/** The page, built by the first file of tests that opens it; those that run at the same time wait for it. */
async function builtPage(): Promise<string> {
  const folder = join(inject('pageFolder'), 'page');
  const done = `${folder}.built`;
  try {
    mkdirSync(`${folder}.begun`);
  } catch {
    while (!existsSync(done)) await new Promise((resolve) => setTimeout(resolve, 200));
    return folder;
  }
  const web = fileURLToPath(new URL('../../web', import.meta.url));
  await build({ root: web, configFile: `${web}/vite.config.ts`, logLevel: 'error', build: { outDir: folder } });
  writeFileSync(done, '');
  return folder;
}

/** Waits until the page shows an answer to what it was asked last. */
export const answered = (page: Page) => page.locator('article[aria-busy=false] .took').waitFor();

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules of accessibility that are broken in earnest. */
export async function barriers(page: Page): Promise<string[]> {
  // The page's policy lets no script in from outside; the debugger may evaluate one.
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string }[] }> } })
      .axe;
    const { violations } = await axe.run();
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id);
  });
}
