import * as z from 'zod';
import { facts, heading, link, note, paragraph, steps } from './blocks.ts';
import { letterPages } from './letter-pages.ts';
import { count, line, moment } from './payload-parts.ts';
import { letterOf, noticeOf, type WriteLetter } from './write-letter.ts';

const head = z.object({
  /** Place of the last link, from 1 without gaps. */
  position: count,
  /** Checksum of that link. */
  sha256: line,
  /** When it was sealed. */
  at: moment,
  /** Links added since the last weekly letter. */
  count,
});

const refused = z.object({
  /** What the CRM said: status and code, no values. */
  problem: line,
  at: moment,
});

const dead = z.object({ count });

/** Where the head of the chain is published. */
const publishedHead = '/.well-known/letok-register.json';

/** The register, and the trouble of delivering. */
export const registerLetters = {
  /** Every week to the programme leads and the owners of all partners: a copy of the head nobody can take back. */
  register_head: letterOf(head, {
    ru: ({ position, sha256, at, count: added }, { address, date, moment: written }) => ({
      subject: `Журнал программы на ${date(at)}: запись ${position}`,
      blocks: [
        paragraph(
          'Это еженедельная контрольная сумма журнала закреплений и решений. Сохраните письмо: оно показывает, каким журнал был в этот день, и задним числом его уже не поменять.',
        ),
        facts(
          ['Последняя запись', String(position)],
          ['SHA-256', sha256],
          ['Запечатана', written(at)],
          ['Новых за неделю', String(added)],
        ),
        heading('Как проверить'),
        steps(
          'Откройте опубликованный файл: в нём эта же запись или более поздняя.',
          'Если номер совпал, сравните суммы: они должны быть одинаковы до последней буквы.',
          `Если номер уже больше, попросите аккаунт-менеджера показать запись ${position}: её сумма останется такой, как здесь.`,
        ),
        link('Опубликованная сумма', address(publishedHead)),
        note(
          'Клиентов и партнёров в этих данных нет. Такое письмо получают руководитель программы и владельцы всех партнёров.',
        ),
      ],
    }),
    en: ({ position, sha256, at, count: added }, { address, date, moment: written }) => ({
      subject: `The programme’s register on ${date(at)}: record ${position}`,
      blocks: [
        paragraph(
          'This is the weekly checksum of the register of pins and decisions. Keep this e-mail: it shows what the register was that day, and nobody can change that afterwards.',
        ),
        facts(
          ['Last record', String(position)],
          ['SHA-256', sha256],
          ['Sealed', written(at)],
          ['New this week', String(added)],
        ),
        heading('How to check'),
        steps(
          'Open the published file: it shows this record or a later one.',
          'If the number is the same, compare the checksums: they must agree to the last letter.',
          `If the number is higher by now, ask the account manager for record ${position}: its checksum will be the one above.`,
        ),
        link('The published checksum', address(publishedHead)),
        note(
          'It holds neither clients nor partners. The programme lead and the owners of all partners get this e-mail.',
        ),
      ],
    }),
  }),

  /** To the programme leads, once: the CRM takes nothing from us. */
  crm_refused: noticeOf(refused, {
    ru: ({ problem, at }, { moment: written }) => ({
      subject: 'CRM отказывает: заявки и лиды в неё не передаются',
      blocks: [
        paragraph(
          'Битрикс24 не принимает наши обращения. Письма и кабинет работают как обычно, события для CRM копятся и не теряются.',
        ),
        facts(['Ответ портала', problem], ['Когда', written(at)]),
        heading('Что проверить'),
        steps(
          'Входящий вебхук на портале: он есть, не истёк, и у него есть право crm.',
          'Того, кто его создал: человек не уволен и может добавлять лиды.',
          'Тариф: REST работает только на коммерческих тарифах.',
          'Портал: администратор мог заблокировать запросы за превышение нагрузки.',
          'Настройку BITRIX24_WEBHOOK_URL на сервере: у нового вебхука новый адрес.',
        ),
        paragraph('Каждые 15 минут мы пробуем снова. С новым адресом — сразу после перезапуска.'),
      ],
    }),
    en: ({ problem, at }, { moment: written }) => ({
      subject: 'The CRM refuses us: applications and leads do not reach it',
      blocks: [
        paragraph(
          'Bitrix24 does not accept our requests. Mail and the partner area work as usual; events for the CRM are kept and none is lost.',
        ),
        facts(['Answer of the portal', problem], ['When', written(at)]),
        heading('What to check'),
        steps(
          'The inbound webhook on the portal: it exists, has not run out, and has the right crm.',
          'Whoever made it: the person still works there and may add leads.',
          'The plan: REST works on commercial plans only.',
          'The portal: an administrator may have blocked requests because of their load.',
          'The setting BITRIX24_WEBHOOK_URL: a new webhook means a new address on the server.',
        ),
        paragraph('We try again every 15 minutes. With a new address, right after a restart.'),
      ],
    }),
  }),

  /** To the programme leads, once a day. */
  notifications_dead: noticeOf(dead, {
    ru: ({ count: many }, { page }) => ({
      subject: `Не удалось доставить: ${many}`,
      blocks: [
        paragraph(
          'Эти письма или события для CRM не ушли после десяти попыток. Кому и почему, говорит GET /api/staff/notifications; отправить снова — POST /api/staff/notifications/:id/retry.',
        ),
        facts(['Не доставлено', String(many)]),
        link('Открыть входящие', page(letterPages.staff)),
      ],
    }),
    en: ({ count: many }, { page }) => ({
      subject: `Not delivered: ${many}`,
      blocks: [
        paragraph(
          'These letters or CRM events did not get through in ten attempts. GET /api/staff/notifications tells to whom and why; POST /api/staff/notifications/:id/retry sends one again.',
        ),
        facts(['Not delivered', String(many)]),
        link('Open the inbox', page(letterPages.staff)),
      ],
    }),
  }),
} satisfies Record<string, WriteLetter>;
