import { currentSession } from '../../api/current-session.ts';
import { readCourse } from './course-api.ts';

/** What the reader has done of the course, on every page that shows lessons. */
export type Progress = { done: Set<string> } | 'unknown' | 'nobody';

let asked: Promise<Progress> | undefined;

/** Asked once for all that a page shows. `nobody`: not a partner's person; `unknown`: the answer did not come. */
export function courseProgress(): Promise<Progress> {
  asked ??= readProgress();
  return asked;
}

async function readProgress(): Promise<Progress> {
  const session = await currentSession();
  if (!session.ok || !session.value.user.partner) return 'nobody';
  const course = await readCourse();
  if (!course.ok) return 'unknown';
  return { done: new Set(course.value.completed.map(({ lesson }) => lesson)) };
}

/** Fills the cells of lessons that are done, and empties those of others; whatever says so in words is shown with it. */
export function showProgress(done: ReadonlySet<string>): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-lesson]'))
    place.toggleAttribute('data-done', done.has(place.dataset['lesson']!));
}

/** Shows it now, and again when the browser brings the page back as it was left. */
export function onProgress(show: (progress: Progress) => void): void {
  void courseProgress().then(show);
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    asked = undefined;
    void courseProgress().then(show);
  });
}
