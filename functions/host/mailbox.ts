import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { headerText, type Mail } from '../email/mail.ts';

/** A mail that would have been sent, as `/dev/mailbox.json` shows it. */
export interface KeptMail {
  to: string;
  kind: string;
  subject: string;
  text: string;
  html: string;
  /** ISO 8601 UTC. */
  at: string;
}

const keptMails = 500;

/** The local mailbox: every mail of the embedded mode, in one file of the data folder, so it survives a restart. */
export class LocalMailbox {
  readonly #file: string;
  readonly #mails: KeptMail[];

  constructor(dataFolder: string) {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    this.#file = path.join(dataFolder, 'mailbox.jsonl');
    const lines = existsSync(this.#file) ? readFileSync(this.#file, 'utf8').split('\n') : [];
    this.#mails = lines.flatMap(readLine).slice(-keptMails);
    if (lines.length > keptMails)
      writeFileSync(this.#file, this.#mails.map((mail) => `${JSON.stringify(mail)}\n`).join(''), { mode: 0o600 });
  }

  /** Newest first. */
  get mails(): KeptMail[] {
    return this.#mails.toReversed();
  }

  take(mail: Omit<Mail, 'to'> & { to: string }): void {
    const { to, kind, text, html } = mail;
    const kept: KeptMail = { to, kind, subject: headerText(mail.subject), text, html, at: new Date().toISOString() };
    this.#mails.push(kept);
    if (this.#mails.length > keptMails) this.#mails.shift();
    appendFileSync(this.#file, `${JSON.stringify(kept)}\n`, { mode: 0o600 });
  }

  /** For `useMailbox()`. */
  readonly receive = async (mail: Mail): Promise<void> => this.take({ ...mail, to: mail.to.address });
}

/** A line cut short by a crash is left out. */
function readLine(line: string): KeptMail[] {
  try {
    return [JSON.parse(line) as KeptMail];
  } catch {
    return [];
  }
}
