/**
 * trust/calibrate/scaling/ - fits a law of loss to training runs.
 * In: parameters, tokens and loss of each run. Out: E, A, B, α, β of training/scaling and how well they fit.
 * Method: Levenberg-Marquardt on the Huber loss of log errors, as Hoffmann et al., arXiv 2203.15556, appendix D.2; or on the
 * likelihood with the scale of errors fitted along, which the digits of Besiroglu et al., arXiv 2404.10102, come from.
 */
export * from './fit-law.ts';
