/**
 * Half-widths of ln(measured / predicted) by quantity, kind of network and grade of the kernels behind the prediction: errors on published
 * rows, by overheads that never saw a row's model and chip where there are such, beside what its missing fields add. Written by
 * docs/serving-intervals.ts; not by hand.
 */
export const SERVING_WIDTHS = {
  'ttft dense silicon': { p80: { low: 0.225, high: 0.334 }, p90: { low: 0.306, high: 0.764 } }, // 1032 rows of 9 families
  'ttft dense family': { p80: { low: 0.225, high: 0.612 }, p90: { low: 0.755, high: 2.156 } }, // 354 rows of 3 families
  'ttft dense datasheet': { p80: { low: 0.402, high: 0.648 }, p90: { low: 0.755, high: 2.156 } }, // 88 rows of 2 families
  'ttft moe silicon': { p80: { low: 0.377, high: 1.076 }, p90: { low: 0.609, high: 1.739 } }, // 1369 rows of 5 families
  'ttft moe family': { p80: { low: 0.377, high: 1.076 }, p90: { low: 0.609, high: 1.739 } }, // 82 rows of 1 families
  'ttft moe datasheet': { p80: { low: 0.434, high: 1.238 }, p90: { low: 0.701, high: 2 } }, // 16 rows of 1 families
  'tpot dense silicon': { p80: { low: 0.081, high: 0.231 }, p90: { low: 0.303, high: 0.3 } }, // 1071 rows of 7 families
  'tpot dense family': { p80: { low: 0.081, high: 0.231 }, p90: { low: 0.303, high: 0.3 } }, // 457 rows of 5 families
  'tpot dense datasheet': { p80: { low: 0.157, high: 0.238 }, p90: { low: 0.303, high: 0.34 } }, // 94 rows of 4 families
  'tpot moe silicon': { p80: { low: 0.196, high: 0.282 }, p90: { low: 0.29, high: 0.421 } }, // 1595 rows of 6 families
  'tpot moe family': { p80: { low: 0.208, high: 0.282 }, p90: { low: 0.29, high: 0.421 } }, // 86 rows of 2 families
  'tpot moe datasheet': { p80: { low: 0.24, high: 0.325 }, p90: { low: 0.334, high: 0.485 } }, // 13 rows of 2 families
  'tail dense silicon': { p80: { low: 0.167, high: 0.475 }, p90: { low: 0.219, high: 0.625 } }, // 280 rows of 1 families
  'tail dense family': { p80: { low: 0.193, high: 0.547 }, p90: { low: 0.252, high: 0.719 } }, // 0 rows of 0 families
  'tail dense datasheet': { p80: { low: 0.193, high: 0.547 }, p90: { low: 0.252, high: 0.719 } }, // 41 rows of 1 families
  'tail moe silicon': { p80: { low: 0.25, high: 0.714 }, p90: { low: 0.305, high: 0.869 } }, // 620 rows of 2 families
  'tail moe family': { p80: { low: 0.288, high: 0.822 }, p90: { low: 0.351, high: 1 } }, // 0 rows of 0 families
  'tail moe datasheet': { p80: { low: 0.332, high: 0.946 }, p90: { low: 0.404, high: 1.15 } }, // 0 rows of 0 families
  'throughput dense silicon': { p80: { low: 0.129, high: 0.105 }, p90: { low: 0.21, high: 0.127 } }, // 1719 rows of 14 families
  'throughput dense family': { p80: { low: 0.173, high: 0.105 }, p90: { low: 0.352, high: 0.127 } }, // 695 rows of 9 families
  'throughput dense datasheet': { p80: { low: 0.367, high: 0.196 }, p90: { low: 0.568, high: 0.297 } }, // 292 rows of 7 families
  'throughput moe silicon': { p80: { low: 0.364, high: 0.131 }, p90: { low: 0.459, high: 0.328 } }, // 892 rows of 10 families
  'throughput moe family': { p80: { low: 0.419, high: 0.151 }, p90: { low: 0.528, high: 0.378 } }, // 24 rows of 3 families
  'throughput moe datasheet': { p80: { low: 0.896, high: 0.466 }, p90: { low: 0.961, high: 0.491 } }, // 53 rows of 3 families
  'e2e dense silicon': { p80: { low: 0.355, high: 1.012 }, p90: { low: 0.4, high: 1.141 } }, // 56 rows of 2 families
  'e2e dense family': { p80: { low: 0.409, high: 1.164 }, p90: { low: 0.46, high: 1.313 } }, // 4 rows of 1 families
  'e2e dense datasheet': { p80: { low: 0.471, high: 1.339 }, p90: { low: 0.529, high: 1.51 } }, // 0 rows of 0 families
  'e2e moe silicon': { p80: { low: 0.135, high: 0.384 }, p90: { low: 0.142, high: 0.405 } }, // 129 rows of 2 families
  'e2e moe family': { p80: { low: 0.156, high: 0.442 }, p90: { low: 0.164, high: 0.466 } }, // 0 rows of 0 families
  'e2e moe datasheet': { p80: { low: 0.18, high: 0.509 }, p90: { low: 0.189, high: 0.536 } }, // 0 rows of 0 families
  'power dense silicon': { p80: { low: 0.127, high: 0.105 }, p90: { low: 0.15, high: 0.132 } }, // 140 rows of 1 families
  'power dense family': { p80: { low: 0.147, high: 0.121 }, p90: { low: 0.173, high: 0.152 } }, // 0 rows of 0 families
  'power dense datasheet': { p80: { low: 0.17, high: 0.14 }, p90: { low: 0.199, high: 0.175 } }, // 0 rows of 0 families
  'power moe silicon': { p80: { low: 0.177, high: 0.27 }, p90: { low: 0.209, high: 0.351 } }, // 248 rows of 1 families
  'power moe family': { p80: { low: 0.204, high: 0.311 }, p90: { low: 0.241, high: 0.404 } }, // 0 rows of 0 families
  'power moe datasheet': { p80: { low: 0.235, high: 0.358 }, p90: { low: 0.278, high: 0.465 } }, // 0 rows of 0 families
  'energy dense silicon': { p80: { low: 0.117, high: 0.166 }, p90: { low: 0.165, high: 0.192 } }, // 140 rows of 1 families
  'energy dense family': { p80: { low: 0.135, high: 0.191 }, p90: { low: 0.19, high: 0.221 } }, // 0 rows of 0 families
  'energy dense datasheet': { p80: { low: 0.156, high: 0.22 }, p90: { low: 0.219, high: 0.255 } }, // 0 rows of 0 families
  'energy moe silicon': { p80: { low: 0.206, high: 0.586 }, p90: { low: 0.262, high: 0.746 } }, // 248 rows of 1 families
  'energy moe family': { p80: { low: 0.237, high: 0.674 }, p90: { low: 0.302, high: 0.858 } }, // 0 rows of 0 families
  'energy moe datasheet': { p80: { low: 0.273, high: 0.776 }, p90: { low: 0.348, high: 0.987 } }, // 0 rows of 0 families
} as const;
