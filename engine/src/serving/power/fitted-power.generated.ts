/** Fitted to ML.ENERGY's measurements of vLLM (2026-02). Written by calibration/power.ts; not by hand. */
export const FITTED_POWER = {
  /** h100-sxm. Errors: ln-robust fit in sample, with a model left out (widths are of these), with a task left out. */
  hopper: {
    values: {
      floor: 0.1911,
      limit: 0.8614,
      weights: 0.3178,
      experts: 0.5525,
      cache: 0.7907,
      products: 1.703,
      padding: 0.7649,
      polling: 0.4,
      unpacking: 0.7484,
    },
    widths: { p80: { low: 0.116, high: 0.106 }, p90: { low: 0.14, high: 0.147 } },
    inSample: { rows: 327, mape: 0.0609, median: 0.0506, bias: 0.0061, p90: 0.1277 },
    leftModel: { rows: 327, mape: 0.0695, median: 0.061, bias: 0.0022, p90: 0.1383 },
    leftTask: { rows: 327, mape: 0.0727, median: 0.0634, bias: 0.004, p90: 0.1427 },
  },
  /** b200-sxm. Errors: ln-robust fit in sample, with a model left out (widths are of these), with a task left out. */
  blackwell: {
    values: {
      floor: 0.1434,
      limit: 0.9483,
      weights: 0.7352,
      experts: 1.386,
      cache: 0.3578,
      products: 1.87,
      padding: 1.148,
      polling: 0.4,
      unpacking: 0.7484,
    },
    widths: { p80: { low: 0.154, high: 0.186 }, p90: { low: 0.212, high: 0.269 } },
    inSample: { rows: 336, mape: 0.0857, median: 0.0677, bias: 0.0041, p90: 0.1872 },
    leftModel: { rows: 336, mape: 0.1087, median: 0.0845, bias: -0.0066, p90: 0.236 },
    leftTask: { rows: 336, mape: 0.1175, median: 0.0969, bias: -0.0003, p90: 0.2381 },
  },
  /** Chips of neither family. Errors: each family by the parameters of the other, scaled by TDP. */
  other: {
    widths: { p80: { low: 0.31, high: 0.28 }, p90: { low: 0.363, high: 0.333 } },
    fromOther: { rows: 663, mape: 0.1987, median: 0.1841, bias: 0.0543, p90: 0.3654 },
  },
};
