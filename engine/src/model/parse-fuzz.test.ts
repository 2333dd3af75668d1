import { readdirSync, readFileSync } from 'node:fs';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { cpuMilliseconds } from '../../../tests/cpu-milliseconds.ts';
import { inputs } from '../../../tests/effort.ts';
import { ConfigError, flopsPerToken, kvElements, operatorsOf, parametersOf, parseConfigText } from './index.ts';

const FOLDER = new URL('../../../catalogue/models/', import.meta.url);
const TEXTS = readdirSync(FOLDER).map((file) =>
  JSON.stringify(parse(readFileSync(new URL(file, FOLDER), 'utf8')).config),
);
const CASES = inputs(8000, 4000);
const LIMIT_MS = 100;

const random = xoroshiro128plus(20_261_123);
const below = (n: number) => (random.next() >>> 0) % n;
const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;

const VALUES: readonly unknown[] = [
  0,
  -1,
  1,
  2,
  3,
  7,
  1e9,
  1e9 + 1,
  1e308,
  0.5,
  1e-9,
  null,
  true,
  false,
  '',
  'llama',
  'M*-E',
  [],
  [1],
  {},
  { a: 1 },
  'x'.repeat(5000),
  Number.MAX_SAFE_INTEGER,
  10_000,
  10_001,
  ['sliding_attention'],
  Array(500).fill('full_attention'),
  '__proto__',
  1e6,
];
const KEYS = [
  'num_experts',
  'num_experts_per_tok',
  'n_routed_experts',
  'sliding_window',
  'layer_types',
  'text_config',
  'model_type',
  'head_dim',
  'n_group',
  'topk_group',
  'kv_lora_rank',
  'hybrid_override_pattern',
  'num_key_value_heads',
  'tie_word_embeddings',
  'num_nextn_predict_layers',
  'attn_config',
  'first_k_dense_replace',
  'moe_layer_freq',
  'decoder_sparse_step',
  'constructor',
  'bias',
  'index_topk',
  'multi_query',
  'moe_layers',
  'mlp_only_layers',
];

/** Changes the object: drops, replaces, renames, swaps, nests or adds. */
function structural(text: string): string {
  const config = JSON.parse(text) as Record<string, unknown>;
  for (let i = 1 + below(3); i > 0; i--) {
    const keys = Object.keys(config);
    const key = keys.length === 0 ? 'a' : pick(keys);
    const way = below(6);
    if (way === 0) delete config[key];
    else if (way === 1) config[key] = pick(VALUES);
    else if (way === 2) config[pick(KEYS)] = pick(VALUES);
    else if (way === 3) config[pick(KEYS)] = config[key];
    else if (way === 4)
      config[key] =
        typeof config[key] === 'number' ? Math.round((config[key] as number) * (below(2000) / 500)) : pick(VALUES);
    else config.text_config = { ...config, [pick(KEYS)]: pick(VALUES) };
  }
  return JSON.stringify(config);
}

/** Changes the text: flips, cuts, repeats or inserts characters. */
function bytes(text: string): string {
  let out = text;
  for (let i = 1 + below(4); i > 0; i--) {
    const at = below(out.length + 1);
    const way = below(5);
    if (way === 0) out = out.slice(0, at) + String.fromCharCode(below(256)) + out.slice(at + 1);
    else if (way === 1) out = out.slice(0, at) + out.slice(at + 1 + below(10));
    else if (way === 2)
      out =
        out.slice(0, at) +
        pick(['[', '{', '"', '\\', 'NaN', '-Infinity', '9'.repeat(30), '[['.repeat(50), '\ud800', '"__proto__":1,']) +
        out.slice(at);
    else if (way === 3) out = out.slice(0, at);
    else out = out.slice(0, at) + out.slice(below(at + 1));
  }
  return out;
}

/** Reads one text and counts everything that can be counted of it. */
function timed(text: string): { milliseconds: number; refused?: string } {
  const started = performance.now();
  let refused: string | undefined;
  try {
    const arch = parseConfigText(text);
    const p = parametersOf(arch);
    const numbers = [p.total, p.active, flopsPerToken(arch, 4096, 'causal', true).total, kvElements(arch, 4096) + 1];
    for (const block of arch.blocks) {
      for (const o of operatorsOf(block, arch.hidden)) if (o.op === 'matmul') numbers.push(o.n, o.k);
    }
    if (!numbers.every((x) => Number.isFinite(x) && x > 0) || p.active > p.total) {
      throw new Error(`not sane: ${numbers} for ${text.slice(0, 300)}`);
    }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    refused = error.code;
  }
  return { milliseconds: performance.now() - started, refused };
}

it(`${CASES} mutated configs: a typed error or a finite, positive architecture, none slower than ${LIMIT_MS} ms`, () => {
  let understood = 0;
  const codes = new Map<string, number>();
  let slowest = 0;
  for (let n = 0; n < CASES; n++) {
    const text = n % 2 === 0 ? structural(pick(TEXTS)) : bytes(pick(TEXTS));
    const outcome = timed(text);
    // The machine may have been busy elsewhere: what is slow must be slow again.
    const milliseconds =
      outcome.milliseconds > LIMIT_MS ? cpuMilliseconds(() => timed(text), LIMIT_MS) : outcome.milliseconds;
    slowest = Math.max(slowest, milliseconds);
    if (outcome.refused === undefined) understood++;
    else codes.set(outcome.refused, (codes.get(outcome.refused) ?? 0) + 1);
  }
  expect(slowest).toBeLessThan(LIMIT_MS);
  // The mutations must reach both outcomes and most kinds of refusal, or they test nothing.
  expect(understood).toBeGreaterThan(CASES / 20);
  for (const code of ['not-json', 'bad-value', 'missing-key', 'mismatch', 'forbidden-key', 'unknown-type', 'too-deep'])
    expect(codes.get(code) ?? 0, code).toBeGreaterThan(0);
});
