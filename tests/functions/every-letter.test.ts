import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'cheerio';
import * as fc from 'fast-check';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailOf } from '../../functions/email/deliver-outbox.ts';
import { letterPages } from '../../functions/email/letter-pages.ts';
import { letters, type LetterKind } from '../../functions/email/letters.ts';
import { envelope } from '../../functions/email/send-mail.ts';
import type { Mail } from '../../functions/email/mail.ts';
import { openSite } from '../helpers/function-backend.ts';
import { letterSamples } from '../helpers/letter-samples.ts';

let site: ReturnType<typeof openSite>;
beforeAll(
  () =>
    (site = openSite({
      STAFF_MAIL: 'staff@uley.example',
      LETOK_SITE_URL: 'https://partners.uley.example',
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'p@uley.example',
    })),
);
afterAll(() => site.remove());

const kinds = Object.keys(letters) as LetterKind[];
const languages = ['ru', 'en'] as const;

const mail = (
  kind: LetterKind,
  locale: string,
  payload: unknown = letterSamples[kind],
  name: string | null = 'Анна Северная',
) =>
  mailOf({
    id: '00000000-0000-4000-8000-000000000000',
    kind,
    recipient_email: 'anna@sever.example',
    recipient_name: name,
    locale,
    payload,
    idempotency_key: `${kind}.one`,
    attempt: 1,
  });

const linksOf = ({ text, html }: Mail) => ({
  text: text.match(/https?:\/\/\S+/g) ?? [],
  html: load(html)('a')
    .toArray()
    .map((a) => load(html)(a).attr('href')!),
});

/** Every text in a payload, line by line. */
const textsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? value.split('\n')
    : value !== null && typeof value === 'object'
      ? Object.values(value).flatMap(textsOf)
      : [];

const known = (link: string) => {
  const { origin, pathname } = new URL(link);
  if (origin !== 'https://partners.uley.example') return false;
  const path = pathname.replace(/^\/en(?=\/)/, '');
  return (
    Object.values<string>(letterPages).includes(path) ||
    /^\/verify\/[^/]+$/.test(path) ||
    path === '/.well-known/letok-register.json'
  );
};

