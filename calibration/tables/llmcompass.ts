import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GemmShape, gemm } from '@ridgepoint/engine/cost';
import type { KernelTable } from '@ridgepoint/engine/trust';

const FOLDER = join('..', 'shared', 'measured', 'llmcompass');
const COMMIT = '2e015fd2ee750e6cad8d7152df52551e5b41ef20';

/**
 * The sweep times each call with a host that waits for it. On the A100 its small products take 24.4, 23.6 and 23.1 us longer than the
 * formula that other tables of that chip fit (4 % off there); the same is taken from the MI210, where no other table shows it.
 */
const HOST_WAIT = 24; // us

/** CDNA2 runs bf16 at the fp16 rate. The A100 has denser bf16 tables: its sweep stays fp16 and checks the method. */
const SWEEPS = [
  { chip: 'mi210', name: 'MI210', format: 'bf16' },
  { chip: 'a100-80-sxm', name: 'A100', format: 'fp16' },
] as const;

/** Some twenty products tell the rate, the bandwidth, the start and what small tiles cost; the rest is as the A100 tables have it. */
const BORROWED = { pairs: 0, spared: 0, fill: 0, q: 0, row: 0, mis: 0.1, ts: 2.3, tau: 1, epi: 0.4 };

/**
 * fp16 products of MI210 and A100, about twenty rows each: the only sweep of an AMD chip there is. No row of the corpus is fp16 or of an
 * MI210, and there is no grid, so nothing is held out.
 */
export function* llmCompassTables(): Generator<KernelTable<GemmShape>> {
  for (const { chip, name, format } of SWEEPS) {
    const file = join(FOLDER, `matmul_${name}.csv`);
    if (!existsSync(file)) continue;
    const samples = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const [m, n, k, time] = line.split(',').map((cell) => Number.parseFloat(cell));
        return {
          shape: { m: m!, n: n!, k: k!, activationBytes: 2, weightBytes: 2, quantised: false },
          microseconds: 1000 * time! - HOST_WAIT,
          weight: 1,
        };
      });
    yield {
      form: gemm,
      chip,
      format,
      library: 'LLMCompass fp16',
      kernel: 'torch.matmul',
      peakFormat: 'fp16',
      samples,
      fixed: BORROWED,
      grid: false,
      thin: true,
      alone: true,
      source: {
        url: `https://github.com/PrincetonUniversity/LLMCompass/tree/${COMMIT}/ae/figure5/ab/real_hardware`,
        commit: COMMIT,
        date: '2026-08-21',
        file: `matmul_${name}.csv, less ${HOST_WAIT} us of a waiting host`,
      },
    };
  }
}
