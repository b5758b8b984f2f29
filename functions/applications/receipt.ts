import * as z from 'zod';
import { openValue, sealValue } from '../http/signed-value.ts';
import { inLanguage, type Language } from '../i18n/words.ts';

/** What the thank-you page tells; it travels in the page's address, signed, so nobody can show a number we never gave. */
const receipt = z.object({ number: z.string(), met: z.number(), of: z.number(), answerBy: z.string() });
export type Receipt = z.infer<typeof receipt>;

const livesSeconds = 7 * 24 * 3600;

export function thanksUrl(language: Language, value: Receipt, now = Date.now()): string {
  return `${inLanguage(language, '/apply/thanks/')}?receipt=${sealValue('application-receipt', value, livesSeconds, now)}`;
}

/** Undefined when the address carries none, a forged or an expired one. */
export function readReceipt(url: URL, now = Date.now()): Receipt | undefined {
  const opened = openValue('application-receipt', url.searchParams.get('receipt') ?? '', now);
  return opened.ok ? receipt.safeParse(opened.value).data : undefined;
}
