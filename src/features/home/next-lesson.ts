import { currentSession } from '../../api/current-session.ts';
import type { Answer } from '../../api/call-api.ts';
import type { CourseProgress } from '../course/course-contract.ts';
import { doneOf, nextLesson, type LessonLink } from '../course/course-rules.ts';
import { readCourse } from './home-api.ts';

type Refused = Extract<Answer<unknown>, { ok: false }>;

export interface NextLessonData {
  lessons: (LessonLink & { note: string })[];
  courseUrl: string;
  words: Record<
    'count' | 'firstNote' | 'firstGo' | 'go' | 'done' | 'doneNote' | 'course' | 'title' | 'network',
    string
  >;
}

/** The first lesson that is not done, how many are, and the comb with their cells filled. */
const place = document.querySelector<HTMLElement>('[data-next-lesson]');

if (place) {
  const { lessons, courseUrl, words } = JSON.parse(place.dataset['nextLesson']!) as NextLessonData;
  const part = (name: string) => place.querySelector<HTMLElement>(`[data-lesson-${name}]`)!;

  const write = (title: string, note: string, url: string, go: string, textLanguage?: string) => {
    part('title').textContent = title;
    part('title').lang = textLanguage ?? document.documentElement.lang;
    part('note').textContent = note;
    place.querySelector('a')!.href = url;
    part('go').textContent = go;
  };

  const show = (done: ReadonlySet<string>) => {
    const next = nextLesson(lessons, done);
    const count = doneOf(lessons, done);
    part('count').textContent = words.count.replace('{n}', String(count)).replace('{of}', String(lessons.length));
    for (const cell of place.querySelectorAll<SVGElement>('[data-lesson]')) {
      const { lesson } = cell.dataset;
      cell.toggleAttribute('data-done', done.has(lesson!));
      cell.toggleAttribute('data-next', lesson === next?.id);
    }
    if (!next) write(words.done, words.doneNote, courseUrl, words.course);
    else
      write(
        next.title,
        count > 0 ? next.note : words.firstNote,
        next.url,
        count > 0 ? words.go : words.firstGo,
        next.textLanguage,
      );
  };

  const tell = (answer: Answer<CourseProgress> | Refused) => {
    if (answer.ok) return show(new Set(answer.value.completed.map(({ lesson }) => lesson)));
    const note = answer.problem === 'network' ? words.network : answer.problem.title;
    write(words.title, note, courseUrl, words.course);
  };

  const load = async () => {
    const session = await currentSession();
    if (!session.ok) tell(session);
    // The vendor's people see the course from its beginning.
    else if (session.value.user.partner) tell(await readCourse());
    place.dataset['state'] = 'known';
  };

  void load();
  // The browser may bring the page back as it was left, before a lesson was done.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) void load();
  });
}
