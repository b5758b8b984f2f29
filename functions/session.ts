import type { Config } from '@netlify/functions';
import { signInCodeRequest, signInRequest, type SessionAnswer } from '../src/features/account/session-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readRequest } from './http/read-request.ts';
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
  const { email } = await readRequest(exchange, signInCodeRequest, atMostBytes);
  await sendSignInCode(exchange, email);
  return Response.json({}, { status: 202 });
}

async function signIn(exchange: Exchange): Promise<Response> {
  const { email, code } = await readRequest(exchange, signInRequest, atMostBytes);
  return Response.json(await beginSession(exchange, email, code));
}

async function tellWho(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<SessionAnswer>(exchange, 'current_session'));
}

async function signOut(exchange: Exchange): Promise<Response> {
  await endSession(exchange);
  return new Response(null, { status: 204 });
}
