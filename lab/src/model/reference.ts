// The model once more, as plainly as it can be said, in double precision and one loop after another: what the fast kernels are held to.
// Shapes: N = batch·block tokens, T = block, C = width, H = heads, S = C/H, V = vocabulary. Radford et al. 2019; no dropout.
import { floatsOf, parametersOf, type Shape } from './shape.ts';

type Numbers = Float64Array;

/** Loss (mean over tokens) and the gradient of every parameter, for `tokens` [N] that are to be followed by `targets` [N]. */
export function reference(
  shape: Shape,
  weights: ArrayLike<number>,
  tokens: ArrayLike<number>,
  targets: ArrayLike<number>,
): { readonly loss: number; readonly gradient: Numbers; readonly logits: Numbers } {
  const { layers, heads: H, width: C, block: T, vocabulary: V, bias } = shape;
  const N = tokens.length;
  const S = C / H;
  const list = parametersOf(shape);
  const gradient = new Float64Array(floatsOf(list));
  const place = new Map(list.map(({ name, at, size }) => [name, { at, size }]));
  const at = (name: string): number => place.get(name)!.at;
  const view = (name: string): ArrayLike<number> =>
    Array.from({ length: place.get(name)!.size }, (_, i) => weights[at(name) + i]!);

  // Forward, keeping what the way back needs.
  const x0 = new Float64Array(N * C);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      x0[n * C + c] = weights[at('wte.weight') + tokens[n]! * C + c]! + weights[at('wpe.weight') + (n % T) * C + c]!;
  const kept: { n1: Norm; qkv: Numbers; p: Numbers; att: Numbers; n2: Norm; fc: Numbers; act: Numbers }[] = [];
  let x: Numbers = x0;
  for (let l = 0; l < layers; l++) {
    const n1 = norm(x, `h.${l}.ln_1`);
    const qkv = linear(n1.y, `h.${l}.attn.c_attn`, C, 3 * C);
    const { p, out: att } = attend(qkv);
    const mid = plus(x, linear(att, `h.${l}.attn.c_proj`, C, C));
    const n2 = norm(mid, `h.${l}.ln_2`);
    const fc = linear(n2.y, `h.${l}.mlp.c_fc`, C, 4 * C);
    const act = fc.map((v) => v * normal(v));
    const next = plus(mid, linear(act, `h.${l}.mlp.c_proj`, 4 * C, C));
    kept.push({ n1, qkv, p, att, n2, fc, act });
    x = next;
  }
  const final = norm(x, 'ln_f');
  const wte = view('wte.weight');
  const logits = new Float64Array(N * V);
  for (let n = 0; n < N; n++)
    for (let v = 0; v < V; v++) {
      let sum = 0;
      for (let c = 0; c < C; c++) sum += final.y[n * C + c]! * wte[v * C + c]!;
      logits[n * V + v] = sum;
    }
  let loss = 0;
  const dlogits = new Float64Array(N * V);
  for (let n = 0; n < N; n++) {
    const row = logits.subarray(n * V, n * V + V);
    const top = row.reduce((a, b) => Math.max(a, b));
    const sum = row.reduce((a, b) => a + Math.exp(b - top), 0);
    loss += (Math.log(sum) + top - row[targets[n]!]!) / N;
    for (let v = 0; v < V; v++) dlogits[n * V + v] = (Math.exp(row[v]! - top) / sum - (v === targets[n] ? 1 : 0)) / N;
  }

  // The way back.
  let d: Numbers = new Float64Array(N * C);
  for (let n = 0; n < N; n++)
    for (let v = 0; v < V; v++)
      for (let c = 0; c < C; c++) {
        d[n * C + c]! += dlogits[n * V + v]! * wte[v * C + c]!;
        gradient[at('wte.weight') + v * C + c]! += dlogits[n * V + v]! * final.y[n * C + c]!;
      }
  d = normBack('ln_f', final, d);
  for (let l = layers - 1; l >= 0; l--) {
    const { n1, qkv, p, att, n2, fc, act } = kept[l]!;
    const dact = linearBack(act, `h.${l}.mlp.c_proj`, 4 * C, C, d);
    const dfc = dact.map(
      (v, i) => v * (normal(fc[i]!) + (fc[i]! * Math.exp(-(fc[i]! ** 2) / 2)) / Math.sqrt(2 * Math.PI)),
    );
    d = plus(d, normBack(`h.${l}.ln_2`, n2, linearBack(n2.y, `h.${l}.mlp.c_fc`, C, 4 * C, dfc)));
    const datt = linearBack(att, `h.${l}.attn.c_proj`, C, C, d);
    const dqkv = attendBack(qkv, p, datt);
    d = plus(d, normBack(`h.${l}.ln_1`, n1, linearBack(n1.y, `h.${l}.attn.c_attn`, C, 3 * C, dqkv)));
  }
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++) {
      gradient[at('wte.weight') + tokens[n]! * C + c]! += d[n * C + c]!;
      gradient[at('wpe.weight') + (n % T) * C + c]! += d[n * C + c]!;
    }
  return { loss, gradient, logits };

  /** y [N, to] = x [N, from] · w [from, to] + b. */
  function linear(input: Numbers, name: string, from: number, to: number): Numbers {
    const w = at(`${name}.weight`);
    const y = new Float64Array(N * to);
    for (let n = 0; n < N; n++)
      for (let j = 0; j < to; j++) {
        let sum = bias ? weights[at(`${name}.bias`) + j]! : 0;
        for (let i = 0; i < from; i++) sum += input[n * from + i]! * weights[w + i * to + j]!;
        y[n * to + j] = sum;
      }
    return y;
  }

  function linearBack(input: Numbers, name: string, from: number, to: number, down: Numbers): Numbers {
    const w = at(`${name}.weight`);
    const up = new Float64Array(N * from);
    for (let n = 0; n < N; n++)
      for (let j = 0; j < to; j++) {
        const g = down[n * to + j]!;
        if (bias) gradient[at(`${name}.bias`) + j]! += g;
        for (let i = 0; i < from; i++) {
          gradient[w + i * to + j]! += input[n * from + i]! * g;
          up[n * from + i]! += weights[w + i * to + j]! * g;
        }
      }
    return up;
  }

  function norm(input: Numbers, name: string): Norm {
    const y = new Float64Array(N * C);
    const normed = new Float64Array(N * C);
    const rstd = new Float64Array(N);
    for (let n = 0; n < N; n++) {
      const row = input.subarray(n * C, n * C + C);
      const mean = row.reduce((a, b) => a + b) / C;
      rstd[n] = 1 / Math.sqrt(row.reduce((a, b) => a + (b - mean) ** 2, 0) / C + 1e-5);
      for (let c = 0; c < C; c++) {
        normed[n * C + c] = (row[c]! - mean) * rstd[n]!;
        const shift = bias ? weights[at(`${name}.bias`) + c]! : 0;
        y[n * C + c] = normed[n * C + c]! * weights[at(`${name}.weight`) + c]! + shift;
      }
    }
    return { y, normed, rstd };
  }

  function normBack(name: string, { normed, rstd }: Norm, down: Numbers): Numbers {
    const up = new Float64Array(N * C);
    for (let n = 0; n < N; n++) {
      let [plain, along] = [0, 0];
      for (let c = 0; c < C; c++) {
        const i = n * C + c;
        gradient[at(`${name}.weight`) + c]! += down[i]! * normed[i]!;
        if (bias) gradient[at(`${name}.bias`) + c]! += down[i]!;
        plain += (down[i]! * weights[at(`${name}.weight`) + c]!) / C;
        along += (down[i]! * weights[at(`${name}.weight`) + c]! * normed[i]!) / C;
      }
      for (let c = 0; c < C; c++) {
        const i = n * C + c;
        up[i] = (down[i]! * weights[at(`${name}.weight`) + c]! - plain - normed[i]! * along) * rstd[n]!;
      }
    }
    return up;
  }

  /** qkv [N, 3C] -> out [N, C]; p [N/T, H, T, T]. */
  function attend(qkv: Numbers): { readonly p: Numbers; readonly out: Numbers } {
    const p = new Float64Array((N / T) * H * T * T);
    const out = new Float64Array(N * C);
    eachRow((b, h, i, q) => {
      const weight = p.subarray(((b * H + h) * T + i) * T, ((b * H + h) * T + i) * T + T);
      let sum = 0;
      for (let j = 0; j <= i; j++) {
        let dot = 0;
        for (let s = 0; s < S; s++) dot += qkv[q(i) + s]! * qkv[q(j) + C + s]!;
        weight[j] = Math.exp(dot / Math.sqrt(S));
        sum += weight[j]!;
      }
      for (let j = 0; j <= i; j++) {
        weight[j]! /= sum;
        for (let s = 0; s < S; s++) out[(b * T + i) * C + h * S + s]! += weight[j]! * qkv[q(j) + 2 * C + s]!;
      }
    });
    return { p, out };
  }

  function attendBack(qkv: Numbers, p: Numbers, down: Numbers): Numbers {
    const up = new Float64Array(N * 3 * C);
    eachRow((b, h, i, q) => {
      const weight = p.subarray(((b * H + h) * T + i) * T, ((b * H + h) * T + i) * T + T);
      const g = down.subarray((b * T + i) * C + h * S, (b * T + i) * C + h * S + S);
      const slope = new Float64Array(i + 1);
      let mean = 0;
      for (let j = 0; j <= i; j++) {
        for (let s = 0; s < S; s++) {
          slope[j]! += g[s]! * qkv[q(j) + 2 * C + s]!;
          up[q(j) + 2 * C + s]! += weight[j]! * g[s]!;
        }
        mean += slope[j]! * weight[j]!;
      }
      for (let j = 0; j <= i; j++) {
        const score = (weight[j]! * (slope[j]! - mean)) / Math.sqrt(S);
        for (let s = 0; s < S; s++) {
          up[q(i) + s]! += score * qkv[q(j) + C + s]!;
          up[q(j) + C + s]! += score * qkv[q(i) + s]!;
        }
      }
    });
    return up;
  }

  function eachRow(visit: (b: number, h: number, i: number, q: (i: number) => number) => void): void {
    for (let b = 0; b < N / T; b++)
      for (let h = 0; h < H; h++) for (let i = 0; i < T; i++) visit(b, h, i, (row) => (b * T + row) * 3 * C + h * S);
  }
}

interface Norm {
  readonly y: Numbers;
  readonly normed: Numbers;
  readonly rstd: Numbers;
}

const plus = (a: Numbers, b: Numbers): Numbers => a.map((v, i) => v + b[i]!);

/** Φ(x), the normal distribution, to 1e-12: the series around zero, the continued fraction outside. */
function normal(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  let erfc: number;
  if (z < 2.5) {
    // erf z = 2/√π · Σ (-1)^n z^(2n+1) / (n! (2n+1)), Abramowitz and Stegun 7.1.5.
    let [term, sum] = [z, z];
    for (let n = 1; n < 60; n++) {
      term *= (-z * z) / n;
      sum += term / (2 * n + 1);
    }
    erfc = 1 - (2 / Math.sqrt(Math.PI)) * sum;
  } else {
    // Abramowitz and Stegun 7.1.14.
    let below = z;
    for (let n = 60; n > 0; n--) below = z + n / 2 / below;
    erfc = Math.exp(-z * z) / Math.sqrt(Math.PI) / below;
  }
  return x < 0 ? erfc / 2 : 1 - erfc / 2;
}
