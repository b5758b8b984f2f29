import mdx from '@astrojs/mdx';
import { satteri } from '@astrojs/markdown-satteri';
import react from '@astrojs/react';
import { defineConfig } from 'astro/config';
import { existsSync } from 'node:fs';
import { markdownOptions } from './src/build/markdown/plugins.ts';
import { assetFileNames, entryFileNames } from './src/build/publish/asset-names.ts';
import { letok } from './src/build/publish/letok-integration.ts';
import { siteAddress } from './src/build/site-address.ts';

// A build by hand reads the settings that the server reads; what stands in the environment goes first.
if (existsSync('.env')) process.loadEnvFile('.env');

export default defineConfig({
  site: siteAddress(process.env),
  // Astro writes here; src/build/ then parts it into dist/ (published) and private/ (never published).
  outDir: './build',
  trailingSlash: 'always',
  scopedStyleStrategy: 'class',
  // While one page is written, others are rendered.
  build: { inlineStylesheets: 'never', format: 'directory', concurrency: 4 },
  devToolbar: { enabled: false },
  integrations: [mdx(), react(), letok()],
  markdown: {
    syntaxHighlight: false,
    processor: satteri(markdownOptions),
  },
  vite: {
    environments: {
      prerender: { build: { rolldownOptions: { output: { assetFileNames } } } },
      client: { build: { rolldownOptions: { output: { entryFileNames } } } },
    },
    build: {
      assetsInlineLimit: 0,
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  },
});
