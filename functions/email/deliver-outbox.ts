import { unexpectedError } from '../http/unexpected-error.ts';
import { isLanguage } from '../i18n/words.ts';
import {
  claim,
  finish,
  pauseChannel,
  release,
  type Delivered,
  type Notification,
  type Outcome,
} from '../outbox/outbox-rows.ts';
import { settings } from '../settings/read-settings.ts';
import { letterHtml, letterText } from './letter-forms.ts';
import { readLetterSite } from './letter-site.ts';
import { letterFor } from './letters.ts';
import { mailTrouble, type MailTrouble } from './mail-trouble.ts';
import { plainAddress, type Mail } from './mail.ts';
import { sendMail } from './send-mail.ts';

const leaseSeconds = 120;
const batch = 10;
/** As long nobody tries a mail server that is down, or refuses one mail after the other. */
const pauseSeconds = 60;
/** When the server asks for patience with one mail. */
const laterSeconds = 15 * 60;
/** So many refusals in a row look like the server and not like the mails. */
const refusalsInARow = 3;

/**
 * Delivers the mails that are due: claims, renders, sends, and tells the database the outcome of each. Stops by itself after so many
 * seconds (a scheduled function has 30), and as soon as the mail server is down: then one mail a minute asks whether it is back.
 */
export async function deliverOutbox(stopAfterSeconds = 20): Promise<Delivered> {
  const stopAt = Date.now() + stopAfterSeconds * 1000;
  const delivered: Delivered = { sent: 0, failed: 0, postponed: 0 };
  let refused = 0;
  while (Date.now() < stopAt) {
    const claimed = await claim({ channel: 'mail', atMost: batch, leaseSeconds });
    for (const [index, notification] of claimed.entries()) {
      if (Date.now() >= stopAt) {
        await release(claimed.slice(index));
        return delivered;
      }
      const { result, trouble } = await deliver(notification);
      await finish(notification, result);
      delivered[result.outcome] += 1;
      refused = trouble ? refused + 1 : 0;
      if (trouble === 'server' || refused >= refusalsInARow) {
        const problem = 'problem' in result && result.problem ? result.problem : 'unknown';
        await pauseChannel({ channel: 'mail', seconds: pauseSeconds, problem });
        await release(claimed.slice(index + 1));
        return delivered;
      }
    }
    if (claimed.length < batch) break;
  }
  return delivered;
}

let running: Promise<void> | undefined;
let isAskedAgain = false;

/**
 * Right after an answer, so that a confirmation does not wait for the schedule; a failure only waits for it. One run at a time in a
 * process: a hundred requests while the mail server hangs are no hundred runs.
 */
export function deliverSoon({ waitUntil }: { waitUntil: (work: Promise<unknown>) => void }): void {
  isAskedAgain = true;
  running ??= (async () => {
    while (isAskedAgain) {
      isAskedAgain = false;
      await deliverOutbox(5);
    }
  })()
    .catch((error: unknown) => void unexpectedError(error, 'deliver-notifications'))
    .finally(() => (running = undefined));
  waitUntil(running);
}

async function deliver(notification: Notification): Promise<{ result: Outcome; trouble?: MailTrouble }> {
  let mail: Mail;
  try {
    mail = await mailOf(notification);
  } catch (error) {
    // Nobody was asked anything: the mail could not be written.
    return { result: { outcome: 'failed', problem: messageOf(error) } };
  }
  try {
    await sendMail(mail);
    return { result: { outcome: 'sent' } };
  } catch (error) {
    const trouble = mailTrouble(error);
    const problem = messageOf(error);
    if (trouble === 'mail') return { result: { outcome: 'failed', problem }, trouble };
    const dueInSeconds = trouble === 'server' ? pauseSeconds : laterSeconds;
    return { result: { outcome: 'postponed', dueInSeconds, problem }, trouble };
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

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
