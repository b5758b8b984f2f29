/** Kinds of fields a browser without JavaScript sends. */
type FieldKind = 'text' | 'number' | 'choices' | 'checkbox';

/**
 * The fields of a public form by name. Names are the dotted paths of the JSON body, so a problem at `company.taxId` is a problem of
 * the field with that name.
 */
export type FormFields = Record<string, FieldKind>;

/** Hidden from people; a program that fills in every field gives itself away. */
export const honeypotField = 'website2';

const readers: { [kind in FieldKind]: (values: string[]) => unknown } = {
  text: (values) => values[0],
  // Left as text when it is none, so that the contract says what is wrong with it.
  number: ([value = '']) => (/^\s*\d{1,15}\s*$/.test(value) ? Number(value) : value.trim() || undefined),
  choices: (values) => values,
  checkbox: (values) => (values.length > 0 ? true : undefined),
};

/** The JSON body that says the same as the form; unknown names are left out. */
export function bodyOfForm(fields: FormFields, form: URLSearchParams): Record<string, unknown> {
  const body: Record<string, Record<string, unknown> | unknown> = {};
  for (const [name, kind] of Object.entries(fields)) {
    const [first = '', second] = name.split('.');
    const value = readers[kind](form.getAll(name));
    if (second === undefined) body[first] = value;
    else Object.assign((body[first] ??= {}) as object, { [second]: value });
  }
  return body;
}
