/*
 * What is typed and not sent yet is kept in this tab alone, for it may name people, and under who typed it and what it is about. Whoever
 * reloads, goes to another case and comes back, or signs in again finds it; the next person at the same browser does not.
 */
const START = 'letok-draft-';

/** Who types in this browser: the id alone, for all its tabs. */
const WRITER = 'letok-writer';

const keyOf = (about: string) => `${START}${localStorage.getItem(WRITER) ?? ''}-${about}`;

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

/** Said when somebody signs in, and when a room learns who is there. A session that ends by itself leaves the writer: one comes back. */
export function rememberWriter(personId: string): void {
  try {
    localStorage.setItem(WRITER, personId);
  } catch {
    // Drafts are kept for whoever sits at this tab.
  }
}

/** Said when somebody signs out: nothing of what was typed stays behind. */
export function forgetFormDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(START)) sessionStorage.removeItem(key);
    localStorage.removeItem(WRITER);
  } catch {
    // Nothing was kept.
  }
}
