import { fill, formatMoney, plural } from '#i18n/formats.ts';
import type { ClientProps } from './case-words.ts';
import type { SecondPerson } from './staff-client-contract.ts';

/** Why two people decide: «ожидаемая сумма не меньше 500 000 ₽, до конца срока не меньше 30 дней». */
export function secondPersonText(
  { words, locale }: Pick<ClientProps, 'words' | 'locale'>,
  { above, limits }: SecondPerson,
): string {
  const t = words.staffClients.transfer.above;
  return above
    .map((one) =>
      fill(t[one], {
        value:
          one === 'daysLeft'
            ? plural(locale, words.days, limits.daysLeft ?? 0)
            : formatMoney(locale, limits.expectedAmountKopecks ?? 0),
      }),
    )
    .join(', ');
}
