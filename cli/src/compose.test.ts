import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCatalogue } from '../../catalogue/src/index.ts';
import { configOf } from './compose.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-'));
const config = JSON.stringify({ model_type: 'llama', hidden_size: 64 });
mkdirSync(join(folder, 'mine'));
writeFileSync(join(folder, 'mine', 'config.json'), config);
writeFileSync(join(folder, 'my-13b.json'), config);
afterAll(() => rmSync(folder, { recursive: true }));

describe('a config by path', () => {
  it.each([
    ['mine', 'mine'],
    ['mine/config.json', 'mine'],
    ['my-13b.json', 'my-13b'],
  ])('%s is called %s', (path, name) => {
    expect(configOf(readCatalogue(), path, folder)).toMatchObject({ _name_or_path: name });
  });
});
