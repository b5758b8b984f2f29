import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// One project per kind of test. Tests of the output and of the browser read the built site, which their global setups make once when
// its sources have changed; those of the output have a second one, with canaries, in a temporary folder.
const project = (name: string, more: object = {}) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout: 30_000, hookTimeout: 120_000, ...more },
});

// Races, kills and outages that take minutes run by themselves, with `npm run test:long`.
const long = process.argv.some((argument) => argument === 'long' || argument === '--project=long');

export default defineConfig({
  test: {
    // Two files at a time also where a machine has two cores: most of them wait for a database or a browser.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { name: 'architecture', include: ['tests/*.test.ts'] } },
      project('features'),
      project('content'),
      project('database'),
      project('functions'),
      ...(long ? [project('long', { testTimeout: 600_000, fileParallelism: false })] : []),
      project('output', { globalSetup: ['tests/helpers/canary-site.ts'] }),
      project('e2e', {
        testTimeout: 120_000,
        sequence: { groupOrder: 1 },
        globalSetup: ['tests/helpers/built-site.ts', 'tests/helpers/running-site.ts'],
      }),
    ],
  },
});
