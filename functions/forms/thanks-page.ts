import { load } from 'cheerio';
import { Refusal } from '../http/refusal.ts';
import { inLanguage, writtenDate, type Language } from '../i18n/words.ts';
import { readPage } from '../site/site-files.ts';

/** What a thank-you page may tell. */
export interface ThanksFacts {
  number: string;
  /** A date. */
  answerBy: string;
  /** Further marks of the page and their texts. */
  [mark: string]: string;
}

/**
 * A thank-you page the build has made, with what the receipt says in it. Without a receipt of ours it shows its neutral variant.
 * @throws Refusal when the site has no such page
 */
export async function answerThanksPage(
  page: string,
  language: Language,
  facts: ThanksFacts | undefined,
  search: string,
): Promise<Response> {
  const template = await readPage(inLanguage(language, page));
  if (template === undefined) throw new Refusal('not_found');
  return new Response(thanksPage(template, language, facts, facts && search), {
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
export function thanksPage(template: string, language: Language, facts: ThanksFacts | undefined, search = ''): string {
  const page = load(template);
  page('[data-receipt-present]').attr('hidden', facts ? null : '');
  page('[data-receipt-missing]').attr('hidden', facts ? '' : null);
  if (facts) {
    const { answerBy, ...texts } = facts;
    for (const [mark, text] of Object.entries(texts)) page(`[data-receipt="${mark}"]`).text(text);
    page('[data-receipt="answer-by"]').text(writtenDate(language, answerBy));
    page('time[data-receipt="answer-by"]').attr('datetime', answerBy);
    for (const link of page('.languages a').toArray()) page(link).attr('href', `${page(link).attr('href')}${search}`);
  }
  return page.html();
}
