import { serverDatabase } from '../database/connect.ts';
import { databaseProblem } from '../database/database-problem.ts';
import { Refusal } from './refusal.ts';
import { unexpectedError } from './unexpected-error.ts';

/**
 * Calls one SQL function that takes `request jsonb`, as the server's own role.
 * @throws Refusal with the code SQL raised; `too_many_requests` brings the seconds to wait as its detail
 */
export async function callDatabase<Answer>(
  name: 'submit_application' | 'submit_page_feedback' | 'record_search_miss',
  request: object,
): Promise<Answer> {
  const { data, error } = await serverDatabase().rpc(name, { request: JSON.parse(JSON.stringify(request)) });
  if (error) throw refusalOfDatabase(error, name);
  return data as Answer;
}

export function refusalOfDatabase(error: unknown, where: string): Refusal {
  const { code, detail } = databaseProblem(error);
  if (code === 'internal') return unexpectedError(error, where);
  if (code === 'invalid_input') return new Refusal(code, { fields: { [detail ?? 'body']: 'invalid' } });
  return new Refusal(code, Number(detail) > 0 ? { retryAfterSeconds: Number(detail) } : {});
}
