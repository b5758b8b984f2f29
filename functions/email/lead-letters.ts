import * as z from 'zod';
import { facts, heading, link, paragraph, quote, steps } from './blocks.ts';
import { letterPages } from './letter-pages.ts';
import { line, moment, words } from './payload-parts.ts';
import { letterOf, noticeOf, wordFor, type WriteLetter } from './write-letter.ts';

const inReview = z.object({
  number: line,
  /** As this partner typed it. */
  clientName: line,
  /** Day the answer is promised for. */
  answerBy: moment,
});

const waiting = z.object({
  number: line,
  /** Who registered the lead. */
  partnerName: line,
  clientName: line,
  taxId: line.nullish(),
  answerBy: moment,
  /** Codes: why a person has to look. */
  why: z.array(line).default([]),
});

const escalated = z.object({ number: line, partnerName: line, clientName: line, answerBy: moment });

const pinned = z.object({
  number: line,
  clientName: line,
  protectedUntil: moment,
  receiptNumber: line,
  edition: line,
  /** Path of the rule that decided, such as `pin.protectionDays`. */
  rule: line,
  /** What the person who decided wrote; absent when no person had to. */
  reason: words.nullish(),
});

/** Declined, or returned for correction. */
const turnedDown = z.object({ number: line, clientName: line, rule: line, reason: words });

/** Why a lead is looked at by a person; a code without words shows itself. */
const whyWords: Record<'ru' | 'en', Record<string, string>> = {
  ru: {
    domain_known: 'под этим доменом уже есть другая компания',
    many_refusals: 'у партнёра сегодня слишком много отказов',
    other_lead: 'об этом клиенте уже есть лид на решении',
  },
  en: {
    domain_known: 'another company is known under this domain',
    many_refusals: 'the partner has had too many refusals today',
    other_lead: 'another lead about this client is in review',
  },
};

