import { load } from 'cheerio';
import type { Exchange } from '../http/endpoint.ts';
import { Refusal } from '../http/refusal.ts';
import { fill, inLanguage, languageOfPath, stringsOf, writtenDate, type Language } from '../i18n/words.ts';
import { readPage } from '../site/site-files.ts';
import { readReceipt, type Receipt } from './receipt.ts';

/**
 * `GET /apply/thanks/`: the page the build has made, with the number and the promised date of the receipt in it. Without a
 * receipt of ours it shows its neutral variant.
 */
export async function answerThanks({ url }: Exchange): Promise<Response> {
  const language = languageOfPath(url.pathname);
  const template = await readPage(inLanguage(language, '/apply/thanks/'));
  if (template === undefined) throw new Refusal('not_found');
  const receipt = readReceipt(url);
  return new Response(thanksPage(template, language, receipt, receipt && url.search), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex',
    },
  });
}

/**
 * Fills `[data-receipt="..."]` and shows `[data-receipt-present]` or `[data-receipt-missing]`. The same page in other languages
 * gets the receipt along in `search`.
 */
export function thanksPage(template: string, language: Language, receipt: Receipt | undefined, search = ''): string {
  const page = load(template);
  page('[data-receipt-present]').attr('hidden', receipt ? null : '');
  page('[data-receipt-missing]').attr('hidden', receipt ? '' : null);
  if (receipt) {
    page('[data-receipt="number"]').text(receipt.number);
    page('[data-receipt="answer-by"]').text(writtenDate(language, receipt.answerBy));
    for (const link of page('.languages a').toArray()) page(link).attr('href', `${page(link).attr('href')}${search}`);
    page('time[data-receipt="answer-by"]').attr('datetime', receipt.answerBy);
    page('[data-receipt="fit"]').text(fill(stringsOf(language).fit.score, { met: receipt.met, of: receipt.of }));
  }
  return page.html();
}
