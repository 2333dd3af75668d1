import type { Chip } from '../../facts/index.ts';

/** Data-centre and workstation Blackwell: what scripts and kernels of 2025-26 tell apart from Hopper. */
export const isBlackwell = (chip: Pick<Chip, 'vendor' | 'peak'>): boolean =>
  chip.vendor === 'NVIDIA' && Boolean(chip.peak.nvfp4 || chip.peak.fp4);
