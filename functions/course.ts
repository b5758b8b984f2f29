import type { Config } from '@netlify/functions';
import { lessonPathsOf, type CourseProgress, type LessonCompletion } from '../src/features/course/course-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { Refusal } from './http/refusal.ts';
import { signedInUser } from './http/signed-in-user.ts';
import { inLanguage, languages } from './i18n/words.ts';
import { isPublishedPage } from './site/published-pages.ts';

const completion = '/api/course/lessons/:lesson/completion';
const routes: Route[] = [
  { method: 'GET', path: '/api/course', answer: readCourse },
  { method: 'POST', path: completion, answer: completeLesson },
  { method: 'DELETE', path: completion, answer: reopenLesson },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/course', '/api/course/lessons/:lesson/completion'] };

async function readCourse(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<CourseProgress>(exchange, 'read_course', {}));
}

async function completeLesson(exchange: Exchange): Promise<Response> {
  const lesson = await lessonOf(exchange);
  return Response.json(await callAsCaller<LessonCompletion>(exchange, 'complete_lesson', { lesson }));
}

async function reopenLesson(exchange: Exchange): Promise<Response> {
  const lesson = await lessonOf(exchange);
  await callAsCaller(exchange, 'reopen_lesson', { lesson });
  return new Response(null, { status: 204 });
}

/** The lesson of the address. Who is not a partner's person does not learn which lessons there are. @throws Refusal */
async function lessonOf(exchange: Exchange): Promise<string> {
  const user = await signedInUser(exchange);
  if (!user) throw new Refusal('session_required');
  if (!user.partner) throw new Refusal('wrong_role');
  const lesson = exchange.params['lesson']!;
  const paths = lessonPathsOf(lesson).flatMap((path) => languages.map((one) => inLanguage(one, `/partner${path}`)));
  const published = await Promise.all(paths.map((path) => isPublishedPage(path, 'partner')));
  if (!published.includes(true)) throw new Refusal('not_found');
  return lesson;
}
