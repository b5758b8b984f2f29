import { callApi } from '../../api/call-api.ts';
import type { CourseProgress } from '../course/course-contract.ts';
import type { Home } from './home-contract.ts';

export const readHome = () => callApi<Home>('/api/home');

export const readCourse = () => callApi<CourseProgress>('/api/course');
