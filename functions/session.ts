import type { Config } from '@netlify/functions';
import type * as z from 'zod/mini';
import { readInput } from '../src/api/problem-contract.ts';
import { signInCodeRequest, signInRequest, type SessionAnswer } from '../src/features/account/session-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { languageOfBody } from './http/language.ts';
import { Refusal } from './http/refusal.ts';
import { bodyKind, readJson } from './http/request-body.ts';
import { beginSession } from './session/begin-session.ts';
import { endSession } from './session/end-session.ts';
import { sendSignInCode } from './session/sign-in-code.ts';

const routes: Route[] = [
  { method: 'POST', path: '/api/session/code', answer: askForCode },
  { method: 'POST', path: '/api/session', answer: signIn },
  { method: 'GET', path: '/api/session', answer: tellWho },
  { method: 'DELETE', path: '/api/session', answer: signOut },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/session', '/api/session/code'] };

/** An address, a code and a language. */
const atMostBytes = 4 * 1024;

async function askForCode(exchange: Exchange): Promise<Response> {
  const { email } = await read(exchange, signInCodeRequest);
  await sendSignInCode(exchange, email);
  return Response.json({}, { status: 202 });
}

async function signIn(exchange: Exchange): Promise<Response> {
  const { email, code } = await read(exchange, signInRequest);
  return Response.json(await beginSession(exchange, email, code));
}

async function tellWho(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<SessionAnswer>(exchange, 'current_session'));
}

async function signOut(exchange: Exchange): Promise<Response> {
  await endSession(exchange);
  return new Response(null, { status: 204 });
}

/** JSON alone: a page of another site cannot send that unasked. @throws Refusal */
async function read<Schema extends z.ZodMiniType>(exchange: Exchange, schema: Schema): Promise<z.output<Schema>> {
  bodyKind(exchange.request, ['json']);
  const body = await readJson(exchange.request, atMostBytes);
  exchange.language = languageOfBody(body) ?? exchange.language;
  const input = readInput(schema, body);
  if (!input.ok) throw new Refusal('invalid_input', { fields: input.fields });
  return input.value;
}
