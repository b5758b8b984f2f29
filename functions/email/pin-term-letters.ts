import * as z from 'zod';
import { plural } from '../i18n/words.ts';
import { facts, link, paragraph } from './blocks.ts';
import { letterPages } from './letter-pages.ts';
import { count, line, moment } from './payload-parts.ts';
import { letterOf, type WriteLetter } from './write-letter.ts';

const endsSoon = z.object({
  /** As this partner typed it. */
  clientName: line,
  protectedUntil: moment,
  daysLeft: count,
  /** Whether the cap leaves room for an extension. */
  canExtend: z.boolean(),
});

const ended = z.object({
  clientName: line,
  /** Until when this partner alone may renew. */
  graceUntil: moment,
  /** Whether the cap leaves room for a renewal. */
  canRenew: z.boolean().default(true),
});

const expired = z.object({ clientName: line });

const prolonged = z.object({ clientName: line, protectedUntil: moment, receiptNumber: line.nullish() });

const days = {
  ru: { one: '{n} день', few: '{n} дня', many: '{n} дней', other: '{n} дня' },
  en: { one: '{n} day', other: '{n} days' },
};

/** The term of a pin: warnings, its end, and what makes it longer. To the holder. */
export const pinTermLetters = {
  pin_ends_soon: letterOf(endsSoon, {
    ru: ({ clientName, protectedUntil, daysLeft, canExtend }, { page, moment: at }) => ({
      subject: `Закрепление кончается через ${plural('ru', days.ru, daysLeft)}: ${clientName}`,
      blocks: [
        facts(['Клиент', clientName], ['Закреплён до', at(protectedUntil)]),
        paragraph(
          canExtend
            ? 'Работа идёт — продлите закрепление до этого срока: расскажите в кабинете, что сделано. Подойдёт встреча, показ, расчёт или согласование.'
            : 'Предел продлений исчерпан, больше этот срок не продлить. Постарайтесь оформить договор или счёт, пока клиент закреплён: право на вознаграждение останется за вами.',
        ),
        link(canExtend ? 'Продлить в кабинете' : 'Открыть кабинет', page(letterPages.clients)),
      ],
    }),
    en: ({ clientName, protectedUntil, daysLeft, canExtend }, { page, moment: at }) => ({
      subject: `A pin ends in ${plural('en', days.en, daysLeft)}: ${clientName}`,
      blocks: [
        facts(['Client', clientName], ['Pinned until', at(protectedUntil)]),
        paragraph(
          canExtend
            ? 'If work is going on, extend the pin before that: say in the partner area what you have done. A meeting, a demo, a quote or an approval will do.'
            : 'The cap is reached, so this term cannot be extended. Try to have the contract or invoice made out while the client is pinned: the reward then stays yours.',
        ),
        link(canExtend ? 'Extend it in the partner area' : 'Open the partner area', page(letterPages.clients)),
      ],
    }),
  }),

  pin_ended: letterOf(ended, {
    ru: ({ clientName, graceUntil, canRenew }, { page, date, moment: at }) => ({
      subject: canRenew
        ? `Срок закрепления вышел, возобновить можно до ${date(graceUntil)}: ${clientName}`
        : `Срок закрепления вышел, запас до ${date(graceUntil)}: ${clientName}`,
      blocks: [
        paragraph(
          canRenew
            ? 'Клиент ещё не потерян: идёт запас. В эти дни возобновить закрепление можете только вы.'
            : 'Идёт запас: до его конца клиента никто не займёт. Возобновить закрепление нельзя, предел продлений исчерпан.',
        ),
        facts(['Клиент', clientName], ['Запас до', at(graceUntil)]),
        paragraph('После запаса клиент свободен, и закрепит его первый, кто зарегистрирует лид.'),
        link(canRenew ? 'Возобновить в кабинете' : 'Открыть кабинет', page(letterPages.clients)),
      ],
    }),
    en: ({ clientName, graceUntil, canRenew }, { page, date, moment: at }) => ({
      subject: canRenew
        ? `A pin has ended, you may renew it until ${date(graceUntil)}: ${clientName}`
        : `A pin has ended, grace until ${date(graceUntil)}: ${clientName}`,
      blocks: [
        paragraph(
          canRenew
            ? 'The client is not lost yet: these are the days of grace. In them only you can renew the pin.'
            : 'These are the days of grace: nobody else gets the client before they end. The pin cannot be renewed, the cap is reached.',
        ),
        facts(['Client', clientName], ['Grace until', at(graceUntil)]),
        paragraph('After that the client is free, and whoever registers a lead first gets the pin.'),
        link(canRenew ? 'Renew it in the partner area' : 'Open the partner area', page(letterPages.clients)),
      ],
    }),
  }),

  pin_expired: letterOf(expired, {
    ru: ({ clientName }, { page }) => ({
      subject: `Клиент больше не закреплён за вами: ${clientName}`,
      blocks: [
        paragraph(
          'Запас кончился, закрепление не возобновили. Клиент свободен: закрепит его первый, кто зарегистрирует лид. Можете и вы, на общих условиях.',
        ),
        facts(['Клиент', clientName]),
        paragraph('Вознаграждение по договорам и счетам, оформленным до этого, остаётся за вами.'),
        link('Мои клиенты', page(letterPages.clients)),
      ],
    }),
    en: ({ clientName }, { page }) => ({
      subject: `The client is no longer pinned to you: ${clientName}`,
      blocks: [
        paragraph(
          'The days of grace are over and the pin was not renewed. The client is free: whoever registers a lead first gets the pin. That can be you, on the general terms.',
        ),
        facts(['Client', clientName]),
        paragraph('The reward for contracts and invoices made out before stays yours.'),
        link('My clients', page(letterPages.clients)),
      ],
    }),
  }),

  pin_extended: letterOf(prolonged, {
    ru: ({ clientName, protectedUntil, receiptNumber }, { page, date, moment: at, verify }) => ({
      subject: `Закрепление продлено до ${date(protectedUntil)}: ${clientName}`,
      blocks: [
        paragraph('Закрепление продлено. Клиент по-прежнему ваш.'),
        facts(
          ['Клиент', clientName],
          ['Закреплён до', at(protectedUntil)],
          ['Подтверждение', receiptNumber ?? undefined],
        ),
        ...(receiptNumber ? [link('Проверить подтверждение', verify(receiptNumber))] : []),
        link('Мои клиенты', page(letterPages.clients)),
      ],
    }),
    en: ({ clientName, protectedUntil, receiptNumber }, { page, date, moment: at, verify }) => ({
      subject: `A pin is extended until ${date(protectedUntil)}: ${clientName}`,
      blocks: [
        paragraph('The pin is extended. The client is still yours.'),
        facts(['Client', clientName], ['Pinned until', at(protectedUntil)], ['Receipt', receiptNumber ?? undefined]),
        ...(receiptNumber ? [link('Check the receipt', verify(receiptNumber))] : []),
        link('My clients', page(letterPages.clients)),
      ],
    }),
  }),

  pin_renewed: letterOf(prolonged, {
    ru: ({ clientName, protectedUntil, receiptNumber }, { page, date, moment: at, verify }) => ({
      subject: `Закрепление возобновлено до ${date(protectedUntil)}: ${clientName}`,
      blocks: [
        paragraph('Вы успели: закрепление возобновлено, клиент снова под защитой.'),
        facts(
          ['Клиент', clientName],
          ['Закреплён до', at(protectedUntil)],
          ['Подтверждение', receiptNumber ?? undefined],
        ),
        ...(receiptNumber ? [link('Проверить подтверждение', verify(receiptNumber))] : []),
        link('Мои клиенты', page(letterPages.clients)),
      ],
    }),
    en: ({ clientName, protectedUntil, receiptNumber }, { page, date, moment: at, verify }) => ({
      subject: `A pin is renewed until ${date(protectedUntil)}: ${clientName}`,
      blocks: [
        paragraph('You were in time: the pin is renewed and the client is protected again.'),
        facts(['Client', clientName], ['Pinned until', at(protectedUntil)], ['Receipt', receiptNumber ?? undefined]),
        ...(receiptNumber ? [link('Check the receipt', verify(receiptNumber))] : []),
        link('My clients', page(letterPages.clients)),
      ],
    }),
  }),
} satisfies Record<string, WriteLetter>;
