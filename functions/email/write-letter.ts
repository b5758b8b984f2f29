import type * as z from 'zod';
import { inLanguage, stringsOf, type Language } from '../i18n/words.ts';
import { writtenDay, writtenMoment } from '../i18n/written-moment.ts';
import { settings } from '../settings/read-settings.ts';
import { paragraph } from './blocks.ts';
import type { Block, Letter } from './letter.ts';
import type { LetterSite } from './letter-site.ts';

/** Makes a letter of what the outbox hands over. */
export type WriteLetter = (payload: unknown, language: Language, name: string | null, site: LetterSite) => Letter;

/** What the writer of a letter has at hand. */
export interface Desk {
  language: Language;
  /** Name of the receiver, when known. */
  name: string | null;
  /** The day of a date or moment, as people write it. */
  date: (moment: string) => string;
  /** A moment with hour and time zone; a mere date stays one. */
  moment: (moment: string) => string;
  /** The whole address of a page in this language. */
  page: (path: string) => string;
  /** The whole address of what has no language. */
  address: (path: string) => string;
  /** Where everybody can check a receipt. */
  verify: (receiptNumber: string) => string;
  /** A rule as people know it, with its name in the rules. */
  rule: (id: string) => string;
  /** Titles of solutions; undefined for none. */
  solutions: (slugs: string[]) => string | undefined;
}

type Write<P> = (payload: P, desk: Desk) => { subject: string; blocks: Block[] };

/** A letter to a partner, an applicant or a client: it begins with a greeting. */
export function letterOf<P>(payload: z.ZodType<P>, write: Record<Language, Write<P>>): WriteLetter {
  return (given, language, name, site) => {
    const { subject, blocks } = write[language](payload.parse(given), deskOf(language, name, site));
    return {
      language,
      subject,
      blocks: [paragraph(greeting(language, name)), ...blocks],
      signature: signatureIn(language),
    };
  };
}

/** A notice to the vendor's people: it comes to the point. */
export function noticeOf<P>(payload: z.ZodType<P>, write: Record<Language, Write<P>>): WriteLetter {
  return (given, language, name, site) => {
    const { subject, blocks } = write[language](payload.parse(given), deskOf(language, name, site));
    return { language, subject, blocks, signature: signatureIn(language) };
  };
}

export const signatureIn = (language: Language) =>
  `${stringsOf(language).site.name}, ${stringsOf(language).site.tagline}`;

/** Rules that are no figure of the edition, so that no page lists them. */
const causeWords: Record<Language, Record<string, string>> = {
  ru: {
    'pin.exclusive': 'Клиент недоступен для закрепления',
    'pin.clientChoice': 'Письменный выбор клиента',
    'pin.appeal': 'Решение по обжалованию',
    'promise.whenPromiseMissed': 'Обещанный срок вышел, препятствий нет',
  },
  en: {
    'pin.exclusive': 'The client is not open to pinning',
    'pin.clientChoice': 'The client’s written choice',
    'pin.appeal': 'Decision on an appeal',
    'promise.whenPromiseMissed': 'The promised time is over, nothing stands against it',
  },
};

/** A code's words in a table; undefined for a code without any, such as one of a later edition. */
export const wordFor = <Words>(table: Record<string, Words>, code: string): Words | undefined =>
  Object.hasOwn(table, code) ? table[code] : undefined;

const greeting = (language: Language, name: string | null) =>
  ({ ru: name ? `Здравствуйте, ${name}!` : 'Здравствуйте!', en: name ? `Hello ${name},` : 'Hello,' })[language];

function deskOf(language: Language, name: string | null, { timeZone, solutionTitles }: LetterSite): Desk {
  const titles: Record<string, { title: string }> = stringsOf(language).rules.items;
  const title = (id: string) => wordFor(titles, id)?.title ?? wordFor(causeWords[language], id);
  const address = (path: string) => `${settings().siteUrl}${path}`;
  return {
    language,
    name,
    date: (text) => writtenDay(language, text, timeZone),
    moment: (text) => writtenMoment(language, text, timeZone),
    address,
    page: (path) => address(inLanguage(language, path)),
    verify: (receiptNumber) => address(`/verify/${encodeURIComponent(receiptNumber)}`),
    rule: (id) => (title(id) ? `${title(id)} (${id})` : id),
    solutions: (slugs) =>
      slugs.map((slug) => wordFor(solutionTitles, slug)?.[language] ?? slug).join(', ') || undefined,
  };
}
