/** One mail, ready to be sent. */
export interface Mail {
  /** What it tells, such as `application_received`; the local mailbox shows it. */
  kind: string;
  to: { name?: string | undefined; address: string };
  subject: string;
  text: string;
  html: string;
  /** Becomes the Message-ID, so that a mail sent twice is recognised as one. Absent: the transport makes one. */
  idempotencyKey?: string;
}

/** Text for a header: no line breaks or other control characters, whatever somebody has typed, and of bounded length. */
export function headerText(text: string, atMost = 200): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ').trim();
  return line.length <= atMost ? line : `${line.slice(0, atMost - 1).trimEnd()}…`;
}

/** The address if it is one plain mail address; undefined for anything a mail server could read as more. */
export function plainAddress(text: string): string | undefined {
  return /^[^\s@<>()[\],;:"\\\p{Cc}\p{Cf}]{1,64}@[^\s@<>()[\],;:"\\\p{Cc}\p{Cf}.]+(\.[^\s@<>()[\],;:"\\\p{Cc}\p{Cf}.]+)+$/u.test(
    text,
  ) && text.length <= 254
    ? text
    : undefined;
}
