import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { beginAt } from '../model/begin.ts';
import { modelOf } from '../model/model.ts';
import { floatsOf, parametersOf, type Shape } from '../model/shape.ts';
import { writeTensors } from './safetensors.ts';
import type { Tensor } from './tensor-bytes.ts';
import { weightsIn } from './weights.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-weights-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'model.safetensors');

/** Two layers of three heads of 64, as GPT-2's are. */
const SHAPE: Shape = { layers: 2, heads: 3, width: 192, block: 16, vocabulary: 13, bias: true };
const TOKENS = Int32Array.of(0, 5, 10, 2, 7, 12, 4, 9, 1, 6, 11, 3, 8, 0, 5, 10);
const parameters = parametersOf(SHAPE);
const weights = new Float32Array(floatsOf(parameters));
beginAt(weights, parameters, 5);
for (const { at, size, dims } of parameters)
  for (let i = at; i < at + size; i++) weights[i] = dims.length > 1 ? weights[i]! * 4 : weights[i]! + Math.sin(i) / 4;

const written = (prefix: string, over: Record<string, Tensor> = {}): void => {
  const tensors = new Map<string, Tensor>(
    parameters.map(({ name, dims, at, size }) => [
      `${prefix}${name}`,
      { dims, values: weights.subarray(at, at + size) },
    ]),
  );
  for (const [name, tensor] of Object.entries(over)) tensors.set(name, tensor);
  writeTensors(path, { tensors, about: {} });
};

describe("GPT-2's weights", () => {
  test('give the logits that PyTorch gives', async () => {
    // bench/lab/torch-logits.py with these weights, on Debian's PyTorch 1.13.
    const torch: number[][] = JSON.parse(
      readFileSync(new URL('../../fixtures/torch-logits.json', import.meta.url), 'utf8'),
    );
    written('transformer.', { 'transformer.h.0.attn.bias': { dims: [1], values: Float32Array.of(1) } });
    const found = weightsIn(path, 16);
    expect(found.shape).toEqual(SHAPE);
    const model = await modelOf(found.shape, 1, new URL('../../dist/', import.meta.url));
    model.weights.set(found.values);
    model.loss(TOKENS, TOKENS);
    const scale = Math.max(...torch.flat().map(Math.abs));
    torch.flat().forEach((value, i) => {
      expect(Math.abs(model.logits[i]! - value) / scale).toBeLessThan(1e-5);
    });
  });

  test('are cut to a shorter context, and never made longer', () => {
    written('');
    const short = weightsIn(path, 4);
    expect(short.shape.block).toBe(4);
    const places = parametersOf(short.shape).find(({ name }) => name === 'wpe.weight')!;
    const of = parameters.find(({ name }) => name === 'wpe.weight')!;
    expect(short.values.subarray(places.at, places.at + 4 * 192)).toEqual(weights.subarray(of.at, of.at + 4 * 192));
    expect(() => weightsIn(path, 17)).toThrow(/^setting-value .*"nearest":16/);
  });

  test('of another shape are refused by the tensor that differs', () => {
    written('', { 'h.1.mlp.c_fc.weight': { dims: [2, 2], values: new Float32Array(4) } });
    expect(() => weightsIn(path, 16)).toThrow(/^checkpoint-shape .*h\.1\.mlp\.c_fc\.weight.*2x2.*192x768/);
    expect(() => weightsIn(join(folder, 'none'), 16)).toThrow(/^weights-missing/);
  });
});
