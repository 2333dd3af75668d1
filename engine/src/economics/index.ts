/**
 * economics/ - what a run costs in money, energy and carbon, what owning an accelerator does, and what a chip costs to make.
 * In: a run (accelerator-hours, wall time), the machine's rated power, and cited facts or the user's own numbers for the
 * price, the share of rated power drawn, the network, PUE and the grid. Out: a bill in USD, J, kgCO2e and W with a range and
 * the reason of each; the price used by default; currencies; the use at which owning costs what renting does; dies, packages.
 * Papers: node power is linear between idle and full and stays under its rating (Latif et al., arXiv 2412.08602; Newkirk et
 * al., arXiv 2506.14551); energy x grid intensity as in the Llama 3.1 model card and Patterson et al., arXiv 2104.10350.
 */
export * from './bill.ts';
export * from './bill-facts.ts';
export * from './bill-run.ts';
export * from './carbon/index.ts';
export * from './choose-price.ts';
export * from './currency.ts';
export * from './one-at-a-time.ts';
export * from './own/index.ts';
export * from './product-range.ts';
export * from './silicon/index.ts';
export * from './terms.ts';
export * from './worth/index.ts';
