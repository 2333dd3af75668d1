import { defineTerm } from '../../because/index.ts';

const AREA = { unit: 'mm2', meaning: 'area of the die' };
const DEFECTS = { unit: '1/cm2', meaning: 'defects on a square centimetre' };
/** 1 cm2 in mm2: defect densities are told by the one, dies measured in the other. */
const MM2 = 100;

/** Whole dies on a round wafer, on average over positions; less than one where the die does not fit. */
export const diesPerWafer = defineTerm<[number, number, number, number]>(
  {
    term: 'silicon.dies_per_wafer',
    formula: "π (d/2 − e)² / A' − π (d − 2e) / √(2 A'), A' = (√A + s)²",
    unit: '1',
    symbols: {
      A: AREA,
      d: { unit: 'mm', meaning: 'diameter of the wafer' },
      e: { unit: 'mm', meaning: 'rim that holds no dies' },
      s: { unit: 'mm', meaning: 'scribe line between dies' },
    },
    source:
      'D. K. de Vries, IEEE Trans. Semicond. Manuf. 18(1), 2005; with rim and scribe line as in chiplet-actuary (arXiv 2203.12268)',
  },
  (area, diameter, edge, scribe) => {
    const pitch = (Math.sqrt(area) + scribe) ** 2;
    const usable = diameter - 2 * edge;
    return (Math.PI * (usable / 2) ** 2) / pitch - (Math.PI * usable) / Math.sqrt(2 * pitch);
  },
);

/** Share of dies without a defect where defects fall independently. */
export const poissonYield = defineTerm<[number, number]>(
  {
    term: 'silicon.yield_poisson',
    formula: 'e^(−A D)',
    unit: 'share',
    symbols: { A: AREA, D: DEFECTS },
    source: 'Poisson model of defects',
  },
  (area, defects) => Math.exp((-area / MM2) * defects),
);

/** Share of good dies where the density of defects itself varies over the wafer, triangularly. */
export const murphyYield = defineTerm<[number, number]>(
  {
    term: 'silicon.yield_murphy',
    formula: '((1 − e^(−A D)) / (A D))²',
    unit: 'share',
    symbols: { A: AREA, D: DEFECTS },
    source: 'B. T. Murphy, Proc. IEEE 52(12), 1964',
  },
  (area, defects) => {
    const faults = (area / MM2) * defects;
    return faults === 0 ? 1 : (-Math.expm1(-faults) / faults) ** 2;
  },
);

/** Share of good dies where defects cluster; small a is strong clustering, large a is Poisson. */
export const clusteredYield = defineTerm<[number, number, number]>(
  {
    term: 'silicon.yield_negative_binomial',
    formula: '(1 + A D / a)^(−a)',
    unit: 'share',
    symbols: { A: AREA, D: DEFECTS, a: { unit: '1', meaning: 'clustering' } },
    source: 'C. H. Stapper, IBM J. Res. Dev. 20(3), 1976; a = 10 in chiplet-actuary and ECO-CHIP',
  },
  (area, defects, clustering) => (1 + ((area / MM2) * defects) / clustering) ** -clustering,
);

/** Units at which a part that costs more to design and less to make has paid for itself. */
export const breakEvenUnits = defineTerm<[number, number, number, number, number]>(
  {
    term: 'silicon.break_even_units',
    formula: '(N (1 + p) + L) / (u_d − u_c)',
    unit: '1',
    symbols: {
      N: { unit: 'USD', meaning: 'design, masks and tools of the part that is cheaper to make' },
      p: { unit: 'share', meaning: 'probability that it must be made again (re-spin)' },
      L: { unit: 'USD', meaning: 'lost by its being late' },
      u_d: { unit: 'USD', meaning: 'cost of one unit of the part without design cost' },
      u_c: { unit: 'USD', meaning: 'cost of one unit of the part that is cheaper to make' },
    },
    source: 'costs of both set equal; one re-spin at most',
  },
  (design, respin, delay, dearUnit, cheapUnit) => (design * (1 + respin) + delay) / (dearUnit - cheapUnit),
);

