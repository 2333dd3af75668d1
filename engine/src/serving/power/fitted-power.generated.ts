/** Fitted to ML.ENERGY's measurements of vLLM (2026-02). Written by calibration/power.ts; not by hand. */
export const FITTED_POWER = {
  /** h100-sxm. Errors: ln-robust fit in sample, with a model left out (widths are of these), with a task left out. */
  hopper: {
    values: {
      floor: 0.2322,
      limit: 0.857,
      weights: 0.2601,
      experts: 0.4848,
      cache: 0.829,
      products: 1.59,
      padding: 0.7988,
      polling: 0.4,
      unpacking: 0.8436,
    },
    widths: { p80: { low: 0.132, high: 0.135 }, p90: { low: 0.161, high: 0.153 } },
    inSample: { rows: 324, mape: 0.0707, median: 0.0573, bias: 0.0048, p90: 0.1407 },
    leftModel: { rows: 324, mape: 0.0819, median: 0.0685, bias: 0.0035, p90: 0.162 },
    leftTask: { rows: 324, mape: 0.0904, median: 0.0839, bias: 0.0125, p90: 0.1679 },
  },
  /** b200-sxm. Errors: ln-robust fit in sample, with a model left out (widths are of these), with a task left out. */
  blackwell: {
    values: {
      floor: 0.1422,
      limit: 0.9275,
      weights: 0.7054,
      experts: 1.345,
      cache: 0.2,
      products: 2,
      padding: 1.904,
      polling: 0.4,
      unpacking: 0.8436,
    },
    widths: { p80: { low: 0.173, high: 0.158 }, p90: { low: 0.225, high: 0.257 } },
    inSample: { rows: 336, mape: 0.0932, median: 0.0693, bias: 0.0147, p90: 0.2087 },
    leftModel: { rows: 336, mape: 0.1111, median: 0.0862, bias: 0.0037, p90: 0.2438 },
    leftTask: { rows: 336, mape: 0.1258, median: 0.108, bias: -0.0016, p90: 0.2591 },
  },
  /** Chips of neither family. Errors: each family by the parameters of the other, scaled by TDP. */
  other: {
    widths: { p80: { low: 0.315, high: 0.286 }, p90: { low: 0.362, high: 0.363 } },
    fromOther: { rows: 660, mape: 0.2012, median: 0.178, bias: 0.0549, p90: 0.3896 },
  },
};
