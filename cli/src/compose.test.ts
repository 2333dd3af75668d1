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

describe('an id of the hub', () => {
  it('means the bundled model of the same shapes, or is refused: nothing is fetched', () => {
    const catalogue = readCatalogue();
    expect(configOf(catalogue, 'meta-llama/Llama-3.1-8B-Instruct', folder)).toBe('llama-3.1-8b');
    expect(() => configOf(catalogue, 'Qwen/Qwen9-1T-Instruct', folder)).toThrow('hub-id');
    expect(() => configOf(catalogue, './Qwen/none.json', folder)).toThrow('file-missing');
  });
});

describe('a config by path', () => {
  it('is called by its place where the config names a folder of its maker, and by its id of the hub where it has one', () => {
    for (const [name, shown] of [
      ['pythonformer', 'named'],
      ['org/model-7b', 'org/model-7b'],
    ] as const) {
      writeFileSync(join(folder, 'named.json'), JSON.stringify({ ...JSON.parse(config), _name_or_path: name }));
      expect(configOf(readCatalogue(), 'named.json', folder)).toMatchObject({ _name_or_path: shown });
    }
  });

  it.each([
    ['mine', 'mine'],
    ['mine/config.json', 'mine'],
    ['my-13b.json', 'my-13b'],
  ])('%s is called %s', (path, name) => {
    expect(configOf(readCatalogue(), path, folder)).toMatchObject({ _name_or_path: name });
  });
});
