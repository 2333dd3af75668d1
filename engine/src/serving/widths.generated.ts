/**
 * Half-widths of ln(measured / predicted) by quantity, kind of network and grade of the kernels behind the prediction: errors on published
 * rows, by overheads that never saw a row's model and chip where there are such, beside what its missing fields add. Written by
 * docs/serving-intervals.ts; not by hand.
 */
export const SERVING_WIDTHS = {
  'ttft dense silicon': { p80: { low: 0.228, high: 0.379 }, p90: { low: 0.317, high: 0.903 } }, // 1045 rows of 10 families
  'ttft dense family': { p80: { low: 0.252, high: 0.379 }, p90: { low: 0.509, high: 0.903 } }, // 341 rows of 2 families
  'ttft dense datasheet': { p80: { low: 0.252, high: 0.701 }, p90: { low: 0.509, high: 1.058 } }, // 88 rows of 2 families
  'ttft moe silicon': { p80: { low: 0.374, high: 1.068 }, p90: { low: 0.593, high: 1.692 } }, // 1369 rows of 5 families
  'ttft moe family': { p80: { low: 0.374, high: 1.068 }, p90: { low: 0.593, high: 1.692 } }, // 82 rows of 1 families
  'ttft moe datasheet': { p80: { low: 0.431, high: 1.229 }, p90: { low: 0.682, high: 1.946 } }, // 16 rows of 1 families
  'tpot dense silicon': { p80: { low: 0.083, high: 0.212 }, p90: { low: 0.304, high: 0.284 } }, // 1074 rows of 7 families
  'tpot dense family': { p80: { low: 0.083, high: 0.212 }, p90: { low: 0.304, high: 0.284 } }, // 454 rows of 4 families
  'tpot dense datasheet': { p80: { low: 0.156, high: 0.238 }, p90: { low: 0.304, high: 0.34 } }, // 94 rows of 4 families
  'tpot moe silicon': { p80: { low: 0.193, high: 0.227 }, p90: { low: 0.279, high: 0.316 } }, // 1521 rows of 6 families
  'tpot moe family': { p80: { low: 0.196, high: 0.282 }, p90: { low: 0.279, high: 0.317 } }, // 160 rows of 3 families
  'tpot moe datasheet': { p80: { low: 0.226, high: 0.325 }, p90: { low: 0.321, high: 0.365 } }, // 13 rows of 2 families
  'tail dense silicon': { p80: { low: 0.176, high: 0.501 }, p90: { low: 0.229, high: 0.652 } }, // 280 rows of 1 families
  'tail dense family': { p80: { low: 0.203, high: 0.577 }, p90: { low: 0.264, high: 0.75 } }, // 0 rows of 0 families
  'tail dense datasheet': { p80: { low: 0.203, high: 0.577 }, p90: { low: 0.264, high: 0.75 } }, // 41 rows of 1 families
  'tail moe silicon': { p80: { low: 0.18, high: 0.514 }, p90: { low: 0.261, high: 0.744 } }, // 472 rows of 2 families
  'tail moe family': { p80: { low: 0.224, high: 0.64 }, p90: { low: 0.277, high: 0.789 } }, // 148 rows of 1 families
  'tail moe datasheet': { p80: { low: 0.258, high: 0.736 }, p90: { low: 0.319, high: 0.908 } }, // 0 rows of 0 families
  'throughput dense silicon': { p80: { low: 0.149, high: 0.11 }, p90: { low: 0.234, high: 0.132 } }, // 1759 rows of 15 families
  'throughput dense family': { p80: { low: 0.149, high: 0.11 }, p90: { low: 0.234, high: 0.132 } }, // 655 rows of 9 families
  'throughput dense datasheet': { p80: { low: 0.371, high: 0.196 }, p90: { low: 0.572, high: 0.297 } }, // 292 rows of 7 families
  'throughput moe silicon': { p80: { low: 0.327, high: 0.123 }, p90: { low: 0.375, high: 0.313 } }, // 818 rows of 10 families
  'throughput moe family': { p80: { low: 0.382, high: 0.134 }, p90: { low: 0.403, high: 0.317 } }, // 98 rows of 4 families
  'throughput moe datasheet': { p80: { low: 0.896, high: 0.465 }, p90: { low: 0.961, high: 0.49 } }, // 53 rows of 3 families
  'e2e dense silicon': { p80: { low: 0.348, high: 0.992 }, p90: { low: 0.397, high: 1.132 } }, // 60 rows of 2 families
  'e2e dense family': { p80: { low: 0.401, high: 1.141 }, p90: { low: 0.457, high: 1.302 } }, // 0 rows of 0 families
  'e2e dense datasheet': { p80: { low: 0.462, high: 1.313 }, p90: { low: 0.526, high: 1.498 } }, // 0 rows of 0 families
  'e2e moe silicon': { p80: { low: 0.137, high: 0.39 }, p90: { low: 0.144, high: 0.411 } }, // 129 rows of 2 families
  'e2e moe family': { p80: { low: 0.158, high: 0.449 }, p90: { low: 0.166, high: 0.473 } }, // 0 rows of 0 families
  'e2e moe datasheet': { p80: { low: 0.182, high: 0.517 }, p90: { low: 0.191, high: 0.544 } }, // 0 rows of 0 families
  'power dense silicon': { p80: { low: 0.13, high: 0.104 }, p90: { low: 0.15, high: 0.129 } }, // 140 rows of 1 families
  'power dense family': { p80: { low: 0.15, high: 0.12 }, p90: { low: 0.173, high: 0.149 } }, // 0 rows of 0 families
  'power dense datasheet': { p80: { low: 0.173, high: 0.138 }, p90: { low: 0.199, high: 0.172 } }, // 0 rows of 0 families
  'power moe silicon': { p80: { low: 0.187, high: 0.146 }, p90: { low: 0.243, high: 0.158 } }, // 174 rows of 1 families
  'power moe family': { p80: { low: 0.187, high: 0.328 }, p90: { low: 0.243, high: 0.541 } }, // 74 rows of 1 families
  'power moe datasheet': { p80: { low: 0.216, high: 0.378 }, p90: { low: 0.28, high: 0.623 } }, // 0 rows of 0 families
  'energy dense silicon': { p80: { low: 0.113, high: 0.174 }, p90: { low: 0.131, high: 0.198 } }, // 140 rows of 1 families
  'energy dense family': { p80: { low: 0.13, high: 0.201 }, p90: { low: 0.151, high: 0.228 } }, // 0 rows of 0 families
  'energy dense datasheet': { p80: { low: 0.15, high: 0.232 }, p90: { low: 0.174, high: 0.263 } }, // 0 rows of 0 families
  'energy moe silicon': { p80: { low: 0.131, high: 0.205 }, p90: { low: 0.197, high: 0.268 } }, // 174 rows of 1 families
  'energy moe family': { p80: { low: 0.153, high: 0.436 }, p90: { low: 0.279, high: 0.795 } }, // 74 rows of 1 families
  'energy moe datasheet': { p80: { low: 0.176, high: 0.502 }, p90: { low: 0.321, high: 0.915 } }, // 0 rows of 0 families
} as const;
