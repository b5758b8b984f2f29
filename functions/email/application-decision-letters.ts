import * as z from 'zod';
import { facts, heading, link, note, paragraph, quote, steps } from './blocks.ts';
import { letterPages } from './letter-pages.ts';
import { line, moment, words } from './payload-parts.ts';
import { letterOf, noticeOf, type WriteLetter } from './write-letter.ts';

const approved = z.object({
  companyName: line,
  /** Number of the application. */
  number: line,
  /** What the person who decided wrote to the applicant. */
  reason: words,
  /** Name of the partner company that now exists. */
  partnerName: line,
  /** The address that gets codes for signing in; absent: the one this letter goes to. */
  inviteEmail: line.nullish(),
  /** A company that has an owner already gets the applicant as a further member. */
  role: z.enum(['owner', 'member']).default('owner'),
  /** Until when the invitation can be accepted. */
  expiresAt: moment.nullish(),
});

const decided = z.object({
  companyName: line,
  number: line,
  /** What the person who decided wrote to the applicant: what to correct, or why not. */
  reason: words,
});

const escalated = z.object({
  number: line,
  companyName: line,
  /** Day the answer was promised for. */
  answerBy: moment,
});

/** What becomes of an application. */
export const applicationDecisionLetters = {
  /** To the applicant. */
  application_approved: letterOf(approved, {
    ru: ({ number, reason, partnerName, inviteEmail, role, expiresAt }, { page, moment: at }) => ({
      subject:
        role === 'owner'
          ? `Заявка ${number} одобрена — войдите и примите оферту`
          : `Заявка ${number} одобрена — войдите в кабинет`,
      blocks: [
        paragraph('Мы прочитали вашу заявку и хотим работать вместе. Вот что ответил аккаунт-менеджер:'),
        quote(reason),
        facts(
          ['Номер заявки', number],
          ['Партнёр', partnerName],
          ['Почта для входа', inviteEmail ?? undefined],
          ['Приглашение действует до', expiresAt ? at(expiresAt) : undefined],
        ),
        heading('Что сделать сейчас'),
        steps(
          `Откройте страницу входа и введите ${inviteEmail ?? 'адрес, на который пришло это письмо'}.`,
          'На этот адрес придёт код из шести цифр. Введите его, и кабинет откроется.',
          ...(role === 'owner'
            ? [
                'Прочитайте оферту и примите её. После этого можно регистрировать лиды.',
                'Вы владелец. Раздел сотрудников готовим. Пока коллега может подать заявку на сайте с тем же налоговым номером: после одобрения он войдёт в ваш кабинет как участник.',
              ]
            : ['У вашей компании уже есть кабинет и владелец. Вы входите как участник.']),
        ),
        link('Войти в кабинет', page(letterPages.signIn)),
        note('Ссылок, которые входят за вас, мы не присылаем. Только код, и только когда вы его запросили.'),
      ],
    }),
    en: ({ number, reason, partnerName, inviteEmail, role, expiresAt }, { page, moment: at }) => ({
      subject:
        role === 'owner'
          ? `Application ${number} is approved: sign in and accept the offer`
          : `Application ${number} is approved: sign in`,
      blocks: [
        paragraph('We have read your application and want to work with you. The account manager wrote:'),
        quote(reason),
        facts(
          ['Application number', number],
          ['Partner', partnerName],
          ['Address to sign in with', inviteEmail ?? undefined],
          ['The invitation is good until', expiresAt ? at(expiresAt) : undefined],
        ),
        heading('What to do now'),
        steps(
          `Open the sign-in page and type ${inviteEmail ?? 'the address this e-mail came to'}.`,
          'A six-digit code will come to this address. Type it, and the partner area opens.',
          ...(role === 'owner'
            ? [
                'Read the offer and accept it. Then you can register leads.',
                'You are the owner. The page for colleagues is being made. For now a colleague can apply on the site with the same tax id, and after approval enters your area as a member.',
              ]
            : ['Your company has a partner area and an owner already. You come in as a member.']),
        ),
        link('Sign in', page(letterPages.signIn)),
        note('We never send links that sign you in. Only a code, and only when you have asked for it.'),
      ],
    }),
  }),

  /** To the applicant. */
  application_returned: letterOf(decided, {
    ru: ({ number, reason, companyName }, { page }) => ({
      subject: `Заявка ${number}: исправьте и отправьте ещё раз`,
      blocks: [
        paragraph(
          'Решить по этой заявке мы пока не можем: в ней нужно кое-что поправить. Вот что написал аккаунт-менеджер:',
        ),
        quote(reason),
        facts(['Номер заявки', number], ['Компания', companyName]),
        paragraph('Заполните заявку заново с этими поправками. Она получит новый номер и такой же срок ответа.'),
        link('Заполнить заявку', page(letterPages.apply)),
        paragraph('Непонятно, что исправить? Ответьте на это письмо.'),
      ],
    }),
    en: ({ number, reason, companyName }, { page }) => ({
      subject: `Application ${number}: please correct it and send it again`,
      blocks: [
        paragraph(
          'We cannot decide on this application yet: something in it needs correcting. The account manager wrote:',
        ),
        quote(reason),
        facts(['Application number', number], ['Company', companyName]),
        paragraph(
          'Please fill in the application again with these corrections. It gets a new number and the same time for our answer.',
        ),
        link('Fill in the application', page(letterPages.apply)),
        paragraph('Is it unclear what to correct? Reply to this e-mail.'),
      ],
    }),
  }),

  /** To the applicant. */
  application_declined: letterOf(decided, {
    ru: ({ number, reason, companyName }, { page }) => ({
      subject: `Заявка ${number}: партнёрство предложить не можем`,
      blocks: [
        paragraph('Спасибо, что рассказали о своей компании. Партнёрство мы сейчас не предлагаем и называем причину:'),
        quote(reason),
        facts(['Номер заявки', number], ['Компания', companyName]),
        paragraph(
          'Изменится то, о чём здесь сказано, — подайте новую заявку. Считаете, что мы ошиблись, — ответьте на это письмо.',
        ),
        link('Кто нам подходит', page(letterPages.terms)),
      ],
    }),
    en: ({ number, reason, companyName }, { page }) => ({
      subject: `Application ${number}: we cannot offer a partnership`,
      blocks: [
        paragraph(
          'Thank you for telling us about your company. We do not offer a partnership at present, and this is why:',
        ),
        quote(reason),
        facts(['Application number', number], ['Company', companyName]),
        paragraph('If what it says changes, please apply again. If you think we are wrong, reply to this e-mail.'),
        link('Who is a good fit', page(letterPages.terms)),
      ],
    }),
  }),

  /** To the programme leads: nobody has decided in time. */
  application_escalated: noticeOf(escalated, {
    ru: ({ number, companyName, answerBy }, { page, date }) => ({
      subject: `Заявка ${number} перешла к вам: ответ обещан до ${date(answerBy)}`,
      blocks: [
        paragraph('Решения по заявке всё ещё нет. По правилам она переходит к руководителю программы.'),
        facts(['Номер заявки', number], ['Компания', companyName], ['Обещали ответить не позже', date(answerBy)]),
        link('Открыть входящие', page(letterPages.staff)),
      ],
    }),
    en: ({ number, companyName, answerBy }, { page, date }) => ({
      subject: `Application ${number} has come to you: an answer is promised by ${date(answerBy)}`,
      blocks: [
        paragraph('There is still no decision on this application. By the rules it now goes to the programme lead.'),
        facts(['Application number', number], ['Company', companyName], ['Answer promised by', date(answerBy)]),
        link('Open the inbox', page(letterPages.staff)),
      ],
    }),
  }),
} satisfies Record<string, WriteLetter>;
