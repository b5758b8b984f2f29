import { fill, formatDate } from '#i18n/formats.ts';
import type { LeadCard } from './lead-contract.ts';
import type { LeadDeskProps } from './LeadDesk.tsx';

/** What is done next and by when; poppy, and in words, when its day has passed. */
export function NextStep({ words, locale, card }: Pick<LeadDeskProps, 'words' | 'locale'> & { card: LeadCard }) {
  const t = words.leadCard;
  if (!card.nextStep) return null;
  const { text, on, isOverdue } = card.nextStep;
  return (
    <p className="note next-step">
      {text}
      {on && (
        <>
          {' '}
          <time dateTime={on} className={isOverdue ? 'next-step-overdue' : 'muted'}>
            {fill(isOverdue ? t.overdue : t.until, { date: formatDate(locale, on) })}
          </time>
        </>
      )}
    </p>
  );
}
