/**
 * Half-widths of ln(measured / predicted) by quantity, kind of network and grade of the kernels behind the prediction: errors on published
 * rows, by overheads that never saw a row's model and chip where there are such, beside what its missing fields add. Written by
 * docs/serving-intervals.ts; not by hand.
 */
export const SERVING_WIDTHS = {
  'ttft dense silicon': { p80: { low: 0.224, high: 0.333 }, p90: { low: 0.318, high: 0.674 } }, // 1032 rows of 9 families
  'ttft dense family': { p80: { low: 0.224, high: 0.615 }, p90: { low: 0.758, high: 2.165 } }, // 354 rows of 3 families
  'ttft dense datasheet': { p80: { low: 0.412, high: 0.648 }, p90: { low: 0.758, high: 2.165 } }, // 88 rows of 2 families
  'ttft moe silicon': { p80: { low: 0.358, high: 1.021 }, p90: { low: 0.608, high: 1.736 } }, // 1369 rows of 5 families
  'ttft moe family': { p80: { low: 0.358, high: 1.021 }, p90: { low: 0.608, high: 1.736 } }, // 82 rows of 1 families
  'ttft moe datasheet': { p80: { low: 0.412, high: 1.175 }, p90: { low: 0.7, high: 1.997 } }, // 16 rows of 1 families
  'tpot dense silicon': { p80: { low: 0.111, high: 0.199 }, p90: { low: 0.315, high: 0.284 } }, // 1071 rows of 7 families
  'tpot dense family': { p80: { low: 0.111, high: 0.199 }, p90: { low: 0.315, high: 0.284 } }, // 457 rows of 5 families
  'tpot dense datasheet': { p80: { low: 0.157, high: 0.238 }, p90: { low: 0.315, high: 0.34 } }, // 94 rows of 4 families
  'tpot moe silicon': { p80: { low: 0.19, high: 0.281 }, p90: { low: 0.295, high: 0.402 } }, // 1595 rows of 6 families
  'tpot moe family': { p80: { low: 0.209, high: 0.281 }, p90: { low: 0.295, high: 0.402 } }, // 86 rows of 2 families
  'tpot moe datasheet': { p80: { low: 0.241, high: 0.324 }, p90: { low: 0.34, high: 0.463 } }, // 13 rows of 2 families
  'tail dense silicon': { p80: { low: 0.163, high: 0.465 }, p90: { low: 0.226, high: 0.645 } }, // 280 rows of 1 families
  'tail dense family': { p80: { low: 0.188, high: 0.535 }, p90: { low: 0.26, high: 0.742 } }, // 0 rows of 0 families
  'tail dense datasheet': { p80: { low: 0.188, high: 0.535 }, p90: { low: 0.26, high: 0.742 } }, // 41 rows of 1 families
  'tail moe silicon': { p80: { low: 0.25, high: 0.712 }, p90: { low: 0.301, high: 0.86 } }, // 620 rows of 2 families
  'tail moe family': { p80: { low: 0.288, high: 0.819 }, p90: { low: 0.347, high: 0.989 } }, // 0 rows of 0 families
  'tail moe datasheet': { p80: { low: 0.332, high: 0.942 }, p90: { low: 0.4, high: 1.138 } }, // 0 rows of 0 families
  'throughput dense silicon': { p80: { low: 0.115, high: 0.112 }, p90: { low: 0.198, high: 0.135 } }, // 1719 rows of 14 families
  'throughput dense family': { p80: { low: 0.173, high: 0.112 }, p90: { low: 0.282, high: 0.138 } }, // 695 rows of 9 families
  'throughput dense datasheet': { p80: { low: 0.367, high: 0.196 }, p90: { low: 0.568, high: 0.297 } }, // 292 rows of 7 families
  'throughput moe silicon': { p80: { low: 0.326, high: 0.133 }, p90: { low: 0.416, high: 0.332 } }, // 892 rows of 10 families
  'throughput moe family': { p80: { low: 0.375, high: 0.153 }, p90: { low: 0.479, high: 0.382 } }, // 24 rows of 3 families
  'throughput moe datasheet': { p80: { low: 0.896, high: 0.466 }, p90: { low: 0.961, high: 0.491 } }, // 53 rows of 3 families
  'e2e dense silicon': { p80: { low: 0.354, high: 1.009 }, p90: { low: 0.398, high: 1.137 } }, // 56 rows of 2 families
  'e2e dense family': { p80: { low: 0.408, high: 1.161 }, p90: { low: 0.458, high: 1.308 } }, // 4 rows of 1 families
  'e2e dense datasheet': { p80: { low: 0.47, high: 1.336 }, p90: { low: 0.527, high: 1.505 } }, // 0 rows of 0 families
  'e2e moe silicon': { p80: { low: 0.135, high: 0.385 }, p90: { low: 0.143, high: 0.406 } }, // 129 rows of 2 families
  'e2e moe family': { p80: { low: 0.156, high: 0.443 }, p90: { low: 0.165, high: 0.467 } }, // 0 rows of 0 families
  'e2e moe datasheet': { p80: { low: 0.18, high: 0.51 }, p90: { low: 0.19, high: 0.538 } }, // 0 rows of 0 families
  'power dense silicon': { p80: { low: 0.124, high: 0.105 }, p90: { low: 0.145, high: 0.136 } }, // 140 rows of 1 families
  'power dense family': { p80: { low: 0.143, high: 0.121 }, p90: { low: 0.167, high: 0.157 } }, // 0 rows of 0 families
  'power dense datasheet': { p80: { low: 0.165, high: 0.14 }, p90: { low: 0.193, high: 0.181 } }, // 0 rows of 0 families
  'power moe silicon': { p80: { low: 0.176, high: 0.269 }, p90: { low: 0.205, high: 0.352 } }, // 248 rows of 1 families
  'power moe family': { p80: { low: 0.203, high: 0.31 }, p90: { low: 0.236, high: 0.405 } }, // 0 rows of 0 families
  'power moe datasheet': { p80: { low: 0.234, high: 0.357 }, p90: { low: 0.272, high: 0.466 } }, // 0 rows of 0 families
  'energy dense silicon': { p80: { low: 0.122, high: 0.154 }, p90: { low: 0.164, high: 0.184 } }, // 140 rows of 1 families
  'energy dense family': { p80: { low: 0.141, high: 0.178 }, p90: { low: 0.189, high: 0.212 } }, // 0 rows of 0 families
  'energy dense datasheet': { p80: { low: 0.163, high: 0.205 }, p90: { low: 0.218, high: 0.244 } }, // 0 rows of 0 families
  'energy moe silicon': { p80: { low: 0.205, high: 0.585 }, p90: { low: 0.261, high: 0.745 } }, // 248 rows of 1 families
  'energy moe family': { p80: { low: 0.236, high: 0.673 }, p90: { low: 0.301, high: 0.857 } }, // 0 rows of 0 families
  'energy moe datasheet': { p80: { low: 0.272, high: 0.774 }, p90: { low: 0.347, high: 0.986 } }, // 0 rows of 0 families
} as const;
