import type { ImportColumn, ImportRow } from '../../src/features/leads/lead-import-contract.ts';

/** What a row of the file says in the words of `POST /api/leads`; an empty cell says nothing. */
export function leadOfRow(row: ImportRow): unknown {
  const cell = (column: ImportColumn) => row[column]?.trim() || undefined;
  const contact = { name: cell('contact.name'), email: cell('contact.email'), phone: cell('contact.phone') };
  const hasContact = Object.values(contact).some((value) => value !== undefined);
  return {
    client: {
      name: cell('client.name'),
      country: countryOf(cell('client.country')),
      // ="0012345673": how people keep Excel from eating the zeros.
      taxId: cell('client.taxId')?.replace(/^="(.*)"$/, '$1'),
      site: cell('client.site'),
    },
    ...(hasContact && { contact: { ...contact, consent: isYes(cell('contact.consent')) } }),
    solutions: (cell('solutions') ?? '').split(/[\s,;|]+/).filter((slug) => slug !== ''),
    need: cell('need'),
    expectedAmountKopecks: kopecksOf(cell('expectedAmountRub')),
    expectedCloseOn: dayOf(cell('expectedCloseOn')),
  };
}

const countries: Record<string, string> = { РОССИЯ: 'RU', КАЗАХСТАН: 'KZ', БЕЛАРУСЬ: 'BY' };
const countryOf = (text: string | undefined) => text && (countries[text.toUpperCase()] ?? text.toUpperCase());

const isYes = (text: string | undefined) => /^(да|yes|true|1|\+)$/i.test(text ?? '') || undefined;

/** Roubles as people write them (`1 250 000,50`) in kopecks, without a detour over fractions; other text as it is, to be refused. */
function kopecksOf(text: string | undefined): number | string | undefined {
  const found = /^(\d{1,13})(?:[.,](\d{1,2}))?$/.exec((text ?? '').replace(/\s|₽|руб\.?$/g, ''));
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : text;
}

/** `31.12.2026`, as Excel writes it, beside `2026-12-31`. */
const dayOf = (text: string | undefined) => text?.replace(/^(\d{2})\.(\d{2})\.(\d{4})$/, '$3-$2-$1');
