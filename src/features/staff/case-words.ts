import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import type { ProgrammeRules } from '../programme/programme-contract.ts';

/** What every island of the cases is given: words of this private page, the edition's data, addresses. No public file has them. */
export interface CaseProps {
  words: IslandWords &
    Pick<Strings, 'inbox' | 'cases' | 'choices'> & {
      taxIds: Record<string, string>;
      days: Strings['rules']['days'];
      sample: string;
      criteria: Record<string, string>;
      fitStates: { met: string; notMet: string };
      ruleNames: Record<string, string>;
      severities: Strings['support']['severities'];
    };
  locale: string;
  timeZone: string;
  solutions: Record<string, string>;
  reasons: NonNullable<ProgrammeRules['decisionReasons']>;
  clientSizes: readonly string[];
  urls: Record<'inbox' | 'applications' | 'leads' | 'clients' | 'enquiries' | 'support' | 'terms', string>;
}

/** The page of clients has its own words beside those of a case, and so has that of enquiries: the inbox carries neither. */
export type ClientProps = WithWords<'staffClients'>;
export type EnquiryProps = WithWords<'staffEnquiries'> & { words: { declineReasons: Record<string, string> } };

type WithWords<Group extends keyof Strings> = CaseProps & { words: Pick<Strings, Group> };
