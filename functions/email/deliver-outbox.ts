import { serverDatabase } from '../database/connect.ts';
import { refusalOfDatabase } from '../http/call-database.ts';
import { unexpectedError, withoutValues } from '../http/unexpected-error.ts';
import { isLanguage } from '../i18n/words.ts';
import { settings } from '../settings/read-settings.ts';
import { letterHtml, letterText } from './letter-forms.ts';
import { readLetterSite } from './letter-site.ts';
import { letterFor } from './letters.ts';
import { plainAddress, type Mail } from './mail.ts';
import { sendMail } from './send-mail.ts';

/** One notification as `claim_notifications()` gives it. */
export interface Notification {
  id: string;
  kind: string;
  /** Null: the staff address of the settings, as long as no account manager is registered. */
  recipient_email: string | null;
  recipient_name: string | null;
  locale: string;
  payload: unknown;
  idempotency_key: string;
  attempt: number;
}

const leaseSeconds = 120;
const batch = 10;

/**
 * Delivers what is due: claims, renders, sends, and tells the database the outcome of each. Stops by itself after so many seconds
 * (a scheduled function has 30); what it has claimed and not sent comes back when the lease ends.
 */
export async function deliverOutbox(stopAfterSeconds = 20): Promise<{ sent: number; failed: number }> {
  const stopAt = Date.now() + stopAfterSeconds * 1000;
  const outcome = { sent: 0, failed: 0 };
  while (Date.now() < stopAt) {
    const claimed = await claim();
    for (const notification of claimed) {
      if (Date.now() >= stopAt) return outcome;
      outcome[await deliver(notification)] += 1;
    }
    if (claimed.length < batch) break;
  }
  return outcome;
}

/** Right after an answer, so that a confirmation does not wait for the schedule; a failure only waits for it. */
export function deliverSoon({ waitUntil }: { waitUntil: (work: Promise<unknown>) => void }): void {
  waitUntil(deliverOutbox(5).catch((error: unknown) => unexpectedError(error, 'deliver-notifications')));
}

async function claim(): Promise<Notification[]> {
  const { data, error } = await serverDatabase().rpc('claim_notifications', {
    channel: 'mail',
    at_most: batch,
    lease_seconds: leaseSeconds,
  });
  if (error) throw refusalOfDatabase(error, 'claim_notifications');
  return data as Notification[];
}

async function deliver(notification: Notification): Promise<'sent' | 'failed'> {
  const { id, attempt } = notification;
  let outcome: 'sent' | 'failed' = 'sent';
  let problem: string | undefined;
  try {
    await sendMail(await mailOf(notification));
  } catch (error) {
    outcome = 'failed';
    problem = withoutValues(error instanceof Error ? error.message : String(error));
  }
  const { error } = await serverDatabase().rpc('finish_notification', { id, outcome, problem, attempt });
  if (error) throw refusalOfDatabase(error, 'finish_notification');
  return outcome;
}

/** @throws Error when the kind or the language is unknown, or there is nobody to write to */
export async function mailOf(notification: Notification): Promise<Mail> {
  const { kind, locale, payload, recipient_name: name } = notification;
  const write = letterFor(kind);
  if (!write) throw new Error(`No letter for ${kind}`);
  // A language of the site that has no letters yet: better in English than not at all.
  const language = isLanguage(locale) ? locale : 'en';
  const staff = settings().mail.staff;
  const address = notification.recipient_email ?? staff?.replace(/^.*<|>$/g, '');
  if (!address || !plainAddress(address)) throw new Error('STAFF_MAIL is not set and no account manager is registered');
  const letter = write(payload, language, name, await readLetterSite());
  return {
    kind,
    to: { name: name ?? undefined, address },
    subject: letter.subject,
    text: letterText(letter),
    html: letterHtml(letter),
    idempotencyKey: notification.idempotency_key,
  };
}
