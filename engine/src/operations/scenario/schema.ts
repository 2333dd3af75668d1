import * as z from 'zod';
import { PRESETS } from '../../training/presets.ts';
import { SCHEDULES } from '../../training/strategy.ts';
import { CURRENCIES } from '../../units/index.ts';
import { choice, fieldMeta, money, oneOrMore, onOff, quantity, text } from './field.ts';

/** Largest number of accelerators that is reckoned with; four times all that were sold in 2025. */
export const MAX_COUNT = 10_000_000;

const whole = (flag: string, max: number) => quantity('1', { min: 1, max, whole: true }, { flag });
/** How many accelerators; of several counts a comparison is asked. */
export const count = (named: Parameters<typeof quantity>[2]) =>
  quantity('1', { min: 1, max: MAX_COUNT, whole: true, single: true }, named);
const degree = (flag: string) => oneOrMore(whole(flag, MAX_COUNT), { flag });

/** A bundled name, a path or `-` (read by the face), or the config.json itself. */
const model = z.union([z.string().min(1).max(4096), z.record(z.string(), z.unknown())]);
fieldMeta.add(model, { kind: 'text', flag: 'model' });

const train = z.strictObject({
  model,
  tokens: quantity('token', { min: 1, max: 1e18 }, { flag: 'tokens' }).optional(),
  sequence: quantity('token', { min: 1, max: 1e8, whole: true }, { flag: 'sequence', alias: 'seq' }).optional(),
  batch: quantity('1', { min: 1, max: 1e9, whole: true }, { flag: 'batch' }).optional(),
  batch_tokens: quantity('token', { min: 1, max: 1e12 }, { flag: 'batch-tokens' }).optional(),
  precision: choice(['fp32', 'tf32', 'bf16', 'fp16', 'fp8', 'mxfp8', 'nvfp4'], { flag: 'precision' }).optional(),
  gradients: choice(['fp32', 'bf16', 'fp16'], { flag: 'gradients' }).optional(),
  optimizer: choice(['adam', 'adamw', 'muon', 'sgd'], { flag: 'optimizer' }).optional(),
  optimizer_state: choice(['fp32', 'bf16', 'int8'], { flag: 'optimizer-state' }).optional(),
  master_weights: onOff({ flag: 'master-weights' }).optional(),
  preset: choice(
    PRESETS.map((p) => p.id),
    { flag: 'preset' },
  ).optional(),
});

const on = z.strictObject({
  accelerator: text({ flag: 'on' }),
  count: count({ flag: 'gpus', alias: 'count' }).optional(),
  system: text({ flag: 'system' }).optional(),
  fabric: text({ flag: 'fabric' }).optional(),
  network: quantity('B/s', { min: 1, max: 1e15 }, { flag: 'network' }).optional(),
  memory: quantity('B', { min: 1e6, max: 1e15 }, { flag: 'memory' }).optional(),
});

const strategy = z.strictObject({
  tp: degree('tp').optional(),
  pp: degree('pp').optional(),
  vp: degree('vp').optional(),
  cp: degree('cp').optional(),
  dp: degree('dp').optional(),
  ep: degree('ep').optional(),
  etp: degree('etp').optional(),
  zero: oneOrMore(choice([0, 1, 2, 3], {}), { flag: 'zero' }).optional(),
  shard_group: degree('shard-group').optional(),
  micro_batch: degree('micro-batch').optional(),
  recompute: oneOrMore(choice(['none', 'selective', 'full'], {}), { flag: 'recompute' }).optional(),
  recompute_layers: degree('recompute-layers').optional(),
  schedule: oneOrMore(choice(SCHEDULES, {}), { flag: 'schedule' }).optional(),
  layout: z.array(z.number().int().min(0).max(1e5)).min(1).max(10_000).optional(),
  cp_kind: choice(['ring', 'all-gather', 'ulysses'], { flag: 'cp-kind' }).optional(),
  tp_comm: choice(['ar', 'p2p-rs-ag', 'rs-ag'], { flag: 'tp-comm' }).optional(),
  tp_overlap: choice(['none', 'pipe', 'ring'], { flag: 'tp-overlap' }).optional(),
  gather_again: onOff({ flag: 'gather-again' }).optional(),
  dp_overlap: onOff({ flag: 'dp-overlap' }).optional(),
  fused_activation: onOff({ flag: 'fused-activation' }).optional(),
  offload: oneOrMore(choice(['none', 'weights', 'activations', 'optimizer'], {}), { flag: 'offload' }).optional(),
  offload_to: choice(['cpu', 'nvme'], { flag: 'offload-to' }).optional(),
});

const limits = z.strictObject({
  deadline: quantity('s', { min: 1 }, { flag: 'deadline' }).optional(),
  memory_headroom: quantity('1', { max: 0.9 }, { flag: 'headroom' }).optional(),
  budget: money('USD', { flag: 'budget' }).optional(),
});

const economics = z.strictObject({
  price: money('USD/h', { flag: 'price' }).optional(),
  price_kind: choice(['rent-on-demand', 'rent-reserved', 'rent-spot'], { flag: 'price-kind' }).optional(),
  currency: choice(CURRENCIES, { flag: 'currency' }).optional(),
  grid: text({ flag: 'grid' }).optional(),
  pue: quantity('1', { min: 1, max: 10 }, { flag: 'pue' }).optional(),
});

const reliability = z.strictObject({
  hours_per_interruption: quantity('GPU-h', { min: 1 }, { flag: 'hours-per-interruption' }).optional(),
  restart: quantity('s', {}, { flag: 'restart' }).optional(),
  checkpoint: quantity('s', {}, { flag: 'checkpoint' }).optional(),
  checkpoint_every: quantity('s', { min: 1 }, { flag: 'checkpoint-every' }).optional(),
});

/** A question to the planner: one YAML file, the same words as flags, or the same object as JSON. Version 1. */
export const scenarioSchema = z.strictObject({
  ridgepoint: z.literal(1).optional(),
  train,
  on,
  strategy: strategy.optional(),
  limits: limits.optional(),
  economics: economics.optional(),
  reliability: reliability.optional(),
  assert: z.record(z.string().max(64), z.string().max(64)).optional(),
});
export type Scenario = z.output<typeof scenarioSchema>;
