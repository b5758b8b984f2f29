import type { Context } from '@netlify/functions';
import { Hono } from 'hono';
import type { Language } from '../i18n/words.ts';
import { acceptedLanguage } from './language.ts';
import { Refusal } from './refusal.ts';
import { refuseForeignOrigin } from './same-origin.ts';
import { securityHeaders } from './security-headers.ts';
import { unexpectedError } from './unexpected-error.ts';

/** One request on its way through a route. */
export interface Exchange {
  readonly request: Request;
  readonly url: URL;
  /** Values of the `:names` of the route's path. */
  readonly params: Record<string, string>;
  /** Network address of the sender; the platform or the Node host tells it. */
  readonly networkAddress: string;
  /** Work to finish after the answer; errors in it are the caller's. */
  readonly waitUntil: (work: Promise<unknown>) => void;
  /** Headers the answer gets whatever it turns out to be, such as the cookie of a renewed session. */
  readonly answerHeaders: Headers;
  /** Language of the answer: that of `Accept-Language` until a route knows better. */
  language: Language;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** In Hono's notation; `config.path` of the function says the same in Netlify's. */
  path: string;
  answer: (exchange: Exchange) => Response | Promise<Response>;
}

/** What a function uses of the platform's context; the Node host gives the same. */
export type FunctionContext = Pick<Context, 'ip' | 'waitUntil'>;

type Bindings = { Bindings: { exchange: Exchange } };

/**
 * What every function exports: its routes, each behind the same edge (origin check, 404, 405, OPTIONS, HEAD, problem+json, security
 * headers, `no-store`), as a handler in the form both Netlify and the Node host call.
 */
export function endpoint(routes: readonly Route[]): (request: Request, context: FunctionContext) => Promise<Response> {
  const app = new Hono<Bindings>({ strict: false });
  for (const { method, path, answer } of routes)
    app.on(method, path, (call) => {
      if (method !== 'GET') refuseForeignOrigin(call.req.raw);
      return answer(Object.assign(call.env.exchange, { params: call.req.param() }));
    });
  for (const path of new Set(routes.map((route) => route.path))) {
    const allow = allowedMethods(routes.filter((route) => route.path === path));
    app.options(path, () => new Response(null, { status: 204, headers: { allow } }));
    app.all(path, () => {
      throw new Refusal('method_not_allowed', { allow });
    });
  }
  app.notFound((call) => new Refusal('not_found').response(call.env.exchange.language));
  app.onError((error, call) => {
    const refusal =
      error instanceof Refusal ? error : unexpectedError(error, `${call.req.method} ${call.req.routePath}`);
    return refusal.response(call.env.exchange.language);
  });
  return async (request, context) => {
    const exchange = exchangeOf(request, context);
    return withCommonHeaders(await app.fetch(request, { exchange }), exchange.answerHeaders);
  };
}

function exchangeOf(request: Request, context: FunctionContext): Exchange {
  return {
    request,
    url: new URL(request.url),
    params: {},
    networkAddress: context.ip || '0.0.0.0',
    waitUntil: (work) => context.waitUntil(work),
    answerHeaders: new Headers(),
    language: acceptedLanguage(request.headers.get('accept-language')),
  };
}

function allowedMethods(routes: readonly Route[]): string {
  const methods = routes.map((route) => route.method as string);
  return [...new Set([...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].join(', ');
}

/** Adds what an answer has not decided by itself. */
async function withCommonHeaders(response: Response, collected: Headers): Promise<Response> {
  const headers = new Headers(response.headers);
  for (const [name, value] of collected) headers.append(name, value);
  for (const [name, value] of Object.entries({ ...(await securityHeaders()), 'Cache-Control': 'no-store' }))
    if (!headers.has(name)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
