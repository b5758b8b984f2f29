import type { EnquiryRequest } from '../../src/features/enquiries/enquiry-contract.ts';
import { canonicalJson } from '../../src/features/programme/programme-rules.ts';
import type { TestDatabase } from './database-pglite.ts';
import { consent, sha256, testEdition } from './database-requests.ts';

/** An enquiry as the contract leaves it; the tax id is the first client of the tests. */
export function sampleEnquiry(
  changed: {
    company?: Partial<EnquiryRequest['company']>;
    contact?: Partial<EnquiryRequest['contact']>;
    transfer?: boolean;
    message?: string;
  } = {},
): EnquiryRequest {
  return {
    company: {
      name: 'ООО «Мануфактура»',
      country: 'RU',
      taxId: '0000000001',
      site: 'manufaktura.example',
      ...changed.company,
    },
    contact: { name: 'Пётр Ткачёв', email: 'petr@manufaktura.example', phone: '+7 900 000-00-02', ...changed.contact },
    solutions: ['corporate-university'],
    message:
      changed.message ??
      'Нужен корпоративный университет на 300 человек.\nПётр Ткачёв, +7 900 000-00-02, petr@manufaktura.example',
    consents: { processing: true, ...(changed.transfer !== undefined && { transfer: changed.transfer }) },
    locale: 'ru',
  };
}

/** What the function `enquiries` asks of `receive_enquiry()`. */
export function enquiryRequestOf(
  enquiry: EnquiryRequest,
  changed: Record<string, unknown> = {},
  edition = testEdition(),
) {
  return {
    enquiry,
    edition: edition.rules.id,
    rulesSha256: edition.rulesSha256,
    networkAddress: '203.0.113.9',
    requestSha256: sha256(canonicalJson(enquiry)),
    consents: [
      consent('processing', true, 'Согласен на обработку персональных данных.'),
      consent('transfer', enquiry.consents.transfer === true, 'Разрешаю передать мои контакты партнёру.'),
    ],
    channel: 'json',
    ...changed,
  };
}

export interface EnquiryAnswer {
  number: string;
  answerBy: string;
  replayed: boolean;
}

/** A row of public.enquiries by its number. */
export async function enquiryByNumber(database: TestDatabase, number: string): Promise<{ id: string; status: string }> {
  const sql = 'select id, status from public.enquiries where number = $1';
  return (await database.query<{ id: string; status: string }>(sql, [number]))[0]!;
}

/** Letters that wait, in the order of their writing; of one kind where one is named. */
export const lettersIn = (database: TestDatabase, kind?: string) =>
  database.query<{ kind: string; recipient_email: string; payload: Record<string, unknown> }>(
    `select kind, recipient_email, payload from private.notifications where channel = 'mail' and ($1::text is null or kind = $1)
     order by sequence`,
    [kind ?? null],
  );

/** Leads that came back, with the partner they came back to. */
export const returnedLeadsIn = (database: TestDatabase) =>
  database.query<Record<string, unknown>>(
    `select l.*, p.name as partner from public.leads l join public.partners p on p.id = l.partner_id
     where l.source = 'returned' order by l.received_at`,
  );

/** What tests read of a passed lead. */
export interface PassedLead {
  id: string;
  number: string;
  status: string;
  need: string;
  answerBy: string;
  lead?: { number: string; contact?: object; need: string; pin: { receipt: string; until: string } };
  [more: string]: unknown;
}

/** Receives an enquiry and does what the server does after its answer. */
export async function receiveAndRoute(database: TestDatabase, request: object): Promise<EnquiryAnswer> {
  const answer = await database.call<EnquiryAnswer>('receive_enquiry', request);
  await database.queryAs('service_role', 'select public.route_enquiries()');
  return answer;
}
