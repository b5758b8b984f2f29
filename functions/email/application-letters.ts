import * as z from 'zod';
import { stringsOf, type Language } from '../i18n/words.ts';
import { facts, heading, link, note, paragraph, steps } from './blocks.ts';
import { letterPages } from './letter-pages.ts';
import { count, line, moment } from './payload-parts.ts';
import { letterOf, noticeOf, type WriteLetter } from './write-letter.ts';

/** What the outbox hands over with `application_received` and `application_waiting`. */
const payload = z.object({
  number: line,
  /** Date (programme's time zone) by which a person answers. */
  answerBy: moment,
  fit: z.object({ met: count, of: count, criteria: z.array(z.object({ id: line, met: z.boolean() })) }),
  companyName: line,
});
type Fit = z.infer<typeof payload>['fit'];

/** A new application. */
export const applicationLetters = {
  /** To the applicant: the number, the promised date, what we understood, what happens next. */
  application_received: letterOf(payload, {
    ru: ({ number, answerBy, fit, companyName }, { date }) => ({
      subject: `Заявка ${number} у нас, ответим до ${date(answerBy)}`,
      blocks: [
        paragraph(
          'Спасибо за заявку на партнёрство. Её прочтёт человек, а не программа, и ответит не позже названного срока.',
        ),
        facts(
          ['Номер заявки', number],
          ['Компания', companyName],
          ['Ответим не позже', date(answerBy)],
          ['Подходит по критериям', `${fit.met} из ${fit.of}`],
        ),
        heading('Как мы вас поняли'),
        facts(...criteriaIn('ru', fit)),
        paragraph('Неполное совпадение — не отказ. Если мы что-то поняли не так, напишите об этом в ответ.'),
        heading('Что будет дальше'),
        steps(
          'Аккаунт-менеджер прочтёт заявку. Появятся вопросы — задаст их письмом или позвонит, если вы оставили телефон.',
          `Не позже ${date(answerBy)} вы получите решение.`,
          'Если подходим друг другу, пригласим в кабинет партнёра и предложим оферту. Если нет, назовём причину.',
        ),
        paragraph(`Хотите что-то добавить — просто ответьте на это письмо. Номер ${number} уже стоит в теме.`),
        note('Вы не отправляли заявку? Значит, кто-то ошибся адресом. Ответьте одним словом, и мы удалим эти данные.'),
      ],
    }),
    en: ({ number, answerBy, fit, companyName }, { date }) => ({
      subject: `We have your application ${number} and will answer by ${date(answerBy)}`,
      blocks: [
        paragraph(
          'Thank you for applying to become a partner. A person, not a program, will read your application and answer by the date below.',
        ),
        facts(
          ['Application number', number],
          ['Company', companyName],
          ['We will answer by', date(answerBy)],
          ['Criteria met', `${fit.met} of ${fit.of}`],
        ),
        heading('What we understood'),
        facts(...criteriaIn('en', fit)),
        paragraph('A partial match is not a refusal. If we got something wrong, reply and tell us.'),
        heading('What happens next'),
        steps(
          'An account manager reads your application. If there are questions, they will come by e-mail, or by phone if you left a number.',
          `You will have our decision by ${date(answerBy)}.`,
          'If we are a good fit, we will invite you to the partner area and send you the offer. If not, we will tell you why.',
        ),
        paragraph(
          `Is there something to add? Just reply to this e-mail. The number ${number} is already in the subject line.`,
        ),
        note(
          'You did not apply? Then somebody mistyped an address. Reply with a single word and we will delete the data.',
        ),
      ],
    }),
  }),

  /** To staff: an application waits, and until when. No contact details: they are read where access is checked. */
  application_waiting: noticeOf(payload, {
    ru: ({ number, answerBy, fit, companyName }, { date, page }) => ({
      subject: `Новая заявка ${number}: ${companyName}, ответить до ${date(answerBy)}`,
      blocks: [
        paragraph('Компания хочет стать партнёром и ждёт решения.'),
        facts(
          ['Номер заявки', number],
          ['Компания', companyName],
          ['Обещали ответить не позже', date(answerBy)],
          ['Подходит по критериям', `${fit.met} из ${fit.of}`],
          ...criteriaIn('ru', fit),
        ),
        link('Открыть входящие', page(letterPages.staff)),
      ],
    }),
    en: ({ number, answerBy, fit, companyName }, { date, page }) => ({
      subject: `New application ${number}: ${companyName}, answer by ${date(answerBy)}`,
      blocks: [
        paragraph('A company wants to become a partner and is waiting for a decision.'),
        facts(
          ['Application number', number],
          ['Company', companyName],
          ['Answer promised by', date(answerBy)],
          ['Criteria met', `${fit.met} of ${fit.of}`],
          ...criteriaIn('en', fit),
        ),
        link('Open the inbox', page(letterPages.staff)),
      ],
    }),
  }),
} satisfies Record<string, WriteLetter>;

function criteriaIn(language: Language, fit: Fit): [string, string][] {
  const words = stringsOf(language).fit;
  const titles: Record<string, { title: string }> = words.criteria;
  return fit.criteria.map(({ id, met }) => [titles[id]?.title ?? id, met ? words.met : words.notMet]);
}
