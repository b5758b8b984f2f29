import * as z from 'zod';
import { facts, link, note, paragraph, quote } from './blocks.ts';
import { letterPages } from './letter-pages.ts';
import { line, moment, solutions, words } from './payload-parts.ts';
import { letterOf, noticeOf, wordFor, type WriteLetter } from './write-letter.ts';

const received = z.object({
  number: line,
  /** Day the answer is promised for; the same whether the client is pinned or not. */
  answerBy: moment.nullish(),
});

const returned = z.object({
  /** As this partner typed it. */
  clientName: line,
  leadNumber: line,
  solutions,
  /** Only when the person agreed that the partner gets it. */
  contact: z.object({ name: line, email: line.nullish(), phone: line.nullish() }).nullish(),
  /** Without consent to the transfer: only when nothing in it is personal. */
  message: words.nullish(),
});

const waiting = z.object({
  number: line,
  companyName: line,
  solutions,
  answerBy: moment.nullish(),
  /** Code: what to look at before deciding. */
  hint: line.nullish(),
});

const returnedForStaff = z.object({
  /** Of the enquiry. */
  number: line,
  leadNumber: line,
  /** Whether the person agreed that the partner gets the contact. */
  contactAgreed: z.boolean(),
});

/** Why an enquiry did not go to a partner by itself; who holds a client is read where access is checked. */
const hintWords: Record<'ru' | 'en', Record<string, string>> = {
  ru: {
    domain_known: 'под этим доменом есть закреплённый клиент, проверьте, не он ли это',
    client_pinned: 'клиент тем временем закреплён',
    holder_suspended: 'клиент закреплён, но работа с партнёром приостановлена',
    nobody_left: 'все партнёры, которым предлагали лид, отказались или промолчали',
  },
  en: {
    domain_known: 'a pinned client is known under this domain, check whether it is the same',
    client_pinned: 'the client has been pinned meanwhile',
    holder_suspended: 'the client is pinned, but the partner is suspended',
    nobody_left: 'every partner the lead was offered to has declined or kept silent',
  },
};

