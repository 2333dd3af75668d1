/**
 * Compute, data, parameters: the loss that a budget buys, how it is best split, what repeating data is worth, how use after training
 * changes the best size, and which of the three binds.
 * Papers: Hoffmann et al., arXiv 2203.15556; Besiroglu et al., arXiv 2404.10102; Muennighoff et al., arXiv 2305.16264; Sardana et
 * al., arXiv 2401.00448.
 */
export * from './binding.ts';
export * from './law.ts';
export * from './lifetime.ts';
export * from './repeat.ts';
export * from './spread.ts';
