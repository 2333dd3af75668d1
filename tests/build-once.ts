import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder for the page, which the first test that opens it builds there for all others of the run. */
    readonly pageFolder: string;
  }
}

/** Builds the catalogue and the command line once before any test, so tests read what users run. */
export default function setup(project: TestProject): () => void {
  execFileSync(process.execPath, ['cli/bin/build.mjs'], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-page-'));
  project.provide('pageFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
