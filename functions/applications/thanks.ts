import * as z from 'zod';
import { formReceipt } from '../forms/form-receipt.ts';
import { answerThanksPage } from '../forms/thanks-page.ts';
import type { Exchange } from '../http/endpoint.ts';
import { fill, inLanguage, languageOfPath, stringsOf, type Language } from '../i18n/words.ts';

const receipt = formReceipt(
  'application-receipt',
  z.object({ number: z.string(), met: z.number(), of: z.number(), answerBy: z.string() }),
);

export const thanksUrl = (language: Language, value: { number: string; met: number; of: number; answerBy: string }) =>
  receipt.url(inLanguage(language, '/apply/thanks/'), value);

/** `GET /apply/thanks/`: number, promised date and fit. */
export function answerThanks({ url }: Exchange): Promise<Response> {
  const language = languageOfPath(url.pathname);
  const read = receipt.read(url);
  const fit = read && fill(stringsOf(language).fit.score, { met: read.met, of: read.of });
  const facts = read && { number: read.number, answerBy: read.answerBy, fit: fit! };
  return answerThanksPage('/apply/thanks/', language, facts, url.search);
}
