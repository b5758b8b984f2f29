import * as z from 'zod';
import { facts, link, paragraph } from './blocks.ts';
import { letterPages } from './letter-pages.ts';
import { count, line, moment, solutions } from './payload-parts.ts';
import { letterOf, noticeOf, wordFor, type WriteLetter } from './write-letter.ts';

const offered = z.object({
  number: line,
  solutions,
  /** No company, no contact, no exact address before the lead is accepted. */
  city: line.nullish(),
  answerBy: moment,
});

const accepted = z.object({ number: line, partnerName: line });

const declined = z.object({
  number: line,
  partnerName: line,
  /** One of `passedLead.declineReasons` of the edition. */
  reason: line,
});

const movedOn = z.object({ number: line });

const eventLeads = z.object({
  /** What the event is called. */
  event: line,
  /** Leads that became this partner's; of them those in review; contacts that could not be given. */
  counts: z.object({ added: count, inReview: count.default(0), excepted: count.default(0) }),
});

/** A reason of a later edition that has no words here yet shows itself. */
const reasonWords: Record<'ru' | 'en', Record<string, string>> = {
  ru: {
    'need-unclear': 'непонятна задача клиента',
    'next-step-unclear': 'непонятен следующий шаг',
    'cannot-support': 'не хватит людей или опыта',
    duplicate: 'этого клиента партнёр уже ведёт',
    other: 'другая причина',
  },
  en: {
    'need-unclear': 'the client’s need is unclear',
    'next-step-unclear': 'the next step is unclear',
    'cannot-support': 'not enough people or experience',
    duplicate: 'the partner already works with this client',
    other: 'another reason',
  },
};

/** The vendor gives leads away. */
export const passedLeadLetters = {
  /** To the partner that may take it. */
  passed_lead_offered: letterOf(offered, {
    ru: ({ number, city, answerBy, ...more }, { page, date, solutions: titles }) => ({
      subject: `Передаём вам лид ${number}, ответьте до ${date(answerBy)}`,
      blocks: [
        paragraph(
          'К нам обратился клиент, и вам его задача подходит. Посмотрите на неё в кабинете и решите, берёте ли.',
        ),
        facts(
          ['Лид', number],
          ['Решения', titles(more.solutions)],
          ['Город', city ?? undefined],
          ['Ответить не позже', date(answerBy)],
        ),
        paragraph(
          'Контакт откроется, когда вы примете лид. Не ответите в срок — предложим его другому партнёру. На ваших клиентов ни отказ, ни молчание не влияют.',
        ),
        link('Посмотреть лид', page(letterPages.passedLeads)),
      ],
    }),
    en: ({ number, city, answerBy, ...more }, { page, date, solutions: titles }) => ({
      subject: `We pass you a lead ${number}, please answer by ${date(answerBy)}`,
      blocks: [
        paragraph(
          'A client has come to us with a task that suits you. Look at it in the partner area and decide whether you take it.',
        ),
        facts(
          ['Lead', number],
          ['Solutions', titles(more.solutions)],
          ['City', city ?? undefined],
          ['Answer by', date(answerBy)],
        ),
        paragraph(
          'You will see the contact once you accept. Without an answer in time we offer the lead to another partner. Neither a refusal nor silence affects the clients you have.',
        ),
        link('Look at the lead', page(letterPages.passedLeads)),
      ],
    }),
  }),

  /** To the partner that kept silent. */
  passed_lead_moved_on: letterOf(movedOn, {
    ru: ({ number }, { page }) => ({
      subject: `Лид ${number} ушёл дальше: срок ответа вышел`,
      blocks: [
        paragraph(
          'Вы не ответили в срок, и мы предложим этот лид другому партнёру. На ваших клиентов и следующие лиды это не влияет.',
        ),
        facts(['Лид', number]),
        link('Открыть кабинет', page(letterPages.partner)),
      ],
    }),
    en: ({ number }, { page }) => ({
      subject: `Lead ${number} has moved on: the time to answer is over`,
      blocks: [
        paragraph(
          'You did not answer in time, so we will offer this lead to another partner. It affects neither your clients nor later leads.',
        ),
        facts(['Lead', number]),
        link('Open the partner area', page(letterPages.partner)),
      ],
    }),
  }),

  /** To the account manager. */
  passed_lead_accepted_staff: noticeOf(accepted, {
    ru: ({ number, partnerName }, { page }) => ({
      subject: `Переданный лид ${number} принят: ${partnerName}`,
      blocks: [
        paragraph('Партнёр принял лид и видит контакт. Дальше разговор с клиентом ведёт он.'),
        facts(['Лид', number], ['Партнёр', partnerName]),
        link('Открыть входящие', page(letterPages.staff)),
      ],
    }),
    en: ({ number, partnerName }, { page }) => ({
      subject: `Passed lead ${number} is accepted: ${partnerName}`,
      blocks: [
        paragraph(
          'The partner has accepted the lead and sees the contact. From here the conversation is the partner’s.',
        ),
        facts(['Lead', number], ['Partner', partnerName]),
        link('Open the inbox', page(letterPages.staff)),
      ],
    }),
  }),

  /** To the account manager. */
  passed_lead_declined_staff: noticeOf(declined, {
    ru: ({ number, partnerName, reason }, { page }) => ({
      subject: `Переданный лид ${number} не взяли: ${partnerName}`,
      blocks: [
        paragraph('Партнёр отказался от лида. Выберите, кому предложить его дальше.'),
        facts(['Лид', number], ['Партнёр', partnerName], ['Причина', wordFor(reasonWords.ru, reason) ?? reason]),
        link('Открыть входящие', page(letterPages.staff)),
      ],
    }),
    en: ({ number, partnerName, reason }, { page }) => ({
      subject: `Passed lead ${number} is declined: ${partnerName}`,
      blocks: [
        paragraph('The partner has declined the lead. Choose whom to offer it to next.'),
        facts(['Lead', number], ['Partner', partnerName], ['Reason', wordFor(reasonWords.en, reason) ?? reason]),
        link('Open the inbox', page(letterPages.staff)),
      ],
    }),
  }),

  /** To the partner that took part in a joint event. */
  event_leads_added: letterOf(eventLeads, {
    ru: ({ event, counts }, { page }) => ({
      subject: `Лиды с мероприятия у вас: ${event}`,
      blocks: [
        paragraph('Мы проводили мероприятие вместе, поэтому его лиды ваши. Они уже в кабинете.'),
        facts(
          ['Мероприятие', event],
          ['Добавлено лидов', String(counts.added)],
          ['Из них на решении', counts.inReview ? String(counts.inReview) : undefined],
          ['Не добавлено по правилам закрепления', counts.excepted ? String(counts.excepted) : undefined],
        ),
        link('Открыть лиды', page(letterPages.leads)),
      ],
    }),
    en: ({ event, counts }, { page }) => ({
      subject: `The leads of the event are yours: ${event}`,
      blocks: [
        paragraph('We held the event together, so its leads are yours. They are in the partner area already.'),
        facts(
          ['Event', event],
          ['Leads added', String(counts.added)],
          ['Of them in review', counts.inReview ? String(counts.inReview) : undefined],
          ['Not added by the rules of pinning', counts.excepted ? String(counts.excepted) : undefined],
        ),
        link('Open the leads', page(letterPages.leads)),
      ],
    }),
  }),
} satisfies Record<string, WriteLetter>;
