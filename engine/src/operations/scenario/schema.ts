import * as z from 'zod/mini';
import { PRESETS } from '../../training/presets.ts';
import { SCHEDULES } from '../../training/strategy.ts';
import { choice, money, oneOrMore, onOff, quantity, text } from './field.ts';
import { assertRules, count, degree, economics, model, place } from './shared-fields.ts';

export { count, MAX_COUNT } from './shared-fields.ts';

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
  accelerator: text({ flag: 'on', alias: 'chip' }),
  count: count({ flag: 'gpus', alias: 'count' }).optional(),
  ...place,
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
  layout: z.optional(z.array(z.int().check(z.minimum(0), z.maximum(1e5))).check(z.minLength(1), z.maxLength(10_000))),
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

const reliability = z.strictObject({
  hours_per_interruption: quantity('GPU-h', { min: 1 }, { flag: 'hours-per-interruption' }).optional(),
  restart: quantity('s', {}, { flag: 'restart' }).optional(),
  checkpoint: quantity('s', {}, { flag: 'checkpoint' }).optional(),
  checkpoint_every: quantity('s', { min: 1 }, { flag: 'checkpoint-every' }).optional(),
});

/** A question to the planner: one YAML file, the same words as flags, or the same object as JSON. Version 1. */
export const scenarioSchema = z.strictObject({
  ridgepoint: z.optional(z.literal(1)),
  train,
  on,
  strategy: z.optional(strategy),
  limits: z.optional(limits),
  economics: z.optional(economics),
  reliability: z.optional(reliability),
  assert: z.optional(assertRules),
});
export type Scenario = z.output<typeof scenarioSchema>;
