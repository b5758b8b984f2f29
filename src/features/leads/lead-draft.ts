import type { LeadAnswers } from './lead-answers.ts';

/** The draft of a registration, kept in this tab alone until it is sent: it may name a person at the client. */
const KEY = 'letok-draft-lead';

export function readLeadDraft(): LeadAnswers | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as LeadAnswers | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepLeadDraft(answers: LeadAnswers | undefined): void {
  try {
    if (answers) sessionStorage.setItem(KEY, JSON.stringify(answers));
    else sessionStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing goes without.
  }
}
