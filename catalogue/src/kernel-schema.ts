import { KERNEL_KINDS } from '@ridgepoint/engine/facts';
import * as z from 'zod';
import { date, strict } from './fact-schema.ts';

/** Files of kernels/: written by calibration, one a chip; a user's overlay may bring fits of its own. */
const text = z.string().min(1).max(200);
const share = z.number().finite();
const numbers = z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/), z.number().finite());
const side = strict({ low: share, high: share });
const width = strict({ band: z.number().int().min(0).max(9), p80: side, p90: side });
const error = strict({ median: share, mean: share, p90: share, bias: share, rows: z.number().int().min(0) });
const MOST_POINTS = 300;

export const kernelFit = strict({
  id: text,
  chip: text,
  kind: z.enum(KERNEL_KINDS),
  format: text,
  library: text,
  kernel: text,
  parameters: numbers,
  bench: numbers,
  residuals: z.array(z.array(z.number().finite()).min(2).max(12)).max(MOST_POINTS),
  leftOut: strict({ formula: error, shipped: error, everyShape: error }),
  widths: z.array(width),
  local: z.literal(true).optional(),
  inSample: text.optional(),
  source: strict({ url: z.url(), commit: text.optional(), date, file: text }),
});
export const kernelFile = strict({ kernels: z.array(kernelFit) });

const transfer = strict({
  id: text,
  kind: z.enum(KERNEL_KINDS),
  format: text,
  chips: z.array(strict({ chip: text, error })),
  widths: z.array(width),
});
export const transferFile = strict({ transfers: z.array(transfer) });
