import type { ApplicationAnswers } from './application-answers.ts';

/** The draft of an application, kept in this browser alone until it is sent. A browser that keeps nothing goes without. */
const KEY = 'letok-draft-application';

/** Drafts older than this are forgotten: they hold a person's name and telephone number. */
const KEPT_DAYS = 30;

export function readDraft(): ApplicationAnswers | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as { at: number; answers: ApplicationAnswers } | null;
    return kept && Date.now() - kept.at < KEPT_DAYS * 86_400_000 ? kept.answers : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(answers: ApplicationAnswers): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), answers }));
  } catch {
    // Private windows and full storages keep nothing; the form works all the same.
  }
}

export function clearDraft(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

const SENT_KEY = 'letok-application-sent';

/** The application this tab has sent: whoever goes back to the form is to learn that it has arrived, and not to send it again. */
export interface SentApplication {
  number: string;
  thanksUrl: string;
}

export function rememberSent({ number, thanksUrl }: SentApplication): void {
  try {
    sessionStorage.setItem(SENT_KEY, JSON.stringify({ number, thanksUrl }));
  } catch {
    // Without it the form is merely empty.
  }
}

export function readSent(): SentApplication | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(SENT_KEY) ?? 'null') as SentApplication | null) ?? undefined;
  } catch {
    return undefined;
  }
}
