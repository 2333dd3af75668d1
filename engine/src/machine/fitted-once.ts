/**
 * Source of the few values of the datasheet laws that no paper states and no script of the repository fits: one joint fit, made before the
 * scripts were, over published training runs (the NVIDIA families of docs/accuracy.md). `docs/formulas.md` lists every formula that has one.
 */
export const FITTED_ONCE =
  'one fit over published training runs on A100, H100, B200 and GB200, 2026-11; no script repeats it';
