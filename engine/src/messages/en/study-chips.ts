/** A chip to make: dies, carriers, design. */
export const chip = {
  verdict: (v: { name: string; total: string }) => `${v.name} costs ${v.total} to make.`,
  within: (v: { published: string }) => `Published: ${v.published}; this lies within the band.`,
  outside: (v: { published: string }) => `Published: ${v.published}; this lies outside the band.`,
  sold: (v: { price: string; share: string }) => `It is sold for ${v.price}: ${v.share} of that is not the making.`,
  question: (v: { carrier: string; area: string }) => `${v.area} of dies on ${v.carrier}`,
  partsTitle: 'What it is spent on',
  logic: 'logic dies',
  memory: 'memory',
  package: 'carrier, substrate',
  lost: 'lost at assembly',
  test: 'test and the rest',
  published: 'published',
  diesTitle: 'Dies: how many on a wafer, how many work by each law, how many are sold with spares used',
  die: 'die',
  area: 'area',
  perWafer: 'wafer',
  poisson: 'Poisson',
  murphy: 'Murphy',
  clustered: 'clustered',
  sellable: 'sold',
  raw: 'raw',
  each: 'each',
  carriersTitle: 'The same dies on other carriers: carrier and what is lost on it',
  organic: 'organic substrate',
  'fan-out': 'fan-out',
  'silicon-interposer': 'silicon interposer',
  'glass-core': 'glass core',
  ofWhich: 'lost',
  bodiesTitle: 'Larger substrates: yield by defects alone has no cliff; bow does not wait for one',
  body: 'substrate',
  bodyArea: 'area',
  substrateYield: 'yield',
  organicBow: 'bow, organic',
  glassBow: 'bow, glass',
  designTitle: (v: { nre: string }) => `One unit with its share of the design, ${v.nre}, by units made`,
  ofDesign: 'design',
  moves: 'Moves it',
  effect: (v: { name: string; low: string; high: string }) => `${v.name}: ${v.low} to ${v.high}`,
  wafer: 'price of the wafer',
  defects: 'defects',
  hbm_price: 'price of HBM',
  interposer_price: 'price of interposers',
  glass_premium: 'glass over organic',
  bond_yield: 'yield of bonds',
  test_and_rest: 'test and the rest',
};

/** Data moved for one product. */
export const dataflow = {
  verdict: (v: { side: string; less: string; bytes: string; one: string }) =>
    `A systolic array of ${v.side} moves ${v.bytes} bytes for a multiply-accumulate: ${v.less} times less than one product at a time (${v.one}).`,
  energy: (v: { one: string; array: string }) =>
    `Arithmetic is ${v.one} of the energy when products are done one at a time, ${v.array} in the array: the rest moves data and instructions.`,
  question: (v: { bytes: string; rows: string; lanes: string; tile: string }) =>
    `words of ${v.bytes} bytes; ${v.rows} rows pass the array; vectors of ${v.lanes}; tiles of ${v.tile}`,
  tableTitle: 'Moved and spent for one multiply-accumulate',
  machine: 'machine',
  words: 'words',
  moved: 'bytes',
  joules: 'energy',
  useful: 'arithmetic',
  scalarDram: 'one at a time, from DRAM',
  scalar: 'one at a time, from cache',
  vector: 'vector unit',
  tiles: 'matrix unit (tiles)',
  systolic: 'systolic array',
  barsTitle: 'Energy of one multiply-accumulate, operands from cache',
  memoryHeading: 'Memory',
  given: (v: { chip: string; bytes: string }) => `${v.chip} can read ${v.bytes} bytes for each product that it can do`,
  near: (v: { near: string }) =>
    `large matrices need no more where ${v.near} of memory stand near the units (Hong and Kung)`,
  short: (v: { times: string }) =>
    `a matrix times one vector reuses nothing: memory is ${v.times} times too slow for it, whatever the array. This is decoding one user at a time`,
};

/** Shares from growth. */
export const supply = {
  verdict: (v: { growth: string; years: string; times: string; whole: string; from: string; to: string }) =>
    `${v.growth} a year is ${v.times} times in ${v.years} years; from ${v.from} to ${v.to} of the whole, the whole must grow by ${v.whole} a year.`,
  passed: (v: { year: string; share: string; by: string }) =>
    `Reported for ${v.year}: ${v.share}. What was forecast for ${v.by} was passed then.`,
  question: (v: { start: string; end: string }) => `HBM in bits of DRAM, ${v.start} to ${v.end}`,
  tableTitle: 'Year by year, the first year being 1',
  year: 'year',
  part: 'HBM',
  whole: 'all DRAM',
  share: 'share',
  reported: 'reported',
  arithmetic: 'Arithmetic',
  power: (v: { growth: string; years: string; times: string }) => `(1 + ${v.growth})^${v.years} = ${v.times}`,
  implied: (v: { times: string; ratio: string; years: string; whole: string }) =>
    `the share grows ${v.ratio} times, so the whole grows ${v.times} / ${v.ratio} times: to the power of 1/${v.years} that is ${v.whole} a year`,
  after: (v: { from: string; to: string }) => `the share goes from ${v.from} to ${v.to}`,
};
