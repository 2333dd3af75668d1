/** Fitted to ML.ENERGY's measurements of vLLM (2026-02). Written by calibration/power.ts; not by hand. */
export const FITTED_POWER = {
  /** h100-sxm. Errors: ln-robust fit in sample, with a model left out (widths are of these), with a task left out. */
  hopper: {
    values: {
      floor: 0.233,
      limit: 0.8564,
      weights: 0.2643,
      experts: 0.4826,
      cache: 0.8463,
      products: 1.583,
      padding: 0.799,
      polling: 0.4,
      unpacking: 0.8495,
    },
    widths: { p80: { low: 0.133, high: 0.132 }, p90: { low: 0.162, high: 0.154 } },
    inSample: { rows: 327, mape: 0.0704, median: 0.0554, bias: 0.0053, p90: 0.1407 },
    leftModel: { rows: 327, mape: 0.0815, median: 0.0685, bias: 0.004, p90: 0.1636 },
    leftTask: { rows: 327, mape: 0.0905, median: 0.0831, bias: 0.0133, p90: 0.17 },
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
      unpacking: 0.8495,
    },
    widths: { p80: { low: 0.173, high: 0.158 }, p90: { low: 0.225, high: 0.257 } },
    inSample: { rows: 336, mape: 0.0932, median: 0.0693, bias: 0.0147, p90: 0.2087 },
    leftModel: { rows: 336, mape: 0.1111, median: 0.0862, bias: 0.0037, p90: 0.2438 },
    leftTask: { rows: 336, mape: 0.1258, median: 0.108, bias: -0.0016, p90: 0.2591 },
  },
  /** Chips of neither family. Errors: each family by the parameters of the other, scaled by TDP. */
  other: {
    widths: { p80: { low: 0.315, high: 0.284 }, p90: { low: 0.362, high: 0.363 } },
    fromOther: { rows: 663, mape: 0.2007, median: 0.1773, bias: 0.0558, p90: 0.3893 },
  },
};
