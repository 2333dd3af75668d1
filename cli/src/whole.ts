// Everything the command line can do, built into one script (dist/program-HASH.js) that load-program.ts compiles from V8's cache.
// What few commands need is still run only when it is asked for: its module is a function of the script until then.
export { main } from './program.ts';
export { work } from './worker.ts';
