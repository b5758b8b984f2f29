import path from 'node:path';
import { sectionPicture, type Corpus, type CorpusPage } from './corpus.ts';
import { linkPackages, put } from './project-folder.ts';

/** `mdx`: every page is .mdx, as that stack is used. `mixed`: only pages with tags are, as on our site. */
export type RivalKind = 'mdx' | 'mixed';

/**
 * Bare Astro + MDX + Pagefind over the same corpus: one route, one layout with the list of the current section, tags as the smallest
 * components that show something. Code is not highlighted, because we do not either; everything else is as Astro comes.
 */
export function makeRivalProject(folder: string, corpus: Corpus, kind: RivalKind): void {
  linkPackages(folder);
  put(folder, 'package.json', '{ "name": "rival", "private": true, "type": "module" }');
  put(folder, 'astro.config.mjs', config);
  put(folder, 'src/content.config.ts', collection);
  put(folder, 'src/layouts/Page.astro', layout);
  put(folder, 'src/pages/kb/[...slug].astro', route);
  put(
    folder,
    'src/components.ts',
    `${tags.map((tag) => `import ${tag} from './tags/${tag}.astro';`).join('\n')}\nexport const components = { ${tags.join(', ')} };\n`,
  );
  for (const tag of tags) put(folder, `src/tags/${tag}.astro`, tagSources[tag]!);
  for (const section of corpus.sections)
    put(folder, path.join('content', section.id, `${section.id}.svg`), sectionPicture(section));
  for (const page of corpus.pages) {
    const extension = kind === 'mdx' || page.usesTags ? 'mdx' : 'md';
    put(folder, path.join('content', page.section, `${page.slug}.${extension}`), source(page));
  }
}

const source = ({ title, description, order, body }: CorpusPage) =>
  `---\ntitle: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(description)}\norder: ${order}\n---\n\n${body}`;

const config = `import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
export default defineConfig({ site: 'http://localhost:4321', integrations: [mdx()], markdown: { syntaxHighlight: false } });
`;

const collection = `import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
const kb = defineCollection({
  loader: glob({ base: './content', pattern: '**/*.{md,mdx}' }),
  schema: z.object({ title: z.string(), description: z.string(), order: z.number() }),
});
export const collections = { kb };
`;

const layout = `---
const { title, description, siblings, url } = Astro.props;
---
<!doctype html>
<html lang="ru">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>{title}</title>
    <meta name="description" content={description} />
  </head>
  <body>
    <header><a href="/">Knowledge base</a></header>
    <nav><ul>{siblings.map((page) => <li><a href={page.url} aria-current={page.url === url ? 'page' : undefined}>{page.title}</a></li>)}</ul></nav>
    <main data-pagefind-body>
      <h1>{title}</h1>
      <p>{description}</p>
      <slot />
    </main>
  </body>
</html>
<style>
  body { max-width: 60rem; margin: auto; font-family: sans-serif; }
</style>
`;

const route = `---
import { getCollection, render } from 'astro:content';
import Page from '../../layouts/Page.astro';
import { components } from '../../components.ts';
export async function getStaticPaths() {
  const pages = (await getCollection('kb')).sort((a, b) => a.data.order - b.data.order);
  const bySection = Map.groupBy(pages, ({ id }) => id.split('/')[0]);
  const links = new Map([...bySection].map(([id, all]) => [id, all.map((page) => ({ title: page.data.title, url: \`/kb/\${page.id}/\` }))]));
  return pages.map((page) => ({ params: { slug: page.id }, props: { page, siblings: links.get(page.id.split('/')[0]) } }));
}
const { page, siblings } = Astro.props;
const { Content } = await render(page);
---
<Page title={page.data.title} description={page.data.description} siblings={siblings} url={\`/kb/\${page.id}/\`}><Content components={components} /></Page>
`;

const tagSources: Record<string, string> = {
  Callout: '---\nconst { kind, title } = Astro.props;\n---\n<aside class={kind}><p>{title}</p><slot /></aside>\n',
  Steps: '<div class="steps"><slot /></div>\n',
  Tabs: '<div class="tabs"><slot /></div>\n',
  Tab: '---\nconst { label } = Astro.props;\n---\n<details><summary>{label}</summary><slot /></details>\n',
  Rule: '2 days\n',
  Reward: '35 %\n',
};
const tags = Object.keys(tagSources);
