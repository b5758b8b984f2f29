import type { SupportSeverity } from '../support/support-contract.ts';
import type { DecisionKind, InboxItem } from './decision-contract.ts';

export type InboxGroup = 'late' | 'today' | 'tomorrow' | 'later';
export const inboxGroups: readonly InboxGroup[] = ['late', 'today', 'tomorrow', 'later'];

export const groupOf = ({ dueInDays }: Pick<InboxItem, 'dueInDays'>): InboxGroup =>
  dueInDays < 0 ? 'late' : dueInDays === 0 ? 'today' : dueInDays === 1 ? 'tomorrow' : 'later';

/** Lines under their headings, each in the order of the server; the order in which keys walk through them. */
export function grouped<Item extends Pick<InboxItem, 'dueInDays'>>(items: readonly Item[]): [InboxGroup, Item[]][] {
  return inboxGroups
    .map((group): [InboxGroup, Item[]] => [group, items.filter((item) => groupOf(item) === group)])
    .filter(([, lines]) => lines.length > 0);
}

/** How much of the promised time is left, 0 to 1: the rim of the row's cell. */
export function timeLeft({ createdAt, dueAt }: Pick<InboxItem, 'createdAt' | 'dueAt'>, now: number): number {
  const whole = Date.parse(dueAt) - Date.parse(createdAt);
  return whole > 0 ? Math.min(1, Math.max(0, (Date.parse(dueAt) - now) / whole)) : 0;
}

/** A promise to the day holds to its last minute, where midnight would read as the day after; one to the hour is said as it is. */
export function lastMomentOf(dueAt: string, timeZone: string): Date {
  const isEndOfDay = new Date(dueAt).toLocaleTimeString('en-GB', { timeZone, timeStyle: 'short' }) === '00:00';
  return new Date(Date.parse(dueAt) - (isEndOfDay ? 60_000 : 0));
}

/** What a line says under its company: the partner, or what the company wants; of technical support also how much it hinders. */
export function whoseOf(
  item: InboxItem,
  words: {
    inbox: Record<'wantsIn' | 'wroteUs' | 'asksForHelp' | 'changesHands', string>;
    severities: Record<SupportSeverity, string>;
  },
): string {
  const t = words.inbox;
  switch (item.kind) {
    case 'application':
      return t.wantsIn;
    case 'enquiry':
      return t.wroteUs;
    case 'support':
      return item.facts.severity
        ? `${t.asksForHelp}: ${words.severities[item.facts.severity].toLocaleLowerCase()}`
        : t.asksForHelp;
    case 'transfer':
      return t.changesHands;
    default:
      return item.facts.partner.name;
  }
}

/** Time to the end of the promise in the largest unit that says something, days as whole ones, as the other side counts them; `isLate`: since it. */
export function clockOf(
  dueAt: string,
  now: number,
): { unit: 'minutes' | 'hours' | 'days'; n: number; isLate: boolean } {
  const minutes = Math.round((Date.parse(dueAt) - now) / 60_000);
  const far = Math.abs(minutes);
  const isLate = minutes < 0;
  if (far < 60) return { unit: 'minutes', n: far, isLate };
  if (far < 48 * 60) return { unit: 'hours', n: Math.round(far / 60), isLate };
  return { unit: 'days', n: Math.floor(far / 1440), isLate };
}

/** Whether somebody holds the client of a lead, or it is not open: then it cannot be approved. */
const hasHardConflict = (item: InboxItem): boolean =>
  item.kind === 'lead' &&
  (item.facts.heldBy !== undefined || (item.facts.standing !== undefined && item.facts.standing !== 'open'));

/**
 * What may be decided for many at once: lines without a warning. Applications are admitted one by one; a lead that somebody else has too
 * is a choice between two and never one of many.
 */
export function bulkDecisionsOf(item: InboxItem): DecisionKind[] {
  if (item.kind === 'application') return item.facts.suspicion || item.facts.known ? [] : ['return', 'decline'];
  if (item.kind !== 'lead' || hasHardConflict(item) || item.facts.sameDomain.length > 0) return [];
  if ((item.facts.reasons ?? [item.facts.reason]).includes('other_lead')) return [];
  return item.facts.similarNames.length > 0 ? [] : ['approve', 'return', 'decline'];
}

/** What may be decided for all of these lines. */
export const commonDecisions = (items: readonly InboxItem[]): DecisionKind[] =>
  items.length === 0
    ? []
    : (['approve', 'return', 'decline'] as const).filter((one) =>
        items.every((item) => bulkDecisionsOf(item).includes(one)),
      );

/** The key as it is engraved: on a Russian keyboard «a» writes «ф». */
export const keyOf = ({ key, code }: { key: string; code: string }): string =>
  key === '?' || (code === 'Slash' && key === ',') ? '?' : /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
