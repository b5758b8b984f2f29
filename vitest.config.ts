import { defineConfig } from 'vitest/config';

// One project per kind of test. `build` is made once by tests/helpers/global-setup.ts and used by e2e and the tests of the output.
const project = (name: string, more: object = {}) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout: 30_000, hookTimeout: 120_000, ...more },
});

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'architecture', include: ['tests/*.test.ts'] } },
      project('features'),
      project('content'),
      project('database'),
      project('functions'),
      project('output'),
      project('e2e', { testTimeout: 120_000, fileParallelism: false, globalSetup: ['tests/helpers/running-site.ts'] }),
    ],
  },
});
