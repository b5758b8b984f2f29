import { fill, formatDate, formatMoment, plural } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { CombCell } from '#ui/Comb.tsx';
import type { ClientInReview, ClientItem, Pin } from './client-contract.ts';
import { cellStateOf } from './client-rules.ts';

export interface CellContext {
  words: Pick<Strings, 'clients'> & { days: Strings['rules']['days'] };
  locale: string;
  timeZone: string;
  protectionDays: number;
}

/** A client as a cell of the comb. In grace its number counts the days in which the same partner may renew. */
export function cellOfClient({ id, name, pin }: ClientItem, context: CellContext, clientUrl: string): CombCell {
  const isInGrace = pin.state === 'in_grace';
  return {
    id,
    href: `${clientUrl}?id=${id}`,
    name,
    mark: String(daysToShow(pin)),
    note: isInGrace ? context.words.clients.graceNote : undefined,
    words: termInWords(pin, context),
    left: pin.daysLeft,
    of: context.protectionDays,
    state: cellStateOf(pin),
  };
}

export function cellOfReview(
  { leadId, name, answerBy }: ClientInReview,
  { words, locale }: CellContext,
  leadUrl: string,
): CombCell {
  const until = fill(words.clients.answerBy, { date: formatDate(locale, answerBy) });
  return {
    id: leadId,
    href: `${leadUrl}?id=${leadId}`,
    name,
    note: until,
    words: until,
    left: 0,
    of: 1,
    state: 'deciding',
  };
}

export const daysToShow = (pin: Pin) => Math.max(0, pin.state === 'in_grace' ? (pin.graceDaysLeft ?? 0) : pin.daysLeft);

/** How long it still lasts, to the minute: for whoever hears it or points at it. */
export function termInWords(pin: Pin, { words, locale, timeZone }: CellContext): string {
  const t = words.clients;
  if (pin.state === 'in_grace') return fill(t.graceLeft, { date: formatMoment(locale, pin.graceUntil, timeZone) });
  const term = fill(t.daysLeft, {
    days: plural(locale, words.days, Math.max(0, pin.daysLeft)),
    date: formatMoment(locale, pin.until, timeZone),
  });
  return pin.extensions > 0 ? `${term}, ${t.extended}` : term;
}
