import { appealLetters } from './appeal-letters.ts';
import { applicationDecisionLetters } from './application-decision-letters.ts';
import { applicationLetters } from './application-letters.ts';
import { enquiryLetters } from './enquiry-letters.ts';
import { leadLetters } from './lead-letters.ts';
import { offerLetters } from './offer-letters.ts';
import { partnerLetters } from './partner-letters.ts';
import { passedLeadLetters } from './passed-lead-letters.ts';
import { pinMoveLetters } from './pin-move-letters.ts';
import { pinTermLetters } from './pin-term-letters.ts';
import { registerLetters } from './register-letters.ts';
import { supportLetters } from './support-letters.ts';
import type { WriteLetter } from './write-letter.ts';

/** Which letter tells what; a kind without one fails and shows up among the dead letters. Kinds and payloads: supabase/README.md. */
export const letters = {
  ...applicationLetters,
  ...applicationDecisionLetters,
  ...offerLetters,
  ...partnerLetters,
  ...leadLetters,
  ...pinTermLetters,
  ...pinMoveLetters,
  ...enquiryLetters,
  ...passedLeadLetters,
  ...appealLetters,
  ...supportLetters,
  ...registerLetters,
} satisfies Record<string, WriteLetter>;

export type LetterKind = keyof typeof letters;

export const letterFor = (kind: string): WriteLetter | undefined =>
  Object.hasOwn(letters, kind) ? letters[kind as LetterKind] : undefined;
