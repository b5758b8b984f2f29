import type { FieldProblemCode, FieldProblems } from '../../api/problem-contract.ts';
import type { ApplicationInput } from './application-contract.ts';

/** What the form holds: text as typed, choices as ticked. The names of its fields are the dotted paths of the contract. */
export interface ApplicationAnswers {
  company: {
    fields: string[];
    expertise: string[];
    clientSizes: string[];
    headcount: string;
    country: string;
    taxId: string;
    name: string;
    site: string;
  };
  aim: string;
  contact: { name: string; position: string; email: string; phone: string };
  consents: { processing: boolean; mailing: boolean };
}

export const noAnswers: ApplicationAnswers = {
  company: { fields: [], expertise: [], clientSizes: [], headcount: '', country: 'RU', taxId: '', name: '', site: '' },
  aim: '',
  contact: { name: '', position: '', email: '', phone: '' },
  consents: { processing: false, mailing: false },
};

/** The fields from top to bottom: the order of the error summary. */
export const fieldOrder = [
  'company.fields',
  'company.expertise',
  'company.clientSizes',
  'company.headcount',
  'aim',
  'company.country',
  'company.taxId',
  'company.name',
  'company.site',
  'contact.name',
  'contact.position',
  'contact.email',
  'contact.phone',
  'consents.processing',
  'consents.mailing',
] as const;

export type FieldName = (typeof fieldOrder)[number];

export const wholeNumber = (text: string): number | undefined =>
  /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : undefined;

/** The answers as the body of `POST /api/applications`. What was not answered is left out, so that it is reported as missing. */
export function requestOf(answers: ApplicationAnswers, locale: string): ApplicationInput {
  const { company, contact, consents, aim } = answers;
  const headcount = wholeNumber(company.headcount) ?? (company.headcount.trim() || undefined);
  return {
    company: { ...company, headcount },
    aim: aim || undefined,
    contact,
    consents: { processing: consents.processing || undefined, mailing: consents.mailing },
    locale,
  } as unknown as ApplicationInput;
}

/** Problems in the order of the form. */
export function inFormOrder(problems: FieldProblems): [FieldName, FieldProblemCode][] {
  return fieldOrder.flatMap((name) =>
    problems[name] ? [[name, problems[name]] as [FieldName, FieldProblemCode]] : [],
  );
}

/** What a visitor typed before this script came to life: the form is already on the page and must not lose a letter. */
export function answersOnPage(form: HTMLFormElement): ApplicationAnswers {
  const data = new FormData(form);
  const text = (name: FieldName) => String(data.get(name) ?? '');
  const all = (name: FieldName) => data.getAll(name).map(String);
  return {
    company: {
      fields: all('company.fields'),
      expertise: all('company.expertise'),
      clientSizes: all('company.clientSizes'),
      headcount: text('company.headcount'),
      country: text('company.country') || noAnswers.company.country,
      taxId: text('company.taxId'),
      name: text('company.name'),
      site: text('company.site'),
    },
    aim: text('aim'),
    contact: {
      name: text('contact.name'),
      position: text('contact.position'),
      email: text('contact.email'),
      phone: text('contact.phone'),
    },
    consents: { processing: data.has('consents.processing'), mailing: data.has('consents.mailing') },
  };
}

export const isEmpty = (answers: ApplicationAnswers) => JSON.stringify(answers) === JSON.stringify(noAnswers);
