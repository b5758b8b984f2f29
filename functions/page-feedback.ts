import { createHash } from 'node:crypto';
import type { Config } from '@netlify/functions';
import { readInput } from '../src/api/problem-contract.ts';
import { pageFeedback, type PageFeedback } from '../src/features/page-feedback/page-feedback-contract.ts';
import { canonicalJson } from '../src/features/programme/programme-rules.ts';
import { callDatabase } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { idempotencyKey } from './http/idempotency-key.ts';
import { languageOfBody } from './http/language.ts';
import { readPrivatePath } from './http/private-path.ts';
import { Refusal } from './http/refusal.ts';
import { bodyKind, readForm, readJson } from './http/request-body.ts';
import { opens, signedInUser } from './http/signed-in-user.ts';
import { unexpectedError } from './http/unexpected-error.ts';
import { isLanguage } from './i18n/words.ts';
import { isPublishedPage } from './site/published-pages.ts';
import { refusalPage } from './site/refusal-page.ts';

const routes: Route[] = [{ method: 'POST', path: '/api/page-feedback', answer: receiveFeedback }];

export default endpoint(routes);

export const config: Config = { path: ['/api/page-feedback'] };

/** A comment of 500 characters is 6 kB at most, percent-encoded. */
const atMostBytes = 16 * 1024;

function receiveFeedback(exchange: Exchange): Promise<Response> {
  return bodyKind(exchange.request, ['json', 'form']) === 'json' ? receiveJson(exchange) : receiveForm(exchange);
}

async function receiveJson(exchange: Exchange): Promise<Response> {
  const key = idempotencyKey(exchange.request);
  await keep(exchange, await readJson(exchange.request, atMostBytes), key);
  return Response.json({}, { status: 202 });
}

/** A browser without JavaScript: back to the page, where the address now shows the thanks, or a page that explains the refusal. */
async function receiveForm(exchange: Exchange): Promise<Response> {
  try {
    const { path } = await keep(exchange, bodyOfForm(await readForm(exchange.request, atMostBytes)));
    return new Response(null, { status: 303, headers: { location: `${encodeURI(path)}#page-feedback-thanks` } });
  } catch (error) {
    const refusal = error instanceof Refusal ? error : unexpectedError(error, 'POST /api/page-feedback');
    return refusalPage(refusal, exchange.language);
  }
}

function bodyOfForm(form: URLSearchParams): Record<string, unknown> {
  const useful = form.get('useful');
  return {
    path: form.get('path') ?? undefined,
    // Left as text when it is neither, so that the contract says what is wrong with it.
    useful: useful === 'yes' ? true : useful === 'no' ? false : (useful ?? undefined),
    comment: form.get('comment') ?? undefined,
    checkedOn: form.get('checkedOn') || undefined,
    language: form.get('language') ?? undefined,
  };
}

/** Checks an answer and hands it to the database. @throws Refusal */
async function keep(exchange: Exchange, body: unknown, key?: string): Promise<PageFeedback> {
  exchange.language = languageOfBody(body, 'language') ?? exchange.language;
  const read = readInput(pageFeedback, body);
  if (!read.ok) throw new Refusal('invalid_input', { fields: read.fields });
  const feedback = read.value;
  if (!isLanguage(feedback.language)) throw new Refusal('invalid_input', { fields: { language: 'choice_unknown' } });
  await refuseUnreadable(exchange, feedback.path);
  await callDatabase('submit_page_feedback', {
    ...feedback,
    networkAddress: exchange.networkAddress,
    idempotencyKey: key,
    requestSha256: createHash('sha256').update(canonicalJson(feedback)).digest('hex'),
  });
  return feedback;
}

/** Nobody writes about a page he cannot read, nor learns from the answer whether a private page exists: the session comes first. */
async function refuseUnreadable(exchange: Exchange, path: string): Promise<void> {
  const area = readPrivatePath(path)?.area;
  if (area) {
    const user = await signedInUser(exchange);
    if (!user) throw new Refusal('session_required');
    if (!opens(user, area)) throw new Refusal('wrong_role');
  }
  // A free text would be a second field for comments, and one nobody masks.
  if (!(await isPublishedPage(path, area ?? 'public'))) throw new Refusal('not_found');
}
