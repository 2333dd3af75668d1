import * as z from 'zod';
import { ROOFLINE_STAGES } from '../../report/roofline-report.ts';
import { choice, oneOrMore, quantity, text } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { KV_KINDS } from '../scenario/serve-schema.ts';
import { model, whole } from '../scenario/shared-fields.ts';

/** Which chips, which network, and at what it is looked. Everything has a default: a bare command shows the usual picture. */
export const rooflineInput = later(() =>
  z.strictObject({
    on: oneOrMore(text({}), { flag: 'on' }).optional(),
    model: z.optional(model),
    stage: choice(ROOFLINE_STAGES, { flag: 'stage' }).optional(),
    batch: whole('batch', 1e6).optional(),
    context: quantity('token', { min: 1, max: 1e8, whole: true }, { flag: 'context' }).optional(),
    weights: text({ flag: 'weights', alias: 'dtype' }).optional(),
    kv: choice(KV_KINDS, { flag: 'kv' }).optional(),
    tp: whole('tp', 1024).optional(),
  }),
);

export type RooflineInput = z.output<typeof rooflineInput>;

/** More chips than this are no longer a picture that a person reads. */
export const MOST_CHIPS = 6;

/** What is shown where nobody says. */
export const USUAL = {
  on: ['h100-sxm', 'b200-sxm', 'mi300x'],
  model: 'llama-3.1-8b',
  stage: 'decode',
  batch: { decode: 32, prefill: 1, training: 1 },
  context: 4096,
} as const;
