import { execFileSync } from 'node:child_process';

/** Builds the catalogue and the command line once before any test, so tests read what users run. */
export default function setup(): void {
  execFileSync(process.execPath, ['cli/bin/build.mjs'], { stdio: 'inherit' });
}
