import { inLanguage, stringsOf, type Language } from '#i18n/languages.ts';
import type { ProblemCode } from '#api/problem-contract.ts';
import type { Link } from './site-tree.ts';

/** What the form of the application runs into. */
const ofForms: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'invalid_input',
  'sent_too_fast',
  'too_many_requests',
  'too_large',
  'idempotency_key_invalid',
  'idempotency_key_reused',
  'foreign_origin',
  'edition_not_published',
  'database_unavailable',
  'internal',
]);
const ofSessions: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['session_required', 'wrong_role']);

/** Where to go from the page of a problem: what was probably tried, then the beginnings of the site. */
export function waysOn(code: ProblemCode, language: Language): Link[] {
  const t = stringsOf(language);
  const to = (title: string, path: string): Link => ({ title, url: inLanguage(language, path) });
  return [
    ...(ofForms.has(code) ? [to(t.errors.form, '/apply/')] : []),
    ...(ofSessions.has(code) ? [to(t.nav.signIn, '/sign-in/')] : []),
    to(t.nav.kb, '/kb/'),
    to(t.notFound.home, '/'),
  ];
}
