/**
 * The fields of the application form as a browser without JavaScript sends them, and what each becomes. Names are the dotted paths
 * of the JSON body, so a problem at `company.taxId` is a problem of the field with that name.
 */
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
} as const satisfies Record<string, 'text' | 'number' | 'choices' | 'checkbox'>;

/** Hidden from people; a program that fills in every field gives itself away. */
export const honeypotField = 'website2';

const readers = {
  text: (values: string[]) => values[0],
  // Left as text when it is none, so that the contract says what is wrong with it.
  number: ([value = '']: string[]) => (/^\s*\d{1,15}\s*$/.test(value) ? Number(value) : value.trim() || undefined),
  choices: (values: string[]) => values,
  checkbox: (values: string[]) => (values.length > 0 ? true : undefined),
};

/** The JSON body that says the same as the form; unknown names are left out. */
export function bodyOfForm(form: URLSearchParams): Record<string, unknown> {
  const body: Record<string, Record<string, unknown> | unknown> = {};
  for (const [name, kind] of Object.entries(applicationFields)) {
    const [first = '', second] = name.split('.');
    const value = readers[kind](form.getAll(name));
    if (second === undefined) body[first] = value;
    else Object.assign((body[first] ??= {}) as object, { [second]: value });
  }
  return body;
}
