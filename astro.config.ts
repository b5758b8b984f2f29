import mdx from '@astrojs/mdx';
import { satteri } from '@astrojs/markdown-satteri';
import react from '@astrojs/react';
import { defineConfig } from 'astro/config';
import { typographyOfTags, typographyOfText } from './src/build/typography/markdown-plugin.ts';
import { figureImages } from './src/build/markdown/figures.ts';
import { scrollingTables } from './src/build/markdown/tables.ts';
import { assetFileNames } from './src/build/publish/asset-names.ts';
import { letok } from './src/build/publish/letok-integration.ts';

export default defineConfig({
  site: process.env.LETOK_SITE_URL ?? process.env.URL ?? 'http://localhost:4321',
  // Astro writes here; src/build/ then parts it into dist/ (published) and private/ (never published).
  outDir: './build',
  trailingSlash: 'always',
  scopedStyleStrategy: 'class',
  build: { inlineStylesheets: 'never', format: 'directory' },
  devToolbar: { enabled: false },
  integrations: [mdx({ optimize: true }), react(), letok()],
  markdown: {
    syntaxHighlight: false,
    processor: satteri({
      features: { smartPunctuation: false },
      mdastPlugins: [figureImages, typographyOfText],
      hastPlugins: [scrollingTables, typographyOfTags],
    }),
  },
  vite: {
    environments: { prerender: { build: { rolldownOptions: { output: { assetFileNames } } } } },
    build: {
      assetsInlineLimit: 0,
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  },
});
