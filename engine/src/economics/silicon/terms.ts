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
