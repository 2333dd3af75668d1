import type { Attention, Block, MoeMlp } from '../model/index.ts';
import type { Problem } from './answer.ts';
import { checkWords, given } from './check-words.ts';
import { chunksPerStage } from './layout.ts';
import { presetById } from './presets.ts';
import type { TrainingProblem } from './problem.ts';
import type { Strategy } from './strategy.ts';

/**
 * Rules that a strategy must keep, each with its name: the message says value, rule and nearest value that works.
 * `read` = its words were found good before. The names are keys of the messages. A rule is a line here; frameworks' own stricter rules are not: Ridgepoint names what is impossible.
 */
export function checkStrategy(problem: TrainingProblem, strategy: Strategy, read = false): Problem[] {
  const problems: Problem[] = [];
  const fail = (rule: string, values: Problem['values']) => problems.push({ rule, values });
  checkCounts(problem, strategy, fail);
  if (!read) checkWords(strategy, fail);
  if (problems.length > 0) return problems; // the rules below divide by these counts
  checkDegrees(problem, strategy, fail);
  checkBatch(problem, strategy, fail);
  checkTensor(problem, strategy, fail);
  checkPipeline(problem, strategy, fail);
  checkContext(problem, strategy, fail);
  checkExperts(problem, strategy, fail);
  checkSharding(strategy, fail);
  checkFormat(problem, strategy, fail);
  return problems;
}

type Fail = (rule: string, values: Problem['values']) => void;

const COUNTS = ['tp', 'pp', 'cp', 'dp', 'ep', 'etp', 'vp', 'microBatch'] as const;

function checkCounts(problem: TrainingProblem, s: Strategy, fail: Fail): void {
  for (const name of COUNTS) {
    const value = s[name];
    if (!Number.isInteger(value) || value < 1 || value > 1e7)
      fail('count', { name, value: given(value), minimum: 1, maximum: 1e7 });
  }
  const { count } = problem.machine;
  if (!Number.isInteger(count) || count < 1 || count > 1e7)
    fail('count', { name: 'accelerators', value: count, minimum: 1, maximum: 1e7 });
  if (!presetById(s.preset)) fail('preset', { value: given(s.preset) });
}

function checkDegrees(problem: TrainingProblem, s: Strategy, fail: Fail): void {
  const product = s.tp * s.pp * s.cp * s.dp;
  if (product !== problem.machine.count) {
    fail('product', { tp: s.tp, pp: s.pp, cp: s.cp, dp: s.dp, product, accelerators: problem.machine.count });
  }
}

function checkBatch(problem: TrainingProblem, s: Strategy, fail: Fail): void {
  const each = s.dp * s.microBatch;
  if (problem.globalBatch % each !== 0) {
    const nearest = Math.max(1, Math.round(problem.globalBatch / each)) * each;
    fail('batch', { batch: problem.globalBatch, dp: s.dp, microBatch: s.microBatch, nearest });
  }
}

const attentionOf = ({ mixer }: Block): Attention | null => (mixer?.kind === 'attention' ? mixer : null);
const expertsOf = ({ mlp }: Block): MoeMlp | null => (mlp?.kind === 'moe' ? mlp : null);

function checkTensor(problem: TrainingProblem, s: Strategy, fail: Fail): void {
  const { architecture } = problem;
  for (const block of architecture.blocks) {
    const heads = block.mixer?.heads ?? s.tp;
    if (heads % s.tp !== 0) return fail('tp-heads', { tp: s.tp, heads, nearest: nearestDivisors(heads, s.tp) });
    const inner = block.mlp === null ? s.tp : block.mlp.kind === 'dense' ? block.mlp.inner : block.mlp.inner * s.tp;
    if (inner % s.tp !== 0) return fail('tp-inner', { tp: s.tp, inner, nearest: nearestDivisors(inner, s.tp) });
  }
  for (const block of architecture.blocks) {
    const kvHeads = attentionOf(block)?.kvHeads ?? s.tp;
    // Fewer key-value heads than ranks: each rank keeps a copy, so one count must divide the other.
    if (kvHeads % s.tp !== 0 && s.tp % kvHeads !== 0) {
      return fail('tp-kv-heads', { tp: s.tp, kvHeads, nearest: nearestDivisors(kvHeads, s.tp) });
    }
  }
  const domain = problem.machine.tiers.at(-1)?.size ?? 1;
  if (s.tp > domain) fail('tp-domain', { tp: s.tp, domain });
}

