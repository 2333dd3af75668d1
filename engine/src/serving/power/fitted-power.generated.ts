/** Fitted to ML.ENERGY's measurements of vLLM (2026-02). Written by calibration/power.ts; not by hand. */
export const FITTED_POWER = {
  /** h100-sxm. Errors: ln-robust fit in sample, with a model left out (widths are of these), with a task left out. */
  hopper: {
    values: {
      floor: 0.2252,
      limit: 0.8568,
      weights: 0.2681,
      experts: 0.4957,
      cache: 0.8157,
      products: 1.632,
      padding: 0.718,
      polling: 0.4,
      unpacking: 0.8091,
    },
    widths: { p80: { low: 0.13, high: 0.117 }, p90: { low: 0.161, high: 0.152 } },
    inSample: { rows: 327, mape: 0.0684, median: 0.0536, bias: 0.0055, p90: 0.1371 },
    leftModel: { rows: 327, mape: 0.0793, median: 0.0653, bias: 0.0043, p90: 0.155 },
    leftTask: { rows: 327, mape: 0.0884, median: 0.0807, bias: 0.0138, p90: 0.1669 },
  },
  /** b200-sxm. Errors: ln-robust fit in sample, with a model left out (widths are of these), with a task left out. */
  blackwell: {
    values: {
      floor: 0.1416,
      limit: 0.9218,
      weights: 0.7103,
      experts: 1.348,
      cache: 0.2,
      products: 1.997,
      padding: 1.99,
      polling: 0.4,
      unpacking: 0.8091,
    },
    widths: { p80: { low: 0.179, high: 0.153 }, p90: { low: 0.225, high: 0.253 } },
    inSample: { rows: 336, mape: 0.0936, median: 0.07, bias: 0.0147, p90: 0.2092 },
    leftModel: { rows: 336, mape: 0.1109, median: 0.0863, bias: 0.0041, p90: 0.2411 },
    leftTask: { rows: 336, mape: 0.1232, median: 0.1034, bias: 0.0037, p90: 0.2578 },
  },
  /** Chips of neither family. Errors: each family by the parameters of the other, scaled by TDP. */
  other: {
    widths: { p80: { low: 0.319, high: 0.258 }, p90: { low: 0.368, high: 0.314 } },
    fromOther: { rows: 663, mape: 0.193, median: 0.1684, bias: 0.0625, p90: 0.3787 },
  },
};
