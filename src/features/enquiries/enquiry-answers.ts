import { readInput, type FieldProblems } from '../../api/problem-contract.ts';
import { enquiryRequest, type EnquiryInput } from './enquiry-contract.ts';

/** What the form holds. The names of its fields are the dotted paths of the contract. */
export interface EnquiryAnswers {
  company: { name: string; country: string; taxId: string; site: string };
  contact: { name: string; email: string; phone: string };
  solutions: string[];
  message: string;
  consents: { processing: boolean; transfer: boolean };
}

export const noEnquiryAnswers: EnquiryAnswers = {
  company: { name: '', country: 'RU', taxId: '', site: '' },
  contact: { name: '', email: '', phone: '' },
  solutions: [],
  message: '',
  consents: { processing: false, transfer: false },
};

/** The answers as the body of `POST /api/enquiries`: a country without a number is what the list shows at first, not an answer. */
export function enquiryOf({ company, consents, ...answers }: EnquiryAnswers, locale: string): EnquiryInput {
  const { country, ...named } = company;
  return {
    ...answers,
    company: { ...named, ...(company.taxId.trim() !== '' && { country: country as 'RU' }) },
    consents: { processing: (consents.processing || undefined) as true, transfer: consents.transfer },
    locale,
  };
}

export function checkEnquiry(answers: EnquiryAnswers, locale: string): FieldProblems {
  const read = readInput(enquiryRequest, enquiryOf(answers, locale));
  return read.ok ? {} : read.fields;
}

/** What was typed before the script came to life: the form is on the page already and must not lose a letter. */
export function enquiryOnPage(form: HTMLFormElement): EnquiryAnswers {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? '');
  return {
    company: {
      name: text('company.name'),
      country: text('company.country') || noEnquiryAnswers.company.country,
      taxId: text('company.taxId'),
      site: text('company.site'),
    },
    contact: { name: text('contact.name'), email: text('contact.email'), phone: text('contact.phone') },
    solutions: data.getAll('solutions').map(String),
    message: text('message'),
    consents: { processing: data.has('consents.processing'), transfer: data.has('consents.transfer') },
  };
}
