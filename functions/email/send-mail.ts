import { createTransport, type Transporter } from 'nodemailer';
import { settings } from '../settings/read-settings.ts';
import { isLoopback } from '../settings/loopback.ts';
import { mailTrouble } from './mail-trouble.ts';
import { headerText, plainAddress, type Mail } from './mail.ts';

/** Takes a mail instead of a mail server; the Node host gives one for the local mailbox. */
export type Mailbox = (mail: Mail) => Promise<void>;

const registry = globalThis as { [key: symbol]: Mailbox | undefined };
const registered = Symbol.for('letok.mailbox');

export function useMailbox(mailbox: Mailbox | undefined): void {
  registry[registered] = mailbox;
}

/** Sends one mail by the mail server of the settings, else into the local mailbox. Throws when it could not be handed over. */
export async function sendMail(mail: Mail): Promise<void> {
  const { smtpUrl } = settings().mail;
  const mailbox = registry[registered];
  if (smtpUrl) await handOver(smtpUrl, mail);
  else if (mailbox) await mailbox(mail);
  else throw new Error('SMTP_URL is not set');
}

/**
 * The mail as nodemailer takes it. Names and the subject lose their control characters and the address must be a plain one, so
 * nothing typed into a form becomes a header or a further recipient.
 */
export function envelope(mail: Mail) {
  const { from, staff } = settings().mail;
  const to = plainAddress(mail.to.address);
  if (to === undefined) throw new Error('The address is not a plain mail address');
  const sender = /^(?:(?<name>[^<]*)<)?(?<address>[^<>]+)>?$/.exec(from)?.groups ?? {};
  const address = (sender['address'] ?? from).trim();
  const id = mail.idempotencyKey?.replace(/[^\w.-]/g, '-');
  return {
    from: { name: personName(sender['name'] ?? ''), address },
    to: { name: personName(mail.to.name ?? ''), address: to },
    ...(staff && { replyTo: staff }),
    ...(id && { messageId: `<${id}@${address.split('@')[1]}>` }),
    subject: headerText(mail.subject),
    text: mail.text,
    html: mail.html,
    // A machine wrote it: holiday replies stay away (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** A name before an address, without the characters that could end it or look like a further address. */
const personName = (name: string) => headerText(name.replace(/[@<>()[\],;:"\\]/g, ' '), 120);

/** A server that answers a byte at a time never runs into the timeouts of the socket. */
const patienceSeconds = 15;

async function handOver(smtpUrl: string, mail: Mail): Promise<void> {
  const transporter = transport(smtpUrl);
  let patience: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    const problem = Object.assign(new Error('The mail server took too long'), { code: 'ETIMEDOUT' });
    patience = setTimeout(() => reject(problem), patienceSeconds * 1000);
  });
  try {
    await Promise.race([transporter.sendMail(envelope(mail)), tooLong]);
  } catch (error) {
    // The connection may hang for good, and the next mail would queue behind it.
    if (mailTrouble(error) === 'server') forget(transporter);
    throw error;
  } finally {
    clearTimeout(patience);
  }
}

function forget(transporter: Transporter): void {
  transporter.close();
  if (known?.transporter === transporter) known = undefined;
}

let known: { url: string; transporter: Transporter } | undefined;

/** One pooled connection per process; short patience, because a scheduled run has 20 seconds. */
function transport(url: string): Transporter {
  if (known?.url !== url) {
    known?.transporter.close();
    const { hostname, port, protocol, username, password } = new URL(url);
    const secure = protocol === 'smtps:';
    known = {
      url,
      transporter: createTransport({
        host: hostname.replace(/^\[|\]$/g, ''),
        port: Number(port) || (secure ? 465 : 587),
        secure,
        requireTLS: !secure && !isLoopback(hostname),
        ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
        pool: true,
        maxConnections: 1,
        connectionTimeout: 5_000,
        greetingTimeout: 5_000,
        socketTimeout: 10_000,
      }),
    };
  }
  return known.transporter;
}
