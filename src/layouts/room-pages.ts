import type { Access } from '#build/content-urls.ts';
import { stringsOf, type Language } from '#i18n/languages.ts';
import { inLanguageOf, kbArticles, kbSections, linkTo } from './site-tree.ts';
import { courseFor } from './course-pages.ts';
import { materialsFor, posters } from './material-pages.ts';
import { listFor } from './reader-lists.ts';
import { catalogue, partRows, solutionRoom } from './solution-pages.ts';
import { roomPage } from './room-links.ts';

/** The front pages of the closed rooms: `/partner/` for partners, `/staff/` for the vendor's people. */
type Room = Exclude<Access, 'public'>;

export async function roomView(language: Language, reader: Room) {
  const t = stringsOf(language);
  const words = t[reader];
  const page = roomPage(language, reader, '/', words);
  return {
    page,
    items: [
      ...(await courseAndMaterials(language, reader)),
      ...(await ownArticles(language, reader)),
      ...(reader === 'partner' ? await solutionParts(language) : []),
    ],
  };
}

/** What a partner begins with and what it takes along. */
async function courseAndMaterials(language: Language, reader: Room) {
  const t = stringsOf(language);
  const list = { language, reader };
  const [course, materials] = [await listFor('course', list), await materialsFor(list)];
  const modules = await courseFor(list);
  return [
    ...(course
      ? [
          {
            url: course,
            title: t.course.title,
            text: t.course.lead,
            links: modules.flatMap(({ overview }) => (overview ? [{ ...overview, access: reader }] : [])),
          },
        ]
      : []),
    ...(materials
      ? [
          {
            url: materials,
            title: t.materials.title,
            text: t.materials.lead,
            links: (await posters(list)).map(({ id, title, access }) => ({ title, url: `${materials}#${id}`, access })),
          },
        ]
      : []),
  ];
}

/** The sections that hold articles for this room alone, with those articles. */
async function ownArticles(language: Language, reader: Room) {
  const sections = await kbSections(language, reader);
  const rows = await Promise.all(
    sections.map(async ({ id, title, description, url }) => {
      const own = (await kbArticles(language, id, reader)).filter(({ access }) => access === reader);
      return {
        title,
        url,
        text: description,
        links: own.map((article) => ({ ...linkTo(article), access: reader })),
      };
    }),
  );
  return rows.filter(({ links }) => links.length > 0);
}

async function solutionParts(language: Language) {
  return Promise.all(
    (await catalogue(language)).map(async ({ solution, url, facts }) => ({
      title: inLanguageOf(facts.title, language),
      url: (await solutionRoom(solution, language)) ?? url,
      text: inLanguageOf(facts.summary, language),
      links: (await partRows(solution, language)).map((part) => ({
        title: part.title,
        url: part.url,
        textLanguage: part.textLanguage,
        access: 'partner' as const,
      })),
    })),
  );
}
