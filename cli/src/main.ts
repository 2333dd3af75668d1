// The bundle's entry. What is asked most often and needs nothing is answered before anything else is loaded.
import { isMainThread } from 'node:worker_threads';
import { version } from '../package.json';
import { loadProgram } from './load-program.ts';
import { end, endWithReader } from './pipes.ts';

if (isMainThread) {
  endWithReader();
  const words = process.argv.slice(2);
  if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) process.stdout.write(`${version}\n`);
  else end(await loadProgram().main(words));
} else await loadProgram().work();
