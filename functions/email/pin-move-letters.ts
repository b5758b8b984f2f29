import * as z from 'zod';
import { facts, link, paragraph, quote } from './blocks.ts';
import { letterPages } from './letter-pages.ts';
import { line, moment, words } from './payload-parts.ts';
import { letterOf, noticeOf, type WriteLetter } from './write-letter.ts';

const released = z.object({
  /** As this partner typed it. */
  clientName: line,
  receiptNumber: line.nullish(),
});

/** Without a reason: it went to another partner after an appeal, whose words are not told. */
const transferredAway = z.object({ clientName: line, reason: words.nullish(), at: moment });

const transferredTo = z.object({ clientName: line, protectedUntil: moment, receiptNumber: line });

const transferWaiting = z.object({
  number: line,
  clientName: line,
  /** Who of the vendor has asked, and may not approve. */
  askedBy: line,
  answerBy: moment,
});

/** The name is the one the waiting partner typed, never another's. */
const free = z.object({ clientName: line });

/** A pin comes or goes. No letter tells who holds a client now, or held it before. */
export const pinMoveLetters = {
  /** To the partner that let the client go. */
  pin_released: letterOf(released, {
    ru: ({ clientName, receiptNumber }, { page, verify }) => ({
      subject: `Вы отказались от клиента, закрепление снято: ${clientName}`,
      blocks: [
        paragraph('Закрепление снято сразу, без запаса. Клиент свободен, и зарегистрировать его может любой партнёр.'),
        facts(['Клиент', clientName], ['Подтверждение', receiptNumber ?? undefined]),
        ...(receiptNumber ? [link('Проверить подтверждение', verify(receiptNumber))] : []),
        link('Мои клиенты', page(letterPages.clients)),
      ],
    }),
    en: ({ clientName, receiptNumber }, { page, verify }) => ({
      subject: `You have released the client, the pin is off: ${clientName}`,
      blocks: [
        paragraph(
          'The pin is off at once, without days of grace. The client is free, and any partner may register it.',
        ),
        facts(['Client', clientName], ['Receipt', receiptNumber ?? undefined]),
        ...(receiptNumber ? [link('Check the receipt', verify(receiptNumber))] : []),
        link('My clients', page(letterPages.clients)),
      ],
    }),
  }),

  /** To the former holder. */
  pin_transferred_away: letterOf(transferredAway, {
    ru: ({ clientName, reason, at }, { page, moment: written }) => ({
      subject: `Закрепление перенесено, клиент больше не за вами: ${clientName}`,
      blocks: [
        ...(reason
          ? [paragraph('Закрепление этого клиента перенесли. Причина:'), quote(reason)]
          : [paragraph('Закрепление этого клиента перенесли: решение пересмотрели по обжалованию.')]),
        facts(['Клиент', clientName], ['Когда', written(at)]),
        paragraph(
          'Вознаграждение по договорам и счетам, оформленным до этого, остаётся за вами. Не согласны с решением — обжалуйте: пересмотрит его другой сотрудник.',
        ),
        link('Обжаловать в разделе «Лиды»', page(letterPages.leads)),
      ],
    }),
    en: ({ clientName, reason, at }, { page, moment: written }) => ({
      subject: `A pin is transferred, the client is no longer yours: ${clientName}`,
      blocks: [
        ...(reason
          ? [paragraph('The pin of this client was transferred. The reason:'), quote(reason)]
          : [paragraph('The pin of this client was transferred: the decision was reviewed after an appeal.')]),
        facts(['Client', clientName], ['When', written(at)]),
        paragraph(
          'The reward for contracts and invoices made out before stays yours. If you disagree, appeal: another person will review the decision.',
        ),
        link('Appeal under “Leads”', page(letterPages.leads)),
      ],
    }),
  }),

  /** To the new holder. */
  pin_transferred_to: letterOf(transferredTo, {
    ru: ({ clientName, protectedUntil, receiptNumber }, { page, date, moment: at, verify }) => ({
      subject: `Клиент закреплён за вами до ${date(protectedUntil)}: ${clientName}`,
      blocks: [
        paragraph('Закрепление этого клиента перенесено на вашу компанию.'),
        facts(['Клиент', clientName], ['Закреплён до', at(protectedUntil)], ['Подтверждение', receiptNumber]),
        link('Проверить подтверждение', verify(receiptNumber)),
        link('Мои клиенты', page(letterPages.clients)),
      ],
    }),
    en: ({ clientName, protectedUntil, receiptNumber }, { page, date, moment: at, verify }) => ({
      subject: `The client is pinned to you until ${date(protectedUntil)}: ${clientName}`,
      blocks: [
        paragraph('The pin of this client was transferred to your company.'),
        facts(['Client', clientName], ['Pinned until', at(protectedUntil)], ['Receipt', receiptNumber]),
        link('Check the receipt', verify(receiptNumber)),
        link('My clients', page(letterPages.clients)),
      ],
    }),
  }),

  /** To everybody who may decide it: a transfer above the edition's limit. */
  transfer_waiting: noticeOf(transferWaiting, {
    ru: ({ number, clientName, askedBy, answerBy }, { page, date }) => ({
      subject: `Перенос ${number}: решите до ${date(answerBy)}`,
      blocks: [
        paragraph(
          'Клиент письменно выбрал другого партнёра. На кону больше предела, который задан в правилах, поэтому перенос подтверждает второй сотрудник — не тот, кто его подготовил.',
        ),
        facts(
          ['Перенос', number],
          ['Клиент', clientName],
          ['Подготовил', askedBy],
          ['Решить не позже', date(answerBy)],
        ),
        link('Открыть входящие', page(letterPages.staff)),
      ],
    }),
    en: ({ number, clientName, askedBy, answerBy }, { page, date }) => ({
      subject: `Transfer ${number}: please decide by ${date(answerBy)}`,
      blocks: [
        paragraph(
          'A client has chosen another partner in writing. More is at stake than the limit of the rules, so a second person approves: not the one who prepared it.',
        ),
        facts(['Transfer', number], ['Client', clientName], ['Prepared by', askedBy], ['Decide by', date(answerBy)]),
        link('Open the inbox', page(letterPages.staff)),
      ],
    }),
  }),

  /** To everybody on the waiting list, at the same moment. */
  client_free: letterOf(free, {
    ru: ({ clientName }, { page }) => ({
      subject: `Клиент из листа ожидания свободен: ${clientName}`,
      blocks: [
        paragraph('Вы просили сообщить, когда клиента можно будет закрепить. Сейчас он свободен.'),
        facts(['Клиент', clientName]),
        paragraph(
          'Очереди нет: всем, кто ждал, мы написали одновременно. Закрепление получит первый, кто зарегистрирует лид.',
        ),
        link('Зарегистрировать лид', page(letterPages.newLead)),
      ],
    }),
    en: ({ clientName }, { page }) => ({
      subject: `A client on your waiting list is free: ${clientName}`,
      blocks: [
        paragraph('You asked to hear when this client can be pinned. It is free now.'),
        facts(['Client', clientName]),
        paragraph(
          'There is no queue: everybody who waited got this letter at the same moment. Whoever registers a lead first gets the pin.',
        ),
        link('Register a lead', page(letterPages.newLead)),
      ],
    }),
  }),
} satisfies Record<string, WriteLetter>;
