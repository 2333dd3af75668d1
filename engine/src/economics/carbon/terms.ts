import { defineTerm } from '../../because/index.ts';

/** Joules at the meter of accelerators that were held for so many hours. */
export const energyOfHours = defineTerm<[number, number, number, number]>(
  {
    term: 'carbon.energy',
    formula: '3600 H · P · (1 + n) · PUE',
    unit: 'J',
    symbols: {
      H: { unit: 'h', meaning: 'accelerator-hours held' },
      P: { unit: 'W', meaning: "one accelerator's share of its server" },
      n: { unit: 'share', meaning: 'network, storage and host-only servers over accelerator servers' },
      PUE: { unit: '1', meaning: 'site power over IT power' },
    },
    source: 'definition of PUE (ISO/IEC 30134-2); as Lacoste et al., arXiv 1910.09700',
  },
  (hours, watts, network, pue) => 3600 * hours * watts * (1 + network) * pue,
);

/** kgCO2e of making the machines, by the share of their working life that was used. */
export const embodiedKilograms = defineTerm<[number, number, number, number, number]>(
  {
    term: 'carbon.embodied',
    formula: 'H / (8760 y · u) · (c + s)',
    unit: 'kgCO2e',
    symbols: {
      H: { unit: 'h', meaning: 'accelerator-hours held' },
      y: { unit: 'year', meaning: 'years an accelerator is used' },
      u: { unit: 'share', meaning: 'share of its life in which it works for somebody' },
      c: { unit: 'kgCO2e', meaning: 'making one accelerator' },
      s: { unit: 'kgCO2e', meaning: 'making its share of the server' },
    },
    source: 'Luccioni et al., arXiv 2211.02001, section 4.1',
  },
  (hours, years, use, chip, server) => (hours / (8760 * years * use)) * (chip + server),
);

/** kgCO2e of making an accelerator that nobody has published. */
export const embodiedByPower = defineTerm<[number, number]>(
  {
    term: 'carbon.embodied_chip',
    formula: 'k · TDP',
    unit: 'kgCO2e',
    symbols: {
      k: { unit: 'kgCO2e/W', meaning: 'making an accelerator, by its rated power' },
      TDP: { unit: 'W', meaning: 'thermal design power' },
    },
    source: 'Ridgepoint: rated power stands for area of silicon, memory and cooling together',
  },
  (perWatt, tdp) => perWatt * tdp,
);

/** kgCO2e of making a server's share for one of its accelerators. */
export const embodiedServerShare = defineTerm<[number, number]>(
  {
    term: 'carbon.embodied_server',
    formula: 'S / m',
    unit: 'kgCO2e',
    symbols: {
      S: { unit: 'kgCO2e', meaning: 'making a server without its accelerators' },
      m: { unit: '1', meaning: 'accelerators in it' },
    },
    source: 'definition',
  },
  (server, accelerators) => server / accelerators,
);
