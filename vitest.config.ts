import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests that put another module in place of one of ours: each needs a world of its own. */
const REPLACING = ['tests/differential/calculon-products.test.ts', 'tests/fuzz/words.test.ts'];

const shared = {
  testTimeout: 120_000,
  // Vitest leaves one core free, which on two cores means one test file at a time.
  maxWorkers: Math.max(2, availableParallelism() - 1),
};

export default defineConfig({
  test: {
    globalSetup: './tests/build-once.ts',
    ...shared,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['{engine,catalogue,cli}/src/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: REPLACING,
          // The engine keeps no state: files of one worker load it once, and not once each.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: REPLACING } },
    ],
    coverage: { provider: 'v8', include: ['engine/src/**/*.ts'], exclude: ['**/*.test.ts'] },
  },
});
