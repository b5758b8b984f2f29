import { readInput, type FieldProblems } from '../../api/problem-contract.ts';
import { partnerProfile, type PartnerCompany, type PartnerProfileInput } from './partner-contract.ts';

/** The profile as its form holds it: regions in one line, separated by commas. */
export interface ProfileAnswers {
  site: string;
  phone: string;
  about: string;
  regions: string;
  solutions: string[];
}

export const answersOf = ({ site, phone, about, regions, solutions }: PartnerCompany): ProfileAnswers => ({
  site: site ?? '',
  phone: phone ?? '',
  about: about ?? '',
  regions: regions.join(', '),
  solutions,
});

export const profileOf = ({ regions, ...answers }: ProfileAnswers): PartnerProfileInput => ({
  ...answers,
  regions: regions
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter(Boolean),
});

export function checkProfile(answers: ProfileAnswers): FieldProblems {
  const read = readInput(partnerProfile, profileOf(answers));
  return read.ok ? {} : read.fields;
}
