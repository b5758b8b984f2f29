import * as z from 'zod';
import { facts, link, note, paragraph, quote } from './blocks.ts';
import { letterPages } from './letter-pages.ts';
import { line, moment, solutions, words } from './payload-parts.ts';
import { letterOf, noticeOf, type WriteLetter } from './write-letter.ts';

const received = z.object({ number: line });

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

const waiting = z.object({ number: line, companyName: line, solutions, answerBy: moment.nullish() });

const returnedForStaff = z.object({
  /** Of the enquiry. */
  number: line,
  leadNumber: line,
  /** Whether the person agreed that the partner gets the contact. */
  contactAgreed: z.boolean(),
});

/** A client writes to the vendor. */
export const enquiryLetters = {
  /** To whoever wrote; the same for everybody, pinned or not. */
  enquiry_received: letterOf(received, {
    ru: ({ number }) => ({
      subject: `Ваше обращение ${number} у нас`,
      blocks: [
        paragraph('Спасибо, что написали. Обращение прочтёт человек и передаст тому, кто лучше знает вашу задачу.'),
        facts(['Номер обращения', number]),
        paragraph(
          'Отвечает либо сотрудник вендора, либо партнёр. Партнёр получит ваш контакт, только если вы согласились его передать.',
        ),
        paragraph(`Хотите что-то добавить — ответьте на это письмо. Номер ${number} уже стоит в теме.`),
        note('Вы нам не писали? Значит, кто-то ошибся адресом. Ответьте одним словом, и мы удалим эти данные.'),
      ],
    }),
    en: ({ number }) => ({
      subject: `We have your enquiry ${number}`,
      blocks: [
        paragraph(
          'Thank you for writing. A person will read your enquiry and hand it to whoever knows your task best.',
        ),
        facts(['Enquiry number', number]),
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
        link('Открыть лид в кабинете', page(letterPages.partner)),
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
        link('Open the lead in the partner area', page(letterPages.partner)),
      ],
    }),
  }),

  /** To account managers: somebody has to answer or to pass it on. No contact: it is read where access is checked. */
  enquiry_waiting: noticeOf(waiting, {
    ru: ({ number, companyName, answerBy, ...more }, { page, date, solutions: titles }) => ({
      subject: `Новое обращение ${number}: ${companyName}`,
      blocks: [
        paragraph('Клиент написал нам. Ответьте сами или передайте лид партнёру.'),
        facts(
          ['Обращение', number],
          ['Компания', companyName],
          ['Решения', titles(more.solutions)],
          ['Ответить не позже', answerBy ? date(answerBy) : undefined],
        ),
        link('Открыть список ожидающих', page(letterPages.staff)),
      ],
    }),
    en: ({ number, companyName, answerBy, ...more }, { page, date, solutions: titles }) => ({
      subject: `New enquiry ${number}: ${companyName}`,
      blocks: [
        paragraph('A client has written to us. Answer it, or pass the lead to a partner.'),
        facts(
          ['Enquiry', number],
          ['Company', companyName],
          ['Solutions', titles(more.solutions)],
          ['Answer by', answerBy ? date(answerBy) : undefined],
        ),
        link('Open the list of what is waiting', page(letterPages.staff)),
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
        link('Открыть рабочий список', page(letterPages.staff)),
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
