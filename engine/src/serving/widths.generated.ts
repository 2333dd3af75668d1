/**
 * Half-widths of ln(measured / predicted) by quantity, kind of network and grade of the kernels behind the prediction: errors on published
 * rows, by overheads that never saw a row's model and chip where there are such, beside what its missing fields add. Written by
 * docs/serving-intervals.ts; not by hand.
 */
export const SERVING_WIDTHS = {
  'ttft dense silicon': { p80: { low: 0.415, high: 0.515 }, p90: { low: 1.044, high: 0.877 } }, // 1348 rows of 11 families
  'ttft dense family': { p80: { low: 0.527, high: 0.92 }, p90: { low: 1.044, high: 1.991 } }, // 402 rows of 5 families
  'ttft dense datasheet': { p80: { low: 0.747, high: 1.388 }, p90: { low: 1.044, high: 1.991 } }, // 166 rows of 4 families
  'ttft moe silicon': { p80: { low: 0.668, high: 1.906 }, p90: { low: 0.807, high: 2.304 } }, // 1411 rows of 7 families
  'ttft moe family': { p80: { low: 0.668, high: 1.906 }, p90: { low: 0.807, high: 2.304 } }, // 92 rows of 3 families
  'ttft moe datasheet': { p80: { low: 4.627, high: 1.906 }, p90: { low: 5.031, high: 2.304 } }, // 32 rows of 2 families
  'tpot dense silicon': { p80: { low: 0.242, high: 0.69 }, p90: { low: 0.274, high: 0.782 } }, // 1373 rows of 9 families
  'tpot dense family': { p80: { low: 0.242, high: 0.69 }, p90: { low: 0.285, high: 0.782 } }, // 479 rows of 6 families
  'tpot dense datasheet': { p80: { low: 0.453, high: 0.69 }, p90: { low: 0.542, high: 0.782 } }, // 133 rows of 6 families
  'tpot moe silicon': { p80: { low: 0.282, high: 0.733 }, p90: { low: 0.463, high: 0.942 } }, // 1750 rows of 8 families
  'tpot moe family': { p80: { low: 0.282, high: 0.733 }, p90: { low: 0.463, high: 0.942 } }, // 91 rows of 4 families
  'tpot moe datasheet': { p80: { low: 0.325, high: 0.843 }, p90: { low: 0.533, high: 1.084 } }, // 21 rows of 3 families
  'tail dense silicon': { p80: { low: 0.293, high: 0.835 }, p90: { low: 0.457, high: 1.035 } }, // 720 rows of 3 families
  'tail dense family': { p80: { low: 0.337, high: 0.961 }, p90: { low: 0.526, high: 1.191 } }, // 24 rows of 2 families
  'tail dense datasheet': { p80: { low: 0.476, high: 0.961 }, p90: { low: 0.526, high: 1.226 } }, // 80 rows of 3 families
  'tail moe silicon': { p80: { low: 0.383, high: 1.093 }, p90: { low: 0.429, high: 1.224 } }, // 909 rows of 4 families
  'tail moe family': { p80: { low: 0.441, high: 1.257 }, p90: { low: 0.494, high: 1.408 } }, // 5 rows of 2 families
  'tail moe datasheet': { p80: { low: 0.508, high: 1.446 }, p90: { low: 0.569, high: 1.62 } }, // 8 rows of 1 families
  'throughput dense silicon': { p80: { low: 0.194, high: 0.204 }, p90: { low: 0.415, high: 0.259 } }, // 1863 rows of 14 families
  'throughput dense family': { p80: { low: 0.594, high: 0.208 }, p90: { low: 1.326, high: 0.465 } }, // 693 rows of 8 families
  'throughput dense datasheet': { p80: { low: 0.594, high: 0.423 }, p90: { low: 1.326, high: 0.558 } }, // 292 rows of 7 families
  'throughput moe silicon': { p80: { low: 0.674, high: 0.236 }, p90: { low: 0.808, high: 0.283 } }, // 1026 rows of 10 families
  'throughput moe family': { p80: { low: 0.776, high: 0.272 }, p90: { low: 0.93, high: 0.326 } }, // 24 rows of 3 families
  'throughput moe datasheet': { p80: { low: 0.776, high: 0.554 }, p90: { low: 0.93, high: 0.584 } }, // 61 rows of 3 families
  'e2e dense silicon': { p80: { low: 0.35, high: 1 }, p90: { low: 0.461, high: 1.317 } }, // 253 rows of 4 families
  'e2e dense family': { p80: { low: 0.99, high: 1.142 }, p90: { low: 1.043, high: 1.337 } }, // 47 rows of 3 families
  'e2e dense datasheet': { p80: { low: 0.99, high: 1.596 }, p90: { low: 1.043, high: 1.68 } }, // 46 rows of 2 families
  'e2e moe silicon': { p80: { low: 0.386, high: 1.102 }, p90: { low: 0.418, high: 1.194 } }, // 150 rows of 4 families
  'e2e moe family': { p80: { low: 0.444, high: 1.268 }, p90: { low: 0.481, high: 1.374 } }, // 5 rows of 2 families
  'e2e moe datasheet': { p80: { low: 0.511, high: 1.459 }, p90: { low: 0.554, high: 1.581 } }, // 8 rows of 1 families
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
