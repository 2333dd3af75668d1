import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ridgepoint } from './ridgepoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-'));
afterAll(() => rmSync(folder, { recursive: true }));
const config = join(folder, 'mine.json');
writeFileSync(
  config,
  JSON.stringify({
    model_type: 'llama',
    hidden_size: 4096,
    num_hidden_layers: 32,
    num_attention_heads: 32,
    num_key_value_heads: 8,
    intermediate_size: 14_336,
    vocab_size: 128_256,
    tie_word_embeddings: false,
  }),
);
writeFileSync(join(folder, 'own.yaml'), 'on: { accelerator: h200-sxm, count: 8 }\ntokens: { model: mine.json }\n');

/** Every command that asks for a network takes a bundled name or the path of its config.json alike. */
describe('a network as config.json', () => {
  it.each([
    ['estimate train --on h100-sxm --gpus 8 --model', /8\.03B parameters/],
    ['estimate serve --on h100-sxm --gpus 1 --model', /mine/],
    ['fit serve --on h100-sxm --model', /mine/],
    ['chips roofline --on h100-sxm --model', /mine/],
    ['compare own --on h200-sxm --gpus 8 --model', /mine/],
    ['plan data --flop 1e24 --base-tokens 15T --base', /8\.03B/],
  ])('%s', (command, said) => {
    const { code, out, err } = ridgepoint([...command.split(' '), config]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(said);
    const missing = ridgepoint([...command.split(' '), join(folder, 'mime.json')]);
    expect(missing.code).toBe(2);
    expect(missing.err.replace(/\s+/g, '')).toContain('mine.json');
  });

  it('that a file names lies beside the file', () => {
    const { code, out } = ridgepoint(['compare', 'own', join(folder, 'own.yaml')]);
    expect(code).toBe(0);
    expect(out).toContain('mine');
  });
});
