import type { SupabaseClient } from '@supabase/supabase-js';
import type { DecidedAlready } from '../../src/api/problem-contract.ts';
import { callerDatabase, serverDatabase } from '../database/connect.ts';
import { databaseProblem } from '../database/database-problem.ts';
import type { Database, Json } from '../database/database.types.ts';
import type { Exchange } from './endpoint.ts';
import { openSession } from './open-session.ts';
import { Refusal } from './refusal.ts';
import { unexpectedError } from './unexpected-error.ts';

type Functions = Database['public']['Functions'];
/** SQL functions that take `request jsonb`. */
export type TakesRequest = {
  [Name in keyof Functions]: Functions[Name]['Args'] extends { request: Json } ? Name : never;
}[keyof Functions];
/** SQL functions that take nothing. */
type TakesNothing = {
  [Name in keyof Functions]: [Functions[Name]['Args']] extends [never] ? Name : never;
}[keyof Functions];
type Call = [name: TakesRequest, request: object] | [name: TakesNothing];

/**
 * Calls one SQL function as the server's own role: for endpoints anybody may call.
 * @throws Refusal with the code SQL raised; `too_many_requests` brings the seconds to wait as its detail
 */
export function callDatabase<Answer>(...call: Call): Promise<Answer> {
  return answerOf<Answer>(serverDatabase(), call);
}

/**
 * Calls one SQL function as the person who is signed in; the database finds out who that is and what they may.
 * @throws Refusal `session_required` where nobody is signed in, else with the code SQL raised
 */
export async function callAsCaller<Answer>(exchange: Exchange, ...call: Call): Promise<Answer> {
  const session = await openSession(exchange);
  if (!session) throw new Refusal('session_required');
  return callWithToken<Answer>(session.accessToken, ...call);
}

/** As callAsCaller(), where the access token is at hand. */
export function callWithToken<Answer>(accessToken: string, ...call: Call): Promise<Answer> {
  return answerOf<Answer>(callerDatabase(accessToken), call);
}

async function answerOf<Answer>(database: SupabaseClient<Database>, [name, request]: Call): Promise<Answer> {
  // Written out and read again: what is undefined is left out, as in every other JSON.
  const text = request === undefined ? undefined : JSON.stringify(request);
  // PostgreSQL's text holds every character but this one, and bodies are cleaned of it; addresses and queries are not.
  if (text && /(?<!\\)(?:\\\\)*\\u0000/.test(text)) throw new Refusal('invalid_input', { fields: { body: 'invalid' } });
  const body = text === undefined ? undefined : { request: JSON.parse(text) };
  const { data, error } = await database.rpc(name as TakesRequest, body as { request: Json });
  if (error) throw refusalOfDatabase(error, name);
  return data as Answer;
}

export function refusalOfDatabase(error: unknown, where: string): Refusal {
  const { code, detail } = databaseProblem(error);
  if (code === 'internal') return unexpectedError(error, where);
  if (code === 'invalid_input') return new Refusal(code, { fields: { [detail ?? 'body']: 'invalid' } });
  if (code === 'already_decided' && detail) return new Refusal(code, { decided: JSON.parse(detail) as DecidedAlready });
  return new Refusal(code, Number(detail) > 0 ? { retryAfterSeconds: Number(detail) } : {});
}
