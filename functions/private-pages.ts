import type { Config } from '@netlify/functions';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { byteRange } from './http/byte-range.ts';
import { contentType } from './http/content-type.ts';
import { readPrivatePath } from './http/private-path.ts';
import { Refusal } from './http/refusal.ts';
import { opens, signedInUser } from './http/signed-in-user.ts';
import { unexpectedError } from './http/unexpected-error.ts';
import { inLanguage, languageOfPath } from './i18n/words.ts';
import { readPage, readPrivateFile } from './site/site-files.ts';

const areas = ['/partner', '/staff', '/:lang{[a-z]{2}}/partner', '/:lang{[a-z]{2}}/staff'];
const routes: Route[] = areas.flatMap((area) => [
  { method: 'GET', path: area, answer: answerPrivate },
  { method: 'GET', path: `${area}/*`, answer: answerPrivate },
]);

export default endpoint(routes);

// In every language, also one that is added later: the first folder of two letters.
export const config: Config = {
  path: [
    '/partner',
    '/staff',
    '/partner/*',
    '/staff/*',
    '/:lang([a-z]{2})/partner',
    '/:lang([a-z]{2})/staff',
    '/:lang([a-z]{2})/partner/*',
    '/:lang([a-z]{2})/staff/*',
  ],
  preferStatic: false,
};

/** Nobody but this visitor keeps a copy: no shared cache, no browser cache, no search engine. */
const guarded = { 'cache-control': 'private, no-store', vary: 'Cookie', 'x-robots-tag': 'noindex' };

async function answerPrivate(exchange: Exchange): Promise<Response> {
  const { url, request } = exchange;
  const path = readPrivatePath(url.pathname);
  exchange.language = languageOfPath(url.pathname);
  if (!path) return pageOf(exchange, '/404.html', new Refusal('not_found'));

  const user = await signedInUser(exchange).catch((error: unknown) =>
    error instanceof Refusal ? error : unexpectedError(error, 'the gate'),
  );
  if (user instanceof Refusal) return refuse(exchange, path.isPage, user);
  if (!user) {
    if (!path.isPage) return withGuard(new Refusal('session_required').response(exchange.language));
    // The path is a plain one of ours, so `next` cannot lead to another site.
    const signIn = `${inLanguage(exchange.language, '/sign-in/')}?next=${encodeURIComponent(url.pathname + url.search)}`;
    return new Response(null, { status: 302, headers: { ...guarded, location: signIn } });
  }
  if (!opens(user, path.area)) return refuse(exchange, path.isPage, new Refusal('wrong_role'));

  const file = path.file.endsWith('/') ? `${path.file}index.html` : path.file;
  const body = await readPrivateFile(file);
  if (body) return fileOrPart(body, contentType(file), path.isPage ? null : request.headers.get('range'));
  const isFolder = path.isPage && (await readPrivateFile(`${file}/index.html`)) !== undefined;
  if (isFolder)
    return new Response(null, { status: 308, headers: { ...guarded, location: `${url.pathname}/${url.search}` } });
  return pageOf(exchange, '/404.html', new Refusal('not_found'));
}

async function refuse(exchange: Exchange, isPage: boolean, refusal: Refusal): Promise<Response> {
  return isPage
    ? pageOf(exchange, inLanguage(exchange.language, `/errors/${refusal.code}/`), refusal)
    : withGuard(refusal.response(exchange.language));
}

function fileOrPart(body: Uint8Array<ArrayBuffer>, type: string, asked: string | null): Response {
  const headers = { ...guarded, 'content-type': type };
  const range = byteRange(asked, body.length);
  if (range === undefined) return new Response(body, { headers });
  if (range === null)
    return new Response(null, { status: 416, headers: { ...guarded, 'content-range': `bytes */${body.length}` } });
  const part = body.slice(range.from, range.to + 1);
  const where = `bytes ${range.from}-${range.to}/${body.length}`;
  return new Response(part, { status: 206, headers: { ...headers, 'content-range': where } });
}

/** A page of the public site that explains the refusal, with the refusal's status; problem+json where there is none. */
async function pageOf(exchange: Exchange, pagePath: string, refusal: Refusal): Promise<Response> {
  const page = await readPage(pagePath);
  if (page === undefined) return withGuard(refusal.response(exchange.language));
  return new Response(page, {
    status: refusal.status,
    headers: { ...guarded, ...refusal.headers(), 'content-type': 'text/html; charset=utf-8' },
  });
}

function withGuard(response: Response): Response {
  for (const [name, value] of Object.entries(guarded)) response.headers.set(name, value);
  return response;
}
