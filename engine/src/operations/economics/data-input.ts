import * as z from 'zod';
import { currencyField, money, quantity, text } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { count, networkAs } from '../scenario/shared-fields.ts';

const tokens = (flag: string) => quantity('token', { min: 1, max: 1e20 }, { flag });

const data = later(() =>
  z.strictObject({
    flop: quantity('FLOP', { min: 1e12, max: 1e32 }, { flag: 'flop' }).optional(),
    hours: quantity('GPU-h', { min: 0.1, max: 1e12 }, { flag: 'hours' }).optional(),
    budget: money('USD', { flag: 'budget' }).optional(),
    mfu: quantity('1', { min: 0.01, max: 1 }, { flag: 'mfu' }).optional(),
    unique: tokens('unique').optional(),
    kept: quantity('1', { min: 1e-4, max: 1 }, { flag: 'kept' }).optional(),
    quality: quantity('1', { min: 0.01, max: 100 }, { flag: 'quality' }).optional(),
    most: quantity('parameters', { min: 1e3, max: 1e15 }, { flag: 'most' }).optional(),
    served: tokens('served').optional(),
    serving_price: quantity('1', { min: 0.01, max: 1000 }, { flag: 'serving-price' }).optional(),
    base: z.optional(networkAs('base')),
    base_tokens: tokens('base-tokens').optional(),
    tune: tokens('tune').optional(),
  }),
);
export type DataWords = z.output<typeof data>;

/** A budget for training, what data there is, and what is to be done with the model. */
export const dataInput = later(() =>
  z.strictObject({
    ridgepoint: z.literal(1).optional(),
    data,
    on: z
      .strictObject({
        accelerator: text({ flag: 'on' }).optional(),
        count: count({ flag: 'gpus', alias: 'count' }).optional(),
      })
      .optional(),
    economics: z
      .strictObject({
        price: money('USD/h', { flag: 'price', alias: 'rent' }).optional(),
        currency: currencyField().optional(),
      })
      .optional(),
  }),
);
export type DataInput = z.output<typeof dataInput>;
