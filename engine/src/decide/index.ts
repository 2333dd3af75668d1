/**
 * decide/ - which of many answers is worth looking at, and where the better choice flips.
 * In: points with objectives to be made small, or a monotone function and the value it should reach. Out: the points that
 * nothing beats in every respect; the argument that reaches the target, or an honest "not within these bounds".
 * Papers: H. T. Kung, F. Luccio, F. P. Preparata, On finding the maxima of a set of vectors, J. ACM 22(4), 1975; bisection
 * keeps its bracket, as in R. P. Brent, Algorithms for Minimization without Derivatives, 1973, chapter 4.
 */
export * from './crossover/index.ts';
export * from './pareto-front.ts';
export * from './solve-for.ts';
