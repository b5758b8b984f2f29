import { fill, plural, stringsOf, type Language } from '#i18n/languages.ts';
import { entriesFor, listAddress, listAlternates, prefixParam, type ReaderList } from './reader-lists.ts';
import { languageView, linkTo, once, placed, type Link, type Placed } from './site-tree.ts';
import type { PageView } from './page-view.ts';
import { lessonIdOf } from '#features/course/course-contract.ts';
import type { LessonLink } from '#features/course/course-rules.ts';

/** The pages of the course: the course, its modules, their lessons. The numbers of folders and files give the order. */

export type Lesson = Placed<'course'> & {
  /** Place in the whole course, from 1. */
  number: number;
};

export interface Module {
  /** Its address part. */
  id: string;
  /** From 1. */
  number: number;
  title: string;
  description: string;
  textLanguage: Language | undefined;
  /** Its own page, where it has one. */
  overview: Link | undefined;
  lessons: Lesson[];
  minutes: number;
}

const isModule = ({ entry }: Placed<'course'>) => entry.id.endsWith('/index');
/** `01-programme/02-pinning`: a translation stands where its original does. */
const placeOf = ({ entry }: Placed<'course'>) => entry.id.slice(entry.id.indexOf('/') + 1);
const folderOf = ({ entry }: Placed<'course'>) => entry.id.split('/')[1]!;
const slugOf = (path: string, at: number) => path.split('/')[at]!;

/** The course as a reader sees it. */
export function courseFor(list: ReaderList): Promise<Module[]> {
  return once(`course:${list.language}:${list.reader}`, async () => {
    const entries = (await entriesFor('course', list)).toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    let lessons = 0;
    return [...Map.groupBy(entries, folderOf).values()].map((inModule, at) => {
      const overview = inModule.find(isModule);
      const own = inModule.filter((entry) => !isModule(entry)).map((entry) => ({ ...entry, number: (lessons += 1) }));
      const words = stringsOf(list.language).course;
      return {
        id: slugOf(inModule[0]!.path, 2),
        number: at + 1,
        title: overview?.entry.data.title ?? fill(words.module, { n: at + 1 }),
        description: overview?.entry.data.description ?? '',
        textLanguage: overview && linkTo(overview).textLanguage,
        overview: overview && linkTo(overview),
        lessons: own,
        minutes: own.reduce((sum, { entry }) => sum + (entry.data.minutes ?? 0), 0),
      };
    });
  });
}

/** The lessons as scripts know them, in reading order. */
export const lessonLinks = (modules: readonly Module[]): LessonLink[] =>
  modules.flatMap(({ lessons }) =>
    lessons.map((lesson) => ({ id: lessonIdOf(lesson.path), number: lesson.number, ...linkTo(lesson) })),
  );

export async function modulePaths() {
  return (await placed('course')).filter(isModule).map((entry) => ({
    params: { prefix: prefixParam(entry.language, entry.access), module: slugOf(entry.path, 2) },
    props: { placed: entry },
  }));
}

export async function lessonPaths() {
  return (await placed('course'))
    .filter((entry) => !isModule(entry))
    .map((entry) => ({
      params: {
        prefix: prefixParam(entry.language, entry.access),
        module: slugOf(entry.path, 2),
        lesson: slugOf(entry.path, 3),
      },
      props: { placed: entry },
    }));
}

export async function courseView(list: ReaderList): Promise<{ page: PageView; modules: Module[] }> {
  const { language, reader } = list;
  const t = stringsOf(language);
  return {
    page: {
      url: listAddress('course', list),
      language,
      access: reader,
      section: 'course',
      title: t.course.title,
      description: t.course.lead,
      alternates: await listAlternates('course', reader),
    },
    modules: await courseFor(list),
  };
}

/** A module or a lesson, between its neighbours in reading order. */
export async function lessonView(placedLesson: Placed<'course'>) {
  const { entry, language, access, url } = placedLesson;
  const list = { language, reader: access };
  const modules = await courseFor(list);
  const order: Link[] = modules.flatMap(({ overview, lessons }) => [
    ...(overview ? [overview] : []),
    ...lessons.map(linkTo),
  ]);
  const at = order.findIndex((one) => one.url === url);
  const itsModule = modules.find(({ id }) => id === slugOf(placedLesson.path, 2))!;
  const page: PageView = {
    url,
    language,
    access,
    section: 'course',
    title: entry.data.title,
    description: entry.data.description,
    ...(await languageView(placedLesson)),
    breadcrumbs: [
      { title: stringsOf(language).course.title, url: listAddress('course', list) },
      ...(isModule(placedLesson) || !itsModule.overview ? [] : [itsModule.overview]),
    ],
    modifiedOn: entry.data.checkedOn,
    solutions: entry.data.solutions,
    audience: entry.data.audience,
    keywords: entry.data.keywords,
  };
  return {
    page,
    module: itsModule,
    lessons: lessonLinks(modules),
    courseUrl: listAddress('course', list),
    facts: factsOf(itsModule, language, url),
    previous: order[at - 1],
    next: order[at + 1],
  };
}

/** «Урок 7 · 12 минут», «Модуль 2 · 4 урока · 44 минуты» */
function factsOf(module: Module, language: Language, url: string): string {
  const t = stringsOf(language).course;
  const lesson = module.lessons.find((one) => one.url === url);
  const minutes = lesson ? (lesson.entry.data.minutes ?? 0) : module.minutes;
  const facts = lesson
    ? [fill(t.lesson, { n: lesson.number })]
    : [fill(t.module, { n: module.number }), plural(language, t.lessons, module.lessons.length)];
  return [...facts, ...(minutes > 0 ? [plural(language, t.minutes, minutes)] : [])].join(' · ');
}
