/**
 * Half-widths of ln(measured / predicted) by quantity, kind of network and grade of the kernels behind the prediction: errors on published
 * rows, by overheads that never saw a row's model and chip where there are such, beside what its missing fields add. Written by
 * docs/serving-intervals.ts; not by hand.
 */
export const SERVING_WIDTHS = {
  'ttft dense silicon': { p80: { low: 0.39, high: 0.663 }, p90: { low: 0.866, high: 1 } }, // 1348 rows of 11 families
  'ttft dense family': { p80: { low: 0.491, high: 0.876 }, p90: { low: 0.866, high: 1.087 } }, // 402 rows of 5 families
  'ttft dense datasheet': { p80: { low: 0.535, high: 1.526 }, p90: { low: 0.866, high: 1.736 } }, // 166 rows of 4 families
  'ttft moe silicon': { p80: { low: 0.667, high: 1.904 }, p90: { low: 0.783, high: 2.236 } }, // 1411 rows of 7 families
  'ttft moe family': { p80: { low: 0.667, high: 1.904 }, p90: { low: 0.783, high: 2.236 } }, // 92 rows of 3 families
  'ttft moe datasheet': { p80: { low: 0.667, high: 1.904 }, p90: { low: 0.783, high: 2.236 } }, // 32 rows of 2 families
  'tpot dense silicon': { p80: { low: 0.193, high: 0.55 }, p90: { low: 0.354, high: 0.796 } }, // 1370 rows of 9 families
  'tpot dense family': { p80: { low: 0.193, high: 0.55 }, p90: { low: 0.354, high: 0.796 } }, // 481 rows of 7 families
  'tpot dense datasheet': { p80: { low: 0.219, high: 0.55 }, p90: { low: 0.71, high: 0.796 } }, // 133 rows of 6 families
  'tpot moe silicon': { p80: { low: 0.271, high: 0.559 }, p90: { low: 0.35, high: 0.784 } }, // 1750 rows of 8 families
  'tpot moe family': { p80: { low: 0.271, high: 0.559 }, p90: { low: 0.365, high: 0.784 } }, // 91 rows of 4 families
  'tpot moe datasheet': { p80: { low: 0.312, high: 0.643 }, p90: { low: 0.42, high: 0.902 } }, // 21 rows of 3 families
  'tail dense silicon': { p80: { low: 0.404, high: 0.889 }, p90: { low: 0.493, high: 1.085 } }, // 720 rows of 3 families
  'tail dense family': { p80: { low: 0.465, high: 1.023 }, p90: { low: 0.567, high: 1.248 } }, // 24 rows of 2 families
  'tail dense datasheet': { p80: { low: 0.584, high: 1.023 }, p90: { low: 0.809, high: 1.248 } }, // 80 rows of 3 families
  'tail moe silicon': { p80: { low: 0.374, high: 1.068 }, p90: { low: 0.439, high: 1.254 } }, // 909 rows of 4 families
  'tail moe family': { p80: { low: 0.431, high: 1.229 }, p90: { low: 0.505, high: 1.443 } }, // 5 rows of 2 families
  'tail moe datasheet': { p80: { low: 0.496, high: 1.414 }, p90: { low: 0.581, high: 1.66 } }, // 8 rows of 1 families
  'throughput dense silicon': { p80: { low: 0.179, high: 0.096 }, p90: { low: 0.255, high: 0.129 } }, // 1860 rows of 14 families
  'throughput dense family': { p80: { low: 0.179, high: 0.096 }, p90: { low: 0.288, high: 0.129 } }, // 695 rows of 9 families
  'throughput dense datasheet': { p80: { low: 0.367, high: 0.196 }, p90: { low: 0.568, high: 0.297 } }, // 292 rows of 7 families
  'throughput moe silicon': { p80: { low: 0.472, high: 0.166 }, p90: { low: 0.504, high: 0.301 } }, // 1026 rows of 10 families
  'throughput moe family': { p80: { low: 0.543, high: 0.191 }, p90: { low: 0.58, high: 0.347 } }, // 24 rows of 3 families
  'throughput moe datasheet': { p80: { low: 0.909, high: 0.466 }, p90: { low: 0.975, high: 0.491 } }, // 53 rows of 3 families
  'e2e dense silicon': { p80: { low: 0.391, high: 0.777 }, p90: { low: 0.733, high: 1.074 } }, // 253 rows of 4 families
  'e2e dense family': { p80: { low: 1.27, high: 1.182 }, p90: { low: 1.337, high: 1.399 } }, // 47 rows of 3 families
  'e2e dense datasheet': { p80: { low: 1.27, high: 1.6 }, p90: { low: 1.337, high: 1.685 } }, // 46 rows of 2 families
  'e2e moe silicon': { p80: { low: 0.351, high: 1.001 }, p90: { low: 0.386, high: 1.102 } }, // 150 rows of 4 families
  'e2e moe family': { p80: { low: 0.404, high: 1.152 }, p90: { low: 0.444, high: 1.268 } }, // 5 rows of 2 families
  'e2e moe datasheet': { p80: { low: 0.465, high: 1.325 }, p90: { low: 0.511, high: 1.459 } }, // 8 rows of 1 families
  'power dense silicon': { p80: { low: 0.383, high: 0.135 }, p90: { low: 0.573, high: 0.201 } }, // 281 rows of 1 families
  'power dense family': { p80: { low: 0.441, high: 0.156 }, p90: { low: 0.659, high: 0.232 } }, // 0 rows of 0 families
  'power dense datasheet': { p80: { low: 0.508, high: 0.18 }, p90: { low: 0.758, high: 0.267 } }, // 0 rows of 0 families
  'power moe silicon': { p80: { low: 0.163, high: 0.058 }, p90: { low: 0.319, high: 0.112 } }, // 382 rows of 1 families
  'power moe family': { p80: { low: 0.188, high: 0.067 }, p90: { low: 0.367, high: 0.129 } }, // 0 rows of 0 families
  'power moe datasheet': { p80: { low: 0.217, high: 0.078 }, p90: { low: 0.423, high: 0.149 } }, // 0 rows of 0 families
  'energy dense silicon': { p80: { low: 0.122, high: 0.228 }, p90: { low: 0.158, high: 0.417 } }, // 281 rows of 1 families
  'energy dense family': { p80: { low: 0.141, high: 0.263 }, p90: { low: 0.182, high: 0.48 } }, // 0 rows of 0 families
  'energy dense datasheet': { p80: { low: 0.163, high: 0.303 }, p90: { low: 0.21, high: 0.552 } }, // 0 rows of 0 families
  'energy moe silicon': { p80: { low: 0.134, high: 0.381 }, p90: { low: 0.196, high: 0.56 } }, // 382 rows of 1 families
  'energy moe family': { p80: { low: 0.155, high: 0.439 }, p90: { low: 0.226, high: 0.644 } }, // 0 rows of 0 families
  'energy moe datasheet': { p80: { low: 0.179, high: 0.505 }, p90: { low: 0.26, high: 0.741 } }, // 0 rows of 0 families
} as const;