/** A client writes to the vendor. */
export const enquiryLetters = {
  /** To whoever wrote; the same for everybody, pinned or not. */
  enquiry_received: letterOf(received, {
    ru: ({ number, answerBy }, { date }) => ({
      subject: `Ваше обращение ${number} у нас`,
      blocks: [
        paragraph('Спасибо, что написали. Обращение прочтёт человек и передаст тому, кто лучше знает вашу задачу.'),
        facts(['Номер обращения', number], ['Ответим не позже', answerBy ? date(answerBy) : undefined]),
        paragraph(
          'Отвечает либо сотрудник вендора, либо партнёр. Партнёр получит ваш контакт, только если вы согласились его передать.',
        ),
        paragraph(`Хотите что-то добавить — ответьте на это письмо. Номер ${number} уже стоит в теме.`),
        note('Вы нам не писали? Значит, кто-то ошибся адресом. Ответьте одним словом, и мы удалим эти данные.'),
      ],
    }),
    en: ({ number, answerBy }, { date }) => ({
      subject: `We have your enquiry ${number}`,
      blocks: [
        paragraph(
          'Thank you for writing. A person will read your enquiry and hand it to whoever knows your task best.',
        ),
        facts(['Enquiry number', number], ['We will answer by', answerBy ? date(answerBy) : undefined]),
        paragraph(
          'Either the vendor or a partner will answer. A partner gets your contact only if you agreed to that.',
        ),
        paragraph(
          `Is there something to add? Reply to this e-mail. The number ${number} is already in the subject line.`,
        ),
        note(
          'You did not write to us? Then somebody mistyped an address. Reply with a single word and we will delete the data.',
        ),
      ],
    }),
  }),

  /** To the holder of the pin. */
  client_returned: letterOf(returned, {
    ru: ({ clientName, leadNumber, contact, message, ...more }, { page, solutions: titles }) => ({
      subject: `Ваш клиент написал нам, возвращаем его вам: ${clientName}`,
      blocks: [
        paragraph('Клиент обратился к вендору сам. Он закреплён за вами, поэтому разговор ведёте вы.'),
        facts(
          ['Клиент', clientName],
          ['Лид', leadNumber],
          ['Решения', titles(more.solutions)],
          ['Кто писал', contact?.name],
          ['Почта', contact?.email ?? undefined],
          ['Телефон', contact?.phone ?? undefined],
        ),
        ...(message ? [quote(message)] : []),
        paragraph(
          contact
            ? 'Человек согласился, чтобы вы с ним связались. Чем раньше, тем лучше: он ждёт ответа.'
            : 'Согласия передать контакт человек пока не дал, мы спросим его ещё раз. Есть свой контакт в этой компании — звоните, не ждите.',
        ),
        link('Открыть лид в кабинете', page(letterPages.leads)),
      ],
    }),
    en: ({ clientName, leadNumber, contact, message, ...more }, { page, solutions: titles }) => ({
      subject: `Your client wrote to us, we return it to you: ${clientName}`,
      blocks: [
        paragraph('The client turned to the vendor directly. It is pinned to you, so the conversation is yours.'),
        facts(
          ['Client', clientName],
          ['Lead', leadNumber],
          ['Solutions', titles(more.solutions)],
          ['Who wrote', contact?.name],
          ['E-mail', contact?.email ?? undefined],
          ['Telephone', contact?.phone ?? undefined],
        ),
        ...(message ? [quote(message)] : []),
        paragraph(
          contact
            ? 'The person agreed to hear from you. The sooner the better: somebody is waiting for an answer.'
            : 'The person has not agreed to a transfer of the contact yet; we will ask again. If you know somebody at this company, call and do not wait.',
        ),
        link('Open the lead in the partner area', page(letterPages.leads)),
      ],
    }),
  }),

  /** To account managers: somebody has to answer or to pass it on. No contact: it is read where access is checked. */
  enquiry_waiting: noticeOf(waiting, {
    ru: ({ number, companyName, answerBy, hint, ...more }, { page, date, solutions: titles }) => ({
      subject: `Новое обращение ${number}: ${companyName}`,
      blocks: [
        paragraph('Клиент написал нам и ждёт ответа.'),
        facts(
          ['Обращение', number],
          ['Компания', companyName],
          ['Решения', titles(more.solutions)],
          ['Ответить не позже', answerBy ? date(answerBy) : undefined],
          ['Обратите внимание', hint ? (wordFor(hintWords.ru, hint) ?? hint) : undefined],
        ),
        link('Открыть входящие', page(letterPages.staff)),
      ],
    }),
    en: ({ number, companyName, answerBy, hint, ...more }, { page, date, solutions: titles }) => ({
      subject: `New enquiry ${number}: ${companyName}`,
      blocks: [
        paragraph('A client has written to us and waits for an answer.'),
        facts(
          ['Enquiry', number],
          ['Company', companyName],
          ['Solutions', titles(more.solutions)],
          ['Answer by', answerBy ? date(answerBy) : undefined],
          ['Please note', hint ? (wordFor(hintWords.en, hint) ?? hint) : undefined],
        ),
        link('Open the inbox', page(letterPages.staff)),
      ],
    }),
  }),

  /** To account managers. Neither client nor partner: who holds a client is read where access is checked. */
  client_returned_staff: noticeOf(returnedForStaff, {
    ru: ({ number, leadNumber, contactAgreed }, { page }) => ({
      subject: `Обращение ${number} возвращено партнёру`,
      blocks: [
        paragraph(
          'Клиент закреплён, поэтому обращение ушло партнёру. Цен не называйте и встреч не назначайте: разговор ведёт он.',
        ),
        facts(
          ['Обращение', number],
          ['Лид', leadNumber],
          [
            'Контакт',
            contactAgreed ? 'передан с согласия человека' : 'не передан, спросите человека о согласии ещё раз',
          ],
        ),
        link('Открыть входящие', page(letterPages.staff)),
      ],
    }),
    en: ({ number, leadNumber, contactAgreed }, { page }) => ({
      subject: `Enquiry ${number} is returned to the partner`,
      blocks: [
        paragraph(
          'The client is pinned, so the enquiry went to the partner. Quote no prices and arrange no meetings: the conversation is the partner’s.',
        ),
        facts(
          ['Enquiry', number],
          ['Lead', leadNumber],
          ['Contact', contactAgreed ? 'passed on, the person agreed' : 'not passed on, please ask for consent again'],
        ),
        link('Open the inbox', page(letterPages.staff)),
      ],
    }),
  }),
} satisfies Record<string, WriteLetter>;
