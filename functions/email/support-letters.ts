import * as z from 'zod';
import type { Language } from '../i18n/words.ts';
import { facts, link, paragraph, quote } from './blocks.ts';
import { letterPages } from './letter-pages.ts';
import { count, line, moment as isMoment, words } from './payload-parts.ts';
import { letterOf, noticeOf, wordFor, type WriteLetter } from './write-letter.ts';

const ofRequest = {
  number: line,
  partnerName: line,
  /** presale or technical. */
  kind: line,
  /** Of presale: what help is needed; unknown ones are told by the kind alone. */
  help: line.nullish(),
  /** Of technical: how much it hinders. */
  severity: line.nullish(),
  /** Slug; the letter shows the title. */
  solution: line.nullish(),
  /** Until when an answer is promised; absent unless it is the vendor's turn. */
  answerBy: isMoment.nullish(),
};
type About = z.infer<z.ZodObject<typeof ofRequest>>;

const waiting = z.object({
  ...ofRequest,
  /** The first message of a request; else the partner has written again. */
  isNew: z.boolean(),
  /** It was solved before. */
  isReopened: z.boolean().default(false),
});
const request = z.object(ofRequest);
const assigned = z.object({ ...ofRequest, assignedBy: line });
const answered = z.object({
  ...ofRequest,
  answeredBy: line,
  text: words,
  /** We need an answer to go on. */
  isQuestion: z.boolean(),
  files: count.default(0),
});
const solved = z.object({
  ...ofRequest,
  /** Nobody said so: the partner was silent for the days of the edition. */
  isSilent: z.boolean(),
});

const subjects: Record<Language, Record<string, string>> = {
  ru: {
    presale: 'Помощь с продажей',
    technical: 'Помощь с решением',
    joint_demo: 'Совместный показ',
    objections: 'Возражения клиента',
    date: 'Помощь к дате',
    stopped: 'Работа остановилась',
    broken: 'Не работает важная функция',
    hindered: 'Мешает, но можно обойти',
    question: 'Вопрос',
  },
  en: {
    presale: 'Help with a sale',
    technical: 'Help with a solution',
    joint_demo: 'Joint demonstration',
    objections: 'A client’s objections',
    date: 'Help by a date',
    stopped: 'Work has stopped',
    broken: 'An important function fails',
    hindered: 'In the way, can be worked around',
    question: 'A question',
  },
};

/** What it is about, in the words the pages use. */
const subjectOf = (language: Language, { kind, help, severity }: About) => {
  const known = subjects[language];
  const detail = help ?? severity ?? '';
  return wordFor(known, detail) ?? wordFor(known, kind) ?? kind;
};

