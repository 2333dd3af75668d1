/**
 * training/run/ - how a step time becomes days.
 * In: seconds of a step with their range, tokens of the run and of a step, accelerators, how the machine fails and recovers.
 * Out: steps, wall time, goodput, interruptions, time in checkpoints, accelerator-hours, and the reason for each; default
 * reliability from the catalogue.
 * Papers: J. W. Young, A first order approximation to the optimum checkpoint interval, CACM 17(9), 1974; J. T. Daly, A higher
 * order estimate of the optimum checkpoint interval for restart dumps, FGCS 22(3), 2006. Failure rates: arXiv 2407.21783
 * (Llama 3), 2410.21680 (Meta's research clusters), 2205.01068 (OPT), the BLOOM report.
 */
export * from './default-reliability.ts';
export * from './estimate-run.ts';
export * from './run-because.ts';
export * from './terms.ts';