/** What becomes of a lead. */
export const leadLetters = {
  /** To the person who registered it. */
  lead_in_review: letterOf(inReview, {
    ru: ({ number, clientName, answerBy }, { page, date }) => ({
      subject: `Лид ${number} на решении, ответим до ${date(answerBy)}`,
      blocks: [
        paragraph('Лид принят. Автоматической проверки здесь мало, решит человек. Это не отказ.'),
        facts(['Лид', number], ['Клиент', clientName], ['Ответим не позже', date(answerBy)]),
        link('Мои лиды', page(letterPages.leads)),
      ],
    }),
    en: ({ number, clientName, answerBy }, { page, date }) => ({
      subject: `Lead ${number} is in review, we will answer by ${date(answerBy)}`,
      blocks: [
        paragraph(
          'We have your lead. The automatic check is not enough here, so a person decides. This is not a refusal.',
        ),
        facts(['Lead', number], ['Client', clientName], ['We will answer by', date(answerBy)]),
        link('My leads', page(letterPages.leads)),
      ],
    }),
  }),

  /** To account managers. */
  lead_waiting: noticeOf(waiting, {
    ru: ({ number, partnerName, clientName, taxId, answerBy, why }, { page, date }) => ({
      subject: `Новый лид ${number} на решении: ответить до ${date(answerBy)}`,
      blocks: [
        paragraph('Лид ждёт решения человека.'),
        facts(
          ['Лид', number],
          ['Зарегистрировал', partnerName],
          ['Клиент', clientName],
          ['Налоговый номер', taxId ?? undefined],
          ['Обещали ответить не позже', date(answerBy)],
          ['Почему не сразу', why.map((code) => wordFor(whyWords.ru, code) ?? code).join('; ')],
        ),
        link('Открыть входящие', page(letterPages.staff)),
      ],
    }),
    en: ({ number, partnerName, clientName, taxId, answerBy, why }, { page, date }) => ({
      subject: `New lead ${number} in review: answer by ${date(answerBy)}`,
      blocks: [
        paragraph('A lead is waiting for a person to decide.'),
        facts(
          ['Lead', number],
          ['Registered by', partnerName],
          ['Client', clientName],
          ['Tax id', taxId ?? undefined],
          ['Answer promised by', date(answerBy)],
          ['Why not at once', why.map((code) => wordFor(whyWords.en, code) ?? code).join('; ')],
        ),
        link('Open the inbox', page(letterPages.staff)),
      ],
    }),
  }),

  /** To the programme leads: nobody has decided in time. */
  lead_escalated: noticeOf(escalated, {
    ru: ({ number, partnerName, clientName, answerBy }, { page, date }) => ({
      subject: `Лид ${number} перешёл к вам: ответ обещан до ${date(answerBy)}`,
      blocks: [
        paragraph('Решения по лиду всё ещё нет. По правилам он переходит к руководителю программы.'),
        facts(
          ['Лид', number],
          ['Зарегистрировал', partnerName],
          ['Клиент', clientName],
          ['Обещали ответить не позже', date(answerBy)],
        ),
        link('Открыть входящие', page(letterPages.staff)),
      ],
    }),
    en: ({ number, partnerName, clientName, answerBy }, { page, date }) => ({
      subject: `Lead ${number} has come to you: an answer is promised by ${date(answerBy)}`,
      blocks: [
        paragraph('There is still no decision on this lead. By the rules it now goes to the programme lead.'),
        facts(
          ['Lead', number],
          ['Registered by', partnerName],
          ['Client', clientName],
          ['Answer promised by', date(answerBy)],
        ),
        link('Open the inbox', page(letterPages.staff)),
      ],
    }),
  }),

  /** To the person who registered it. */
  lead_pinned: letterOf(pinned, {
    ru: (pin, { page, date, moment: at, verify, rule }) => ({
      subject: `Клиент закреплён за вами до ${date(pin.protectedUntil)}: ${pin.clientName}`,
      blocks: [
        paragraph('Пока срок идёт, вендор не продаёт этому клиенту сам и не закрепит его за другим партнёром.'),
        ...(pin.reason ? [quote(pin.reason)] : []),
        facts(
          ['Клиент', pin.clientName],
          ['Закреплён до', at(pin.protectedUntil)],
          ['Лид', pin.number],
          ['Подтверждение', pin.receiptNumber],
          ['Правило', rule(pin.rule)],
          ['Редакция', pin.edition],
        ),
        paragraph('Подлинность подтверждения проверит кто угодно: на странице нет ни клиента, ни партнёра.'),
        link('Проверить подтверждение', verify(pin.receiptNumber)),
        link('Мои лиды', page(letterPages.leads)),
      ],
    }),
    en: (pin, { page, date, moment: at, verify, rule }) => ({
      subject: `The client is pinned to you until ${date(pin.protectedUntil)}: ${pin.clientName}`,
      blocks: [
        paragraph('Until then the vendor neither sells to this client nor pins it to another partner.'),
        ...(pin.reason ? [quote(pin.reason)] : []),
        facts(
          ['Client', pin.clientName],
          ['Pinned until', at(pin.protectedUntil)],
          ['Lead', pin.number],
          ['Receipt', pin.receiptNumber],
          ['Rule', rule(pin.rule)],
          ['Edition', pin.edition],
        ),
        paragraph('Anybody can check that the receipt is genuine: the page names neither the client nor the partner.'),
        link('Check the receipt', verify(pin.receiptNumber)),
        link('My leads', page(letterPages.leads)),
      ],
    }),
  }),

  /** To the person who registered it. */
  lead_returned: letterOf(turnedDown, {
    ru: ({ number, clientName, reason }, { page }) => ({
      subject: `Лид ${number}: исправьте и зарегистрируйте ещё раз`,
      blocks: [
        paragraph('Решить по этому лиду мы не можем: в нём нужно кое-что поправить. Вот что написал аккаунт-менеджер:'),
        quote(reason),
        facts(['Лид', number], ['Клиент', clientName]),
        paragraph('Клиент за вами не закреплён, пока вы не зарегистрируете исправленный лид.'),
        link('Зарегистрировать лид', page(letterPages.newLead)),
      ],
    }),
    en: ({ number, clientName, reason }, { page }) => ({
      subject: `Lead ${number}: please correct it and register it again`,
      blocks: [
        paragraph('We cannot decide on this lead: something in it needs correcting. The account manager wrote:'),
        quote(reason),
        facts(['Lead', number], ['Client', clientName]),
        paragraph('The client is not pinned to you until you register the corrected lead.'),
        link('Register the lead', page(letterPages.newLead)),
      ],
    }),
  }),

  /** To the person who registered it. The same words whether the client is pinned, direct or blocked. */
  lead_declined: letterOf(turnedDown, {
    ru: ({ number, clientName, rule: id, reason }, { page, rule }) => ({
      subject: `Лид ${number}: закрепить клиента не можем`,
      blocks: [
        paragraph('Решение по лиду принято, и оно отрицательное. Причина:'),
        quote(reason),
        facts(['Лид', number], ['Клиент', clientName], ['Правило', rule(id)]),
        heading('Что можно сделать'),
        steps(
          'Записаться в лист ожидания: когда клиент освободится, мы напишем.',
          'Обжаловать решение: пересмотрит его другой сотрудник.',
          'Получить письменный выбор клиента, если клиент хочет работать с вами.',
        ),
        link('Выбрать в кабинете', page(letterPages.leads)),
      ],
    }),
    en: ({ number, clientName, rule: id, reason }, { page, rule }) => ({
      subject: `Lead ${number}: we cannot pin the client`,
      blocks: [
        paragraph('The lead has been decided, and the answer is no. The reason:'),
        quote(reason),
        facts(['Lead', number], ['Client', clientName], ['Rule', rule(id)]),
        heading('What you can do'),
        steps(
          'Join the waiting list: we write when the client is free.',
          'Appeal: another person will review the decision.',
          'Get the client’s written choice, if the client wants to work with you.',
        ),
        link('Choose in the partner area', page(letterPages.leads)),
      ],
    }),
  }),
} satisfies Record<string, WriteLetter>;
