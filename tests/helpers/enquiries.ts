import type { EnquiryRequest } from '../../src/features/enquiries/enquiry-contract.ts';
import { canonicalJson } from '../../src/features/programme/programme-rules.ts';
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
