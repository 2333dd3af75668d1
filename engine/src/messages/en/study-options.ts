/** What options of studies mean: carbon, chips, budgets, worth. */
export const carbonOptions = {
  hours: 'accelerator-hours of the run, for example 30.84M',
  duration: 'how long it runs, with --gpus in place of --hours, for example 30 d',
  power:
    'load: servers as measured under training (default); rated: accelerators at their rating, as model cards count',
  watts: 'measured power of one accelerator with its share of the server, for example 850 W',
  networkShare: 'power of network and storage over that of servers, for example 0.1',
  intensity: 'your own grid or contract, for example 45 gCO2e/kWh',
  between: 'only in these hours of the day, for example 9-17',
  embodied: 'carbon of making one accelerator, for example "164 kg CO2e"',
  years: 'years the machines are used',
  use: 'share of that time in which they work for somebody',
  model: 'plan this network first: bundled name, or path of a config.json',
  grid: 'grid of a country or place: CHN, Germany, shanghai ..., or of a region with hours: USA-PJM, USA-CISO ...; USA when not said',
};

export const chipOptions = {
  on: 'a package of the catalogue: h100-sxm, b200-sxm, mi300x',
  area: 'area of one die in mm2, for example 814',
  node: 'process in nm: 3, 5, 7, 10, 14, 20, 28, 40 or 55',
  dies: 'equal dies in the package',
  needed: 'share of its units that must work for a die to be sold, for example 0.92',
  memory: 'HBM in the package, for example 80 GB',
  stacks: 'stacks that it comes in; by default 24 GB each',
  carrier: 'organic, fan-out, silicon-interposer or glass-core',
  body: 'side of the substrate in mm, for example 120',
  yield: 'poisson, murphy or negative-binomial',
  clustering: 'of the negative binomial law; 10 by default, smaller is stronger',
  defects: 'defects per cm2, for example 0.1',
  wafer: 'price of a wafer, for example "17000 USD"',
  memoryPrice: 'price of memory a GB, for example "15 USD"',
  unit: 'price of one unit that is bought, for example "8 USD"',
  units: 'units over which the design is spread, for example 100k',
  nre: 'design, masks and tools, for example "1.5M USD"; by default as the node has it',
  respins: 'expected re-spins, for example 0.25',
  respinShare: 'cost of a re-spin over that of the first design; 0.5 by default',
  late: 'what being late loses, for example "500k USD"',
};

export const dataflowOptions = {
  side: 'cells on a side of the systolic array; 128 by default',
  rows: 'rows of activations that pass while weights are held; 1024 by default',
  lanes: 'lanes of a vector unit; 16 by default',
  tile: 'side of the tile of a matrix unit; 16 by default',
  bytes: 'bytes of a word; 2 by default',
  on: 'accelerator whose memory is held against its arithmetic; h100-sxm by default',
};

export const supplyOptions = {
  from: 'share of the whole at first, for example 2 %',
  to: 'share of the whole at last, for example 6 %',
  growth: 'growth of the part a year, for example 48 %',
  wholeGrowth: 'growth of the whole a year, in place of --to',
  years: 'years between',
  start: 'first year',
};

export const dataOptions = {
  flop: 'compute for training, for example 1e24',
  hours: 'accelerator-hours in place of FLOP; the MFU is planned',
  budget: 'money in place of FLOP, for example "5M USD"',
  mfu: 'your own MFU, for example 0.4',
  unique: 'different tokens that there are, for example 2T; 15T by default',
  kept: 'share of them that a filter keeps, for example "30 %"',
  quality: 'worth of a token that is kept over one that is not filtered, for example 2',
  most: 'largest model that can be held, for example 8B',
  served: 'tokens read and written over its life, for example 10T',
  servingPrice: 'price of a FLOP of use over one of training; 1 by default',
  base: 'open model that is tuned instead, for example llama-3.1-8b or ./config.json',
  baseTokens: 'tokens that it was trained on, for example 15T',
  tune: 'tokens of tuning; 1B by default',
  on: 'accelerator that hours or money are spent on; h100-sxm by default',
  gpus: 'how many at once; 256 by default',
};

export const valueOptions = {
  cost: 'what training it costs today, for example "80M USD"',
  hours: "accelerator-hours in place of the cost, at today's rent",
  benefit: 'what having the model earns in a month, for example "100k USD"',
  buy: 'what buying as much from an API costs in a month, for example "150k USD"',
  horizon: 'months that are looked ahead; 24 by default',
  algorithms: 'time in which better algorithms halve the compute, for example "0.67 years"',
  compute: 'time in which the price of compute halves, for example "3 years"',
  on: 'accelerator of the hours; h100-sxm by default',
};
