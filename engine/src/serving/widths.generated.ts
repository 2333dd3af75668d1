/**
 * Half-widths of ln(measured / predicted) by quantity, kind of network and grade of the kernels behind the prediction: errors on published
 * rows, by overheads that never saw a row's model and chip where there are such, beside what its missing fields add. Written by
 * docs/serving-intervals.ts; not by hand.
 */
export const SERVING_WIDTHS = {
  'ttft dense silicon': { p80: { low: 0.228, high: 0.329 }, p90: { low: 0.339, high: 0.966 } }, // 1032 rows of 9 families
  'ttft dense family': { p80: { low: 0.228, high: 0.624 }, p90: { low: 0.77, high: 2.2 } }, // 354 rows of 3 families
  'ttft dense datasheet': { p80: { low: 0.402, high: 0.648 }, p90: { low: 0.77, high: 2.2 } }, // 88 rows of 2 families
  'ttft moe silicon': { p80: { low: 0.374, high: 1.068 }, p90: { low: 0.593, high: 1.692 } }, // 1369 rows of 5 families
  'ttft moe family': { p80: { low: 0.374, high: 1.068 }, p90: { low: 0.593, high: 1.692 } }, // 82 rows of 1 families
  'ttft moe datasheet': { p80: { low: 0.431, high: 1.229 }, p90: { low: 0.682, high: 1.946 } }, // 16 rows of 1 families
  'tpot dense silicon': { p80: { low: 0.083, high: 0.217 }, p90: { low: 0.311, high: 0.284 } }, // 1071 rows of 7 families
  'tpot dense family': { p80: { low: 0.083, high: 0.217 }, p90: { low: 0.311, high: 0.284 } }, // 457 rows of 5 families
  'tpot dense datasheet': { p80: { low: 0.157, high: 0.238 }, p90: { low: 0.311, high: 0.34 } }, // 94 rows of 4 families
  'tpot moe silicon': { p80: { low: 0.193, high: 0.227 }, p90: { low: 0.279, high: 0.316 } }, // 1521 rows of 6 families
  'tpot moe family': { p80: { low: 0.196, high: 0.282 }, p90: { low: 0.279, high: 0.317 } }, // 160 rows of 3 families
  'tpot moe datasheet': { p80: { low: 0.226, high: 0.325 }, p90: { low: 0.321, high: 0.365 } }, // 13 rows of 2 families
  'tail dense silicon': { p80: { low: 0.176, high: 0.501 }, p90: { low: 0.236, high: 0.673 } }, // 280 rows of 1 families
  'tail dense family': { p80: { low: 0.203, high: 0.577 }, p90: { low: 0.272, high: 0.774 } }, // 0 rows of 0 families
  'tail dense datasheet': { p80: { low: 0.203, high: 0.577 }, p90: { low: 0.272, high: 0.774 } }, // 41 rows of 1 families
  'tail moe silicon': { p80: { low: 0.18, high: 0.514 }, p90: { low: 0.261, high: 0.744 } }, // 472 rows of 2 families
  'tail moe family': { p80: { low: 0.224, high: 0.64 }, p90: { low: 0.277, high: 0.789 } }, // 148 rows of 1 families
  'tail moe datasheet': { p80: { low: 0.258, high: 0.736 }, p90: { low: 0.319, high: 0.908 } }, // 0 rows of 0 families
  'throughput dense silicon': { p80: { low: 0.138, high: 0.103 }, p90: { low: 0.213, high: 0.124 } }, // 1719 rows of 14 families
  'throughput dense family': { p80: { low: 0.158, high: 0.103 }, p90: { low: 0.325, high: 0.124 } }, // 695 rows of 9 families
  'throughput dense datasheet': { p80: { low: 0.367, high: 0.196 }, p90: { low: 0.568, high: 0.297 } }, // 292 rows of 7 families
  'throughput moe silicon': { p80: { low: 0.328, high: 0.123 }, p90: { low: 0.379, high: 0.31 } }, // 818 rows of 10 families
  'throughput moe family': { p80: { low: 0.386, high: 0.136 }, p90: { low: 0.407, high: 0.315 } }, // 98 rows of 4 families
  'throughput moe datasheet': { p80: { low: 0.896, high: 0.466 }, p90: { low: 0.961, high: 0.491 } }, // 53 rows of 3 families
  'e2e dense silicon': { p80: { low: 0.354, high: 1.011 }, p90: { low: 0.399, high: 1.14 } }, // 56 rows of 2 families
  'e2e dense family': { p80: { low: 0.408, high: 1.163 }, p90: { low: 0.459, high: 1.311 } }, // 4 rows of 1 families
  'e2e dense datasheet': { p80: { low: 0.47, high: 1.338 }, p90: { low: 0.528, high: 1.508 } }, // 0 rows of 0 families
  'e2e moe silicon': { p80: { low: 0.137, high: 0.39 }, p90: { low: 0.144, high: 0.411 } }, // 129 rows of 2 families
  'e2e moe family': { p80: { low: 0.158, high: 0.449 }, p90: { low: 0.166, high: 0.473 } }, // 0 rows of 0 families
  'e2e moe datasheet': { p80: { low: 0.182, high: 0.517 }, p90: { low: 0.191, high: 0.544 } }, // 0 rows of 0 families
  'power dense silicon': { p80: { low: 0.13, high: 0.104 }, p90: { low: 0.15, high: 0.129 } }, // 140 rows of 1 families
  'power dense family': { p80: { low: 0.15, high: 0.12 }, p90: { low: 0.173, high: 0.149 } }, // 0 rows of 0 families
  'power dense datasheet': { p80: { low: 0.173, high: 0.138 }, p90: { low: 0.199, high: 0.172 } }, // 0 rows of 0 families
  'power moe silicon': { p80: { low: 0.187, high: 0.146 }, p90: { low: 0.243, high: 0.158 } }, // 174 rows of 1 families
  'power moe family': { p80: { low: 0.187, high: 0.329 }, p90: { low: 0.243, high: 0.541 } }, // 74 rows of 1 families
  'power moe datasheet': { p80: { low: 0.216, high: 0.379 }, p90: { low: 0.28, high: 0.623 } }, // 0 rows of 0 families
  'energy dense silicon': { p80: { low: 0.113, high: 0.174 }, p90: { low: 0.13, high: 0.198 } }, // 140 rows of 1 families
  'energy dense family': { p80: { low: 0.13, high: 0.201 }, p90: { low: 0.15, high: 0.228 } }, // 0 rows of 0 families
  'energy dense datasheet': { p80: { low: 0.15, high: 0.232 }, p90: { low: 0.173, high: 0.263 } }, // 0 rows of 0 families
  'energy moe silicon': { p80: { low: 0.131, high: 0.205 }, p90: { low: 0.197, high: 0.268 } }, // 174 rows of 1 families
  'energy moe family': { p80: { low: 0.153, high: 0.436 }, p90: { low: 0.279, high: 0.795 } }, // 74 rows of 1 families
  'energy moe datasheet': { p80: { low: 0.176, high: 0.502 }, p90: { low: 0.321, high: 0.915 } }, // 0 rows of 0 families
} as const;
