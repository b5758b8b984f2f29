import { callApi } from '../../api/call-api.ts';
import type { CourseProgress, LessonCompletion } from './course-contract.ts';

const completion = (lesson: string) => `/api/course/lessons/${encodeURIComponent(lesson)}/completion`;

export const readCourse = () => callApi<CourseProgress>('/api/course');

export const completeLesson = (lesson: string) => callApi<LessonCompletion>(completion(lesson), { method: 'POST' });

export const reopenLesson = (lesson: string) => callApi<undefined>(completion(lesson), { method: 'DELETE' });
