import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputs } from '../effort.ts';
import { browserIsThere, Site } from './browser.ts';

/** A GPU that a processor plays (SwiftShader): slow, and right. */
const PLAYED = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
/** Sizes that are no multiples of anything: 3 heads of 6, a block over tiles, 13 words. */
const ODD = { layers: 1, heads: 3, width: 18, block: 67, vocabulary: 13, bias: true };

const LONG = inputs(1, 1) >= 10;

interface Dropped {
  readonly rise: number;
  readonly again: boolean;
}

interface Beside {
  readonly loss: readonly [judged: number, learned: number, plain: number];
  readonly logits: number;
  readonly gradient: Readonly<Record<string, number>>;
  readonly norm: number;
}

describe.skipIf(!browserIsThere)('WebGPU, in Chromium', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open(PLAYED);
  }, 120_000);
  afterAll(() => site?.close());

  it('has the loss, logits and gradient of the plain reference', async () => {
    const { page } = await site.visit('icon.svg');
    const entryPoints = [fileURLToPath(new URL('./gpu/in-page.ts', import.meta.url))];
    const { outputFiles } = await build({ entryPoints, bundle: true, format: 'iife', write: false, logLevel: 'error' });
    await page.evaluate(outputFiles[0]!.text);
    const found = (await page.evaluate(`beside(${JSON.stringify(ODD)}, 2)`)) as Beside;
    const [judged, learned, plain] = found.loss;
    expect(judged).toBeCloseTo(plain, 5);
    expect(learned).toBeCloseTo(plain, 5);
    expect(found.logits).toBeLessThan(1e-5);
    expect(found.norm).toBeCloseTo(1, 5);
    expect(Object.keys(found.gradient)).toHaveLength(16);
    expect(Object.entries(found.gradient).filter(([, off]) => !(off < 1e-4))).toEqual([]);
    // A processor compiles shaders for seconds: what only dropout and adapters call is tried in the long tests.
    if (!LONG) return;
    const lora = { rank: 3, alpha: 6, targets: ['attn.c_attn', 'attn.c_proj', 'mlp.c_fc', 'mlp.c_proj'] };
    for (const shape of [ODD, { ...ODD, lora }]) {
      const { rise, again } = (await page.evaluate(`dropped(${JSON.stringify(shape)}, 2)`)) as Dropped;
      expect(rise).toBeCloseTo(1, 2);
      expect(again).toBe(true);
    }
  });

  it('trains in the Lab, which says who reckons: the loss falls, text is written, a checkpoint is kept', async () => {
    const small = 'n_layer=1&n_head=3&n_embd=18&block_size=16&batch_size=4&max_iters=12&eval_interval=12&eval_iters=4';
    const { page, complaints } = await site.visit(`#/v1/lab?device=webgpu&learning_rate=0.05&warmup_iters=2&${small}`);
    await page.getByText('Three steps were tried').waitFor({ timeout: 100_000 });
    await page.locator('.lab-start').click();
    await page.getByRole('button', { name: 'Save checkpoint' }).waitFor({ timeout: 100_000 });
    expect(await page.locator('article .headline').innerText()).toMatch(/WebGPU on .*swiftshader/i);
    await page.locator('[data-chart=learning-curve] .tools button').first().click();
    const rows = await page.locator('[data-chart=learning-curve] tbody tr td:last-child').allInnerTexts();
    const [first, last] = [Number(rows[0]), Number(rows.at(-1))];
    expect(first).toBeGreaterThan(4);
    expect(last).toBeLessThan(first - 0.4);
    expect((await page.locator('.lab-sample pre').first().innerText()).length).toBeGreaterThan(50);
    expect(complaints).toEqual([]);
  });
});
