import type { SupabaseClient } from '@supabase/supabase-js';
import { callerDatabase, serverDatabase } from '../database/connect.ts';
import { databaseProblem } from '../database/database-problem.ts';
import type { Database, Json } from '../database/database.types.ts';
import type { Exchange } from './endpoint.ts';
import { openSession } from './open-session.ts';
import { Refusal } from './refusal.ts';
import { unexpectedError } from './unexpected-error.ts';

type Functions = Database['public']['Functions'];
/** SQL functions that take `request jsonb`, or nothing. */
export type DatabaseFunction = {
  [Name in keyof Functions]: Functions[Name]['Args'] extends { request: Json } ? Name : never;
}[keyof Functions];

/**
 * Calls one SQL function as the server's own role: for endpoints anybody may call, and for the host.
 * @throws Refusal with the code SQL raised; `too_many_requests` brings the seconds to wait as its detail
 */
export async function callDatabase<Answer>(name: DatabaseFunction, request: object = {}): Promise<Answer> {
  return answerOf<Answer>(serverDatabase(), name, request);
}

/**
 * Calls one SQL function as the person who is signed in; the database finds out who that is and what they may.
 * @throws Refusal `session_required` where nobody is signed in, else with the code SQL raised
 */
export async function callAsCaller<Answer>(
  exchange: Exchange,
  name: DatabaseFunction,
  request: object = {},
): Promise<Answer> {
  const session = await openSession(exchange);
  if (!session) throw new Refusal('session_required');
  return answerOf<Answer>(callerDatabase(session.accessToken), name, request);
}

async function answerOf<Answer>(
  database: SupabaseClient<Database>,
  name: DatabaseFunction,
  request: object,
): Promise<Answer> {
  // Written out and read again: what is undefined is left out, as in every other JSON.
  const { data, error } = await database.rpc(name, { request: JSON.parse(JSON.stringify(request)) });
  if (error) throw refusalOfDatabase(error, name);
  return data as Answer;
}

export function refusalOfDatabase(error: unknown, where: string): Refusal {
  const { code, detail } = databaseProblem(error);
  if (code === 'internal') return unexpectedError(error, where);
  if (code === 'invalid_input') return new Refusal(code, { fields: { [detail ?? 'body']: 'invalid' } });
  return new Refusal(code, Number(detail) > 0 ? { retryAfterSeconds: Number(detail) } : {});
}
