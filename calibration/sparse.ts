// Fits sparse attention to tables of whole blocks of it (vLLM's DSA modules beside its modules of dense latent attention) and writes
// engine/src/serving/iteration/fitted-sparse.generated.ts. Usage: node cli/bin/run.mjs calibration/sparse.ts   (needs ../shared/measured)
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalogue } from '@ridgepoint/catalogue';
import { baseValue, type Chip } from '@ridgepoint/engine/facts';
import { peakFlops } from '@ridgepoint/engine/machine';
import { attendedPairs, indexKeyBytes, SPARSE_HEADS, SPARSE_HOST } from '@ridgepoint/engine/serving';
import { median, quantile } from '@ridgepoint/engine/trust';
import { COMMIT, publishedTables, type Row, tablesAreHere } from './read-tables.ts';

const TABLE = 'engine/src/serving/iteration/fitted-sparse.generated.ts';

/** Sizes by the configs of both networks in the tables. */
const NETWORKS = {
  'deepseek-ai/DeepSeek-V3.2': { hidden: 7168, qLora: 1536, nope: 128, value: 128, indexHeads: 64 },
  'zai-org/GLM-5': { hidden: 6144, qLora: 2048, nope: 192, value: 256, indexHeads: 32 },
} as const;
const LATENT = 512;
const ROPE = 64;
const INDEX_SIZE = 128;
const TOPK = 2048;
const LEAST_RANK_HEADS = 8; // fewer are served nowhere
/** Of the 8-bit and the 16-bit peak: what large products reach in the same library's tables. */
const PRODUCT_SHARE = { narrow: 0.6, wide: 0.75 };
/** Rows at which the host, not the device, sets the pace lie within this of the host's floor. */
const CLEAR_OF_HOST = 1.5;
/** Rows of a cache in 16 bit: FlashMLA's kernels for the 8-bit one unpack for every query, which these parameters do not describe. */
const CACHE = 'bfloat16';
const FAMILIES = { hopper: ['h100-sxm', 'h200-sxm'], blackwell: ['b200-sxm', 'gb200'] } as const;

interface Equation {
  readonly terms: readonly number[];
  readonly seconds: number;
}

if (!tablesAreHere()) process.stdout.write('skipped: the tables are not here, so nothing can be fitted\n');
else calibrate();

function calibrate(): void {
  const { chips } = readCatalogue(join('catalogue', 'dist', 'catalogue.json'));
  const tables = [...publishedTables(['dsa_generation_module', 'dsa_context_module', 'mla_generation_module'])];
  const of = (chip: string, kind: string): readonly Row[] =>
    tables.find((t) => t.chip === chip && t.kind === kind && /vllm/i.test(t.library))?.rows.filter(served) ?? [];
  const families = Object.entries(FAMILIES).map(([family, ids]) => {
    const on = ids.map((id) => chips.find((chip) => chip.id === id)!);
    const answers = on.flatMap((chip) =>
      decodes(chip, of(chip.id, 'dsa_generation_module'), of(chip.id, 'mla_generation_module')),
    );
    const prompts = on.flatMap((chip) => prefills(chip, of(chip.id, 'dsa_context_module')));
    const d = fitted(answers);
    const p = fitted(prompts);
    const [start, request, keys, entries] = d.values as [number, number, number, number];
    const [token, attending, scoring] = p.values as [number, number, number];
    const number = (x: number) => Number(x.toPrecision(3));
    const values = {
      start: number(start * 1e6),
      request: number(request * 1e6),
      keys: number(1 / keys),
      entries: number(1 / entries),
      token: number(token * 1e6),
      attending: number(1 / attending),
      scoring: number(1 / scoring),
    };
    const text = Object.entries(values).map(([name, value]) => `${name}: ${value}`);
    process.stdout.write(`${family}: ${text.join(', ')}; answers ${d.errors}; prompts ${p.errors}\n`);
    return `  /** ${on.map(({ id }) => id).join(', ')}. Errors of whole blocks: answers ${d.errors}; prompts ${p.errors}. */\n  ${family}: { ${text.join(', ')} },`;
  });
  writeFileSync(
    TABLE,
    `/**\n * Sparse attention by chip family, in the units of sparse-law.ts. Written by calibration/sparse.ts; not by hand. Fitted to\n * https://github.com/ai-dynamo/aiconfigurator at ${COMMIT.slice(0, 8)}: vLLM 0.24, DSA and MLA modules, cache in 16 bit.\n */\nexport const FITTED_SPARSE = {\n${families.join('\n')}\n} as const;\n`,
  );
}

function served(row: Row): boolean {
  return row.kv_cache_dtype === CACHE && row.gemm_type === 'fp8_block' && Number(row.num_heads) >= LEAST_RANK_HEADS;
}

