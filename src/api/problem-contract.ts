import * as z from 'zod/mini';

/**
 * Every problem an answer of the server may name, and its HTTP status. The one table: functions answer with it, SQL raises
 * `PT<status>` with the code as message, `strings.<lang>.json` holds title and remedy (`problems.<code>`), and
 * tests/functions/problems.test.ts compares the three. Each code has a page under `/errors/<code>/`.
 */
export const problemStatus = {
  malformed_json: 400,
  session_required: 401,
  code_wrong: 401,
  token_wrong: 401,
  wrong_role: 403,
  foreign_origin: 403,
  offer_not_accepted: 403,
  course_not_passed: 403,
  other_person_needed: 403,
  not_found: 404,
  method_not_allowed: 405,
  edition_immutable: 409,
  already_decided: 409,
  undo_too_late: 409,
  partner_suspended: 409,
  address_taken: 409,
  already_member: 409,
  last_owner: 409,
  offer_changed: 409,
  client_unavailable: 409,
  client_already_yours: 409,
  client_not_pinned: 409,
  client_in_review: 409,
  extension_not_possible: 409,
  renewal_not_possible: 409,
  appeal_waiting: 409,
  transfer_waiting: 409,
  transfer_needed: 409,
  thread_full: 409,
  too_large: 413,
  unsupported_media_type: 415,
  invalid_input: 422,
  idempotency_key_invalid: 422,
  idempotency_key_reused: 422,
  sent_too_fast: 422,
  logo_refused: 422,
  csv_encoding: 422,
  csv_malformed: 422,
  csv_too_many_rows: 422,
  too_many_requests: 429,
  too_many_tries: 429,
  quota_exhausted: 429,
  internal: 500,
  edition_not_published: 503,
  database_unavailable: 503,
} as const;

export type ProblemCode = keyof typeof problemStatus;

export const problemCodes = Object.keys(problemStatus) as ProblemCode[];

/** What may be wrong with one field; words in `strings.fieldProblems`. */
export const fieldProblemCodes = [
  'required',
  'too_short',
  'too_long',
  'too_many',
  'not_text',
  'not_a_number',
  'number_range',
  'choice_unknown',
  'email_format',
  'phone_format',
  'site_format',
  'code_format',
  'date_format',
  'tax_id_length',
  'tax_id_format',
  'tax_id_checksum',
  'tax_id_placeholder',
  'consent_required',
  'invalid',
] as const;

export type FieldProblemCode = (typeof fieldProblemCodes)[number];
/** Dotted name of the field (`company.taxId`) -> what is wrong with it. */
export type FieldProblems = Record<string, FieldProblemCode>;

/** RFC 9457 `application/problem+json`, as every endpoint answers when it refuses. */
export interface Problem {
  /** Path of the page that explains the problem: `/errors/<code>/`. */
  type: string;
  /** One sentence in the language of the request. */
  title: string;
  /** What can be done about it, in the same language; the page of `type` says it too. */
  detail: string;
  status: number;
  code: ProblemCode;
  fields?: FieldProblems;
  /** Of `already_decided`, and only to the vendor's people: what was decided, by whom and when (ISO 8601 UTC). */
  decided?: DecidedAlready;
}

export interface DecidedAlready {
  decision: 'approve' | 'return' | 'decline';
  by: string;
  at: string;
  reason: string;
}

const isFieldProblem = (text: string): text is FieldProblemCode =>
  (fieldProblemCodes as readonly string[]).includes(text);

/**
 * Reads input by a schema: the value in its clean form, or one code per field. A check names its code as its error message;
 * what zod reports by itself is translated here. The first issue of a field wins; a problem of the whole is at `body`.
 */
export function readInput<S extends z.core.$ZodType>(
  schema: S,
  input: unknown,
): { ok: true; value: z.output<S> } | { ok: false; fields: FieldProblems } {
  const read = z.safeParse(schema, input, { reportInput: true });
  if (read.success) return { ok: true, value: read.data };
  const fields: FieldProblems = {};
  for (const issue of read.error.issues) {
    const field = issue.path.filter((part) => typeof part === 'string').join('.') || 'body';
    fields[field] ??= codeOfIssue(issue);
  }
  return { ok: false, fields };
}

function codeOfIssue(issue: z.core.$ZodIssue): FieldProblemCode {
  const missing = issue.input === undefined || issue.input === null || issue.input === '';
  if (missing && issue.message !== 'consent_required') return 'required';
  if (isFieldProblem(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'string'
        ? 'not_text'
        : issue.expected === 'number' || issue.expected === 'int'
          ? 'not_a_number'
          : 'invalid';
    case 'too_small':
      return issue.origin === 'string' ? 'too_short' : issue.origin === 'array' ? 'required' : 'number_range';
    case 'too_big':
      return issue.origin === 'string' ? 'too_long' : issue.origin === 'array' ? 'too_many' : 'number_range';
    case 'invalid_value':
      return 'choice_unknown';
    default:
      return 'invalid';
  }
}
