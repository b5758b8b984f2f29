/**
 * Whose fault a failed sending is.
 * - `server`: nobody was reached, or the server takes nothing from us now: the same would happen to every other mail.
 * - `later`: the server asks to try this mail again later (4xx), such as a full or grey-listed mailbox.
 * - `mail`: this mail is refused (5xx), or could not be written.
 */
export type MailTrouble = 'server' | 'later' | 'mail';

/** Codes of nodemailer and of sockets that are no answer to a mail. */
const unreached = new Set([
  'ECONNECTION',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAUTH',
  'ETLS',
  'EPROTOCOL',
]);

export function mailTrouble(error: unknown): MailTrouble {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
  // 421: the service is closing or overloaded, whatever was asked.
  if (responseCode === 421) return 'server';
  if (typeof code === 'string' && unreached.has(code)) return 'server';
  return typeof responseCode === 'number' && responseCode >= 400 && responseCode < 500 ? 'later' : 'mail';
}