/** USD of designing a chip: design of modules and of the whole grow with its area, masks and tools do not. */
export const designCost = defineTerm<[number, number]>(
  {
    term: 'silicon.design_cost',
    formula: 'N300 · (0.2 + 0.8 A / 300)',
    unit: 'USD',
    symbols: { N300: { unit: 'USD', meaning: 'design cost of a chip of 300 mm2 on that node' }, A: AREA },
    source:
      'chiplet-actuary (arXiv 2203.12268): modules 0.5 and chip 0.3 of it grow with area; the rest taken as fixed',
  },
  (at300, area) => at300 * (0.2 + (0.8 * area) / 300),
);

/** USD of so many units of a part, all in. */
export const projectCost = defineTerm<[number, number, number, number, number]>(
  {
    term: 'silicon.project',
    formula: 'N (1 + p s) + L + n u',
    unit: 'USD',
    symbols: {
      N: { unit: 'USD', meaning: 'design, masks and tools' },
      p: { unit: '1', meaning: 'expected re-spins' },
      s: { unit: 'share', meaning: 'a re-spin over the first design' },
      L: { unit: 'USD', meaning: 'lost by being late' },
      n: { unit: '1', meaning: 'units' },
    },
    source: 'definition',
  },
  (design, respins, respinShare, late, fixedUnits) => design * (1 + respins * respinShare) + late + fixedUnits,
);

/** Share of substrates of another size that work, by defects alone. */
export const substrateYield = defineTerm<[number, number, number]>(
  {
    term: 'silicon.substrate_yield',
    formula: 'Y0 ^ ((L / L0)²)',
    unit: 'share',
    symbols: {
      Y0: { unit: 'share', meaning: 'yield at the known size' },
      L: { unit: 'mm', meaning: 'side of the substrate' },
      L0: { unit: 'mm', meaning: 'side of the known one' },
    },
    source: 'Poisson model of defects: no cliff is in it',
  },
  (known, side, knownSide) => known ** ((side / knownSide) ** 2),
);

/** How far a substrate bows against one of 70 mm of organic laminate. */
export const relativeBow = defineTerm<[number, number, number, number, number]>(
  {
    term: 'silicon.bow',
    formula: '(L / L0)² · |α − αs| / |α0 − αs|',
    unit: '1',
    symbols: {
      L: { unit: 'mm', meaning: 'side of the substrate' },
      L0: { unit: 'mm', meaning: 'side of the one compared with' },
      α: { unit: 'ppm/K', meaning: 'thermal expansion of its core' },
      α0: { unit: 'ppm/K', meaning: 'thermal expansion of the one compared with' },
      αs: { unit: 'ppm/K', meaning: 'thermal expansion of silicon' },
    },
    source: 'S. Timoshenko, J. Opt. Soc. Am. 11, 1925: bow of a strip of two materials grows with its length squared',
  },
  (side, known, expansion, knownExpansion, silicon) =>
    (side / known) ** 2 * (Math.abs(expansion - silicon) / Math.abs(knownExpansion - silicon)),
);

/** Volume of a whole that a part grows out of: what the growth of the whole must be for the part to have its share. */
export const impliedGrowth = defineTerm<[number, number, number, number]>(
  {
    term: 'silicon.implied_growth',
    formula: '(1 + g) / (s1 / s0)^(1/n) − 1',
    unit: '1/a',
    symbols: {
      g: { unit: '1/a', meaning: 'growth of the part a year' },
      s0: { unit: 'share', meaning: 'its share at first' },
      s1: { unit: 'share', meaning: 'its share at last' },
      n: { unit: 'a', meaning: 'years between' },
    },
    source: 'share = part / whole',
  },
  (growth, from, to, years) => (1 + growth) / (to / from) ** (1 / years) - 1,
);

/** Share of a whole after some years, both growing. */
export const shareAfter = defineTerm<[number, number, number, number]>(
  {
    term: 'silicon.share_after',
    formula: 's0 · ((1 + g) / (1 + d))^n',
    unit: 'share',
    symbols: {
      s0: { unit: 'share', meaning: 'share at first' },
      g: { unit: '1/a', meaning: 'growth of the part a year' },
      d: { unit: '1/a', meaning: 'growth of the whole a year' },
      n: { unit: 'a', meaning: 'years' },
    },
    source: 'definition',
  },
  (from, growth, whole, years) => from * ((1 + growth) / (1 + whole)) ** years,
);
