import type { FieldProblems } from '../../api/problem-contract.ts';
import { readInput } from '../../api/problem-contract.ts';
import { leadRequest, type LeadInput } from './lead-contract.ts';
import { kopecksOf } from './lead-rules.ts';

/** What the form holds: text as typed, choices as ticked. */
export interface LeadAnswers {
  client: { country: string; taxId: string; name: string; site: string };
  solutions: string[];
  need: string;
  expectedAmount: string;
  expectedCloseOn: string;
  contact: { name: string; email: string; phone: string; consent: boolean };
}

export const noLeadAnswers: LeadAnswers = {
  client: { country: 'RU', taxId: '', name: '', site: '' },
  solutions: [],
  need: '',
  expectedAmount: '',
  expectedCloseOn: '',
  contact: { name: '', email: '', phone: '', consent: false },
};

export const isEmptyLead = (answers: LeadAnswers) => JSON.stringify(answers) === JSON.stringify(noLeadAnswers);

export const hasContact = ({ name, email, phone, consent }: LeadAnswers['contact']) =>
  consent || [name, email, phone].some((text) => text.trim() !== '');

/** The answers as the body of `POST /api/leads`. A person nobody named is left out. */
export function leadOf(answers: LeadAnswers): LeadInput {
  const { client, solutions, need, contact } = answers;
  const expectedAmountKopecks = kopecksOf(answers.expectedAmount);
  return {
    client: { ...client, country: client.country as 'RU' },
    ...(hasContact(contact) && { contact: { ...contact, consent: (contact.consent || undefined) as true } }),
    solutions,
    need,
    ...(expectedAmountKopecks !== undefined && { expectedAmountKopecks }),
    ...(answers.expectedCloseOn && { expectedCloseOn: answers.expectedCloseOn }),
  };
}

/** What is wrong, by the contract, under the names of the form. */
export function checkLead(answers: LeadAnswers): FieldProblems {
  const read = readInput(leadRequest, leadOf(answers));
  return read.ok ? {} : underFormNames(read.fields);
}

/** The form asks for an amount in roubles. */
export function underFormNames({ expectedAmountKopecks, ...fields }: FieldProblems): FieldProblems {
  return expectedAmountKopecks ? { ...fields, expectedAmount: expectedAmountKopecks } : fields;
}
