import { inLanguage, stringsOf } from '#i18n/languages.ts';
import { isPageFolder } from './pages-tree.ts';
import { languageView, placed as placedPages, type Placed } from './site-tree.ts';
import type { PageView, SiteSection } from './page-view.ts';

/** The addresses of content/pages: the landings, or all others. They are routes of their own, because a landing's sheets are large. */
export async function pagePaths(frames: 'landing' | 'others') {
  const pages = await placedPages('pages');
  return pages
    .filter(({ entry }) => (entry.data.frame === 'landing') === (frames === 'landing'))
    .map((page) => {
      const address = page.url.slice(1, -1) || undefined;
      return { params: { [frames === 'landing' ? 'landing' : 'path']: address }, props: { page } };
    });
}

/** What the layouts need to know of a page of content/pages, and the folder whose pages stand beside it. */
export async function pageOfContentView(placed: Placed<'pages'>) {
  const { data } = placed.entry;
  const t = stringsOf(placed.language);
  const folder = placed.path.split('/')[1] ?? '';
  const tree = isPageFolder(folder) ? folder : undefined;
  const section: SiteSection = tree ?? 'other';
  const rootOf: Partial<Record<SiteSection, string>> = { programme: t.nav.programme, legal: t.footer.legal };
  const page: PageView = {
    url: placed.url,
    language: placed.language,
    access: placed.access,
    section,
    title: data.title,
    description: data.description,
    ...(await languageView(placed)),
    breadcrumbs:
      rootOf[section] && placed.path !== `/${section}/`
        ? [{ title: rootOf[section], url: inLanguage(placed.language, `/${section}/`) }]
        : undefined,
    modifiedOn: data.checkedOn,
    ...(data.frame === 'landing' && { picture: { title: data.title, kicker: t.site.programme } }),
    audience: data.audience,
    keywords: data.keywords,
  };
  return { page, tree };
}
