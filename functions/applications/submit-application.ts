import { createHash } from 'node:crypto';
import { readInput } from '../../src/api/problem-contract.ts';
import {
  applicationRequest,
  type ApplicationReceived,
  type ApplicationRequest,
} from '../../src/features/applications/application-contract.ts';
import { checkFit } from '../../src/features/applications/application-rules.ts';
import { canonicalJson } from '../../src/features/programme/programme-rules.ts';
import { callDatabase } from '../http/call-database.ts';
import { Refusal } from '../http/refusal.ts';
import { publishedProgramme, type PublishedProgramme } from '../site/published-programme.ts';

export interface Submission {
  /** What was sent, not yet trusted. */
  body: unknown;
  channel: 'json' | 'form';
  networkAddress: string;
  idempotencyKey?: string | undefined;
  /** Sent sooner than a person can fill in a form; mistakes are told first, since they are what a hasty person must mend. */
  tooFast?: boolean;
  /** Why staff should look twice; the answer is the same. */
  suspicion?: 'honeypot' | 'no_stamp' | undefined;
}

/**
 * Checks an application against the contract of the edition in force, works out the fit anew and hands all to the database, which
 * keeps the application, the consents and the letters in one transaction.
 * @throws Refusal with the fields at fault, or with what the database refuses
 */
export async function submitApplication(submission: Submission): Promise<ApplicationReceived & { replayed: boolean }> {
  const programme = await publishedProgramme();
  const { rules, rulesSha256 } = programme.inForce;
  const read = readInput(applicationRequest(rules.fit), submission.body);
  if (!read.ok) throw new Refusal('invalid_input', { fields: read.fields });
  if (submission.tooFast) throw new Refusal('sent_too_fast');
  const application = read.value;
  const fit = checkFit({ ...application.company, aim: application.aim }, rules.fit);
  return callDatabase<ApplicationReceived & { replayed: boolean }>('submit_application', {
    application,
    fit,
    edition: rules.id,
    rulesSha256,
    networkAddress: submission.networkAddress,
    idempotencyKey: submission.idempotencyKey,
    requestSha256: sha256(canonicalJson(application)),
    consents: consentRecords(application, programme),
    channel: submission.channel,
    suspicion: submission.suspicion,
  });
}

/** What was asked, word for word, and what was answered: a refused mailing is a record too. */
function consentRecords({ consents, locale }: ApplicationRequest, { consents: texts }: PublishedProgramme) {
  const shown = texts[locale];
  if (!shown) throw new Refusal('invalid_input', { fields: { locale: 'choice_unknown' } });
  return (['processing', 'mailing'] as const).map((purpose) => ({
    purpose,
    given: consents[purpose] === true,
    text: shown[purpose].text,
    textSha256: shown[purpose].sha256,
    version: shown[purpose].version,
  }));
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
