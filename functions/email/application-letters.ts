import * as z from 'zod';
import { settings } from '../settings/read-settings.ts';
import { inLanguage, stringsOf, writtenDate, type Language } from '../i18n/words.ts';
import type { Block, Letter } from './letter.ts';

/** What the outbox hands over with `application_received` and `application_waiting`. */
const payload = z.object({
  number: z.string(),
  /** Date (programme's time zone) by which a person answers. */
  answerBy: z.string(),
  fit: z.object({ met: z.number(), of: z.number(), criteria: z.array(z.object({ id: z.string(), met: z.boolean() })) }),
  companyName: z.string(),
});
type Payload = z.infer<typeof payload>;

/** To the applicant: the number, the promised date, what we understood, what happens next. */
export function applicationReceived(given: unknown, language: Language, name: string | null): Letter {
  const application = payload.parse(given);
  const date = writtenDate(language, application.answerBy);
  const words = { ru: russianReceived, en: englishReceived }[language](application, date, name);
  return { language, signature: signatureIn(language), ...words };
}

function russianReceived({ number, fit, companyName }: Payload, date: string, name: string | null) {
  return {
    subject: `Заявка ${number} у нас, ответим до ${date}`,
    blocks: [
      paragraph(name ? `Здравствуйте, ${name}!` : 'Здравствуйте!'),
      paragraph(
        'Спасибо за заявку на партнёрство. Её прочтёт человек, а не программа, и ответит не позже названного срока.',
      ),
      facts(
        ['Номер заявки', number],
        ['Компания', companyName],
        ['Ответим не позже', date],
        ['Подходит по критериям', `${fit.met} из ${fit.of}`],
      ),
      heading('Как мы вас поняли'),
      facts(...criteriaIn('ru', fit)),
      paragraph('Неполное совпадение — не отказ. Если мы что-то поняли не так, напишите об этом в ответ.'),
      heading('Что будет дальше'),
      steps(
        'Аккаунт-менеджер прочтёт заявку. Появятся вопросы — задаст их письмом или позвонит, если вы оставили телефон.',
        `Не позже ${date} вы получите решение.`,
        'Если подходим друг другу, пригласим в кабинет партнёра и предложим оферту. Если нет, назовём причину.',
      ),
      paragraph(`Хотите что-то добавить — просто ответьте на это письмо. Номер ${number} уже стоит в теме.`),
      note('Вы не отправляли заявку? Значит, кто-то ошибся адресом. Ответьте одним словом, и мы удалим эти данные.'),
    ],
  };
}

function englishReceived({ number, fit, companyName }: Payload, date: string, name: string | null) {
  return {
    subject: `We have your application ${number} and will answer by ${date}`,
    blocks: [
      paragraph(name ? `Hello ${name},` : 'Hello,'),
      paragraph(
        'Thank you for applying to become a partner. A person, not a program, will read your application and answer by the date below.',
      ),
      facts(
        ['Application number', number],
        ['Company', companyName],
        ['We will answer by', date],
        ['Criteria met', `${fit.met} of ${fit.of}`],
      ),
      heading('What we understood'),
      facts(...criteriaIn('en', fit)),
      paragraph('A partial match is not a refusal. If we got something wrong, reply and tell us.'),
      heading('What happens next'),
      steps(
        'An account manager reads your application. If there are questions, they will come by e-mail, or by phone if you left a number.',
        `You will have our decision by ${date}.`,
        'If we are a good fit, we will invite you to the partner area and send you the offer. If not, we will tell you why.',
      ),
      paragraph(
        `Is there something to add? Just reply to this e-mail. The number ${number} is already in the subject line.`,
      ),
      note(
        'You did not apply? Then somebody mistyped an address. Reply with a single word and we will delete the data.',
      ),
    ],
  };
}

/** To staff: an application waits, and until when. No contact details: they are read where access is checked. */
export function applicationWaiting(given: unknown, language: Language): Letter {
  const { number, answerBy, fit, companyName } = payload.parse(given);
  const date = writtenDate(language, answerBy);
  const inbox = `${settings().siteUrl}${inLanguage(language, '/staff/')}`;
  const words = {
    ru: {
      subject: `Новая заявка ${number}: ${companyName}, ответить до ${date}`,
      blocks: [
        paragraph('Компания хочет стать партнёром и ждёт решения.'),
        facts(
          ['Номер заявки', number],
          ['Компания', companyName],
          ['Обещали ответить не позже', date],
          ['Подходит по критериям', `${fit.met} из ${fit.of}`],
          ...criteriaIn('ru', fit),
        ),
        link('Открыть список ожидающих', inbox),
      ],
    },
    en: {
      subject: `New application ${number}: ${companyName}, answer by ${date}`,
      blocks: [
        paragraph('A company wants to become a partner and is waiting for a decision.'),
        facts(
          ['Application number', number],
          ['Company', companyName],
          ['Answer promised by', date],
          ['Criteria met', `${fit.met} of ${fit.of}`],
          ...criteriaIn('en', fit),
        ),
        link('Open the list of what is waiting', inbox),
      ],
    },
  }[language];
  return { language, signature: signatureIn(language), ...words };
}

function criteriaIn(language: Language, fit: Payload['fit']): [string, string][] {
  const words = stringsOf(language).fit;
  const titles: Record<string, { title: string }> = words.criteria;
  return fit.criteria.map(({ id, met }) => [titles[id]?.title ?? id, met ? words.met : words.notMet]);
}

const signatureIn = (language: Language) => `${stringsOf(language).site.name}, ${stringsOf(language).site.tagline}`;
const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const heading = (text: string): Block => ({ kind: 'heading', text });
const facts = (...pairs: [string, string][]): Block => ({ kind: 'facts', facts: pairs });
const steps = (...texts: string[]): Block => ({ kind: 'steps', steps: texts });
const link = (text: string, url: string): Block => ({ kind: 'link', text, url });
const note = (text: string): Block => ({ kind: 'note', text });
