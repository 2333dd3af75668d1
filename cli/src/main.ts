// The bundle's entry. What is asked most often and needs nothing is answered before anything else is loaded.
import { version } from '../package.json';
import { endWithReader } from './pipes.ts';

endWithReader();
const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) process.stdout.write(`${version}\n`);
else {
  const { main } = await import('./program.ts');
  process.exitCode = await main(words);
}
