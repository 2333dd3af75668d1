import { EXIT } from './exit-codes.ts';

/**
 * `ridgepoint ... | head` closes the pipe early: the reader has what it wanted, so that is an end and no fault. A closed
 * standard error costs remarks and not the answer, so the run goes on without it.
 */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.internal),
  );
  process.stderr.on('error', () => {});
}

/** Ends once all is written. Left to itself Node first collects its garbage, a tenth of the time that an answer takes. */
export function end(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}
