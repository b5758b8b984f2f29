import { createHash } from 'node:crypto';
import { readInput } from '../../src/api/problem-contract.ts';
import {
  enquiryRequest,
  type EnquiryReceived,
  type EnquiryRequest,
} from '../../src/features/enquiries/enquiry-contract.ts';
import { canonicalJson } from '../../src/features/programme/programme-rules.ts';
import { callDatabase } from '../http/call-database.ts';
import { Refusal } from '../http/refusal.ts';
import { publishedProgramme, type ConsentText, type PublishedProgramme } from '../site/published-programme.ts';

export interface Receipt {
  /** What was sent, not yet trusted. */
  body: unknown;
  channel: 'json' | 'form' | 'crm';
  networkAddress: string;
  idempotencyKey?: string | undefined;
  /** Sent sooner than a person can fill in a form; mistakes are told first, since they are what a hasty person must mend. */
  tooFast?: boolean;
  /** Why staff should look twice; the answer is the same. */
  suspicion?: 'honeypot' | 'no_stamp' | undefined;
}

/**
 * Checks an enquiry and hands it to the database, which keeps it with its consents, returns it to the partner that holds the client,
 * or lets it wait for a person. The answer is the same in any case.
 * @throws Refusal with the fields at fault, or with what the database refuses
 */
export async function receiveEnquiry(receipt: Receipt): Promise<Omit<EnquiryReceived, 'thanksUrl'>> {
  const programme = await publishedProgramme();
  const read = readInput(enquiryRequest, receipt.body);
  if (!read.ok) throw new Refusal('invalid_input', { fields: read.fields });
  if (receipt.tooFast) throw new Refusal('sent_too_fast');
  const enquiry = read.value;
  const { number, answerBy } = await callDatabase<{ number: string; answerBy: string }>('receive_enquiry', {
    enquiry,
    edition: programme.inForce.rules.id,
    rulesSha256: programme.inForce.rulesSha256,
    networkAddress: receipt.networkAddress,
    idempotencyKey: receipt.idempotencyKey,
    requestSha256: sha256(`${receipt.channel} ${canonicalJson(enquiry)}`),
    consents: consentRecords(enquiry, programme, receipt.channel),
    channel: receipt.channel,
    suspicion: receipt.suspicion,
  });
  return { number, answerBy };
}

/** What was asked, word for word, and what was answered; a refused transfer is a record too. */
function consentRecords(
  { consents, locale }: EnquiryRequest,
  programme: PublishedProgramme,
  channel: Receipt['channel'],
) {
  const shown = channel === 'crm' ? statedByCrm : programme.consents[locale];
  if (!shown) throw new Refusal('invalid_input', { fields: { locale: 'choice_unknown' } });
  return (['processing', 'transfer'] as const).map((purpose) => ({
    purpose,
    given: consents[purpose] === true,
    text: shown[purpose].text,
    textSha256: shown[purpose].sha256,
    version: shown[purpose].version,
  }));
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Which words the person has seen only the CRM knows: the record says so, and holds no text of ours the person never read. */
const statedByCrm = { processing: stated('processing'), transfer: stated('transfer') };

function stated(purpose: string): ConsentText {
  const text = `Stated by the CRM of the vendor, which keeps the proof of this consent (${purpose}).`;
  return { text, sha256: sha256(text), version: 'crm' };
}
