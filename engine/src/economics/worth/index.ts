/**
 * What a trained model and the compute behind it are worth over time: prices of one seller followed through the years, price of speed,
 * what training again will cost, and when waiting or buying beats training now.
 * Papers: A. Ho et al., Algorithmic progress in language models, arXiv 2403.05812; B. Cottier et al., arXiv 2405.21015.
 */
export * from './terms.ts';
export * from './trends.ts';
