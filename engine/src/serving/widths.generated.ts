/**
 * Half-widths of ln(measured / predicted) by quantity, kind of network and grade of the kernels behind the prediction: errors on published
 * rows, by overheads that never saw a row's model and chip where there are such, beside what its missing fields add. Written by
 * docs/serving-intervals.ts; not by hand.
 */
export const SERVING_WIDTHS = {
  'ttft dense silicon': { p80: { low: 0.228, high: 0.342 }, p90: { low: 0.336, high: 0.96 } }, // 1032 rows of 9 families
  'ttft dense family': { p80: { low: 0.228, high: 0.624 }, p90: { low: 0.77, high: 2.2 } }, // 354 rows of 3 families
  'ttft dense datasheet': { p80: { low: 0.402, high: 0.648 }, p90: { low: 0.77, high: 2.2 } }, // 88 rows of 2 families
  'ttft moe silicon': { p80: { low: 0.376, high: 1.074 }, p90: { low: 0.593, high: 1.693 } }, // 1369 rows of 5 families
  'ttft moe family': { p80: { low: 0.376, high: 1.074 }, p90: { low: 0.593, high: 1.693 } }, // 82 rows of 1 families
  'ttft moe datasheet': { p80: { low: 0.433, high: 1.236 }, p90: { low: 0.682, high: 1.947 } }, // 16 rows of 1 families
  'tpot dense silicon': { p80: { low: 0.097, high: 0.222 }, p90: { low: 0.299, high: 0.295 } }, // 1071 rows of 7 families
  'tpot dense family': { p80: { low: 0.097, high: 0.222 }, p90: { low: 0.299, high: 0.295 } }, // 457 rows of 5 families
  'tpot dense datasheet': { p80: { low: 0.157, high: 0.238 }, p90: { low: 0.299, high: 0.34 } }, // 94 rows of 4 families
  'tpot moe silicon': { p80: { low: 0.195, high: 0.227 }, p90: { low: 0.28, high: 0.315 } }, // 1521 rows of 6 families
  'tpot moe family': { p80: { low: 0.197, high: 0.28 }, p90: { low: 0.28, high: 0.318 } }, // 160 rows of 3 families
  'tpot moe datasheet': { p80: { low: 0.227, high: 0.322 }, p90: { low: 0.322, high: 0.366 } }, // 13 rows of 2 families
  'tail dense silicon': { p80: { low: 0.177, high: 0.503 }, p90: { low: 0.238, high: 0.678 } }, // 280 rows of 1 families
  'tail dense family': { p80: { low: 0.204, high: 0.579 }, p90: { low: 0.274, high: 0.78 } }, // 0 rows of 0 families
  'tail dense datasheet': { p80: { low: 0.204, high: 0.579 }, p90: { low: 0.274, high: 0.78 } }, // 41 rows of 1 families
  'tail moe silicon': { p80: { low: 0.18, high: 0.514 }, p90: { low: 0.261, high: 0.745 } }, // 472 rows of 2 families
  'tail moe family': { p80: { low: 0.223, high: 0.635 }, p90: { low: 0.277, high: 0.789 } }, // 148 rows of 1 families
  'tail moe datasheet': { p80: { low: 0.257, high: 0.731 }, p90: { low: 0.319, high: 0.908 } }, // 0 rows of 0 families
  'throughput dense silicon': { p80: { low: 0.14, high: 0.104 }, p90: { low: 0.214, high: 0.126 } }, // 1719 rows of 14 families
  'throughput dense family': { p80: { low: 0.173, high: 0.104 }, p90: { low: 0.331, high: 0.128 } }, // 695 rows of 9 families
  'throughput dense datasheet': { p80: { low: 0.367, high: 0.196 }, p90: { low: 0.568, high: 0.297 } }, // 292 rows of 7 families
  'throughput moe silicon': { p80: { low: 0.328, high: 0.123 }, p90: { low: 0.381, high: 0.311 } }, // 818 rows of 10 families
  'throughput moe family': { p80: { low: 0.383, high: 0.135 }, p90: { low: 0.404, high: 0.316 } }, // 98 rows of 4 families
  'throughput moe datasheet': { p80: { low: 0.896, high: 0.466 }, p90: { low: 0.961, high: 0.491 } }, // 53 rows of 3 families
  'e2e dense silicon': { p80: { low: 0.356, high: 1.015 }, p90: { low: 0.401, high: 1.145 } }, // 56 rows of 2 families
  'e2e dense family': { p80: { low: 0.41, high: 1.168 }, p90: { low: 0.462, high: 1.317 } }, // 4 rows of 1 families
  'e2e dense datasheet': { p80: { low: 0.472, high: 1.344 }, p90: { low: 0.532, high: 1.515 } }, // 0 rows of 0 families
  'e2e moe silicon': { p80: { low: 0.137, high: 0.39 }, p90: { low: 0.144, high: 0.411 } }, // 129 rows of 2 families
  'e2e moe family': { p80: { low: 0.158, high: 0.449 }, p90: { low: 0.166, high: 0.473 } }, // 0 rows of 0 families
  'e2e moe datasheet': { p80: { low: 0.182, high: 0.517 }, p90: { low: 0.191, high: 0.544 } }, // 0 rows of 0 families
  'power dense silicon': { p80: { low: 0.13, high: 0.103 }, p90: { low: 0.151, high: 0.129 } }, // 140 rows of 1 families
  'power dense family': { p80: { low: 0.15, high: 0.119 }, p90: { low: 0.174, high: 0.149 } }, // 0 rows of 0 families
  'power dense datasheet': { p80: { low: 0.173, high: 0.137 }, p90: { low: 0.201, high: 0.172 } }, // 0 rows of 0 families
  'power moe silicon': { p80: { low: 0.187, high: 0.146 }, p90: { low: 0.243, high: 0.158 } }, // 174 rows of 1 families
  'power moe family': { p80: { low: 0.187, high: 0.329 }, p90: { low: 0.243, high: 0.541 } }, // 74 rows of 1 families
  'power moe datasheet': { p80: { low: 0.216, high: 0.379 }, p90: { low: 0.28, high: 0.623 } }, // 0 rows of 0 families
  'energy dense silicon': { p80: { low: 0.117, high: 0.176 }, p90: { low: 0.13, high: 0.201 } }, // 140 rows of 1 families
  'energy dense family': { p80: { low: 0.135, high: 0.203 }, p90: { low: 0.15, high: 0.232 } }, // 0 rows of 0 families
  'energy dense datasheet': { p80: { low: 0.156, high: 0.234 }, p90: { low: 0.173, high: 0.267 } }, // 0 rows of 0 families
  'energy moe silicon': { p80: { low: 0.131, high: 0.204 }, p90: { low: 0.198, high: 0.268 } }, // 174 rows of 1 families
  'energy moe family': { p80: { low: 0.153, high: 0.436 }, p90: { low: 0.279, high: 0.795 } }, // 74 rows of 1 families
  'energy moe datasheet': { p80: { low: 0.176, high: 0.502 }, p90: { low: 0.321, high: 0.915 } }, // 0 rows of 0 families
} as const;
