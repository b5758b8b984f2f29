import type { FormFields } from '../forms/form-fields.ts';

/** The fields of the enquiry form as a browser without JavaScript sends them, and what each becomes. */
export const enquiryFields = {
  'company.name': 'text',
  'company.country': 'text',
  'company.taxId': 'text',
  'company.site': 'text',
  'contact.name': 'text',
  'contact.email': 'text',
  'contact.phone': 'text',
  solutions: 'choices',
  message: 'text',
  'consents.processing': 'checkbox',
  'consents.transfer': 'checkbox',
  locale: 'text',
} as const satisfies FormFields;

/** The JSON body that says the same: a country without a tax id is what the list shows at first, not an answer. */
export function withoutUnusedCountry(body: Record<string, unknown>): Record<string, unknown> {
  const company = body['company'] as Record<string, unknown>;
  const hasTaxId = typeof company['taxId'] === 'string' && company['taxId'].trim() !== '';
  return company['country'] === '' || !hasTaxId ? { ...body, company: { ...company, country: undefined } } : body;
}
