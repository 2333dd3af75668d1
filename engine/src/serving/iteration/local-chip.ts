import { baseValue, type Chip } from '../../facts/index.ts';
import { peakFlops } from '../../machine/index.ts';
import type { LocalEngineValues, LocalTable } from '../profile/index.ts';
import { datasheetRate } from './datasheet-product.ts';

/** What a chip gives to an engine that launches every kernel for one request. Bytes and FLOP a second, seconds. */
export interface LocalChip {
  /** Weights of one token's products. */
  readonly weights: number;
  /** Plain traffic. */
  readonly memory: number;
  /** Products of a piece of a prompt, on weights in 16 bit. */
  readonly products: number;
  /** Passes in which narrow weights are widened before a product; 0 = inside it, at `narrow` of the rate. */
  readonly widen: number;
  readonly narrow: number;
  /** Gaps of a layer. */
  readonly gap: number;
}

/** Error correction that lies in the memory itself takes a sixteenth: cards for servers have it on, those for desks off (nvidia-smi). */
const INLINE_ECC = 15 / 16;
/** FP32 lanes of a multiprocessor: 64 on Volta, Turing, A100 and CDNA, else 128 (NVIDIA and AMD architecture papers; Apple cores have 128). */
const NARROW_LANES = ['volta', 'turing', 'ampere', 'cdna', 'cdna2', 'cdna3', 'cdna4'];
/** Of DDR bandwidth that processors read weights with: 18.3 tokens/s of 3.8 GB at 102 GB/s, https://github.com/ggml-org/llama.cpp/issues/34. */
const CPU_SHARE = 0.67;
const CPU_PRODUCTS = 0.15; // of the matrix peak: llama.cpp multiplies with vectors where a processor has tiles; datasheet grade

export function localChip(chip: Chip, engine: LocalEngineValues, { chip: fit }: LocalTable): LocalChip {
  const memory = baseValue(chip.memory.bandwidth) * (keepsEcc(chip) ? INLINE_ECC : 1);
  const cores = coreClock(chip);
  const stream = cores > 0 ? engine.stream * cores : Number.POSITIVE_INFINITY;
  const share = chip.kind === 'cpu' ? CPU_SHARE : fit.share;
  const common = { weights: tighter(share * memory, stream, fit.blend), memory: share * memory };
  if (chip.vendor === 'Apple') {
    return {
      ...common,
      products: fit.metalProducts * (peakFlops(chip, 'fp32') || peakFlops(chip, 'fp16')),
      widen: 0,
      narrow: fit.metalNarrow,
      gap: fit.metalGap * engine.gap * 1e-6,
    };
  }
  const gap = engine.gap * 1e-6;
  if (chip.kind !== 'gpu') {
    const peak = datasheetRate(chip, chip.peak.fp16 ? 'fp16' : chip.peak.bf16 ? 'bf16' : 'fp32');
    return { ...common, products: CPU_PRODUCTS * peak, widen: 0, narrow: 1, gap };
  }
  const drawn = chip.tdp ? fit.watt * 1e12 * baseValue(chip.tdp) : Number.POSITIVE_INFINITY;
  return {
    ...common,
    products: tighter(fit.products * halfPeak(chip), drawn, fit.blend),
    widen: fit.widen,
    narrow: 1,
    gap,
  };
}

/** Two limits of one rate. */
const tighter = (a: number, b: number, blend: number): number =>
  Number.isFinite(b) ? (a ** -blend + b ** -blend) ** (-1 / blend) : a;

const keepsEcc = ({ vendor, kind, name, memory }: Chip): boolean =>
  vendor === 'NVIDIA' &&
  kind === 'gpu' &&
  memory.type.startsWith('GDDR') &&
  !/rtx|gtx|geforce|quadro|titan/i.test(name);

/** Multiprocessors x clock; 0 = not known, and no limit of a GPU. */
export function coreClock(chip: Chip): number {
  if (chip.kind !== 'gpu' && chip.vendor !== 'Apple') return 0;
  const peak = peakFlops(chip, 'fp32') || (chip.vendor === 'Apple' ? peakFlops(chip, 'fp16') : 0);
  return peak / (2 * (NARROW_LANES.includes(chip.architecture) ? 64 : 128));
}

/** Dense 16-bit products that accumulate in 16 bit, as these engines ask for: on GeForce twice what accumulates in 32 bit. */
function halfPeak(chip: Chip): number {
  const geforce =
    /geforce/i.test(chip.name) && ['turing', 'ampere-ga10x', 'ada', 'blackwell-rtx'].includes(chip.architecture);
  return (geforce ? 2 : 1) * (peakFlops(chip, 'fp16') || peakFlops(chip, 'bf16'));
}
