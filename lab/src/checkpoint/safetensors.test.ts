import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { LabProblem } from '../problem.ts';
import { readTensors, writeTensors } from './safetensors.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-tensors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'x.safetensors');

const file = (header: string, numbers: Uint8Array = new Uint8Array(0), length = header.length): string => {
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(length));
  writeFileSync(path, Buffer.concat([size, Buffer.from(header), numbers]));
  return path;
};

describe('safetensors', () => {
  test('come back as they were written, and leave nothing beside the file', () => {
    const tensors = new Map([
      ['a', { dims: [2, 3], values: Float32Array.of(1, -2, 3.5, 0, 1e-30, 6) }],
      ['空', { dims: [1], values: Float32Array.of(7) }],
    ]);
    writeTensors(path, { tensors, about: { name: '训练' } });
    expect(readTensors(path)).toEqual({ tensors, about: { name: '训练' } });
    expect(readdirSync(folder)).toEqual(['x.safetensors']);
  });

  test('of 16 bits are read as the floats that they are', () => {
    const entry = (dtype: string) => JSON.stringify({ x: { dtype, shape: [4], data_offsets: [0, 8] } });
    const halves = (...values: number[]) => new Uint8Array(Uint16Array.from(values).buffer);
    const values = (text: string, numbers: Uint8Array) => [
      ...readTensors(file(text, numbers)).tensors.get('x')!.values,
    ];
    expect(values(entry('F16'), halves(0x3c00, 0xc000, 0x0001, 0x7bff))).toEqual([1, -2, 2 ** -24, 65504]);
    expect(values(entry('BF16'), halves(0x3f80, 0xc000, 0x3e20, 0x0000))).toEqual([1, -2, 0.15625, 0]);
  });

  const tensor = (over: object) => JSON.stringify({ x: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...over } });
  test.each<[string, () => string, string?]>([
    ['a header longer than the file', () => file('{}', new Uint8Array(0), 1e6), 'cut'],
    ['a header of 2^60 bytes', () => file('{}', new Uint8Array(0), 2 ** 60), 'other'],
    ['a header that is no JSON', () => file('{"x":')],
    ['a header that is a list', () => file('[1]')],
    ['numbers behind the end', () => file(tensor({}), new Uint8Array(4)), 'cut'],
    ['numbers before the beginning', () => file(tensor({ data_offsets: [-8, 0] }), new Uint8Array(8))],
    ['more numbers than its shape', () => file(tensor({ shape: [1] }), new Uint8Array(8))],
    ['a shape of half a row', () => file(tensor({ shape: [0.5, 4] }), new Uint8Array(8))],
    ['a type nobody knows', () => file(tensor({ dtype: 'F7' }), new Uint8Array(8))],
    ['no entry', () => file('{"x":null}')],
    [
      'tensors that overlap',
      () => {
        const at = (from: number) => ({ dtype: 'F32', shape: [1], data_offsets: [from, from + 4] });
        return file(JSON.stringify({ x: at(0), y: at(2) }), new Uint8Array(8));
      },
    ],
    [
      'half a length',
      () => {
        writeFileSync(path, Buffer.alloc(3));
        return path;
      },
      'cut',
    ],
  ])('with %s are refused', (_, made, how = 'broken') => {
    const at = made();
    expect(() => readTensors(at)).toThrow(LabProblem);
    expect(() => readTensors(at)).toThrow(new RegExp(`^checkpoint-${how} `));
  });
});
