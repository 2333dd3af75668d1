/**
 * Energy and carbon of accelerators held for some hours: chips, servers, network, cooling; electricity by grid and hour of the day;
 * the share of making the machines; what else draws as much.
 * Papers: Lacoste et al., arXiv 1910.09700; Patterson et al., arXiv 2104.10350; Luccioni et al., arXiv 2211.02001 (embodied);
 * Gupta et al., ACT, ISCA 2022.
 */
export * from './embodied.ts';
export * from './footprint.ts';
export * from './hours.ts';
export * from './terms.ts';
