import { expect, it } from 'vitest';
import { readCatalogue } from '../../../catalogue/src/index.ts';
import { validateRows } from './validate.ts';

const row = (accelerator: string) => ({
  id: accelerator,
  kind: 'gemm',
  hardware: { accelerator },
  op: 'gemm',
  dtype: 'bf16',
  config: { m: 4096, n: 4096, k: 4096 },
  measured: { time_us: 220 },
});

it.each([
  ['h100-sxn', '"h100-sxn" is likely a slip of h100-sxm'],
  ['NVIDIA H100 SXM5 80GB', undefined],
  ['AMD Instinct MI300X 192GB HBM3 (x32), AMD Instinct MI325X 256GB HBM3e (x16)', undefined],
])('scores no row of a chip whose name is a slip: %s', (name, said) => {
  const [scored] = validateRows([row(name)], readCatalogue()).rows;
  if (said === undefined) expect(scored).toHaveProperty('predicted');
  else expect(scored).toMatchObject({ accelerator: name, refused: expect.stringContaining(said) });
});
