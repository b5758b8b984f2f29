import * as z from 'zod';
import { facts, link, paragraph, quote } from './blocks.ts';
import { letterPages } from './letter-pages.ts';
import { line, moment, words } from './payload-parts.ts';
import { letterOf, noticeOf, type WriteLetter } from './write-letter.ts';

const received = z.object({
  number: line,
  /** As this partner typed it. */
  clientName: line.nullish(),
  answerBy: moment,
});

const waiting = z.object({
  number: line,
  partnerName: line,
  answerBy: moment,
  /** Nobody has decided in time. */
  isEscalated: z.boolean().default(false),
  /** The first of two people, who agrees that the refusal falls: another one decides. */
  agreedBy: line.nullish(),
});

const decided = z.object({
  number: line,
  clientName: line.nullish(),
  granted: z.boolean(),
  /** What the person who reviewed it wrote. */
  reason: words,
});

/** A partner disagrees with a decision. */
export const appealLetters = {
  /** To the partner. */
  appeal_received: letterOf(received, {
    ru: ({ number, clientName, answerBy }, { page, date }) => ({
      subject: `Обжалование ${number} принято, ответим до ${date(answerBy)}`,
      blocks: [
        paragraph('Решение пересмотрит сотрудник, который его не принимал. Ответ придёт с причиной.'),
        facts(['Обжалование', number], ['Клиент', clientName ?? undefined], ['Ответим не позже', date(answerBy)]),
        link('Открыть обжалование', page(letterPages.appeals)),
      ],
    }),
    en: ({ number, clientName, answerBy }, { page, date }) => ({
      subject: `We have your appeal ${number} and will answer by ${date(answerBy)}`,
      blocks: [
        paragraph(
          'The decision will be reviewed by a person who did not take it. The answer will come with its reason.',
        ),
        facts(['Appeal', number], ['Client', clientName ?? undefined], ['We will answer by', date(answerBy)]),
        link('Open the appeal', page(letterPages.appeals)),
      ],
    }),
  }),

  /** To staff who did not take the decision. */
  appeal_waiting: noticeOf(waiting, {
    ru: ({ number, partnerName, answerBy, isEscalated, agreedBy }, { page, date }) => ({
      subject: isEscalated
        ? `Обжалование ${number} всё ещё без ответа: обещали до ${date(answerBy)}`
        : agreedBy
          ? `Обжалование ${number}: нужен второй сотрудник, до ${date(answerBy)}`
          : `Обжалование ${number}: пересмотрите решение до ${date(answerBy)}`,
      blocks: [
        paragraph(
          agreedBy
            ? 'Первый сотрудник согласен отменить отказ. На кону больше предела, который задан в правилах, поэтому решает второй — не тот, кто уже согласился.'
            : 'Партнёр не согласен с решением. Пересмотреть его может любой из сотрудников, кроме того, кто его принял.',
        ),
        facts(
          ['Обжалование', number],
          ['Партнёр', partnerName],
          ['Согласие дано', agreedBy ?? undefined],
          ['Обещали ответить не позже', date(answerBy)],
        ),
        link('Открыть входящие', page(letterPages.staff)),
      ],
    }),
    en: ({ number, partnerName, answerBy, isEscalated, agreedBy }, { page, date }) => ({
      subject: isEscalated
        ? `Appeal ${number} is still without an answer: promised by ${date(answerBy)}`
        : agreedBy
          ? `Appeal ${number} waits for a second person, by ${date(answerBy)}`
          : `Appeal ${number}: please review the decision by ${date(answerBy)}`,
      blocks: [
        paragraph(
          agreedBy
            ? 'A first person agrees that the refusal falls. More is at stake than the limit of the rules, so a second one decides: not the one who has agreed.'
            : 'A partner disagrees with a decision. Anybody but the person who took it may review it.',
        ),
        facts(
          ['Appeal', number],
          ['Partner', partnerName],
          ['Agreed by', agreedBy ?? undefined],
          ['Answer promised by', date(answerBy)],
        ),
        link('Open the inbox', page(letterPages.staff)),
      ],
    }),
  }),

  /** To the partner. */
  appeal_decided: letterOf(decided, {
    ru: ({ number, clientName, granted, reason }, { page }) => ({
      subject: granted
        ? `Обжалование ${number}: решение пересмотрено в вашу пользу`
        : `Обжалование ${number}: решение оставлено в силе`,
      blocks: [
        paragraph(
          granted
            ? 'Мы пересмотрели решение и согласились с вами. Вот почему:'
            : 'Мы пересмотрели решение и оставили его в силе. Вот почему:',
        ),
        quote(reason),
        facts(['Обжалование', number], ['Клиент', clientName ?? undefined]),
        link('Открыть обжалование', page(letterPages.appeals)),
      ],
    }),
    en: ({ number, clientName, granted, reason }, { page }) => ({
      subject: granted ? `Appeal ${number}: decided in your favour` : `Appeal ${number}: the decision stands`,
      blocks: [
        paragraph(
          granted
            ? 'We have reviewed the decision and agree with you. This is why:'
            : 'We have reviewed the decision, and it stands. This is why:',
        ),
        quote(reason),
        facts(['Appeal', number], ['Client', clientName ?? undefined]),
        link('Open the appeal', page(letterPages.appeals)),
      ],
    }),
  }),
} satisfies Record<string, WriteLetter>;
