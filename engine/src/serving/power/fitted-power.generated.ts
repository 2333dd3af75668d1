/** Fitted to ML.ENERGY's measurements of vLLM (2026-02). Written by calibration/power.ts; not by hand. */
export const FITTED_POWER = {
  /** h100-sxm. Errors: ln-robust fit in sample, with a model left out (widths are of these), with a task left out. */
  hopper: {
    values: {
      floor: 0.224,
      limit: 0.8623,
      weights: 0.271,
      experts: 0.5061,
      cache: 0.7984,
      products: 1.618,
      padding: 0.7163,
      polling: 0.4,
      unpacking: 0.7855,
    },
    widths: { p80: { low: 0.121, high: 0.118 }, p90: { low: 0.146, high: 0.149 } },
    inSample: { rows: 327, mape: 0.0659, median: 0.052, bias: 0.0029, p90: 0.1319 },
    leftModel: { rows: 327, mape: 0.0767, median: 0.0635, bias: 0.0011, p90: 0.1446 },
    leftTask: { rows: 327, mape: 0.0839, median: 0.077, bias: 0.0094, p90: 0.1557 },
  },
  /** b200-sxm. Errors: ln-robust fit in sample, with a model left out (widths are of these), with a task left out. */
  blackwell: {
    values: {
      floor: 0.1475,
      limit: 0.9402,
      weights: 0.6921,
      experts: 1.362,
      cache: 0.2,
      products: 1.984,
      padding: 1.185,
      polling: 0.4,
      unpacking: 0.7855,
    },
    widths: { p80: { low: 0.165, high: 0.163 }, p90: { low: 0.21, high: 0.254 } },
    inSample: { rows: 336, mape: 0.091, median: 0.0697, bias: 0.0088, p90: 0.2055 },
    leftModel: { rows: 336, mape: 0.1087, median: 0.0866, bias: 0.0036, p90: 0.2324 },
    leftTask: { rows: 336, mape: 0.1204, median: 0.1059, bias: 0.0002, p90: 0.251 },
  },
  /** Chips of neither family. Errors: each family by the parameters of the other, scaled by TDP. */
  other: {
    widths: { p80: { low: 0.305, high: 0.264 }, p90: { low: 0.354, high: 0.319 } },
    fromOther: { rows: 663, mape: 0.1936, median: 0.1741, bias: 0.0593, p90: 0.3595 },
  },
};
