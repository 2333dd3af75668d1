// The bundle's entry. What is asked most often and needs nothing is answered before anything else is loaded.
import { setFlagsFromString } from 'node:v8';
import { version } from '../package.json';
import { endWithReader } from './pipes.ts';

endWithReader();
const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) process.stdout.write(`${version}\n`);
else {
  // Most answers are there before optimised code has paid for its making: functions must run longer before V8 makes it (67,584 by default).
  // CPU seconds of a plan 1.6 -> 1.4; more would make long searches slow to begin. Later versions know no such number and need none.
  if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=200000');
  const { main } = await import('./program.ts');
  process.exitCode = await main(words);
}
