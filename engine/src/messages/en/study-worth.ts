/** What a trained model is worth over time. */
export const worth = {
  verdict: (v: { cost: string; next: string; fall: string }) =>
    `What costs ${v.cost} to train today will cost ${v.next} in a year: ${v.fall} less.`,
  nowVerdict: (v: { usd: string }) => `Train now: ${v.usd}, less than waiting or buying.`,
  waitVerdict: (v: { months: string; usd: string }) =>
    `Wait ${v.months} months, then train: ${v.usd} with what is missed or bought until then.`,
  buyVerdict: (v: { months: string; usd: string }) => `Buy: ${v.usd} over ${v.months} months, less than any training.`,
  neverVerdict: (v: { months: string; usd: string }) =>
    `Do without: ${v.usd} missed over ${v.months} months is less than any way to have it.`,
  never: 'do without',
  rule: (v: { now: string }) => `Training now beats waiting where the model earns more than ${v.now} a month.`,
  question: (v: { cost: string; horizon: string }) => `${v.cost} today, ${v.horizon} months ahead`,
  monthsTitle: 'Training it again, by months from now',
  plansTitle: (v: { horizon: string }) => `Paid and missed over ${v.horizon} months`,
  now: 'train now',
  wait: 'wait, then train',
  buy: 'buy',
  trendsTitle: 'Rents of the same seller and part, first price against last',
  who: 'who',
  hyperscalers: 'hyperscalers',
  smallClouds: 'smaller clouds',
  everybody: 'everybody',
  pairs: 'pairs',
  change: 'median a year',
  falling: 'falling',
  speedTitle: (v: { maker: string; half: string }) =>
    `Best part of each year for a dense 16-bit TFLOP/s, ${v.maker}: halves in ${v.half}`,
  year: 'year',
  part: 'part',
  paid: 'price',
  perTflops: 'a TFLOP/s',
  pooling: 'Pooling lies',
  pooled: (v: { chip: string; pooled: string; paired: string }) =>
    `a line through everybody's prices of ${v.chip} says ${v.pooled} a year; sellers that were asked twice say ${v.paired}: the mix of sellers moved`,
};
