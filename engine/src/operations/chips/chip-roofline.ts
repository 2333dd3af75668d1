import { type Because, derive, input } from '../../because/index.ts';
import { attainableRate, intensityOf, ridgePoint, rooflineSeconds } from '../../cost/roofline.ts';
import type { Catalogue, Chip, Dtype } from '../../facts/index.ts';
import { capacityBytes, formatUsed } from '../../machine/index.ts';
import type { Architecture } from '../../model/index.ts';
import { datasheetOf } from '../../report/datasheet.ts';
import type { RooflineChip, RooflineOperator } from '../../report/roofline-report.ts';
import { type Deployment, formatIn, formatOn, type WeightFormat, weightBytes } from '../../serving/index.ts';
import { KV_BYTES } from '../../serving/iteration/attention.ts';
import { OPERANDS } from '../../serving/iteration/products.ts';
import { cacheLayout } from '../../serving/memory/cache-layout.ts';
import { elementBytes, plainFormat } from '../../training/layer-work.ts';
import type { Precision } from '../../training/strategy.ts';
import { refuse } from '../input-error.ts';
import { type Limit, peakOf, type Roof, ridgeBecause, ridgeOf, roofOf } from './chip-roof.ts';
import { crossingOf, MOST_ROWS, rangedCrossing, type Sides } from './crossing.ts';
import { networkWork } from './network-work.ts';
import type { Cut, Load, Operands, Width, Work } from './operator-work.ts';
import { servingPrices, trainingPrices } from './predicted.ts';

export interface Asked {
  readonly architecture: Architecture;
  readonly load: Load;
  readonly tp: number;
  readonly kv: Deployment['kv'];
  /** One of the two: weights of an engine, or the format that training multiplies in. */
  readonly weights?: WeightFormat;
  readonly training?: Precision['compute'];
  readonly today: string | undefined;
}

type Found = RooflineChip & { readonly because: Because };

