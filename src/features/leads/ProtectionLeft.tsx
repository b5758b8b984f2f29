import { fill, formatDate, formatMoment, plural } from '#i18n/formats.ts';
import { ClientCell } from '#ui/ClientCell.tsx';
import { cellStateOf } from '../clients/client-rules.ts';
import type { LeadCard } from './lead-contract.ts';
import type { LeadDeskProps } from './LeadDesk.tsx';

/** How long the client is protected: a small cell, and the same in words. */
export function ProtectionLeft({
  words,
  locale,
  timeZone,
  protectionDays,
  card,
  isSmall = false,
}: Pick<LeadDeskProps, 'words' | 'locale' | 'timeZone' | 'protectionDays'> & { card: LeadCard; isSmall?: boolean }) {
  const t = words.leadCard;
  const { pin, status, answerBy } = card;
  if (status === 'in_review' && answerBy) {
    const text = fill(t.deciding, { date: formatDate(locale, answerBy) });
    return (
      <span className="protection-left" title={text}>
        <ClientCell left={0} of={protectionDays} state="deciding" size={isSmall ? 22 : 28} />
        <span>{isSmall ? t.decidingShort : text}</span>
      </span>
    );
  }
  if (!pin) return isSmall ? null : <span className="muted">{t.noProtection}</span>;
  const exact = fill(t.protectedUntil, { date: formatMoment(locale, pin.until, timeZone) });
  const words_ =
    pin.state === 'in_grace'
      ? fill(t.graceUntil, { date: formatDate(locale, pin.graceUntil, timeZone) })
      : plural(locale, isSmall ? t.days : t.daysLeft, pin.daysLeft);
  return (
    <span className="protection-left" title={exact}>
      <ClientCell left={pin.daysLeft} of={protectionDays} state={cellStateOf(pin)} size={isSmall ? 22 : 28} />
      <span>
        <span className="visually-hidden">{exact}: </span>
        {words_}
      </span>
    </span>
  );
}
