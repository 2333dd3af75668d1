/**
 * cost/ - one operator or collective on one machine -> seconds and bytes.
 * In: shapes on one rank, a chip's sustained rates, tiers of the network. Out: plain numbers from terms that carry their formula.
 * Three grades: silicon (kernels/: a formula fitted to that chip), family (its relatives' parameters), datasheet (share x shape effects).
 * Papers: roofline (Williams 2009), FlashAttention (2205.14135), collectives (Thakur 2005), nested rings (BlueConnect 2019).
 * To read: roofline (ridge, intensity, attainable rate), matmul (a product by the datasheet), product (by the fitted law, on a processor),
 * attention, experts, traffic (and the host that paces), collective (α + β·V over nested tiers), then kernels/. docs/formulas.md lists all.
 */
export * from './attention.ts';
export * from './collective.ts';
export * from './experts.ts';
export * from './fitted-machine.ts';
export * from './kernels/index.ts';
export * from './matmul.ts';
export * from './product.ts';
export * from './roofline.ts';
export * from './traffic.ts';
