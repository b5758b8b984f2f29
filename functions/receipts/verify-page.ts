import { load } from 'cheerio';
import type { ReceiptCheck } from '../../src/features/clients/client-contract.ts';
import type { Language } from '../i18n/words.ts';
import { writtenMoment } from '../i18n/written-moment.ts';

/** The page of src/pages/[...prefix]/verify with the answer in it; opened without a number it is the form alone. */
export function verifyPage(
  template: string,
  language: Language,
  number: string,
  check: ReceiptCheck | undefined,
  timeZone: string,
): string {
  const page = load(template);
  if (!check) return page.html();
  page(`[data-verify="${check.genuine ? 'genuine' : 'unknown'}"]`).attr('hidden', null);
  const field = (name: string) => page(`[data-verify-field="${name}"]`);
  field('number').text(number);
  page('input[name="number"]').attr('value', number);
  for (const link of page('.languages a').toArray())
    page(link).attr('href', `${page(link).attr('href')}${encodeURIComponent(number)}`);
  if (check.genuine && check.at) {
    field('at')
      .attr('datetime', check.at)
      .text(writtenMoment(language, check.at, timeZone));
    field('edition').text(check.edition ?? '');
    field('sha256').text(check.sha256 ?? '');
    field('sealed').text(field('sealed').attr(check.sealed ? 'data-yes' : 'data-no') ?? '');
  }
  return page.html();
}
