import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileOf } from '../../cli/src/page-server/serve-folder.ts';
import { ridgepoint, root } from './ridgepoint.ts';

const bundle = join(root, 'cli/dist/main.mjs');

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** One request as it is written, without a client that tidies its path. */
const get = (port: number, path: string, headers = {}, method = 'GET') =>
  new Promise<Reply>((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      let body = '';
      response.on('data', (text) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });

/** Runs a command that serves, and waits until it says where. */
async function started(words: readonly string[]) {
  const server = spawn(process.execPath, [bundle, ...words], { cwd: root, env: { PATH: process.env.PATH, LANG: 'C' } });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (text) => {
      said += text;
      if (said.includes('Ctrl-C ends it')) resolve();
    });
    server.once('exit', () => reject(new Error(`ended: ${said}`)));
  });
  return { server, said };
}
const portOf = (said: string): number => Number(/http:\/\/127\.0\.0\.1:(\d+)\//.exec(said)?.[1]);

describe('ridgepoint start --page', () => {
  it('answers first, then serves the page, beside a page that already has the usual port', async () => {
    const npm = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
    const words = npm.scripts.start.split(' ').slice(1);
    const both = await Promise.all([started(words), started([...words, '--no-open'])]);
    for (const { said } of both) {
      expect(said).toContain('Llama 3.1 405B');
      expect(said.indexOf('Fits.')).toBeLessThan(said.indexOf('the page is at'));
      expect((await get(portOf(said), '/')).body).toContain('<title>Ridgepoint</title>');
    }
    // One of the two, or both where somebody's own page stands there, had to move on, and says so.
    expect(both.map(({ said }) => portOf(said)).filter((port) => port === 7434).length).toBeLessThan(2);
    expect(both.some(({ said }) => /port 7434 is taken, so the page takes \d+/.test(said))).toBe(true);
    for (const { server } of both) server.kill('SIGINT');
  });
});

describe('ridgepoint web', () => {
  it('serves the page on this machine alone, tells where, refuses what is taken, and ends when it is told to', async () => {
    const { server, said } = await started(['web']);
    const port = portOf(said);
    const page = await get(port, '/');
    expect(page.status).toBe(200);
    expect(page.body).toContain('<title>Ridgepoint</title>');
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect((await get(port, '/catalogue.json')).status).toBe(200);
    expect((await get(port, '/', { host: 'evil.example' })).status).toBe(403);
    expect((await get(port, '/', {}, 'POST')).status).toBe(405);
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/%00', '/%zz', '/nothing'])
      expect([path, (await get(port, path)).status]).toEqual([path, 404]);
    const second = ridgepoint(['web', '--port', String(port)]);
    expect(second.code).toBe(2);
    expect(second.err).toContain(`port ${port} is taken`);
    expect(Number(/nearest: (\d+)/.exec(second.err)?.[1])).toBeGreaterThan(0);
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    expect(await ended).toBe(0);
  });

  it.each(['70000', 'abc', '-1'])('refuses the port %s and names those that there are', (port) => {
    const { code, err } = ridgepoint(['web', `--port=${port}`]);
    expect([code, err]).toEqual([2, expect.stringContaining('0–65535')]);
  });

  it('finds files inside the folder alone', () => {
    expect(fileOf(join(root, 'web'), '/package.json?x#y')).toBe(join(root, 'web/package.json'));
    // Above the top there is nothing: the way up leads to the top.
    expect(fileOf(join(root, 'web'), '/../package.json')).toBe(join(root, 'web/package.json'));
    expect(fileOf(join(root, 'web'), '/..%5c..%5cREADME.md')).toBeNull();
    expect(fileOf(join(root, 'web'), '/src')).toBeNull();
  });
});
