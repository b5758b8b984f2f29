import { onProgress, showProgress } from './course-progress.ts';
import { doneOf, nextLesson, type LessonLink } from './course-rules.ts';

/** The cells of the lessons on a page; on the page of the whole course also how much is done, and the way to the next lesson. */
const head = document.querySelector<HTMLElement>('[data-course]');

onProgress((progress) => {
  if (typeof progress === 'string') return;
  const { done } = progress;
  showProgress(done);
  if (!head) return;
  const lessons = JSON.parse(head.dataset['course']!) as LessonLink[];
  const count = doneOf(lessons, done);
  const next = nextLesson(lessons, done);
  const sum = head.querySelector<HTMLElement>('[data-course-done]')!;
  const start = head.querySelector<HTMLAnchorElement>('[data-course-start]')!;
  const words = sum.dataset as { some: string; all: string; none: string };
  sum.textContent = count === 0 ? words.none : next ? words.some.replace('{n}', String(count)) : words.all;
  const target = next ?? lessons[0]!;
  start.href = target.url;
  start.firstElementChild!.textContent =
    count === 0 || !next ? start.dataset['first']! : start.dataset['continue']!.replace('{n}', String(target.number));
});
