import { keepFormDraft, readFormDraft } from '#ui/form-draft.ts';
import type { LeadAnswers } from './lead-answers.ts';

/** The draft of a registration, until it is sent. */
export const readLeadDraft = () => readFormDraft<LeadAnswers>('lead');
export const keepLeadDraft = (answers: LeadAnswers | undefined) => keepFormDraft('lead', answers);
