import type { FormFields } from '../forms/form-fields.ts';

/** The fields of the application form as a browser without JavaScript sends them, and what each becomes. */
export const applicationFields = {
  'company.fields': 'choices',
  'company.expertise': 'choices',
  'company.clientSizes': 'choices',
  'company.headcount': 'number',
  aim: 'text',
  'company.country': 'text',
  'company.taxId': 'text',
  'company.name': 'text',
  'company.site': 'text',
  'contact.name': 'text',
  'contact.position': 'text',
  'contact.email': 'text',
  'contact.phone': 'text',
  'consents.processing': 'checkbox',
  'consents.mailing': 'checkbox',
  locale: 'text',
} as const satisfies FormFields;
