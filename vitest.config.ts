import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{engine,catalogue,cli}/src/**/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: './tests/build-once.ts',
    // Vitest leaves one core free, which on two cores means one test file at a time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 120_000,
    coverage: { provider: 'v8', include: ['engine/src/**/*.ts'], exclude: ['**/*.test.ts'] },
  },
});
