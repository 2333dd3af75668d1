import { assumption, type Because, defineTerm, derive } from '../because/index.ts';
import { baseValue, cited, type Dtype } from '../facts/index.ts';
import { type Machine, rateBecause } from '../machine/index.ts';
import { gemm } from './kernels/gemm.ts';
import { LARGE_TILE } from './kernels/tiles.ts';
import { matmulBytes, matmulFlops, matmulSeconds } from './matmul.ts';

/**
 * Seconds of y[m,n] = x[m,k]·W[k,n] by the law that was fitted on the chip, at the rate that training sustains there: a step runs hot, a
 * benchmark of one kernel does not. Launch is the framework's affair and counted with it.
 */
export const fittedProductSeconds = defineTerm(
  {
    term: 'matmul.fitted',
    formula:
      'epi·2mn/BW + min over tiles, s of ( C⊕M⊕K + fill·(⌈w⌉-1) + [s>1](ts + 8smn/BW) ); w = tiles·s/cores, C = max(1, ⌈w⌉-spared·(⌈w⌉-w))·2·TM·TN·(k/s)/(rate/cores)·(tile), M = e(mk+nk+mn)/(eB·BW), K = tau·k/s; ⊕ smooth maximum, p = 2.5',
    unit: 's',
    symbols: {
      m: { unit: '1', meaning: 'rows (tokens)' },
      n: { unit: '1', meaning: 'output width on this rank' },
      k: { unit: '1', meaning: 'inner width on this rank' },
      rate: { unit: 'FLOP/s', meaning: 'sustained rate of large products in this format' },
      bandwidth: { unit: 'B/s', meaning: 'datasheet memory bandwidth' },
      e: { unit: 'B', meaning: 'bytes per element' },
      cores: { unit: '1', meaning: 'multiprocessors that tiles are dealt to' },
      eB: { unit: '1', meaning: 'share of memory bandwidth reached' },
      tau: { unit: 'ns', meaning: 'time per element of k within one tile' },
      ts: { unit: 'us', meaning: 'second kernel of a split inner dimension' },
      epi: { unit: '1', meaning: 'share of writing the output that is not hidden' },
      at: { unit: '1', meaning: 'cost of a small tile' },
      spared: { unit: '1', meaning: 'share of the empty places of a last wave that is not paid' },
      fill: { unit: 'us', meaning: 'what each wave after the first costs besides' },
    },
    source: 'cost/kernels/gemm, fitted by calibration/calibrate.ts; sustained rate: machine/shares',
  },
  (
    m: number,
    n: number,
    k: number,
    rate: number,
    bandwidth: number,
    e: number,
    cores: number,
    eB: number,
    tau: number,
    ts: number,
    epi: number,
    at: number,
    spared: number,
    fill: number,
  ) => {
    const shape = { m, n, k, activationBytes: e, weightBytes: e, quantised: false };
    const values = { t0: 0, e: 1 + LARGE_TILE * at, eB, tau, ts, epi, at, mis: 0, q: 0, spared, fill };
    const limits = { peak: rate, bandwidth, cores: Math.max(1, cores), cache: 0, link: 0 };
    return gemm.microseconds(shape, values, limits) / 1e6;
  },
);

/**
 * Seconds of a product on a processor. Its tiles are of a few rows, so that no shape of a model leaves them empty; a thread packs what it
 * multiplies before it multiplies it, so that the two times add up.
 */
export const processorProductSeconds = defineTerm(
  {
    term: 'matmul.processor',
    formula: '2·m·n·k / rate + e·(m·k + k·n + m·n) / bandwidth',
    unit: 's',
    symbols: {
      m: { unit: '1', meaning: 'rows (tokens)' },
      n: { unit: '1', meaning: 'output width on this rank' },
      k: { unit: '1', meaning: 'inner width on this rank' },
      rate: { unit: 'FLOP/s', meaning: 'sustained rate of large products in this format' },
      bandwidth: { unit: 'B/s', meaning: 'achieved memory bandwidth' },
      e: { unit: 'B', meaning: 'bytes per element' },
    },
    source:
      'Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication": packed panels, register tiles',
  },
  (m: number, n: number, k: number, rate: number, bandwidth: number, e: number) =>
    rate > 0 ? matmulFlops(m, n, k) / rate + matmulBytes(m, n, k, e) / bandwidth : 0,
);

/** Seconds of a product in training on this machine: by its chip's fitted law, else by the datasheet. Sizes on one rank; e in bytes. */
export function productSeconds(machine: Machine, compute: Dtype, m: number, n: number, k: number, e: number): number {
  const { rates, products } = machine;
  const rate = rates.matmul[compute] ?? rates.matmul.bf16 ?? 0;
  if (machine.chip.kind === 'cpu') return processorProductSeconds(m, n, k, rate, rates.memory, e);
  const law = products?.[compute]?.values;
  if (!law || !(rate > 0)) return matmulSeconds(m, n, k, rate, rates.memory, e, rates.cores);
  const { eB, tau, ts, epi, at, spared = 0, fill = 0 } = law as Record<(typeof LAW)[number], number>;
  const { memoryPeak, cores } = rates;
  return fittedProductSeconds(m, n, k, rate, memoryPeak, e, cores, eB, tau, ts, epi, at, spared, fill);
}

const LAW = ['eB', 'tau', 'ts', 'epi', 'at', 'spared', 'fill'] as const;

/** Whose measurements price a product here: its law's, or those behind the machine's rates. */
export const productGrade = ({ products, grade }: Machine, compute: Dtype): Machine['grade'] =>
  products?.[compute]?.grade ?? grade;

/** The same with its reasons: the sizes, the sustained rate, and every parameter of the law with the fit it comes from. */
export function productBecause(
  name: string,
  machine: Machine,
  compute: Dtype,
  sizes: readonly Because[],
  element: Because,
  bandwidth: Because,
): Because {
  const { rates, products, chip } = machine;
  const rate = rateBecause(chip, compute);
  if (chip.kind === 'cpu') {
    const inputs = [...sizes, rate, bandwidth, element];
    return { ...derive(name, processorProductSeconds, inputs), grade: machine.grade };
  }
  const cores: Because = { name: 'cores', value: rates.cores, unit: '1', kind: 'input' };
  const law = products?.[compute];
  if (!law)
    return { ...derive(name, matmulSeconds, [...sizes, rate, bandwidth, element, cores]), grade: machine.grade };
  const peak: Because = {
    ...cited('bandwidth', chip.memory.bandwidth),
    value: baseValue(chip.memory.bandwidth),
    unit: 'B/s',
  };
  const fitted = LAW.map((name) => {
    const { unit, meaning } = gemm.parameters.find((p) => p.name === name)!;
    const value = assumption(name, law.values[name] ?? 0, unit, law.source, `${meaning}; ${law.fit}`);
    return { ...value, date: law.date, grade: law.grade };
  });
  const inputs = [...sizes, rate, peak, element, { ...cores, value: Math.max(1, cores.value) }, ...fitted];
  return { ...derive(name, fittedProductSeconds, inputs), grade: law.grade };
}
