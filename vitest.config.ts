import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

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
          include: ['{engine,catalogue,cli,web,lab}/src/**/*.test.ts'],
          // These keep no state: files of one worker load the engine once, and not once each.
          isolate: false,
        },
      },
      // Some of these put another module in place of one of ours, or measure memory: each has a world of its own.
      { extends: true, test: { name: 'alone', include: ['tests/**/*.test.ts'] } },
    ],
    coverage: { provider: 'v8', include: ['engine/src/**/*.ts'], exclude: ['**/*.test.ts'] },
  },
});
