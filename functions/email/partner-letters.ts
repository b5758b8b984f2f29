import * as z from 'zod';
import { stringsOf } from '../i18n/words.ts';
import { facts, link, paragraph } from './blocks.ts';
import { letterPages } from './letter-pages.ts';
import { line } from './payload-parts.ts';
import { letterOf, type WriteLetter } from './write-letter.ts';

const standing = z.object({
  partnerName: line,
  /** The account manager; without one the programme's address is told. */
  contact: z.object({ name: line, email: line }).nullish(),
});

/** Whom to write to: the reply goes to the staff address, so the account manager's own stands in the letter. */
const writeTo = (language: 'ru' | 'en', contact: z.infer<typeof standing>['contact']) =>
  contact ? `${contact.name}, ${contact.email}` : stringsOf(language).site.mail;

/** What the vendor has changed for a whole company. To all its people; why, staff tell themselves. */
export const partnerLetters = {
  partner_suspended: letterOf(standing, {
    ru: ({ partnerName, contact }) => ({
      subject: `Работа в программе приостановлена: ${partnerName}`,
      blocks: [
        paragraph(
          'Пока работа приостановлена, сотрудники компании не могут войти в кабинет, а значит, и регистрировать клиентов, продлевать и возобновлять закрепления.',
        ),
        paragraph(
          'Закреплённые клиенты остаются за вами до своих сроков: приостановка их не сокращает и не продлевает. Мы напишем, когда работа возобновится.',
        ),
        facts(['Партнёр', partnerName], ['Кому написать', writeTo('ru', contact)]),
      ],
    }),
    en: ({ partnerName, contact }) => ({
      subject: `Suspended in the programme: ${partnerName}`,
      blocks: [
        paragraph(
          'While the company is suspended its people cannot sign in, and so cannot register clients, extend pins or renew them.',
        ),
        paragraph(
          'Pinned clients stay yours until their dates: the suspension neither shortens nor extends them. We will write when it ends.',
        ),
        facts(['Partner', partnerName], ['Whom to write to', writeTo('en', contact)]),
      ],
    }),
  }),

  partner_resumed: letterOf(standing, {
    ru: ({ partnerName, contact }, { page }) => ({
      subject: `Работа в программе возобновлена: ${partnerName}`,
      blocks: [
        paragraph('Сотрудники компании снова могут войти в кабинет и регистрировать клиентов.'),
        paragraph('Проверьте сроки закреплений: пока работа была приостановлена, они шли как обычно.'),
        facts(['Партнёр', partnerName], ['Вопросы', writeTo('ru', contact)]),
        link('Мои клиенты', page(letterPages.clients)),
      ],
    }),
    en: ({ partnerName, contact }, { page }) => ({
      subject: `The suspension is over: ${partnerName}`,
      blocks: [
        paragraph('The company’s people can sign in and register clients again.'),
        paragraph('Look at the dates of your pins: they went on while the company was suspended.'),
        facts(['Partner', partnerName], ['Questions', writeTo('en', contact)]),
        link('My clients', page(letterPages.clients)),
      ],
    }),
  }),
} satisfies Record<string, WriteLetter>;
