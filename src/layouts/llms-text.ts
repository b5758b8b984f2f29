import { defaultLanguage, languages, stringsOf, type Language } from '#i18n/languages.ts';
import { isUntranslated, kbSections, placed, sectionOf, type Placed, type TreeCollection } from './site-tree.ts';

/**
 * `llms.txt` (llmstxt.org): the public pages with what each is about, by the parts of the site; other languages at the end as optional.
 * There is no `llms-full.txt`: the numbers of the programme are drawn into the texts by tags, and a text without them would mislead.
 */
export async function llmsText(site: URL): Promise<string> {
  const t = stringsOf(defaultLanguage);
  const main = await blocks(defaultLanguage, site);
  const others = await Promise.all(
    languages.filter((language) => language !== defaultLanguage).map((language) => blocks(language, site)),
  );
  const optional = others.flat().flatMap(({ lines }) => lines);
  return [
    `# ${t.site.name}`,
    `> ${t.site.description}`,
    t.site.about,
    ...main.map(({ title, lines }) => `## ${title}\n\n${lines.join('\n')}`),
    ...(optional.length > 0 ? [`## Optional\n\n${optional.join('\n')}`] : []),
    '',
  ].join('\n\n');
}

const isLegal = ({ path }: Placed<'pages'>) => path.startsWith('/legal/');

async function blocks(language: Language, site: URL): Promise<{ title: string; lines: string[] }[]> {
  const t = stringsOf(language);
  const written = async <C extends TreeCollection>(collection: C, fits: (page: Placed<C>) => boolean = () => true) =>
    (await placed(collection))
      .filter((page) => page.language === language && page.access === 'public' && !isUntranslated(page) && fits(page))
      .toSorted((a, b) => Number(b.path === '/') - Number(a.path === '/'))
      .map(({ url, entry: { data } }) => `- [${data.title}](${new URL(url, site).href}): ${data.description}`);
  const sections = await kbSections(language);
  const ofKb = await Promise.all(
    sections.map(async ({ id, title }) => ({
      title: `${t.kb.title}: ${title}`,
      lines: await written('kb', ({ entry }) => sectionOf(entry.id) === id),
    })),
  );
  return [
    { title: t.nav.programme, lines: await written('pages', (page) => !isLegal(page)) },
    { title: t.nav.solutions, lines: await written('solutions') },
    ...ofKb,
    { title: t.nav.events, lines: await written('events') },
    { title: t.nav.news, lines: await written('news') },
    { title: t.footer.legal, lines: await written('pages', isLegal) },
  ].filter(({ lines }) => lines.length > 0);
}
