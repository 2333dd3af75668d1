/**
 * cost/ - one operator or collective on one machine -> seconds and bytes.
 * In: shapes on one rank, a chip's sustained rates, tiers of the network. Out: plain numbers from terms that carry their formula.
 * Three grades: silicon (kernels/: a formula fitted to that chip), family (its relatives' parameters), datasheet (share x shape effects).
 * Papers: roofline (Williams 2009), FlashAttention (2205.14135), collectives (Thakur 2005), nested rings (BlueConnect 2019).
 */
export * from './attention.ts';
export * from './collective.ts';
export * from './experts.ts';
export * from './fitted-machine.ts';
export * from './kernels/index.ts';
export * from './matmul.ts';
export * from './product.ts';
export * from './traffic.ts';
