import * as z from 'zod';
import { facts, heading, link, note, paragraph, quote, steps } from './blocks.ts';
import { letterPages } from './letter-pages.ts';
import { line, moment, words } from './payload-parts.ts';
import { letterOf, type WriteLetter } from './write-letter.ts';

const invited = z.object({
  partnerName: line,
  /** Name of the person who invites. */
  invitedBy: line,
  role: z.enum(['owner', 'member']),
  /** Until when the invitation can be accepted. */
  expiresAt: moment.nullish(),
});

const accepted = z.object({
  receiptNumber: line,
  edition: line,
  /** Moment of the acceptance. */
  at: moment,
  /** Checksum of the accepted text. */
  sha256: line,
  fullName: line,
  position: line.nullish(),
});

const changed = z.object({
  edition: line,
  /** What the new edition changes, in its own words. */
  changes: words,
  inForceFrom: moment,
});

/** The partner's people and their contract. */
export const offerLetters = {
  /** To the invited person. */
  member_invited: letterOf(invited, {
    ru: ({ partnerName, invitedBy, role, expiresAt }, { page, moment: at }) => ({
      subject: `Вас пригласили в кабинет партнёра: ${partnerName}`,
      blocks: [
        paragraph(`${invitedBy} приглашает вас в кабинет партнёрской программы.`),
        facts(
          ['Партнёр', partnerName],
          [
            'Роль',
            role === 'owner'
              ? 'владелец (принимает оферту и управляет доступом)'
              : 'участник (регистрирует лиды, видит клиентов и материалы)',
          ],
          ['Приглашение действует до', expiresAt ? at(expiresAt) : undefined],
        ),
        steps(
          'Откройте страницу входа и введите адрес, на который пришло это письмо.',
          'Придёт код из шести цифр. Введите его, и кабинет откроется.',
        ),
        link('Войти в кабинет', page(letterPages.signIn)),
        note('Не ждали приглашения? Ничего делать не нужно: без кода с этого адреса никто не войдёт.'),
      ],
    }),
    en: ({ partnerName, invitedBy, role, expiresAt }, { page, moment: at }) => ({
      subject: `You are invited to the partner area: ${partnerName}`,
      blocks: [
        paragraph(`${invitedBy} invites you to the partner area of the programme.`),
        facts(
          ['Partner', partnerName],
          [
            'Role',
            role === 'owner'
              ? 'owner (accepts the offer and decides who has access)'
              : 'member (registers leads, sees clients and materials)',
          ],
          ['The invitation is good until', expiresAt ? at(expiresAt) : undefined],
        ),
        steps(
          'Open the sign-in page and type the address this e-mail came to.',
          'A six-digit code will come. Type it, and the partner area opens.',
        ),
        link('Sign in', page(letterPages.signIn)),
        note(
          'You did not expect an invitation? There is nothing to do: nobody gets in without a code sent to this address.',
        ),
      ],
    }),
  }),

  /** To the owner who accepted. */
  offer_accepted: letterOf(accepted, {
    ru: (receipt, { page, moment: at }) => ({
      subject: `Оферта редакции ${receipt.edition} принята, подтверждение ${receipt.receiptNumber}`,
      blocks: [
        paragraph('Договор заключён. Вот что записано:'),
        facts(
          ['Подтверждение', receipt.receiptNumber],
          ['Редакция', receipt.edition],
          ['Принята', at(receipt.at)],
          ['Принял', [receipt.fullName, receipt.position].filter(Boolean).join(', ')],
          ['SHA-256 текста', receipt.sha256],
        ),
        paragraph(
          'По контрольной сумме видно, что текст с тех пор не менялся. Сохраните это письмо: оно доказывает, что именно вы приняли.',
        ),
        link('Текст оферты', page(letterPages.offer)),
        link('Открыть кабинет', page(letterPages.partner)),
        note('Оферту приняли не вы? Ответьте на это письмо сразу.'),
      ],
    }),
    en: (receipt, { page, moment: at }) => ({
      subject: `The offer of edition ${receipt.edition} is accepted, receipt ${receipt.receiptNumber}`,
      blocks: [
        paragraph('The contract is concluded. This is on record:'),
        facts(
          ['Receipt', receipt.receiptNumber],
          ['Edition', receipt.edition],
          ['Accepted', at(receipt.at)],
          ['Accepted by', [receipt.fullName, receipt.position].filter(Boolean).join(', ')],
          ['SHA-256 of the text', receipt.sha256],
        ),
        paragraph(
          'The checksum shows that the text has not changed since. Keep this e-mail: it proves what you accepted.',
        ),
        link('Text of the offer', page(letterPages.offer)),
        link('Open the partner area', page(letterPages.partner)),
        note('It was not you who accepted? Reply to this e-mail at once.'),
      ],
    }),
  }),

  /** To owners: a material edition asks for a new acceptance. */
  offer_changed: letterOf(changed, {
    ru: ({ edition, changes, inForceFrom }, { page, date }) => ({
      subject: `Новая редакция ${edition}: примите оферту ещё раз`,
      blocks: [
        paragraph(
          `С ${date(inForceFrom)} действует новая редакция программы. Изменения существенные, поэтому мы просим принять оферту заново.`,
        ),
        heading('Что изменилось'),
        quote(changes),
        facts(['Редакция', edition], ['Действует с', date(inForceFrom)]),
        paragraph(
          'Закрепления, которые у вас уже есть, остаются прежними: новая редакция их не сокращает. Новые лиды можно будет регистрировать после акцепта.',
        ),
        link('Прочитать оферту', page(letterPages.offer)),
        link('Принять в кабинете', page(letterPages.offerToAccept)),
      ],
    }),
    en: ({ edition, changes, inForceFrom }, { page, date }) => ({
      subject: `New edition ${edition}: please accept the offer again`,
      blocks: [
        paragraph(
          `A new edition of the programme is in force from ${date(inForceFrom)}. The change is material, so we ask you to accept the offer again.`,
        ),
        heading('What has changed'),
        quote(changes),
        facts(['Edition', edition], ['In force from', date(inForceFrom)]),
        paragraph(
          'The pins you already have stay as they are: the new edition does not shorten them. New leads can be registered once you have accepted.',
        ),
        link('Read the offer', page(letterPages.offer)),
        link('Accept it in the partner area', page(letterPages.offerToAccept)),
      ],
    }),
  }),
} satisfies Record<string, WriteLetter>;