/** A network on one chip. Throws InputError where the chip multiplies in nothing that stands in for what was asked. */
export function chipRoofline(
  catalogue: Pick<Catalogue, 'chips' | 'kernels' | 'systems' | 'sources'>,
  chip: Chip,
  asked: Asked,
): Found {
  const roof = roofOf(chip);
  const cut = cutOf(chip, asked);
  const roofs = new Map<Dtype, { readonly dtype: Dtype; readonly limit: Limit }>();
  const peak = (dtype: Dtype) => {
    const found = roofs.get(dtype) ?? peakOf(roof, dtype);
    if (!found)
      throw refuse('no-peak', 'on', { value: dtype, values: { chip: chip.name }, nearest: [...roof.peaks.keys()] });
    roofs.set(dtype, found);
    return found;
  };
  const [memory] = roof.levels;
  const works = networkWork(cut, asked.load);
  const several = new Set(works.map(({ name }) => name).filter((name, i, all) => all.indexOf(name) !== i));
  const price = cut.weights
    ? servingPrices(catalogue, chip, cut, asked.kv, asked.load)
    : trainingPrices(catalogue, chip, runsIn(chip, asked.training!));
  const sidesOf = (list: readonly Work[]): Sides => ({
    compute: list.reduce((sum, { flops, dtype }) => sum + flops / peak(dtype).limit.value, 0),
    memory: list.reduce((sum, { bytes }) => sum + bytes, 0) / memory.value,
  });
  const at = remembered((rows) => networkWork(cut, loadOf(asked.load, rows)));
  const most = MOST_ROWS[asked.load.stage];
  const operators = works.map((work, place): RooflineOperator => {
    const { dtype, limit } = peak(work.dtype);
    const intensity = intensityOf(work.flops, work.bytes);
    const ridge = ridgePoint(limit.value, memory.value);
    const attainable = attainableRate(intensity, limit.value, memory.value);
    const { name, kind, block, layers, flops, bytes, weightBytes: weights, cacheBytes } = work;
    return {
      name,
      kind,
      of: several.has(name) ? block : null,
      layers,
      dtype,
      flops,
      bytes,
      weightBytes: weights,
      cacheBytes,
      intensity,
      ridge,
      bound: intensity >= ridge ? 'compute' : 'memory',
      attainable,
      share: attainable / limit.value,
      seconds: rooflineSeconds(flops, bytes, limit.value, memory.value),
      predicted: price(work),
      from: flops > 0 ? crossingOf((rows) => sidesOf([at(rows)[place]!]), most) : null,
    };
  });
  const flops = sum(operators, (one) => one.flops);
  const bytes = sum(operators, (one) => one.bytes);
  const sides = sidesOf(works);
  const main = peak(cut.widths.format.dtype).limit;
  const reached = { peak: main.reached.value, bandwidth: memory.reached.value };
  const report: RooflineChip = {
    chip: chip.id,
    chipName: chip.name,
    short: chip.name.startsWith(`${chip.vendor} `) ? chip.name.slice(chip.vendor.length + 1) : chip.name,
    peaks: [...roof.peaks].map(([dtype, { value, fact }]) => ({ dtype, value, source: fact.source, date: fact.date })),
    levels: roof.levels.map(({ level, name, value, fact }) => ({
      level,
      name,
      value,
      source: fact.source,
      date: fact.date,
    })),
    ridges: [...roof.peaks].flatMap(([dtype, limit]) =>
      roof.levels.map((level) => ({ dtype, level: level.level, ridge: ridgeOf(limit, level) })),
    ),
    stands: standsOf(
      asked.training ?? asked.weights!.products,
      // Weights of a format that the chip does not multiply in are widened: then 16-bit products run.
      peak(cut.widths.format.dtype).dtype,
      [...roofs].map(([wanted, { dtype }]) => ({ asked: wanted, used: dtype })),
    ),
    operators,
    whole: {
      flops,
      bytes,
      intensity: intensityOf(flops, bytes),
      bound: sides.compute >= sides.memory ? 'compute' : 'memory',
      seconds: sum(operators, (one) => one.seconds),
    },
    crossing: {
      products: rangedCrossing((rows) => sidesOf(at(rows).filter(isProduct)), most, reached),
      whole: rangedCrossing((rows) => sidesOf(at(rows)), most, reached),
    },
    datasheet: datasheetOf(catalogue, chip, asked.today),
    holds: asked.weights ? holdsOf(chip, asked, cut) : null,
  };
  return { ...report, because: because(roof, main, report) };
}

const isProduct = ({ kind }: Work): boolean => kind === 'product' || kind === 'experts' || kind === 'head';

/** The load at another size: requests of a decode step, tokens of one prompt, tokens of a micro-batch. */
function loadOf(load: Load, rows: number): Load {
  if (load.stage === 'decode') return { ...load, requests: rows };
  if (load.stage === 'prefill') return { ...load, requests: 1, tokens: rows, context: rows };
  return rows <= load.tokens
    ? { ...load, requests: 1, tokens: rows, context: rows }
    : { ...load, requests: rows / load.tokens };
}

/** The format of training that really runs: an A100 asked for fp8 multiplies in bf16 and moves twice the bytes. */
function runsIn(chip: Chip, asked: Precision['compute']): Precision['compute'] {
  const used = formatUsed(chip, asked);
  return used === undefined ? asked : used === 'fp4' ? 'nvfp4' : (used as Precision['compute']);
}

