import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../catalogue/src/index.ts';
import {
  kindOfRow,
  predictCase,
  type TrainingCase,
  type TrainingRow,
  toTrainingCase,
} from '../../engine/src/trust/index.ts';

const rows = JSON.parse(readFileSync('tests/validation/fixtures/training-rows.json', 'utf8')) as TrainingRow[];
const catalogue = readCatalogue();
const map = (id: string) => toTrainingCase(rows.find((row) => row.id === id)!, catalogue);
const mapped = (id: string): TrainingCase => {
  const one = map(id);
  if ('refused' in one) throw new Error(`${id} refused: ${one.refused}`);
  return one;
};

/** Families whose rows do not say enough to be predicted, with the word that their refusal must carry. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  'nemo-rl/h100': /reinforcement/,
  'nemo-rl/gb200': /reinforcement/,
  'litgpt-thunder': /accelerator is not named/,
  'levanter/tpu-v3': /not stated|no architecture/,
  'maxtext/trillium': /sequence length/,
  'mlperf/gpt3/tpu': /time to quality/,
  'torchtune/a6000': /above the dense peak/,
};

describe('a row of every family', () => {
  it.each(rows.map((row) => [row.id, row.family] as const))(
    '%s of %s is mapped and predicted, or refused for its reason',
    (id, family) => {
      const one = map(id);
      if (REFUSED[family]) return expect('refused' in one && one.refused).toMatch(REFUSED[family]);
      if ('refused' in one) return expect(one.excluded, one.refused).toBe(true);
      const result = predictCase(one);
      if ('refused' in result) throw new Error(result.refused);
      expect(result.predictions.length).toBe(one.quantities.length);
      for (const p of result.predictions) {
        expect(p.low).toBeLessThan(p.low80);
        expect(p.low80).toBeLessThan(p.predicted);
        expect(p.predicted).toBeLessThan(p.high80);
        expect(p.high80).toBeLessThan(p.high);
        // A mapping fault is a factor, not a few per cent.
        expect(p.predicted / p.measured, `${p.quantity}`).toBeGreaterThan(0.3);
        expect(p.predicted / p.measured, `${p.quantity}`).toBeLessThan(3);
      }
    },
  );

  it('tells the corpora apart by their fields', () => {
    expect(kindOfRow(rows[0])).toBe('training');
    expect(kindOfRow({ id: 'x', kind: 'gemm', config: {}, measured: {} })).toBe('kernel');
    expect(kindOfRow({ id: 'x', serving: {}, measured: {} })).toBe('serving');
    expect(kindOfRow({ avg_power_watts: 300 })).toBe('power');
    expect(kindOfRow({ requests: [], meta: {} })).toBe('vllm-run');
    expect(kindOfRow(null)).toBeUndefined();
  });
});

describe('what follows from a row though it is not printed', () => {
  it('BLOOM: whole numbers of layers from TFLOP/s and seconds, the sweep’s hidden size and heads', () => {
    const { problem, assumed } = mapped('bloom-0007');
    expect(problem.architecture.order.length).toBe(80);
    expect(problem.architecture.hidden).toBe(14_400);
    expect(problem.architecture.vocab).toBe(250_880);
    expect(assumed).toContain('layers=80');
  });

  it('Megatron 2021: tensor parallel inside the server, the rest pipeline; time from its own FLOP formula', () => {
    const { strategy, quantities } = mapped('meg21-0128');
    expect([strategy.tp, strategy.pp, strategy.dp, strategy.microBatch]).toEqual([8, 2, 32, 1]);
    // 96 B s l h² (1 + s/6h + V/16lh) at 138 TFLOP/s on 512 GPUs
    const flops = 96 * 1536 * 2048 * 48 * 8192 ** 2 * (1 + 2048 / (6 * 8192) + 51_200 / (16 * 48 * 8192));
    expect(quantities).toEqual([{ quantity: 'step_time_s', measured: flops / (138e12 * 512) }]);
  });

  it('long sequences: the CP column is repaired until the degrees give the GPUs', () => {
    const { strategy } = mapped('nemo-0080');
    expect(strategy.tp * strategy.pp * strategy.cp * strategy.dp).toBe(128);
    expect(strategy.cp).toBe(16);
  });

  it('a layout that nobody published is searched for and said to be', () => {
    const { strategy, assumed } = mapped('nemo-0077');
    expect(assumed).toContain('layout=searched');
    expect(strategy.cp).toBe(1);
  });

  it('MLPerf: replicas from batch and accumulation, step from the logged rate', () => {
    const { strategy, quantities } = mapped('mlperf-v4.0-0028');
    expect([strategy.dp, strategy.tp, strategy.cp]).toEqual([2, 4, 2]);
    expect(quantities[0]?.measured).toBeCloseTo(8 / 3.0446, 3);
  });

  it('MaxText: the sequence from the tokens of a step and the batch', () => {
    expect(mapped('tpur-0062').problem.sequence).toBe(2048);
  });
});

describe('conventions and recipes', () => {
  it.each([
    ['vt-single-0110', { preset: 'megatron-deepspeed', recompute: 'full', zero: 0 }],
    ['kort-0164', { preset: 'megatron-lm', recompute: 'selective', tpComm: 'rs-ag', schedule: 'interleaved' }],
    ['llmf-0020', { preset: 'fsdp-2023', zero: 3 }],
    ['llmf-0078', { preset: 'fsdp', zero: 3, recompute: 'full' }],
    ['tt-0034', { recompute: 'full', recomputeLayers: 16 }],
    ['intern-0015', { zero: 1, shardGroup: 8 }],
    ['fms-0055', { zero: 3, shardGroup: 8 }],
    ['dgxc-0055', { zero: 3, shardGroup: 128, preset: 'xla-fsdp' }],
    ['dgxc-0173', { pp: 1 }],
    ['mb-0170', { zero: 3, recompute: 'none' }],
    ['mx-0053', { zero: 3, shardGroup: 8, recompute: 'none' }],
    ['meg20-0151', { microBatch: 16, recompute: 'full' }],
    ['dgxc-0301', { preset: 'megatron-core-drop', etp: 1 }],
  ] as const)('%s', (id, expected) => {
    expect(mapped(id).strategy).toMatchObject(expected);
  });

  it('takes the vocabulary that a source’s configurations leave unsaid from its code', () => {
    expect(mapped('vt-single-0110').problem.architecture.vocab).toBe(50_257);
  });

  it('reads number formats by label and generation', () => {
    expect(mapped('mb-0091').strategy.precision.compute).toBe('mxfp8');
    expect(mapped('mb-0116').strategy.precision.compute).toBe('nvfp4');
    expect(mapped('vt-single-0110').strategy.precision.compute).toBe('fp16');
    expect(mapped('mlm-0073').strategy.precision.compute).toBe('fp8');
  });

  it.each([
    ['Grok-1 314B', 'NVIDIA GB200', 'v25.05', 2],
    ['Grok-1 314B', 'NVIDIA H100', 'v25.05', 1],
    ['Grok-1 314B', 'NVIDIA H100', 'v25.02', 2],
    ['Llama 4 Maverick 400B', 'NVIDIA H100', 'v25.05', 2],
    ['Llama 4 Maverick 400B', 'NVIDIA GB200', 'v25.05', 1],
  ])('%s on %s, %s: every expert split %i ways', (name, accelerator, release, etp) => {
    const printed = rows.find((row) => row.id === 'dgxc-0301')!;
    const one = toTrainingCase(
      {
        ...printed,
        release,
        model: { name },
        hardware: { ...printed.hardware, accelerator },
        run: { ...printed.run, ep: 8 },
      },
      catalogue,
    );
    expect('refused' in one ? one.refused : one.strategy.etp).toBe(etp);
  });

  it('lets slices of a pod meet over the data-center network', () => {
    const printed = rows.find((row) => row.id === 'mx-0041')!;
    const sliced = {
      ...printed,
      hardware: { ...printed.hardware, gpus: 128, slices: 2 },
      run: { ...printed.run, dp: 128 },
    };
    const one = toTrainingCase(sliced, catalogue);
    if ('refused' in one) throw new Error(one.refused);
    expect(one.problem.machine.tiers.map((tier) => tier.size)).toEqual([64, 128]);
    expect(one.strategy.shardGroup).toBe(64);
    expect(mapped('mx-0041').problem.machine.tiers).toHaveLength(1);
  });

  it('lays uneven stages as the recipe spells them', () => {
    const { strategy, problem } = mapped('mb-0091');
    expect(strategy.layout).toHaveLength(16);
    expect(strategy.layout?.reduce((a, b) => a + b, 0)).toBe(problem.architecture.order.length);
  });

  it('keeps proxies short and repairs misprinted ones', () => {
    expect(mapped('dgxc-0316').problem.architecture.order.length).toBe(48);
  });

  it('leaves rows out for faults of their own, with the reason', () => {
    expect(map('bloom-0043')).toMatchObject({ excluded: true, refused: expect.stringContaining('GPU count') });
    expect(mapped('bloom-0047').quantities[0]?.measured).toBe(134.02);
  });

  it('a chip that no datasheet describes is refused by name', () => {
    const row = { ...rows[0]!, hardware: { ...rows[0]!.hardware, accelerator: 'Acme Q9' } };
    expect(toTrainingCase(row, catalogue)).toEqual({ refused: 'no datasheet of "Acme Q9" is in the catalogue' });
  });
});
