import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../../catalogue/src/index.ts';
import { LOCAL_ENGINE, LOCAL_TABLE, type LocalTable } from '../../../serving/index.ts';
import type { ServingRow } from '../../rows/serving/serving-row.ts';
import { predictionTools } from '../../serving/predict/ready.ts';
import { runCase } from '../../serving/predict-serving.ts';
import { localCases, servedCases } from './cases.ts';
import { fitLocal, localError } from './fit.ts';
import { fitEngines } from './fit-engines.ts';
import { METAL_ROWS } from './metal-runs.ts';
import { enginesFile, localFile } from './write.ts';

const catalogue = { ...readCatalogue(), kernels: [] };
const CARDS = ['NVIDIA 4090 24GB', 'NVIDIA 3090 24GB', 'NVIDIA A100 PCIe 80GB', 'NVIDIA L40S 48GB', 'NVIDIA 4080 16GB'];

/** Rows that a table would print if it were the truth. */
function rowsOf(table: LocalTable): ServingRow[] {
  const rows = CARDS.flatMap((accelerator) =>
    (['Q4_K_M', 'Q8_0'] as const).flatMap((weights) =>
      [128, 4096].map(
        (tokens) =>
          ({
            id: `${accelerator}-${weights}-${tokens}`,
            family: 'llama.cpp/made-up',
            model: { name: 'LLaMA-3-8B', weights },
            hardware: { accelerator, gpus: 1 },
            serving: { engine: 'llama.cpp', batch: 1, input_len: tokens, output_len: tokens },
            measured: { decode_tokens_per_s: 1, prefill_tokens_per_s: 1 },
          }) as unknown as ServingRow,
      ),
    ),
  );
  const cases = localCases(rows, catalogue);
  return rows.map((row) => {
    const rate = (phase: 'answer' | 'prompt') =>
      Math.exp(localError(table, cases.find((one) => one.one.id === row.id && one.phase === phase)!));
    return { ...row, measured: { decode_tokens_per_s: rate('answer'), prefill_tokens_per_s: rate('prompt') } };
  });
}

describe('the fit of engines for one request at a time', () => {
  it('finds the numbers again that made-up rows were made with', () => {
    const truth: LocalTable = {
      chip: { ...LOCAL_TABLE.chip, share: 0.85, products: 0.35, watt: 0.6 },
      engines: { ...LOCAL_TABLE.engines, llamacpp: { ...LOCAL_TABLE.engines.llamacpp, gap: 60 } },
    };
    const { table, errors } = fitLocal(localCases(rowsOf(truth), catalogue));
    expect(table.chip.share).toBeCloseTo(0.85, 1);
    expect(table.engines.llamacpp.gap / 60).toBeCloseTo(1, 1);
    for (const { inSample } of errors) for (const error of inSample) expect(Math.abs(error)).toBeLessThan(0.03);
    // What no row speaks of stays.
    expect(table.engines.mlc.gap).toBe(LOCAL_ENGINE.gap.start);
  });

  it('knows every published run under Metal, and prices it within a third', () => {
    const cases = localCases(METAL_ROWS, catalogue);
    expect(cases.length).toBe(METAL_ROWS.length);
    for (const one of cases) expect(Math.abs(localError(LOCAL_TABLE, one))).toBeLessThan(Math.log(4 / 3));
  });

  it('writes every number it fitted', () => {
    const text = localFile(LOCAL_TABLE, [
      { name: 'a', phase: 'answer', inSample: [], chipLeftOut: [{ chip: 'x', error: -0.2 }] },
      { name: 'b', phase: 'prompt', inSample: [], chipLeftOut: [{ chip: 'x', error: 0.4 }] },
    ]);
    for (const name of [...Object.keys(LOCAL_TABLE.chip), 'llamacpp', 'exllama', 'mlc'])
      expect(text).toContain(`${name}: `);
    expect(text).toContain('answer: { p80: 0.2, p90: 0.2 }');
    expect(text).toContain('prompt: { p80: 0.4, p90: 0.4 }');
  });
});

describe('the fit of engines outside the big three', () => {
  it('finds the launch again that made-up rows were made with, and leaves other engines alone', () => {
    const row = (concurrency: number, rate: number) =>
      ({
        id: `r${concurrency}`,
        family: 'ninehills-4090/made-up',
        model: { name: 'Llama-2-7B', weights: 'bf16' },
        hardware: { accelerator: 'NVIDIA RTX 4090', gpus: 1 },
        serving: { engine: 'vLLM', concurrency, input_len: 100, output_len: 50 },
        measured: { output_tokens_per_s: rate },
      }) as unknown as ServingRow;
    const tools = () => predictionTools([], catalogue.chips);
    const kept = { vllm: { launch: 90 }, torch: { launch: 3 } } as Parameters<typeof fitEngines>[1];
    const [one] = servedCases([row(2, 1)], catalogue);
    const truth = { ...one!, profile: { ...one!.profile, overheads: { ...one!.profile.overheads, launch: 70e-6 } } };
    const rate = runCase(truth, tools()).figures.output_tokens_per_s!;
    const { values } = fitEngines(servedCases([row(2, rate)], catalogue), kept, tools, 'vllm');
    expect(values.vllm.launch! / 70).toBeCloseTo(1, 1);
    expect(values.torch).toEqual({ launch: 3 });
    expect(enginesFile(values)).toContain('vllm: { launch: ');
  });
});
