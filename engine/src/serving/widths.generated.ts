/**
 * Half-widths of ln(measured / predicted) by quantity, kind of network and grade of the kernels behind the prediction: errors on published
 * rows, by overheads that never saw a row's model and chip where there are such, beside what its missing fields add. Written by
 * docs/serving-intervals.ts; not by hand.
 */
export const SERVING_WIDTHS = {
  'ttft dense silicon': { p80: { low: 0.213, high: 0.337 }, p90: { low: 0.293, high: 0.733 } }, // 1032 rows of 9 families
  'ttft dense family': { p80: { low: 0.216, high: 0.615 }, p90: { low: 0.759, high: 2.166 } }, // 354 rows of 3 families
  'ttft dense datasheet': { p80: { low: 0.402, high: 0.648 }, p90: { low: 0.759, high: 2.166 } }, // 88 rows of 2 families
  'ttft moe silicon': { p80: { low: 0.498, high: 1.211 }, p90: { low: 0.723, high: 2.01 } }, // 1369 rows of 5 families
  'ttft moe family': { p80: { low: 0.498, high: 1.211 }, p90: { low: 0.723, high: 2.01 } }, // 82 rows of 1 families
  'ttft moe datasheet': { p80: { low: 0.573, high: 1.393 }, p90: { low: 0.832, high: 2.312 } }, // 16 rows of 1 families
  'tpot dense silicon': { p80: { low: 0.087, high: 0.242 }, p90: { low: 0.288, high: 0.318 } }, // 1071 rows of 7 families
  'tpot dense family': { p80: { low: 0.087, high: 0.242 }, p90: { low: 0.288, high: 0.318 } }, // 457 rows of 5 families
  'tpot dense datasheet': { p80: { low: 0.157, high: 0.242 }, p90: { low: 0.288, high: 0.34 } }, // 94 rows of 4 families
  'tpot moe silicon': { p80: { low: 0.275, high: 0.425 }, p90: { low: 0.356, high: 0.768 } }, // 1595 rows of 6 families
  'tpot moe family': { p80: { low: 0.275, high: 0.425 }, p90: { low: 0.39, high: 0.768 } }, // 86 rows of 2 families
  'tpot moe datasheet': { p80: { low: 0.317, high: 0.489 }, p90: { low: 0.449, high: 0.884 } }, // 13 rows of 2 families
  'tail dense silicon': { p80: { low: 0.178, high: 0.508 }, p90: { low: 0.244, high: 0.695 } }, // 280 rows of 1 families
  'tail dense family': { p80: { low: 0.205, high: 0.585 }, p90: { low: 0.281, high: 0.8 } }, // 0 rows of 0 families
  'tail dense datasheet': { p80: { low: 0.205, high: 0.585 }, p90: { low: 0.281, high: 0.8 } }, // 41 rows of 1 families
  'tail moe silicon': { p80: { low: 0.281, high: 0.801 }, p90: { low: 0.322, high: 0.918 } }, // 620 rows of 2 families
  'tail moe family': { p80: { low: 0.324, high: 0.922 }, p90: { low: 0.371, high: 1.056 } }, // 0 rows of 0 families
  'tail moe datasheet': { p80: { low: 0.373, high: 1.061 }, p90: { low: 0.427, high: 1.215 } }, // 0 rows of 0 families
  'throughput dense silicon': { p80: { low: 0.159, high: 0.092 }, p90: { low: 0.219, high: 0.126 } }, // 1719 rows of 14 families
  'throughput dense family': { p80: { low: 0.177, high: 0.092 }, p90: { low: 0.305, high: 0.138 } }, // 695 rows of 9 families
  'throughput dense datasheet': { p80: { low: 0.367, high: 0.196 }, p90: { low: 0.568, high: 0.297 } }, // 292 rows of 7 families
  'throughput moe silicon': { p80: { low: 0.451, high: 0.158 }, p90: { low: 0.475, high: 0.322 } }, // 892 rows of 10 families
  'throughput moe family': { p80: { low: 0.519, high: 0.182 }, p90: { low: 0.547, high: 0.371 } }, // 24 rows of 3 families
  'throughput moe datasheet': { p80: { low: 0.909, high: 0.466 }, p90: { low: 0.975, high: 0.491 } }, // 53 rows of 3 families
  'e2e dense silicon': { p80: { low: 0.362, high: 1.032 }, p90: { low: 0.407, high: 1.161 } }, // 56 rows of 2 families
  'e2e dense family': { p80: { low: 0.417, high: 1.187 }, p90: { low: 0.469, high: 1.336 } }, // 4 rows of 1 families
  'e2e dense datasheet': { p80: { low: 0.48, high: 1.366 }, p90: { low: 0.54, high: 1.537 } }, // 0 rows of 0 families
  'e2e moe silicon': { p80: { low: 0.185, high: 0.526 }, p90: { low: 0.194, high: 0.554 } }, // 129 rows of 2 families
  'e2e moe family': { p80: { low: 0.213, high: 0.605 }, p90: { low: 0.224, high: 0.638 } }, // 0 rows of 0 families
  'e2e moe datasheet': { p80: { low: 0.245, high: 0.696 }, p90: { low: 0.258, high: 0.734 } }, // 0 rows of 0 families
  'power dense silicon': { p80: { low: 0.127, high: 0.104 }, p90: { low: 0.148, high: 0.136 } }, // 140 rows of 1 families
  'power dense family': { p80: { low: 0.147, high: 0.12 }, p90: { low: 0.171, high: 0.157 } }, // 0 rows of 0 families
  'power dense datasheet': { p80: { low: 0.17, high: 0.138 }, p90: { low: 0.197, high: 0.181 } }, // 0 rows of 0 families
  'power moe silicon': { p80: { low: 0.176, high: 0.27 }, p90: { low: 0.204, high: 0.352 } }, // 248 rows of 1 families
  'power moe family': { p80: { low: 0.203, high: 0.311 }, p90: { low: 0.235, high: 0.405 } }, // 0 rows of 0 families
  'power moe datasheet': { p80: { low: 0.234, high: 0.358 }, p90: { low: 0.271, high: 0.466 } }, // 0 rows of 0 families
  'energy dense silicon': { p80: { low: 0.118, high: 0.162 }, p90: { low: 0.158, high: 0.19 } }, // 140 rows of 1 families
  'energy dense family': { p80: { low: 0.136, high: 0.187 }, p90: { low: 0.182, high: 0.219 } }, // 0 rows of 0 families
  'energy dense datasheet': { p80: { low: 0.157, high: 0.216 }, p90: { low: 0.21, high: 0.252 } }, // 0 rows of 0 families
  'energy moe silicon': { p80: { low: 0.207, high: 0.589 }, p90: { low: 0.259, high: 0.739 } }, // 248 rows of 1 families
  'energy moe family': { p80: { low: 0.239, high: 0.678 }, p90: { low: 0.298, high: 0.85 } }, // 0 rows of 0 families
  'energy moe datasheet': { p80: { low: 0.275, high: 0.78 }, p90: { low: 0.343, high: 0.978 } }, // 0 rows of 0 families
} as const;
