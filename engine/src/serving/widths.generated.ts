/**
 * Half-widths of ln(measured / predicted) by quantity, kind of network and grade of the kernels behind the prediction: errors on published
 * rows, by overheads that never saw a row's model and chip where there are such, beside what its missing fields add. Written by
 * docs/serving-intervals.ts; not by hand.
 */
export const SERVING_WIDTHS = {
  'ttft dense silicon': { p80: { low: 0.21, high: 0.337 }, p90: { low: 0.316, high: 0.717 } }, // 1032 rows of 9 families
  'ttft dense family': { p80: { low: 0.216, high: 0.615 }, p90: { low: 0.758, high: 2.165 } }, // 354 rows of 3 families
  'ttft dense datasheet': { p80: { low: 0.412, high: 0.648 }, p90: { low: 0.758, high: 2.165 } }, // 88 rows of 2 families
  'ttft moe silicon': { p80: { low: 0.408, high: 1.164 }, p90: { low: 0.655, high: 1.871 } }, // 1369 rows of 5 families
  'ttft moe family': { p80: { low: 0.424, high: 1.164 }, p90: { low: 0.655, high: 1.871 } }, // 82 rows of 1 families
  'ttft moe datasheet': { p80: { low: 0.488, high: 1.339 }, p90: { low: 0.754, high: 2.152 } }, // 16 rows of 1 families
  'tpot dense silicon': { p80: { low: 0.084, high: 0.24 }, p90: { low: 0.292, high: 0.321 } }, // 1071 rows of 7 families
  'tpot dense family': { p80: { low: 0.084, high: 0.24 }, p90: { low: 0.292, high: 0.321 } }, // 457 rows of 5 families
  'tpot dense datasheet': { p80: { low: 0.157, high: 0.24 }, p90: { low: 0.292, high: 0.34 } }, // 94 rows of 4 families
  'tpot moe silicon': { p80: { low: 0.18, high: 0.389 }, p90: { low: 0.287, high: 0.437 } }, // 1595 rows of 6 families
  'tpot moe family': { p80: { low: 0.272, high: 0.389 }, p90: { low: 0.442, high: 0.437 } }, // 86 rows of 2 families
  'tpot moe datasheet': { p80: { low: 0.313, high: 0.448 }, p90: { low: 0.509, high: 0.503 } }, // 13 rows of 2 families
  'tail dense silicon': { p80: { low: 0.178, high: 0.508 }, p90: { low: 0.233, high: 0.663 } }, // 280 rows of 1 families
  'tail dense family': { p80: { low: 0.205, high: 0.585 }, p90: { low: 0.268, high: 0.763 } }, // 0 rows of 0 families
  'tail dense datasheet': { p80: { low: 0.205, high: 0.585 }, p90: { low: 0.268, high: 0.763 } }, // 41 rows of 1 families
  'tail moe silicon': { p80: { low: 0.271, high: 0.773 }, p90: { low: 0.303, high: 0.863 } }, // 620 rows of 2 families
  'tail moe family': { p80: { low: 0.312, high: 0.889 }, p90: { low: 0.349, high: 0.993 } }, // 0 rows of 0 families
  'tail moe datasheet': { p80: { low: 0.359, high: 1.023 }, p90: { low: 0.402, high: 1.142 } }, // 0 rows of 0 families
  'throughput dense silicon': { p80: { low: 0.136, high: 0.099 }, p90: { low: 0.212, high: 0.13 } }, // 1719 rows of 14 families
  'throughput dense family': { p80: { low: 0.179, high: 0.099 }, p90: { low: 0.291, high: 0.137 } }, // 695 rows of 9 families
  'throughput dense datasheet': { p80: { low: 0.367, high: 0.196 }, p90: { low: 0.568, high: 0.297 } }, // 292 rows of 7 families
  'throughput moe silicon': { p80: { low: 0.419, high: 0.147 }, p90: { low: 0.459, high: 0.332 } }, // 892 rows of 10 families
  'throughput moe family': { p80: { low: 0.482, high: 0.17 }, p90: { low: 0.528, high: 0.382 } }, // 24 rows of 3 families
  'throughput moe datasheet': { p80: { low: 0.896, high: 0.466 }, p90: { low: 0.961, high: 0.491 } }, // 53 rows of 3 families
  'e2e dense silicon': { p80: { low: 0.362, high: 1.032 }, p90: { low: 0.407, high: 1.161 } }, // 56 rows of 2 families
  'e2e dense family': { p80: { low: 0.417, high: 1.187 }, p90: { low: 0.469, high: 1.336 } }, // 4 rows of 1 families
  'e2e dense datasheet': { p80: { low: 0.48, high: 1.366 }, p90: { low: 0.54, high: 1.537 } }, // 0 rows of 0 families
  'e2e moe silicon': { p80: { low: 0.176, high: 0.502 }, p90: { low: 0.186, high: 0.529 } }, // 129 rows of 2 families
  'e2e moe family': { p80: { low: 0.203, high: 0.578 }, p90: { low: 0.214, high: 0.609 } }, // 0 rows of 0 families
  'e2e moe datasheet': { p80: { low: 0.234, high: 0.665 }, p90: { low: 0.247, high: 0.701 } }, // 0 rows of 0 families
  'power dense silicon': { p80: { low: 0.126, high: 0.104 }, p90: { low: 0.148, high: 0.136 } }, // 140 rows of 1 families
  'power dense family': { p80: { low: 0.145, high: 0.12 }, p90: { low: 0.171, high: 0.157 } }, // 0 rows of 0 families
  'power dense datasheet': { p80: { low: 0.167, high: 0.138 }, p90: { low: 0.197, high: 0.181 } }, // 0 rows of 0 families
  'power moe silicon': { p80: { low: 0.176, high: 0.269 }, p90: { low: 0.205, high: 0.352 } }, // 248 rows of 1 families
  'power moe family': { p80: { low: 0.203, high: 0.31 }, p90: { low: 0.236, high: 0.405 } }, // 0 rows of 0 families
  'power moe datasheet': { p80: { low: 0.234, high: 0.357 }, p90: { low: 0.272, high: 0.466 } }, // 0 rows of 0 families
  'energy dense silicon': { p80: { low: 0.118, high: 0.16 }, p90: { low: 0.158, high: 0.19 } }, // 140 rows of 1 families
  'energy dense family': { p80: { low: 0.136, high: 0.184 }, p90: { low: 0.182, high: 0.219 } }, // 0 rows of 0 families
  'energy dense datasheet': { p80: { low: 0.157, high: 0.212 }, p90: { low: 0.21, high: 0.252 } }, // 0 rows of 0 families
  'energy moe silicon': { p80: { low: 0.207, high: 0.589 }, p90: { low: 0.262, high: 0.748 } }, // 248 rows of 1 families
  'energy moe family': { p80: { low: 0.239, high: 0.678 }, p90: { low: 0.302, high: 0.861 } }, // 0 rows of 0 families
  'energy moe datasheet': { p80: { low: 0.275, high: 0.78 }, p90: { low: 0.348, high: 0.991 } }, // 0 rows of 0 families
} as const;
