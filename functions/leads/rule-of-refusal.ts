import type { ProblemCode } from '../../src/api/problem-contract.ts';
import { Refusal } from '../http/refusal.ts';
import { publishedProgramme } from '../site/published-programme.ts';

/** Which rule of the edition stands behind a refused registration. */
const rules: Partial<Record<ProblemCode, string>> = {
  offer_not_accepted: 'lead.requireOffer',
  course_not_passed: 'lead.requireCourse',
  client_already_yours: 'pin.exclusive',
  quota_exhausted: 'quota.openRegistrations',
  too_many_requests: 'quota.registrationsPerMinute',
};

/** The refusal with the rule it follows, so that the page can show and link it; any other error as it is. */
export async function ruleOfRefusal(error: unknown): Promise<unknown> {
  const id = error instanceof Refusal ? rules[error.code] : undefined;
  if (!(error instanceof Refusal) || id === undefined) return error;
  const { inForce } = await publishedProgramme();
  return new Refusal(error.code, { ...error.detail, rule: { edition: inForce.rules.id, id } });
}
