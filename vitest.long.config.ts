import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// What takes minutes: `npm run test:long`, which CI runs after `npm test`. One file after the other, because they measure.
const functionTests = readdirSync('tests/functions')
  .map((name) => `tests/functions/${name}`)
  .filter(
    (file) =>
      file.endsWith('.test.ts') &&
      !file.endsWith('/fuzz.test.ts') &&
      readFileSync(file, 'utf8').includes('openFunctionBackend'),
  );
const timeouts = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    fileParallelism: false,
    projects: [
      {
        test: {
          name: 'long',
          include: ['tests/long/**/*.test.ts'],
          globalSetup: ['tests/helpers/built-site.ts'],
          ...timeouts,
        },
      },
      {
        test: {
          name: 'fuzz',
          include: ['tests/functions/fuzz.test.ts'],
          env: { LETOK_FUZZ_RUNS: '5000' },
          ...timeouts,
        },
      },
      // All that is tested of the functions on the embedded PGlite, once more on a PostgreSQL.
      ...(process.env['LETOK_NO_POSTGRES'] === '1'
        ? []
        : [
            {
              test: {
                name: 'functions on PostgreSQL',
                include: functionTests,
                env: { LETOK_TEST_BACKEND: 'PostgreSQL' },
                ...timeouts,
              },
            },
          ]),
    ],
  },
});
