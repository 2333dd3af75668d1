/**
 * steady/ - a replica under constant load, without a simulation: what a person asks of it first.
 * In: a replica made ready (timer, limits of its batch), the mean request, a rate or clients. Out: TTFT without queueing, TPOT, rates,
 * parts of the mean iteration, what binds, how the time divides over prompts, cached tokens and answers.
 * Papers: Little 1961 for clients that wait; Leviathan 2023 (2211.17192) for accepted guesses. Queueing is left to simulate/.
 */
export * from './binding.ts';
export * from './steady-figures.ts';
export * from './terms.ts';