/** The network's sizes on one accelerator and the bytes of its operands there. */
function cutOf(chip: Chip, { architecture, tp, kv, weights, training }: Asked): Cut {
  const both = { architecture, tp, cacheElement: KV_BYTES[kv], attention: 'bf16' } as const;
  if (training) {
    const compute = runsIn(chip, training);
    const wide = plainFormat(compute);
    const of = (dtype: Dtype): Operands => {
      const bytes = elementBytes(dtype);
      return { activation: bytes, weight: bytes, output: bytes, dtype };
    };
    const format = of(compute);
    return {
      ...both,
      widths: { format, '16': of(wide), '32': of('fp32') },
      experts: format,
      weights: null,
      attention: wide,
    };
  }
  const stored = formatIn(architecture, formatOn(chip, weights!));
  const half = {
    activation: 2,
    weight: stored.restBits / 8,
    output: 2,
    dtype: stored.products === 'fp16' ? 'fp16' : 'bf16',
  } as const;
  const operands = (fit: string): Operands => ({
    activation: OPERANDS[fit]?.activation ?? 2,
    weight: stored.bits / 8,
    output: 2,
    dtype: stored.products,
  });
  const widths: Record<Width, Operands> = {
    format: operands(stored.gemmFit),
    '16': half,
    '32': { activation: 4, weight: 4, output: 4, dtype: 'fp32' },
  };
  return { ...both, widths, experts: operands(stored.expertsFit), weights: stored };
}

/** What was asked for and what runs in its place, each pair once. */
function standsOf(
  wanted: Dtype,
  used: Dtype,
  met: readonly { readonly asked: Dtype; readonly used: Dtype }[],
): RooflineChip['stands'] {
  const pairs = [{ asked: wanted, used }, ...met].filter((pair) => pair.asked !== pair.used);
  return pairs.filter(({ asked }, i) => pairs.findIndex((other) => other.asked === asked) === i);
}

/** Requests of that context whose cache fits beside the weights; an engine's own needs are not taken off. */
function holdsOf(chip: Chip, { architecture, tp, kv, load }: Asked, { weights }: Cut): number {
  const deployment = { tp, pp: 1, dp: 1, ep: 1, weights: weights!, kv };
  const free = capacityBytes(chip) - weightBytes(architecture, deployment).total;
  const { sequenceBytes } = cacheLayout(architecture, deployment, { blockTokens: 16, hybrid: true });
  return Math.max(0, Math.floor(free / sequenceBytes(load.context)));
}

/** Ridges and intensities down to the datasheet; `main` is the peak of the format that most is multiplied in. */
function because(roof: Roof, main: Limit, report: RooflineChip): Because {
  const [memory] = roof.levels;
  const ridges = [...roof.peaks].map(([dtype, limit]) => ridgeBecause(`ridge_${dtype}`, limit, memory));
  const operators = report.operators.map(({ name, of, flops, bytes, weightBytes: weights, cacheBytes }): Because => {
    const rest = bytes - weights - cacheBytes;
    const parts = [
      ...(weights > 0 ? [input('weights', weights, 'B')] : []),
      ...(cacheBytes > 0 ? [input('cache', cacheBytes, 'B')] : []),
      ...(rest > 0 ? [input('activations', rest, 'B')] : []),
    ];
    const moved: Because = {
      name: 'bytes',
      value: bytes,
      unit: 'B',
      kind: 'formula',
      formula: parts.map((part) => part.name).join(' + '),
      source: 'every operand is moved once',
      inputs: parts,
    };
    return derive(`${name}${of === null ? '' : `_${of}`}`.replaceAll('.', '_'), intensityOf, [
      input('flops', flops, 'FLOP'),
      moved,
    ]);
  });
  const ridge = ridgeBecause('ridge', main, memory);
  return {
    name: roof.chip.id.replaceAll('.', '_'),
    value: ridge.value,
    low: ridge.low,
    high: ridge.high,
    unit: 'FLOP/B',
    kind: 'formula',
    formula: 'ridge',
    inputs: [ridge, ...ridges, ...operators],
  };
}

const sum = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((all, one) => all + of(one), 0);

/** The same load is asked for by every operator's own search. */
function remembered<T>(make: (rows: number) => T): (rows: number) => T {
  const known = new Map<number, T>();
  return (rows) => {
    const found = known.get(rows) ?? make(rows);
    known.set(rows, found);
    return found;
  };
}
