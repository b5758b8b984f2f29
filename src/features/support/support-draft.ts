import { keepFormDraft, readFormDraft } from '#ui/form-draft.ts';
import type { SentFile } from '../../api/send-file.ts';

export interface SupportDraft {
  answers: Record<string, string>;
  files: SentFile[];
}

/** One draft per thread, and one per kind of a new request. */
export const readSupportDraft = (what: string) => readFormDraft<SupportDraft>(`support-${what}`);
export const keepSupportDraft = (what: string, draft: SupportDraft | undefined) =>
  keepFormDraft(`support-${what}`, draft);
