import { randomUUID } from 'node:crypto';
import { Refusal } from './refusal.ts';

/**
 * Writes an error nobody foresaw on stderr, once, and gives the refusal that carries its number, so that a person who reports the
 * number leads us to the line. Values are taken out of the message: an error text may quote what somebody typed.
 */
export function unexpectedError(error: unknown, where: string): Refusal {
  const id = randomUUID();
  const cause = error instanceof Error ? error : new Error(String(error));
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in cause ? ` ${String(cause.code)}` : '';
  console.error(
    [`${id} ${where} ${cause.name}${code}: ${withoutValues(cause.message)}`, ...frames.slice(0, 12)].join('\n'),
  );
  return new Refusal('internal', { instance: `urn:uuid:${id}` });
}

/** Mail addresses, quoted and bracketed text and longer numbers are left out; line breaks too, so one error is one entry. */
export function withoutValues(message: string): string {
  return message
    .slice(0, 1000)
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[^\s"'«(<=]+@[^\s"'»)>,;]+/g, '…')
    .replace(/"[^"]*"|'[^']*'|«[^»]*»|`[^`]*`|\([^)]*\)/g, '…')
    .replace(/\+?\d[\d\s-]{4,}\d/g, '…');
}
