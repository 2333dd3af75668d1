import { assumption, type Because, derive } from '../../because/index.ts';
import { ridgePoint } from '../../cost/roofline.ts';
import { baseValue, type Chip, cited, type Dtype, type Fact } from '../../facts/index.ts';
import {
  formatUsed,
  MEMORY_SHARE,
  peakFlops,
  REACHABLE_DEFAULT,
  SCALE_UP_EFFICIENCY,
  SYSTOLIC,
} from '../../machine/index.ts';
import type { RooflineLevel } from '../../report/roofline-report.ts';
import type { Ranged } from '../../training/answer.ts';

/** Formats that matrix units multiply in, widest first. Vector units in 64 bit are no ridge of a network. */
const SHOWN: readonly Dtype[] = ['fp32', 'tf32', 'bf16', 'fp16', 'fp8', 'mxfp8', 'fp6', 'fp4', 'nvfp4', 'int8', 'int4'];

/** One roof: a peak or a bandwidth in base units, its fact, and the share of it that is reached. */
export interface Limit {
  readonly value: number;
  readonly fact: Fact;
  readonly reached: Because;
}

export interface Level extends Limit {
  readonly level: RooflineLevel;
  readonly name: string;
}

export interface Roof {
  readonly chip: Chip;
  readonly peaks: ReadonlyMap<Dtype, Limit>;
  /** The memory first. */
  readonly levels: readonly [Level, ...Level[]];
}

/** A chip's roofs from its datasheet: dense peaks by format, and the bandwidths that operands come over. */
export function roofOf(chip: Chip): Roof {
  const peaks = new Map<Dtype, Limit>();
  for (const dtype of SHOWN) {
    const fact = chip.peak[dtype];
    if (fact) peaks.set(dtype, { value: baseValue(fact), fact, reached: reachedBy(chip, dtype) });
  }
  const { memory, scaleUp, hostLink } = chip;
  const streaming = assumption('reached', MEMORY_SHARE, '1', 'aiconfigurator; kernel tables give 0.78-0.92');
  const level = (level: RooflineLevel, name: string, fact: Fact, reached: Because): Level => ({
    level,
    name,
    value: baseValue(fact),
    fact,
    reached,
  });
  const rings = assumption('reached', SCALE_UP_EFFICIENCY, '1', 'large rings on H200: 365.6 of 450 GB/s');
  return {
    chip,
    peaks,
    levels: [
      level('memory', memory.type, memory.bandwidth, streaming),
      ...(scaleUp ? [level('link', scaleUp.name, scaleUp.bandwidth, rings)] : []),
      ...(hostLink ? [level('host', hostLink.name, hostLink.bandwidth, streaming)] : []),
    ],
  };
}

/** The best published share of the peak that a large product reaches in that format; of the 16-bit one where nobody published it. */
function reachedBy(chip: Chip, dtype: Dtype): Because {
  const fact = chip.reachable?.[dtype] ?? chip.reachable?.bf16 ?? chip.reachable?.fp16;
  if (fact) return { ...cited('reached', fact), value: baseValue(fact), unit: '1' };
  const value = chip.kind === 'tpu' ? SYSTOLIC.reachable : REACHABLE_DEFAULT;
  return assumption('reached', value, '1', 'median of published matmul sweeps; systolic arrays apart');
}

/** The format that stands in for one on this chip, and its peak; null where it multiplies in nothing like it. */
export function peakOf(roof: Roof, asked: Dtype): { readonly dtype: Dtype; readonly limit: Limit } | null {
  const dtype = formatUsed(roof.chip, asked) ?? formatUsed(roof.chip, 'bf16');
  if (!dtype || !(peakFlops(roof.chip, dtype) > 0)) return null;
  const limit = roof.peaks.get(dtype);
  return limit ? { dtype, limit } : null;
}

/** FLOP a byte: from where large products, at the best published share, are bound by compute, to where streaming, at its share, is not. */
export function ridgeOf(peak: Limit, level: Limit): Ranged {
  const value = ridgePoint(peak.value, level.value);
  return { value, low: value * peak.reached.value, high: value / level.reached.value, unit: 'FLOP/B' };
}

/** The same with its reasons. */
export function ridgeBecause(name: string, peak: Limit, level: Limit): Because {
  const { low, high } = ridgeOf(peak, level);
  const inputs: Because[] = [
    { ...cited('peak', peak.fact), value: peak.value, unit: 'FLOP/s' },
    { ...cited('bandwidth', level.fact), value: level.value, unit: 'B/s' },
  ];
  const reached = [
    { ...peak.reached, name: 'peak_reached' },
    { ...level.reached, name: 'bandwidth_reached' },
  ];
  const node = derive(name, ridgePoint, inputs);
  return { ...node, low, high, inputs: [...inputs, ...reached] };
}
