import { rememberedWriter } from '../api/remembered-person.ts';

/*
 * What is typed and not sent yet is kept in this tab alone, for it may name people, and under who typed it and what it is about. Whoever
 * reloads, goes to another case and comes back, or signs in again finds it; the next person at the same browser does not.
 */
const keyOf = (about: string) => `letok-draft-${rememberedWriter()}-${about}`;

export function readFormDraft<Draft extends object>(about: string): Draft | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(keyOf(about)) ?? 'null') as Draft | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepFormDraft(about: string, draft: object | undefined): void {
  try {
    if (draft) sessionStorage.setItem(keyOf(about), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(about));
  } catch {
    // A browser that keeps nothing goes without.
  }
}
