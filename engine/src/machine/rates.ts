import { assumption, type Because, defineTerm, derive } from '../because/index.ts';
import { baseValue, type Chip, cited, type Dtype } from '../facts/index.ts';
import { FITTED_ONCE } from './fitted-once.ts';
import type { Rates } from './machine.ts';
import {
  ATTENTION_OF_MATMUL,
  FORMAT_SHARE,
  MEMORY_SHARE,
  REACHABLE_DEFAULT,
  SHARES,
  type Shares,
  SUSTAINED_DEFAULT,
  SYSTOLIC,
  sharesOf,
} from './shares.ts';

export const sustainedRate = defineTerm(
  {
    term: 'rate.sustained',
    formula: 'peak · share',
    unit: 'FLOP/s',
    symbols: {
      peak: { unit: 'FLOP/s', meaning: 'dense datasheet peak of the format' },
      share: { unit: '1', meaning: 'share that large products sustain in training' },
    },
    source: 'definition; shares: machine/shares, fitted by calibration/training.ts',
  },
  (peak: number, share: number) => peak * share,
);

/** Formats a chip falls back to when it lacks the asked one (an A100 has no fp8 and runs it as bf16). */
const FALLBACK: Readonly<Partial<Record<Dtype, Dtype>>> = {
  nvfp4: 'fp4',
  fp4: 'mxfp8',
  mxfp8: 'fp8',
  fp8: 'bf16',
  bf16: 'fp16',
  fp16: 'bf16',
  tf32: 'fp32',
};

/** The format whose datasheet peak is used for `dtype` on this chip; undefined when the chip cannot run anything like it. */
export function formatUsed(chip: Chip, dtype: Dtype): Dtype | undefined {
  const seen = new Set<Dtype>();
  for (let d: Dtype | undefined = dtype; d && !seen.has(d); d = FALLBACK[d]) {
    if (chip.peak[d]) return d;
    seen.add(d);
  }
  return chip.peak.fp32 ? 'fp32' : undefined;
}

/** Dense peak in FLOP/s of the format that really runs; 0 when there is none. */
export function peakFlops(chip: Chip, dtype: Dtype): number {
  const used = formatUsed(chip, dtype);
  const fact = used && chip.peak[used];
  return fact ? baseValue(fact) : 0;
}

function shareReason(chip: Chip, shares: Shares | undefined): Because {
  if (shares) return assumption('share', shares.matmul, '1', shares.source, shares.grade);
  const systolic = chip.kind === 'tpu';
  const measured = chip.reachable?.bf16 ?? chip.reachable?.fp16;
  const reachable = measured
    ? { ...cited('reachable', measured), value: baseValue(measured), unit: '1' }
    : assumption(
        'reachable',
        systolic ? SYSTOLIC.reachable : REACHABLE_DEFAULT,
        '1',
        'median of published matmul sweeps; systolic arrays apart',
      );
  const sustained = assumption(
    'sustained',
    systolic ? SYSTOLIC.sustained : SUSTAINED_DEFAULT,
    '1',
    'median of A100, H100 and Blackwell training; fixed clocks keep all',
  );
  return derive('share', productOfShares, [reachable, sustained]);
}

export const productOfShares = defineTerm(
  {
    term: 'rate.share',
    formula: 'reachable · sustained',
    unit: '1',
    symbols: {
      reachable: { unit: '1', meaning: 'share of peak of the best published large product' },
      sustained: { unit: '1', meaning: 'what training keeps of it under power and clocks' },
    },
    source: 'definition; shares: machine/shares, fitted by calibration/training.ts',
  },
  (reachable: number, sustained: number) => reachable * sustained,
);

/** Share of the 16-bit peak that training products sustain on this chip, with its reason. */
export function matmulShare(chip: Chip, table: readonly Shares[] = SHARES): Because {
  return shareReason(chip, sharesOf(chip.architecture, table));
}

