/** What the catalogue writes as codes, in words: lists, kinds, units that are words, and how a fact is meant. */
export const catalogue = {
  lists: {
    chips: 'chips',
    systems: 'systems',
    fabrics: 'fabrics',
    models: 'models',
    prices: 'prices',
    grids: 'grids',
    places: 'places',
    tokenPrices: 'prices of tokens',
    constants: 'constants',
    sources: 'sources',
  },
  kinds: {
    'rent-on-demand': 'rent on demand',
    'rent-reserved': 'rent reserved',
    'rent-spot': 'rent spot',
    purchase: 'purchase',
    infiniband: 'InfiniBand',
    ethernet: 'Ethernet',
    proprietary: 'proprietary',
  },
  sellers: { 'list or street': 'list or street', 'small clouds': 'small clouds' },
  units: {
    share: 'share',
    year: 'year',
    'share/year': 'share/year',
    '%/year': '%/year',
    'failures/chip/day': 'failures/chip/day',
    'requests/s': 'requests/s',
    'USD/wafer': 'USD/wafer',
    'USD/year': 'USD/year',
    'USD/kW/month': 'USD/kW/month',
    billion: 'billion',
    parameters: 'parameters',
  },
  /** Direction, sparsity, scope and grade of a fact. */
  meant: {
    'one-way': 'one-way',
    'both-ways': 'both ways',
    dense: 'dense',
    sparse: 'sparse',
    die: 'die',
    package: 'package',
    board: 'board',
    server: 'server',
    rack: 'rack',
    pod: 'pod',
    vendor: 'vendor',
    measured: 'measured',
    'third-party': 'third party',
    derived: 'derived',
    estimate: 'estimate',
  },
  /** A field of an entry by its path, as files spell it: `memory.bandwidth`. */
  field: (path: string) => path,
  /** A word that stands in a field. */
  word: (text: string) => text,
  /** What a source or the catalogue says beside a number. */
  note: (text: string) => text,
  /** Where fields are called otherwise than in files. */
  fieldNames: '',
};
