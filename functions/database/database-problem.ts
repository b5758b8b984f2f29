import { problemStatus, type ProblemCode } from '../../src/api/problem-contract.ts';

export interface DatabaseProblem {
  code: ProblemCode;
  /** What SQL gave along: the seconds to wait for `too_many_requests`, the field for `invalid_input`. */
  detail?: string;
}

/** SQLSTATE classes of a database that is not there: connection, resources, operator intervention; and PostgREST without one. */
const unavailable = /^(08|53|57P)|^PGRST00[0-3]$/;

/**
 * What an error of supabase-js means for an answer. SQL refuses with `PT<status>` and a code of the problem table as its message;
 * everything else is `database_unavailable` or, when nobody foresaw it, `internal`.
 */
export function databaseProblem(error: unknown): DatabaseProblem {
  const { code, message, details } = asRecord(error);
  const status = typeof code === 'string' ? /^PT(\d{3})$/.exec(code)?.[1] : undefined;
  if (status && isProblemCode(message) && problemStatus[message] === Number(status)) {
    return typeof details === 'string' && details !== '' ? { code: message, detail: details } : { code: message };
  }
  // A token that has expired or was never one of this database.
  if (typeof code === 'string' && /^PGRST30[0-3]$/.test(code)) return { code: 'session_required' };
  if (typeof code === 'string' && unavailable.test(code)) return { code: 'database_unavailable' };
  // supabase-js answers with an empty code when the request did not reach anybody.
  if (
    code === '' &&
    typeof message === 'string' &&
    /fetch failed|timeout|aborted|ECONN|ENOTFOUND|socket/i.test(message)
  ) {
    return { code: 'database_unavailable' };
  }
  return { code: 'internal' };
}

const asRecord = (error: unknown): Record<string, unknown> =>
  typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};

const isProblemCode = (text: unknown): text is ProblemCode =>
  typeof text === 'string' && Object.hasOwn(problemStatus, text);
