import mdx from '@astrojs/mdx';
import { satteri } from '@astrojs/markdown-satteri';
import react from '@astrojs/react';
import { defineConfig } from 'astro/config';
import { figureImages } from './src/build/markdown/figures.ts';
import { scrollingTables } from './src/build/markdown/tables.ts';

export default defineConfig({
  site: process.env.LETOK_SITE_URL ?? process.env.URL ?? 'http://localhost:4321',
  // Astro writes here; src/build/ then parts it into dist/ (published) and private/ (never published).
  outDir: './build',
  trailingSlash: 'always',
  scopedStyleStrategy: 'class',
  build: { inlineStylesheets: 'never', format: 'directory' },
  devToolbar: { enabled: false },
  integrations: [mdx({ optimize: false }), react()],
  markdown: {
    syntaxHighlight: false,
    processor: satteri({
      features: { smartPunctuation: false },
      mdastPlugins: [figureImages],
      hastPlugins: [scrollingTables],
    }),
  },
  vite: {
    build: {
      assetsInlineLimit: 0,
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  },
});
