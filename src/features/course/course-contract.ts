/**
 * A lesson by the names of its module and of itself in the address: `/course/programme/how-both-earn/` -> `programme.how-both-earn`.
 * Those of lessons alone may repeat from module to module.
 */
export const lessonIdOf = (path: string): string => path.split('/').slice(2, 4).join('.');

/** The addresses (`/course/programme/how-both-earn/`) a lesson may have; names may hold dots, so there can be several. None: no lesson. */
export function lessonPathsOf(lesson: string): string[] {
  if (lesson.length > 200 || !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(lesson)) return [];
  const parts = lesson.split('.');
  return parts.slice(1).map((_, at) => `/course/${parts.slice(0, at + 1).join('.')}/${parts.slice(at + 1).join('.')}/`);
}

/**
 * `POST /api/course/lessons/:lesson/completion`: the person has done the lesson; 200, the same again however often it is sent.
 * `DELETE` takes it back: 204. Problems of both: 401 `session_required`, 403 `wrong_role` (not a partner's person), 404 `not_found`
 * (no lesson that partners read).
 */
export interface LessonCompletion {
  lesson: string;
  /** When it was done for the first time. */
  at: string;
}

/** `GET /api/course`: what the person who is signed in has done, the first done on top. Lessons the course no longer has are among it. */
export interface CourseProgress {
  completed: LessonCompletion[];
}
