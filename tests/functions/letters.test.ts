import { load } from 'cheerio';
import * as fc from 'fast-check';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailOf } from '../../functions/email/deliver-outbox.ts';
import type { Notification } from '../../functions/outbox/outbox-rows.ts';
import { letterText } from '../../functions/email/letter-forms.ts';
import type { Mail } from '../../functions/email/mail.ts';
import { envelope } from '../../functions/email/send-mail.ts';
import { signInCode } from '../../functions/email/sign-in-letter.ts';
import { useSettings } from '../../functions/settings/read-settings.ts';
import { openSite } from '../helpers/function-backend.ts';

let site: ReturnType<typeof openSite>;
beforeAll(() => (site = openSite({ STAFF_MAIL: 'Команда <staff@uley.example>' })));
afterAll(() => site.remove());

const notification = (more: Partial<Notification> = {}): Notification => ({
  id: '00000000-0000-4000-8000-000000000000',
  kind: 'application_received',
  recipient_email: 'irina@gavan.example',
  recipient_name: 'Ирина Якорева',
  locale: 'ru',
  payload: {
    number: 'A-7K2M9QXR',
    answerBy: '2026-11-25',
    companyName: 'ООО «Гавань»',
    fit: {
      met: 4,
      of: 5,
      criteria: [
        { id: 'field', met: true },
        { id: 'headcount', met: false },
      ],
    },
  },
  idempotency_key: 'application_received.A-7K2M9QXR',
  attempt: 1,
  ...more,
});

/** The bytes a mail server would get. */
async function wire(mail: Mail): Promise<{ headers: string[]; body: string }> {
  const sent = await createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail(
    envelope(mail),
  );
  const text = (sent.message as Buffer).toString();
  const at = text.indexOf('\r\n\r\n');
  return { headers: text.slice(0, at).split(/\r\n(?![ \t])/), body: text.slice(at + 4) };
}
const namesOf = (headers: string[]) => headers.map((line) => line.slice(0, line.indexOf(':')).toLowerCase()).toSorted();

describe('the letters about an application', () => {
  it.each([
    [
      'ru',
      'Заявка A-7K2M9QXR у нас, ответим до 25 ноября 2026 года',
      ['25 ноября 2026 года', '4 из 5', 'Сфера: подходит', 'Команда: не подходит', 'Что будет дальше'],
    ],
    [
      'en',
      'We have your application A-7K2M9QXR and will answer by 25 November 2026',
      ['25 November 2026', '4 of 5', 'Field: fits', 'Team: does not fit', 'What happens next'],
    ],
  ])(
    'tell the applicant number, promised date, fit and what comes next in %s, as text and as HTML',
    async (locale, subject, phrases) => {
      const mail = await mailOf(notification({ locale }));
      expect(mail.subject).toBe(subject);
      expect(load(mail.html)('html').attr('lang')).toBe(locale);
      const shown = load(mail.html)('body').text();
      for (const phrase of ['A-7K2M9QXR', 'ООО «Гавань»', 'Ирина Якорева', ...phrases])
        expect(mail.text).toContain(phrase);
      for (const phrase of ['A-7K2M9QXR', 'ООО «Гавань»', 'Ирина Якорева', phrases[0]!, phrases[1]!])
        expect(shown).toContain(phrase);
    },
  );

  it('tell staff without contact details, and link to their inbox', async () => {
    const mail = await mailOf(
      notification({
        kind: 'application_waiting',
        recipient_email: 'maria@uley.example',
        recipient_name: 'Мария',
        payload: { ...(notification().payload as object), contactName: 'Ирина Якорева' },
      }),
    );
    expect(mail.subject).toBe('Новая заявка A-7K2M9QXR: ООО «Гавань», ответить до 25 ноября 2026 года');
    expect(mail.text).toContain('http://localhost:4321/staff/');
    expect(mail.text + mail.html).not.toContain('Якорева');
  });

  it('go to the staff address of the settings while no account manager is registered, and nowhere without it', async () => {
    const unaddressed = notification({ kind: 'application_waiting', recipient_email: null, recipient_name: null });
    expect((await mailOf(unaddressed)).to).toEqual({ name: undefined, address: 'staff@uley.example' });
    useSettings({ ...site.settings, mail: { ...site.settings.mail, staff: undefined } });
    await expect(mailOf(unaddressed)).rejects.toThrow('STAFF_MAIL');
    useSettings(site.settings);
  });

  it('of an unknown kind are not made up', async () => {
    await expect(mailOf(notification({ kind: 'toString' }))).rejects.toThrow('No letter');
  });

  it('in a language that has no letters yet are English', async () => {
    expect(await mailOf(notification({ locale: 'de' }))).toEqual(await mailOf(notification({ locale: 'en' })));
  });
});

describe('a mail on the wire', () => {
  it('carries Message-ID from the idempotency key, sender, reply address and that a machine wrote it', async () => {
    const { headers } = await wire(await mailOf(notification()));
    expect(headers).toContain('Message-ID: <application_received.A-7K2M9QXR@uley.example>');
    expect(headers).toContain('Auto-Submitted: auto-generated');
    expect(headers.find((line) => line.startsWith('Reply-To:'))).toContain('<staff@uley.example>');
    expect(headers.find((line) => line.startsWith('Content-Type:'))).toContain('multipart/alternative');
  });

  const breaks = fc.constantFrom(
    '\r\n',
    '\n',
    '\r',
    '\u2028',
    '\u2029',
    '\u0085',
    '\u000b',
    '\u0000',
    '%0d%0a',
    '\r\n\r\n',
    '\r\n ',
  );
  const attack = fc
    .tuple(
      fc.string({ maxLength: 20 }),
      breaks,
      fc.constantFrom(
        'Bcc: all@victim.example',
        'Subject: other',
        'Content-Type: text/html',
        '<script>alert(1)</script>',
        'X: y',
      ),
    )
    .map((parts) => parts.join(''));

  it('has the same headers and one recipient, whatever stands in any field', async () => {
    const plain = namesOf((await wire(await mailOf(notification()))).headers);
    await fc.assert(
      fc.asyncProperty(attack, attack, attack, attack, async (number, companyName, name, key) => {
        const payload = {
          ...(notification().payload as object),
          number,
          companyName,
          fit: { met: 1, of: 1, criteria: [{ id: companyName, met: true }] },
        };
        for (const kind of ['application_received', 'application_waiting']) {
          const mail = await mailOf(notification({ kind, payload, recipient_name: name, idempotency_key: key }));
          const { subject, to } = envelope(mail);
          expect(subject + to.name).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
          const { headers } = await wire(mail);
          expect(namesOf(headers)).toEqual(plain);
          expect(
            headers
              .filter((line) => /^(to|cc|bcc):/i.test(line))
              .join()
              .match(/@/g),
          ).toHaveLength(1);
          expect(load(mail.html)('script, [onerror], img, iframe, form')).toHaveLength(0);
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    'a@b.example, c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    'undisclosed:a@b.example;',
    '"a@b"@c.example',
    '<a@b.example>',
    'a@b',
    'a b@c.example',
    '',
  ])('is not sent to %j', async (address) => {
    const mail = await mailOf(notification());
    expect(() => envelope({ ...mail, to: { address } })).toThrow('plain mail address');
  });
});

describe('the sign-in letter', () => {
  it.each(['ru', 'en'] as const)('in %s has the code as its only group of six digits', (language) => {
    expect(letterText(signInCode('048213', language)).match(/\b\d{6}\b/g)).toEqual(['048213']);
  });
});
