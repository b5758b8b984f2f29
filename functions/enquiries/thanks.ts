import * as z from 'zod';
import { formReceipt } from '../forms/form-receipt.ts';
import { answerThanksPage } from '../forms/thanks-page.ts';
import type { Exchange } from '../http/endpoint.ts';
import { inLanguage, languageOfPath, type Language } from '../i18n/words.ts';

const receipt = formReceipt('enquiry-receipt', z.object({ number: z.string(), answerBy: z.string() }));

export const thanksUrl = (language: Language, value: { number: string; answerBy: string }) =>
  receipt.url(inLanguage(language, '/enquiry/thanks/'), value);

/** `GET /enquiry/thanks/`: number and promised date. */
export function answerThanks({ url }: Exchange): Promise<Response> {
  return answerThanksPage('/enquiry/thanks/', languageOfPath(url.pathname), receipt.read(url), url.search);
}
