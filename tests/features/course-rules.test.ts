import { describe, expect, it } from 'vitest';
import { doneOf, nextLesson } from '../../src/features/course/course-rules.ts';

const lessons = ['a.one', 'a.two', 'b.one', 'b.two'].map((id) => ({ id }));

describe('the next lesson', () => {
  it('is the first that is not done', () => {
    expect(nextLesson(lessons, new Set())?.id).toBe('a.one');
    expect(nextLesson(lessons, new Set(['a.one', 'b.one']))?.id).toBe('a.two');
  });

  it('comes after the one that was read, and from the beginning when none after it is left', () => {
    expect(nextLesson(lessons, new Set(['b.one']), 'b.one')?.id).toBe('b.two');
    expect(nextLesson(lessons, new Set(['b.two']), 'b.two')?.id).toBe('a.one');
  });

  it('is none when all are done, whatever was done that the course no longer has', () => {
    const done = new Set([...lessons.map(({ id }) => id), 'old.lesson']);
    expect(nextLesson(lessons, done)).toBeUndefined();
    expect(doneOf(lessons, done)).toBe(4);
  });
});
