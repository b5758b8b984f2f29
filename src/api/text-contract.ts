import * as z from 'zod/mini';

/** Characters nobody means to send: control characters (line breaks and tabs apart), bidirectional marks, zero-width and soft-hyphen characters. */
const unwanted =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

/** Text as it is stored: composed (NFC), well-formed, without unwanted characters, trimmed. */
export function cleanText(input: string): string {
  return input.toWellFormed().normalize('NFC').replace(unwanted, '').trim();
}

/** One line of text, 1..`maxLength` characters after cleaning; line breaks become spaces. */
export const line = (maxLength: number) =>
  z.pipe(
    z.pipe(
      z.string().check(z.maxLength(maxLength * 4, 'too_long')),
      z.transform((input: string) => cleanText(input).replace(/\s+/g, ' ')),
    ),
    z.string().check(z.minLength(1, 'required'), z.maxLength(maxLength, 'too_long')),
  );

/** An optional line: an empty or blank one counts as not given. */
export const optionalLine = (maxLength: number) =>
  z.optional(
    z.pipe(
      z.pipe(
        z.nullable(z.string().check(z.maxLength(maxLength * 4, 'too_long'))),
        z.transform((input: string | null) => cleanText(input ?? '').replace(/\s+/g, ' ') || undefined),
      ),
      z.optional(z.string().check(z.maxLength(maxLength, 'too_long'))),
    ),
  );

/** Text of several lines, 1..`maxLength` characters after cleaning; line ends are LF, and more than one empty line in a row is one. */
export const text = (maxLength: number) =>
  z.pipe(
    z.pipe(z.string().check(z.maxLength(maxLength * 4, 'too_long')), z.transform(cleanLines)),
    z.string().check(z.minLength(1, 'required'), z.maxLength(maxLength, 'too_long')),
  );

/** An optional text of several lines: an empty or blank one counts as not given. */
export const optionalText = (maxLength: number) =>
  z.optional(
    z.pipe(
      z.pipe(
        z.nullable(z.string().check(z.maxLength(maxLength * 4, 'too_long'))),
        z.transform((input: string | null) => cleanLines(input ?? '') || undefined),
      ),
      z.optional(z.string().check(z.maxLength(maxLength, 'too_long'))),
    ),
  );

function cleanLines(input: string): string {
  return cleanText(input.replace(/\r\n?|[\u2028\u2029]/g, '\n'))
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n');
}

/** The language in which somebody reads the answers, two letters; mails come in it where there are letters in it. */
export const locale = z.string('required').check(z.regex(/^[a-z]{2}$/, 'choice_unknown'));