describe.each(kinds)('%s', (kind) => {
  it.each(languages)('is a whole letter in %s, as text and as HTML', async (language) => {
    const letter = await mail(kind, language);
    const shown = load(letter.html)('body').text();
    for (const words of [letter.subject, letter.text, shown]) {
      expect(words).not.toMatch(/undefined|null|NaN|Invalid|\[object|\{\w+\}/);
      expect(words.trim()).not.toBe('');
    }
    expect(letter.subject.length).toBeLessThan(110);
    expect(load(letter.html)('html').attr('lang')).toBe(language);
    // Every sentence is in the language of the letter.
    const given = [...textsOf(letterSamples[kind]), 'Анна Северная'].toSorted((a, b) => b.length - a.length);
    const own = given.reduce((text, value) => text.replaceAll(value, ''), `${letter.subject}\n${letter.text}`);
    expect(/[а-яё]/i.test(own)).toBe(language === 'ru');
  });

  it.each(languages)('links in %s to pages of this site alone, the same in both forms', async (language) => {
    const links = linksOf(await mail(kind, language));
    expect(links.html).toEqual(links.text);
    expect(links.text.filter((link) => !known(link))).toEqual([]);
    const prefixed = links.text.filter((link) => link.startsWith('https://partners.uley.example/en/'));
    const neutral = links.text.filter((link) => /\/(verify|\.well-known)\//.test(link));
    expect(prefixed.length).toBe(language === 'en' ? links.text.length - neutral.length : 0);
  });

  it('is refused without its payload', async () => {
    await expect(mail(kind, 'ru', {})).rejects.toThrow('expected');
  });
});

it('every moment is told with its time zone, and a mere date without', async () => {
  const pinned = await mail('lead_pinned', 'ru');
  expect(pinned.subject).toBe('Клиент закреплён за вами до 14 февраля 2027 года: АО «Высокий берег»');
  expect(pinned.text).toContain('Закреплён до: 14 февраля 2027 года, 13:15 (UTC+3)');
  expect((await mail('lead_pinned', 'en')).text).toContain('Pinned until: 14 February 2027, 13:15 (UTC+3)');
  expect((await mail('lead_in_review', 'ru')).text).toContain('Ответим не позже: 25 ноября 2026 года\n');
  const late = { ...letterSamples.pin_ended, graceUntil: '2027-02-14T21:30:00Z' };
  expect((await mail('pin_ended', 'ru', late)).subject).toContain('до 15 февраля 2027 года');
});

it('solutions and rules are named as people know them, and unknown ones by themselves', async () => {
  expect((await mail('client_returned', 'ru')).text).toContain('Решения: Корпоративный университет');
  expect((await mail('enquiry_waiting', 'en')).text).toContain('Solutions: Corporate University');
  expect((await mail('lead_pinned', 'ru')).text).toContain('Правило: Закрепление (pin.protectionDays)');
  const unknown = { ...letterSamples.lead_declined, rule: 'toString', reason: 'x' };
  expect((await mail('lead_declined', 'ru', unknown)).text).toContain('Правило: toString');
});

it('what people wrote keeps its lines and looks like a quotation', async () => {
  const { text, html } = await mail('application_approved', 'ru');
  expect(text).toContain('> Опыт и цели совпадают.\n> Начнём с показа стенда.');
  expect(load(html)('blockquote').text()).toBe('Опыт и цели совпадают.\nНачнём с показа стенда.');
});

it('a returned client comes with the contact only when the person agreed', async () => {
  const { contact: _, ...without } = letterSamples.client_returned;
  expect((await mail('client_returned', 'ru')).text).toContain('petr@bereg.example');
  const silent = await mail('client_returned', 'ru', without);
  expect(silent.text).not.toContain('petr');
  expect(silent.text).toContain('Согласия передать контакт человек пока не дал');
});

it.each(
  [
    ['client_returned_staff', 'enquiry_waiting', 'passed_lead_offered', 'client_free', 'pin_transferred_away'],
  ].flat() as LetterKind[],
)('%s tells no contact and no holder, whatever else the payload carries', async (kind) => {
  const more = {
    holder: 'Южный мост',
    partnerName: 'Южный мост',
    contact: { name: 'Тайна', email: 't@t.example' },
    contactEmail: 't@t.example',
  };
  for (const language of languages) {
    const { subject, text, html } = await mail(kind, language, { ...letterSamples[kind], ...more });
    expect(subject + text + html).not.toMatch(/Южный мост|Тайна|t@t\.example/);
  }
});

it('no letter signs anybody in: no link carries a query or a fragment', async () => {
  for (const kind of kinds)
    for (const language of languages)
      expect(linksOf(await mail(kind, language)).text.filter((link) => /[?#]/.test(link))).toEqual([]);
});

describe('two hundred hostile payloads', () => {
  const attack = fc
    .tuple(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('\r\n', '\n', '\r', '\u2028', '\u0085', '\u0000', '\u202e', '%0d%0a', '" ', "' "),
      fc.constantFrom(
        'Bcc: all@victim.example',
        'Content-Type: text/html',
        '<script>alert(1)</script>',
        '<img src=x onerror=alert(1)>',
        '"><a href="javascript:alert(1)">',
        '</td></table><form action="https://evil.example">',
        '<!--',
        '&lt;b&gt;',
        '${7*7}{{7*7}}',
        '../../../etc/passwd?a#b',
      ),
    )
    .map((parts) => parts.join(''));

  /** Every text of a payload becomes the attack, except dates and what is one of a few words. */
  const poisoned = (value: unknown, words: string): unknown => {
    if (typeof value === 'string') return /^\d{4}-\d\d-\d\d/.test(value) || value === 'member' ? value : words;
    if (Array.isArray(value)) return value.map((one) => poisoned(one, words));
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, poisoned(one, words)]));
    return value;
  };

  const wire = async (letter: Mail) => {
    const sent = await createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail(
      envelope(letter),
    );
    const text = (sent.message as Buffer).toString();
    return text.slice(0, text.indexOf('\r\n\r\n')).split(/\r\n(?![ \t])/);
  };
  const tagsOf = (html: string) =>
    [
      ...new Set(
        load(html)('*')
          .toArray()
          .map((element) => ('name' in element ? element.name : '')),
      ),
    ].toSorted();

  it('change neither headers nor recipients nor the elements of a letter', async () => {
    const plain = (await wire(await mail('lead_pinned', 'ru'))).map((header) => header.split(':')[0]).toSorted();
    const elements = Object.fromEntries(
      await Promise.all(kinds.map(async (kind) => [kind, tagsOf((await mail(kind, 'ru')).html)] as const)),
    );
    let n = 0;
    await fc.assert(
      fc.asyncProperty(attack, attack, async (words, name) => {
        const kind = kinds[n % kinds.length]!;
        n += 1;
        const letter = await mail(kind, n % 2 ? 'ru' : 'en', poisoned(letterSamples[kind], words), name);
        const headers = await wire(letter);
        expect(headers.map((header) => header.split(':')[0]).toSorted()).toEqual(plain);
        expect(
          headers
            .filter((header) => /^(to|cc|bcc):/i.test(header))
            .join()
            .match(/@/g),
        ).toHaveLength(1);
        expect(envelope(letter).subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
        expect(tagsOf(letter.html).filter((tag) => !elements[kind]!.includes(tag))).toEqual([]);
        for (const link of linksOf(letter).html) expect(known(link), link).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

it('every kind SQL names has its letter', () => {
  const folder = new URL('../../supabase/migrations/', import.meta.url);
  const sql = readdirSync(folder)
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
  const direct = [
    ...sql.matchAll(
      /(?:enqueue_notification\(|enqueue_staff_notification\('\w+',\s*|(?:tell_partner|enqueue_decider_notification)\([^']{0,80})'(\w+)'(?! \|\|)/g,
    ),
  ];
  // Where the kind is worked out: case when … then 'pin_extended' else 'pin_renewed' end.
  const worked = [...sql.matchAll(/(?:enqueue_notification\(|kind text := )case [^;]*?end/g)].flatMap(([text]) => [
    ...text.matchAll(/(?:then|else) '([a-z]+_[a-z_]+)'/g),
  ]);
  // private.prolong_pin() puts the kind together: what is done to the pin stands behind `pin_`.
  const put = sql.includes("'pin_' || action") ? ['pin_extended', 'pin_renewed'] : [];
  const named = [...[...direct, ...worked].map(([, kind]) => kind!), ...put];
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((kind) => !Object.hasOwn(letters, kind))).toEqual([]);
});
