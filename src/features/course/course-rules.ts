/** A lesson as scripts of a page know it. */
export interface LessonLink {
  /** `programme.how-both-earn` (course-contract.ts). */
  id: string;
  /** Place in the whole course, from 1. */
  number: number;
  title: string;
  url: string;
  /** Language of the title where it is not that of the page. */
  textLanguage?: string | undefined;
}

/** The first lesson that is not done: of those after the lesson `after`, else of all. None: the course is done. */
export function nextLesson<L extends { id: string }>(
  lessons: readonly L[],
  done: ReadonlySet<string>,
  after?: string,
): L | undefined {
  const at = lessons.findIndex(({ id }) => id === after);
  const isOpen = ({ id }: L) => !done.has(id);
  return lessons.slice(at + 1).find(isOpen) ?? lessons.find(isOpen);
}

/** How many of the lessons there are now are done. */
export const doneOf = (lessons: readonly { id: string }[], done: ReadonlySet<string>): number =>
  lessons.filter(({ id }) => done.has(id)).length;
