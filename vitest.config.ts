import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{engine,catalogue,cli}/src/**/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: './tests/build-once.ts',
    testTimeout: 60_000,
    coverage: { provider: 'v8', include: ['engine/src/**/*.ts'], exclude: ['**/*.test.ts'] },
  },
});