function checkPipeline(problem: TrainingProblem, s: Strategy, fail: Fail): void {
  const layers = problem.architecture.order.length;
  const chunks = s.pp * chunksPerStage(s);
  // Embedding and head may each fill a chunk of their own (Llama 3 405B on 16 stages of 8 chunks).
  if (chunks > layers + 2) return fail('pp-layers', { pp: s.pp, vp: chunksPerStage(s), layers });
  if (s.layout) checkLayout(s.layout, chunks, layers, fail);
  const m = problem.globalBatch / (s.dp * s.microBatch);
  if (s.schedule === 'interleaved') {
    if (s.vp < 2) fail('interleaved-chunks', { vp: s.vp });
    if (s.pp > 1 && m % s.pp !== 0)
      fail('interleaved-batches', { microBatches: m, pp: s.pp, nearest: Math.max(1, Math.round(m / s.pp)) * s.pp });
  } else if (s.vp > 1 && s.schedule !== 'gpipe') {
    fail('vp-schedule', { vp: s.vp, schedule: s.schedule });
  }
  if (s.schedule === 'dualpipe') {
    if (s.pp % 2 !== 0) fail('dualpipe-stages', { pp: s.pp, nearest: s.pp + 1 });
    else if (m < s.pp || m % 2 !== 0) fail('dualpipe-batches', { microBatches: m, pp: s.pp });
  }
  if (s.pp === 1 && s.schedule !== '1f1b') fail('schedule-stages', { schedule: s.schedule, pp: s.pp });
}

function checkLayout(layout: readonly number[], chunks: number, layers: number, fail: Fail): void {
  const sum = layout.reduce((a, b) => a + b, 0);
  if (layout.length !== chunks || sum !== layers || layout.some((n) => !Number.isInteger(n) || n < 0))
    fail('layout', { chunks, length: layout.length, sum, layers });
}

function checkContext(problem: TrainingProblem, s: Strategy, fail: Fail): void {
  if (s.cp === 1) return;
  // Causal balance cuts a sequence in 2 cp pieces, head and tail to the same rank.
  if (problem.sequence % (2 * s.cp) !== 0) fail('cp-sequence', { cp: s.cp, sequence: problem.sequence });
  if (s.cpKind === 'ulysses') {
    for (const block of problem.architecture.blocks) {
      const heads = attentionOf(block)?.heads;
      if (heads !== undefined && (heads / s.tp) % s.cp !== 0)
        return fail('ulysses-heads', { cp: s.cp, tp: s.tp, heads });
    }
  }
}

function checkExperts(problem: TrainingProblem, s: Strategy, fail: Fail): void {
  let dense = true;
  for (const block of problem.architecture.blocks) {
    const mlp = expertsOf(block);
    if (!mlp) continue;
    dense = false;
    const { experts, inner } = mlp;
    if (experts % s.ep !== 0) return fail('ep-experts', { ep: s.ep, experts, nearest: nearestDivisors(experts, s.ep) });
    if (inner % s.etp !== 0) return fail('etp-inner', { etp: s.etp, inner, nearest: nearestDivisors(inner, s.etp) });
  }
  if (dense) {
    if (s.ep > 1 || s.etp > 1) fail('ep-dense', { ep: s.ep, etp: s.etp });
    return;
  }
  const ranks = s.tp * s.cp * s.dp;
  if (ranks % (s.ep * s.etp) !== 0) fail('ep-ranks', { ep: s.ep, etp: s.etp, ranks });
}

function checkSharding(s: Strategy, fail: Fail): void {
  if (s.shardGroup !== null && (s.shardGroup < 1 || (s.dp * s.cp) % s.shardGroup !== 0)) {
    fail('shard-group', { shardGroup: s.shardGroup, ranks: s.dp * s.cp });
  }
}

function checkFormat(problem: TrainingProblem, s: Strategy, fail: Fail): void {
  const { compute } = s.precision;
  const { peak } = problem.machine.chip;
  const narrow = { fp8: ['fp8', 'mxfp8'], mxfp8: ['mxfp8', 'fp8'], nvfp4: ['nvfp4', 'fp4'] } as const;
  const needs = narrow[compute as keyof typeof narrow];
  if (needs && !needs.some((d) => peak[d])) fail('format', { format: compute, chip: problem.machine.chip.id });
}

/** The divisors of n next to d, below and above. */
export function nearestDivisors(n: number, d: number): string {
  let below = 1;
  let above = n;
  for (let i = 1; i * i <= n; i++) {
    if (n % i !== 0) continue;
    for (const divisor of [i, n / i]) {
      if (divisor <= d && divisor > below) below = divisor;
      if (divisor >= d && divisor < above) above = divisor;
    }
  }
  return below === above ? `${below}` : `${below}, ${above}`;
}
