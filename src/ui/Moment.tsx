import { formatDate, formatMoment } from '#i18n/formats.ts';

interface Props {
  /** ISO 8601 UTC. */
  at: string;
  locale: string;
  /** Of the programme; a deadline is meant in it. */
  timeZone: string;
  /** The hour in sight too; else it shows when one points at the date, and screen readers hear it. */
  isExact?: boolean;
}

/** A moment: the day in sight, the exact time with its zone for whoever wants it. */
export function Moment({ at, locale, timeZone, isExact = false }: Props) {
  const exact = formatMoment(locale, at, timeZone);
  return (
    <time dateTime={at} title={exact}>
      {isExact ? exact : formatDate(locale, at, timeZone)}
    </time>
  );
}