/** Reason of one format's sustained rate: peak fact x share (x the narrower format's own share). */
export function rateBecause(chip: Chip, dtype: Dtype, table: readonly Shares[] = SHARES): Because {
  const used = formatUsed(chip, dtype);
  const fact = used && chip.peak[used];
  if (!fact) return assumption('rate', 0, 'FLOP/s', `${chip.id} states no peak for ${dtype}`);
  const peak: Because = { ...cited('peak', fact), value: baseValue(fact), unit: 'FLOP/s' };
  const shares = sharesOf(chip.architecture, table);
  // MXFP8 runs at the 8-bit peak and loses more to its scales.
  const formats = shares?.formats ?? FORMAT_SHARE;
  const format = formats[dtype === 'mxfp8' && used === 'fp8' ? dtype : used] ?? 1;
  const base = matmulShare(chip, table);
  const share =
    format === 1
      ? base
      : derive('share', productOfShares, [
          base,
          assumption('format', format, '1', `casts apart; ${shares?.source ?? FITTED_ONCE}`),
        ]);
  return derive('rate', sustainedRate, [peak, share]);
}

/**
 * Bytes a program can have: what the driver reports; else what the parts are made of (stacks of whole GiB, GDDR modules of a power of
 * two, whatever the "GB" on the sheet); else the printed figure.
 */
export function capacityBytes(chip: Chip): number {
  const { usable, stacks, capacity, type } = chip.memory;
  if (usable) return baseValue(usable);
  if (stacks)
    return (
      Math.min(
        stacks.count * stacks.gib,
        capacity.unit === 'GB' || capacity.unit === 'GiB' ? capacity.value : Number.POSITIVE_INFINITY,
      ) *
      2 ** 30
    );
  const whole = type.startsWith('GDDR') && capacity.unit === 'GB';
  return whole ? capacity.value * 2 ** 30 : baseValue(capacity);
}

/** Sustained rates of a chip in base units. `host` numbers come from the caller, who knows the server; shares out of `table`. */
export function ratesOf(
  chip: Chip,
  server: Pick<Rates, 'host' | 'nvme' | 'hostCapacity' | 'serverPowerFactor'>,
  table: readonly Shares[] = SHARES,
): Rates {
  const matmul: Partial<Record<Dtype, number>> = {};
  const peak: Partial<Record<Dtype, number>> = {};
  for (const dtype of ['fp32', 'tf32', 'bf16', 'fp16', 'fp8', 'mxfp8', 'nvfp4'] as const) {
    peak[dtype] = peakFlops(chip, dtype);
    matmul[dtype] = rateBecause(chip, dtype, table).value;
  }
  const half = peak.bf16 || peak.fp16 || peak.fp32 || 0;
  const shares = sharesOf(chip.architecture, table);
  const sustained = matmulShare(chip, table).value * half;
  const bandwidth = baseValue(chip.memory.bandwidth);
  return {
    matmul,
    peak,
    attentionForward: shares ? shares.attentionForward * half : ATTENTION_OF_MATMUL.forward * sustained,
    attentionBackward: shares ? shares.attentionBackward * half : ATTENTION_OF_MATMUL.backward * sustained,
    memory: bandwidth * MEMORY_SHARE,
    memoryPeak: bandwidth,
    capacity: capacityBytes(chip),
    cores: multiprocessors(chip),
    tdp: chip.tdp ? baseValue(chip.tdp) : 0,
    ...server,
  };
}

/** Tiles are dealt to multiprocessors, each of which holds several matrix units: eight on Volta and Turing, four since and on AMD. */
export function multiprocessors(chip: Pick<Chip, 'units' | 'kind' | 'architecture'>): number {
  if (!chip.units || chip.kind !== 'gpu') return 0;
  if (!/tensor|matrix/.test(chip.units.name)) return chip.units.count;
  return chip.units.count / (['volta', 'turing'].includes(chip.architecture) ? 8 : 4); // NVIDIA and AMD architecture papers
}

/** Multiply-adds a clock of one tensor core in 16 bit, where a datasheet leaves them out: NVIDIA's architecture papers. */
const FMA_PER_CLOCK: Readonly<Record<string, number>> = {
  volta: 64,
  turing: 64,
  ampere: 256,
  ada: 128,
  hopper: 512,
  blackwell: 1024,
  'blackwell-ultra': 1024,
  'blackwell-rtx': 128,
};

/** Clock that a chip's dense 16-bit peak implies, Hz; undefined where its units are not known. */
export function peakClock(chip: Pick<Chip, 'units' | 'architecture' | 'peak'>): number | undefined {
  const { units, peak } = chip;
  const each = units?.fmaPerClock?.bf16 ?? FMA_PER_CLOCK[chip.architecture];
  return units && peak.bf16 && each ? baseValue(peak.bf16) / (2 * units.count * each) : undefined;
}