/** Support: a partner asks, the vendor's people answer. The words of a partner stay in the room: they may name a client's people. */
export const supportLetters = {
  /** To who asked; not the answer that was promised. */
  support_received: letterOf(request, {
    ru: (about, { page, moment }) => ({
      subject: `Запрос ${about.number} принят`,
      blocks: [
        paragraph('Это письмо отправлено автоматически. Ответит человек, не позже срока, указанного ниже.'),
        facts(
          ['О чём', subjectOf('ru', about)],
          ['Ответим не позже', about.answerBy ? moment(about.answerBy) : undefined],
        ),
        link('Открыть поддержку', page(letterPages.support)),
      ],
    }),
    en: (about, { page, moment }) => ({
      subject: `We have your request ${about.number}`,
      blocks: [
        paragraph('This is an automatic message. A person will answer by the time below.'),
        facts(['About', subjectOf('en', about)], ['We answer by', about.answerBy ? moment(about.answerBy) : undefined]),
        link('Open support', page(letterPages.support)),
      ],
    }),
  }),

  /** To whom of the vendor looks after it. */
  support_waiting: noticeOf(waiting, {
    ru: ({ isNew, isReopened, ...about }, { page, moment, solutions }) => ({
      subject: isNew
        ? `Запрос ${about.number}: «${about.partnerName}» просит помощи`
        : isReopened
          ? `Запрос ${about.number} открыт снова`
          : `Запрос ${about.number}: партнёр написал ещё раз`,
      blocks: [
        facts(
          ['Партнёр', about.partnerName],
          ['О чём', subjectOf('ru', about)],
          ['Решение', about.solution ? solutions([about.solution]) : undefined],
          ['Обещали ответить до', about.answerBy ? moment(about.answerBy) : undefined],
        ),
        link('Открыть очередь поддержки', page(letterPages.staffSupport)),
      ],
    }),
    en: ({ isNew, isReopened, ...about }, { page, moment, solutions }) => ({
      subject: isNew
        ? `Request ${about.number}: ${about.partnerName} asks for help`
        : isReopened
          ? `Request ${about.number} is open again`
          : `Request ${about.number}: the partner has written again`,
      blocks: [
        facts(
          ['Partner', about.partnerName],
          ['About', subjectOf('en', about)],
          ['Solution', about.solution ? solutions([about.solution]) : undefined],
          ['Answer promised by', about.answerBy ? moment(about.answerBy) : undefined],
        ),
        link('Open the support queue', page(letterPages.staffSupport)),
      ],
    }),
  }),

  /** To the colleague it was given to. */
  support_assigned: noticeOf(assigned, {
    ru: ({ assignedBy, ...about }, { page, moment }) => ({
      subject: `Запрос ${about.number} теперь ваш`,
      blocks: [
        facts(
          ['Передал', assignedBy],
          ['Партнёр', about.partnerName],
          ['О чём', subjectOf('ru', about)],
          ['Обещали ответить до', about.answerBy ? moment(about.answerBy) : undefined],
        ),
        link('Открыть очередь поддержки', page(letterPages.staffSupport)),
      ],
    }),
    en: ({ assignedBy, ...about }, { page, moment }) => ({
      subject: `Request ${about.number} is yours now`,
      blocks: [
        facts(
          ['Handed over by', assignedBy],
          ['Partner', about.partnerName],
          ['About', subjectOf('en', about)],
          ['Answer promised by', about.answerBy ? moment(about.answerBy) : undefined],
        ),
        link('Open the support queue', page(letterPages.staffSupport)),
      ],
    }),
  }),

  /** To the programme leads, once per promise. */
  support_escalated: noticeOf(request, {
    ru: (about, { page, moment }) => ({
      subject: `Запрос ${about.number} без ответа: обещанный срок прошёл`,
      blocks: [
        facts(
          ['Партнёр', about.partnerName],
          ['О чём', subjectOf('ru', about)],
          ['Обещали ответить до', about.answerBy ? moment(about.answerBy) : undefined],
        ),
        link('Открыть очередь поддержки', page(letterPages.staffSupport)),
      ],
    }),
    en: (about, { page, moment }) => ({
      subject: `Request ${about.number} has no answer: the promised time has passed`,
      blocks: [
        facts(
          ['Partner', about.partnerName],
          ['About', subjectOf('en', about)],
          ['Answer promised by', about.answerBy ? moment(about.answerBy) : undefined],
        ),
        link('Open the support queue', page(letterPages.staffSupport)),
      ],
    }),
  }),

  /** To the partner's people who asked or wrote. */
  support_answered: letterOf(answered, {
    ru: ({ answeredBy, text, isQuestion, files, ...about }, { page }) => ({
      subject: isQuestion ? `Запрос ${about.number}: нужен ваш ответ` : `Ответ на запрос ${about.number}`,
      blocks: [
        paragraph(isQuestion ? `${answeredBy} спрашивает:` : `${answeredBy} отвечает:`),
        quote(text),
        ...(files > 0 ? [paragraph('К ответу приложены файлы: они в кабинете.')] : []),
        paragraph(
          isQuestion
            ? 'Ответьте в кабинете: без этого мы не можем продолжить.'
            : 'Если помогло, отметьте запрос решённым. Если нет — напишите в том же запросе.',
        ),
        facts(['О чём', subjectOf('ru', about)]),
        link('Открыть поддержку', page(letterPages.support)),
      ],
    }),
    en: ({ answeredBy, text, isQuestion, files, ...about }, { page }) => ({
      subject: isQuestion ? `Request ${about.number}: we need your answer` : `An answer to request ${about.number}`,
      blocks: [
        paragraph(isQuestion ? `${answeredBy} asks:` : `${answeredBy} answers:`),
        quote(text),
        ...(files > 0 ? [paragraph('Files are attached to the answer: you will find them in the partner area.')] : []),
        paragraph(
          isQuestion
            ? 'Please answer in the partner area: we cannot go on without it.'
            : 'If it helped, mark the request as solved. If not, write in the same request.',
        ),
        facts(['About', subjectOf('en', about)]),
        link('Open support', page(letterPages.support)),
      ],
    }),
  }),

  /** To the same people. */
  support_solved: letterOf(solved, {
    ru: ({ isSilent, ...about }, { page }) => ({
      subject: `Запрос ${about.number} считаем решённым`,
      blocks: [
        paragraph(
          isSilent
            ? 'Мы ответили, новых сообщений от вас не было, поэтому закрыли запрос.'
            : 'Мы отметили запрос решённым.',
        ),
        paragraph('Если это не так, напишите в нём ещё раз: он откроется снова, и срок ответа начнётся заново.'),
        facts(['О чём', subjectOf('ru', about)]),
        link('Открыть поддержку', page(letterPages.support)),
      ],
    }),
    en: ({ isSilent, ...about }, { page }) => ({
      subject: `Request ${about.number} is marked as solved`,
      blocks: [
        paragraph(
          isSilent
            ? 'We have answered and have not heard from you since, so we closed the request.'
            : 'We have marked the request as solved.',
        ),
        paragraph('If it is not solved, write in it again: it will reopen, with a new time for our answer.'),
        facts(['About', subjectOf('en', about)]),
        link('Open support', page(letterPages.support)),
      ],
    }),
  }),
} satisfies Record<string, WriteLetter>;
