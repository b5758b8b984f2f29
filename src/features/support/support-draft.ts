import type { SentFile } from '../../api/send-file.ts';

/** What is written and not sent yet is kept in this tab alone: it may name people. One draft per thread, and one per kind of a new request. */
const keyOf = (what: string) => `letok-draft-support-${what}`;

export interface SupportDraft {
  answers: Record<string, string>;
  files: SentFile[];
}

export function readSupportDraft(what: string): SupportDraft | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(keyOf(what)) ?? 'null') as SupportDraft | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepSupportDraft(what: string, draft: SupportDraft | undefined): void {
  try {
    if (draft) sessionStorage.setItem(keyOf(what), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(what));
  } catch {
    // A browser that keeps nothing goes without.
  }
}
