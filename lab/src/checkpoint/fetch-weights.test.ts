import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fetchWeights } from './fetch-weights.ts';
import { writeTensors } from './safetensors.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-fetch-'));
writeTensors(join(folder, 'made'), {
  tensors: new Map([['a', { dims: [3], values: Float32Array.of(1, 2, 3) }]]),
  about: {},
});
const made = readFileSync(join(folder, 'made'));
const sum = createHash('sha256').update(made).digest('hex');
/** What the address states, and what it then gives. */
let [stated, given] = [sum, made];
const server = createServer((request, answer) => {
  if (request.url !== '/gpt2/resolve/main/model.safetensors') answer.writeHead(404).end();
  else if (request.method === 'HEAD')
    answer.writeHead(302, { location: '/else', 'x-linked-etag': `"${stated}"` }).end();
  else answer.end(given);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('weights are fetched whole, or not at all', async () => {
  const into = join(folder, 'gpt2');
  expect(await fetchWeights('gpt2', into, home)).toEqual({ folder: into, bytes: made.length });
  expect(readFileSync(join(into, 'model.safetensors')).equals(made)).toBe(true);

  const other = join(folder, 'other');
  stated = '0'.repeat(64);
  await expect(fetchWeights('gpt2', other, home)).rejects.toThrow(/^checksum /);
  given = made.subarray(0, made.length - 4);
  stated = '';
  await expect(fetchWeights('gpt2', other, home)).rejects.toThrow(/^checkpoint-cut /);
  await expect(fetchWeights('gpt2-xl', other, home)).rejects.toThrow(/^download-weights .*HTTP 404/);
  await expect(fetchWeights('gpt2', other, 'http://127.0.0.1:9')).rejects.toThrow(/^download-weights /);
  expect(readdirSync(other)).toEqual([]);
});