/** What sparse attention takes beyond dense attention without context. */
function decodes(chip: Chip, sparse: readonly Row[], dense: readonly Row[]): Equation[] {
  const bandwidth = baseValue(chip.memory.bandwidth);
  const without = new Map<string, number>();
  for (const row of dense)
    if (row.step === '2') without.set(`${row.num_heads} ${row.batch_size}`, Number(row.latency) * 1e-3);
  return sparse.flatMap((row): Equation[] => {
    const base = without.get(`${row.num_heads} ${row.batch_size}`);
    // GLM-5's block has no dense twin in the tables.
    if (base === undefined || row.model !== 'deepseek-ai/DeepSeek-V3.2') return [];
    const n = Number(row.batch_size);
    const context = Number(row.step);
    const entries = n * Math.min(context, TOPK) * 2 * (LATENT + ROPE);
    const seconds = Number(row.latency) * 1e-3;
    const terms = [1, n, (n * context * indexKeyBytes(INDEX_SIZE)) / bandwidth, entries / bandwidth];
    return [weighed({ terms, seconds: seconds - base }, seconds)];
  });
}

/** Blocks of prompts less their products. */
function prefills(chip: Chip, rows: readonly Row[]): Equation[] {
  const peak8 = peakFlops(chip, 'fp8');
  const peak16 = peakFlops(chip, 'bf16');
  const floor = median(rows.filter((row) => Number(row.isl) <= 512 && row.batch_size === '1').map(secondsOf));
  return rows.flatMap((row): Equation[] => {
    const network = NETWORKS[row.model as keyof typeof NETWORKS];
    const seconds = secondsOf(row);
    if (!network || seconds < CLEAR_OF_HOST * Math.max(floor, SPARSE_HOST * 1e-6)) return [];
    const { hidden, qLora, nope, value, indexHeads } = network;
    const [batch, tokens, prefix, heads] = [row.batch_size, row.isl, row.step, row.num_heads].map(Number) as [
      number,
      number,
      number,
      number,
    ];
    const narrow =
      hidden * (qLora + LATENT + ROPE) +
      qLora * (heads * (nope + ROPE) + indexHeads * INDEX_SIZE) +
      heads * value * hidden;
    const wide = hidden * (INDEX_SIZE + indexHeads) + heads * LATENT * (nope + value);
    const products =
      2 * batch * tokens * (narrow / (PRODUCT_SHARE.narrow * peak8) + wide / (PRODUCT_SHARE.wide * peak16));
    const attended = batch * attendedPairs(tokens, prefix, TOPK) * Math.max(SPARSE_HEADS, heads);
    const scored = batch * tokens * (prefix + (tokens + 1) / 2) * indexHeads;
    const terms = [batch * tokens, (attended * 2 * (2 * LATENT + ROPE)) / peak16, (scored * 2 * INDEX_SIZE) / peak8];
    return [weighed({ terms, seconds: seconds - products }, seconds)];
  });
}

function secondsOf(row: Row): number {
  return Number(row.latency) * 1e-3;
}

/** Errors count by the size of the whole. */
function weighed({ terms, seconds }: Equation, whole: number): Equation {
  return { terms: terms.map((t) => t / whole), seconds: seconds / whole };
}

/** Least squares. */
function fitted(equations: readonly Equation[]): { readonly values: number[]; readonly errors: string } {
  const n = equations[0]!.terms.length;
  const matrix = Array.from({ length: n }, () => new Float64Array(n));
  const right = new Float64Array(n);
  for (const { terms, seconds } of equations)
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) matrix[i]![j]! += terms[i]! * terms[j]!;
      right[i]! += terms[i]! * seconds;
    }
  const values = solved(matrix, right);
  const errors = equations.map(({ terms, seconds }) =>
    Math.abs(terms.reduce((sum, t, i) => sum + t * values[i]!, 0) - seconds),
  );
  const percent = (x: number) => `${(100 * x).toFixed(1)} %`;
  return {
    values,
    errors: `${equations.length} rows, median ${percent(median(errors))}, p90 ${percent(quantile(errors, 0.9))}`,
  };
}

/** Columns of very different sizes: each is scaled to its own diagonal first. */
function solved(matrix: readonly Float64Array[], right: Float64Array): number[] {
  const n = right.length;
  const scale = matrix.map((row, i) => 1 / Math.sqrt(row[i]!));
  const a = matrix.map((row, i) => [...row].map((v, j) => v * scale[i]! * scale[j]!).concat(right[i]! * scale[i]!));
  for (let i = 0; i < n; i++)
    for (let r = 0; r < n; r++) {
      if (r === i) continue;
      const factor = a[r]![i]! / a[i]![i]!;
      for (let c = i; c <= n; c++) a[r]![c]! -= factor * a[i]![c]!;
    }
  return a.map((row, i) => (row[n]! / row[i]!) * scale[i]!);
}
