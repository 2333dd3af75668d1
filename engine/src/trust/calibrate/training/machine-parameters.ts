import type { Parameter } from './parameter.ts';

const STUDY = 'Ridgepoint training study 2026-11';

const share = (id: string, prior: number, meaning: string, spread = 0.15, source = STUDY): Parameter => ({
  id,
  room: 'machine',
  prior,
  spread,
  low: prior / 2.5,
  high: Math.min(1.05, prior * 2.5),
  meaning,
  source,
});

const products = (family: string, prior: number): Parameter =>
  share(`${family}.matmul`, prior, `share of the dense 16-bit peak that large products sustain in training, ${family}`);
const attention = (family: string, forward: number, backward: number): Parameter[] => [
  share(`${family}.attention-forward`, forward, `fused attention forward, share of the 16-bit peak, ${family}`, 0.3),
  share(`${family}.attention-backward`, backward, `fused attention backward, share of the 16-bit peak, ${family}`, 0.3),
];
const format = (id: string, prior: number): Parameter =>
  share(id, prior, 'rate of the format as a share of (its own peak x the 16-bit share), casts apart', 0.15);

/** Shares of the chip families that have training runs to witness them. */
export const MACHINE_PARAMETERS: readonly Parameter[] = [
  products('ampere', 0.81),
  ...attention('ampere', 0.52, 0.27),
  products('hopper', 0.69),
  ...attention('hopper', 0.37, 0.31),
  format('hopper.fp8', 0.935),
  products('blackwell', 0.55),
  ...attention('blackwell', 0.447, 0.426),
  format('blackwell.fp8', 0.935),
  format('blackwell.mxfp8', 0.86),
  format('blackwell.nvfp4', 0.69),
  products('tpu-v6e', 0.66),
  ...attention('tpu-v6e', 0.4, 0.3),
  {
    id: 'software.yearly',
    room: 'machine',
    prior: 0.04,
    spread: 0.5,
    low: 0.005,
    high: 0.15,
    meaning: 'ln time a year that newer releases of Megatron and NeMo save on a chip, products and attention',
    source: STUDY,
  },
];
