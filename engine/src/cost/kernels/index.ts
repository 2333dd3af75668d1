/**
 * kernels/ - the formula of each kind of kernel, with named parameters that a fit supplies for one chip, library and format.
 * In: a shape on one rank, fitted values, a chip's limits. Out: microseconds. One formula a file; `form.ts` says what a formula is.
 * Silicon grade: values fitted on that chip, corrected by a coarse grid of residuals; family grade: medians of relatives.
 * Papers: roofline (Williams 2009), FlashAttention (2205.14135), FlashDecoding, NCCL (2507.04786), aiconfigurator for the tables.
 */

export * from './answers-beside.ts';
export * from './attention-backward.ts';
export * from './back-end.ts';
export * from './choose-any-fit.ts';
export * from './choose-fit.ts';
export * from './collective.ts';
export * from './custom-all-reduce.ts';
export * from './decode.ts';
export { bothReadAhead, PLAN } from './decode-plan.ts';
export * from './dispatch.ts';
export * from './experts-layer.ts';
export * from './form.ts';
export * from './forms.ts';
export * from './gemm.ts';
export * from './latent-attention.ts';
export * from './limits.ts';
export { nearbyResidual } from './nearby-residual.ts';
export * from './prefill.ts';
export * from './router.ts';
