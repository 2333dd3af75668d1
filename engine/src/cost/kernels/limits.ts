import { baseValue, type Chip, type Dtype } from '../../facts/index.ts';
import { multiprocessors, peakFlops } from '../../machine/index.ts';
import type { Limits } from './form.ts';

const CACHE_DEFAULT = 40 * 2 ** 20; // B, where a datasheet is silent: as the A100's
const CORES_DEFAULT = 128; // of a GPU whose datasheet is silent: A100 108, H100 132, B200 148

/** A chip's limits for kernels in a format, from its datasheet. */
export function limitsOf(chip: Chip, format: Dtype): Limits {
  const cache = chip.onChip?.l2 ?? chip.onChip?.l3;
  const pair = chip.scaleUp?.topology === 'mesh' ? chip.scaleUp.pairBandwidth : undefined;
  return {
    peak: peakFlops(chip, format),
    bandwidth: baseValue(chip.memory.bandwidth),
    cores: multiprocessors(chip) || (chip.kind === 'gpu' ? CORES_DEFAULT : 1),
    cache: cache ? baseValue(cache) : CACHE_DEFAULT,
    link: chip.scaleUp ? baseValue(chip.scaleUp.bandwidth) : chip.hostLink ? baseValue(chip.hostLink.bandwidth) : 0,
    ...(pair ? { pairLink: baseValue(pair) } : {}),
  };
}
