import {
  ATTENTION_BACKWARD,
  buildFittedMachine,
  expertsSeconds,
  fusedAttentionSeconds,
  productGrade,
  productSeconds,
} from '../../cost/index.ts';
import type { Catalogue, Chip } from '../../facts/index.ts';
import { type Deployment, type KernelSource, profileFor } from '../../serving/index.ts';
import { attentionOf, latentOf } from '../../serving/iteration/attention.ts';
import { expertsOf } from '../../serving/iteration/experts.ts';
import { type Grade, type KernelShelf, weakest } from '../../serving/iteration/kernel-choice.ts';
import { productFor, productsOf } from '../../serving/iteration/products.ts';
import { elementBytes, plainFormat } from '../../training/layer-work.ts';
import { PRESETS } from '../../training/presets.ts';
import type { Precision } from '../../training/strategy.ts';
import { defaultPreset } from '../scenario/defaults.ts';
import { defaultEngine } from '../serving/serving-defaults.ts';
import type { Call, Cut, Load, Work } from './operator-work.ts';

/** Seconds of an operator by kernels that were measured on the chip or on its relatives; null where nobody measured. */
export type Predicted = { readonly seconds: number; readonly grade: 'silicon' | 'family' } | null;

type Facts = Pick<Catalogue, 'chips' | 'kernels' | 'systems'>;

const graded = (seconds: number, grade: Grade): Predicted =>
  grade === 'datasheet' || !Number.isFinite(seconds) ? null : { seconds, grade };

/** By the kernels of the engine that is usual on the chip, inside a running model; an engine's own overheads are not in it. */
export function servingPrices(
  { chips, kernels: fits }: Facts,
  chip: Chip,
  cut: Cut,
  kv: Deployment['kv'],
  load: Load,
): (work: Work) => Predicted {
  const profile = profileFor(defaultEngine(chip).value);
  const weights = cut.weights!;
  const deployment = { tp: cut.tp, pp: 1, dp: 1, ep: 1, weights, kv };
  // Each kind of kernel notes its own sources.
  const shelf = (sources: KernelSource[]): KernelShelf => ({ fits, chip, chips, profile, sources });
  const of = <T>(make: (on: KernelShelf) => T): { readonly kernel: T; readonly sources: readonly KernelSource[] } => {
    const sources: KernelSource[] = [];
    return { kernel: make(shelf(sources)), sources };
  };
  const products = of((on) => productsOf(on, weights));
  const { requests, tokens, context } = load;
  const rows = requests * tokens;

  const product = ({ m, n, k, width }: Call & { kind: 'product' }): Predicted => {
    if (width === '32') return null;
    const source = width === '16' ? products.sources[0] : products.sources.at(-1);
    return source ? graded(productFor(products.kernel, width, 'narrow')(m, n, k), source.grade) : null;
  };
  const attention = ({ mixer }: Call & { kind: 'attention' }): Predicted => {
    const { kernel, sources } = of((on) =>
      mixer.kind === 'mla' ? latentOf(on, mixer, deployment, products.kernel) : attentionOf(on, mixer, deployment),
    );
    const stage = load.stage === 'decode' ? 'decode' : 'prefill';
    const source = sources.find(({ kernel: name }) => name.replace('latent-', '').startsWith(stage));
    if (!source) return null;
    const whole = stage === 'decode' ? kernel.decode(requests, context, 1) : kernel.prefill(requests, tokens, 0);
    return graded(mixer.kind === 'mla' ? whole - latentProducts(mixer) : whole, source.grade);
  };
  /** The products on latents are an operator of their own here. */
  const latentProducts = (mixer: Extract<(Call & { kind: 'attention' })['mixer'], { kind: 'mla' }>): number => {
    const heads = Math.max(1, Math.ceil(mixer.heads / cut.tp));
    const { plain } = products.kernel;
    return load.stage === 'decode'
      ? plain(rows, heads * mixer.kvLoraRank, mixer.qkNope) + plain(rows, heads * mixer.vHead, mixer.kvLoraRank)
      : plain(rows, heads * (mixer.qkNope + mixer.vHead), mixer.kvLoraRank);
  };
  const experts = ({ mlp }: Call & { kind: 'experts' }): Predicted => {
    const { kernel, sources } = of((on) => expertsOf(on, mlp, cut.architecture.hidden, deployment, EVEN));
    return graded(kernel(rows), weakest(sources));
  };
  return ({ call, layers }) => {
    if (!call) return null;
    const one = call.kind === 'product' ? product(call) : call.kind === 'attention' ? attention(call) : experts(call);
    return one && { ...one, seconds: layers * one.seconds };
  };
}

const EVEN = 0; // routing: the bytes of touched experts are reckoned for even loads too

/** By the laws that the training room prices products and fused attention with, forward and backward. */
export function trainingPrices(catalogue: Facts, chip: Chip, compute: Precision['compute']): (work: Work) => Predicted {
  const machine = buildFittedMachine(catalogue, { chip, count: 1 });
  const preset = PRESETS.find(({ id }) => id === defaultPreset(chip).value)!;
  const { rates } = machine;
  const all = (format: Precision['compute'], m: number, n: number, k: number): number => {
    const one = (a: number, b: number, c: number) => productSeconds(machine, format, a, b, c, elementBytes(format));
    return one(m, n, k) + one(m, k, n) + one(k, n, m);
  };
  const seconds = ({ call, flops, layers }: Work): readonly [number, Grade] | null => {
    if (!call) return null;
    if (call.kind === 'product') {
      const format = call.width === 'format' ? compute : plainFormat(compute);
      return [layers * all(format, call.m, call.n, call.k), productGrade(machine, format)];
    }
    if (call.kind === 'attention') {
      const size = call.mixer.kind === 'mla' ? call.mixer.qkNope + call.mixer.qkRope : call.mixer.headDim;
      const forward = flops / (1 + ATTENTION_BACKWARD);
      const { attentionShare: share } = preset;
      return [
        fusedAttentionSeconds(forward, rates.attentionForward * share.forward, size) +
          fusedAttentionSeconds(flops - forward, rates.attentionBackward * share.backward, size),
        machine.grade,
      ];
    }
    const rate = preset.groupedShare * (rates.matmul[compute] ?? rates.matmul.bf16 ?? 0);
    const rows = call.rows / call.mlp.experts;
    const one = (n: number, k: number) =>
      expertsSeconds(call.mlp.experts, rows, n, k, rate, rates.memory, elementBytes(compute));
    const pass = call.products.reduce((sum, { n, k }) => sum + 2 * one(n, k) + one(k, n), 0);
    return [layers * pass, machine.grade];
  };
  return (work) => {
    const found = seconds(work);
    return found && graded(...found);
  };
}
