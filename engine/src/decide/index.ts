/**
 * decide/ - which of many answers is worth looking at, where the better choice flips, and what work goes on which accelerators.
 * In: points with objectives to be made small; a monotone function and the value it should reach; two choices as functions of an
 * input; work and pools of accelerators. Out: the points that nothing beats in every respect; the argument that reaches the target, or an honest "not within these
 * bounds"; every point at which the better choice flips, its range, who wins where, and what may have been missed;
 * a placement with what its limits are worth, or the few limits that are in each other's way.
 * Papers: H. T. Kung, F. Luccio, F. P. Preparata, On finding the maxima of a set of vectors, J. ACM 22(4), 1975; bisection
 * keeps its bracket, as in R. P. Brent, Algorithms for Minimization without Derivatives, 1973, chapter 4; ITP: Oliveira and
 * Takahashi, ACM TOMS 47(1), 2020.
 */
export * from './crossover/index.ts';
export * from './fleet/index.ts';
export * from './pareto-front.ts';
export * from './solve-for.ts';
export * from './worksheet/index.ts';
