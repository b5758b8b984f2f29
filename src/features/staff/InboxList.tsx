import { useEffect, useState } from 'react';
import { fill, formatMoment } from '#i18n/formats.ts';
import { ClientCell } from '#ui/ClientCell.tsx';
import type { CaseProps } from './case-words.ts';
import type { InboxItem } from './decision-contract.ts';
import { bulkDecisionsOf, clockOf, grouped, lastMomentOf, timeLeft, whoseOf } from './inbox-rules.ts';

/** The clock of a row ticks by the minute. */
export function useNow(everyMs = 60_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(clock);
  }, [everyMs]);
  return now;
}

interface Props extends CaseProps {
  items: readonly InboxItem[];
  shown: string | undefined;
  selected: readonly string[];
  onOpen: (id: string) => void;
  onToggle: (id: string) => void;
}

/** Overdue, today, tomorrow, later; each row with what it is, whose, and how long there is still time. */
export function InboxList(props: Props) {
  const { words, items } = props;
  const t = words.inbox;
  const now = useNow();
  return (
    <>
      {grouped(items).map(([group, lines]) => (
        <section key={group} className={`inbox-group inbox-group-${group}`}>
          <h2>
            {t.groups[group]} <span className="muted tabular">{lines.length}</span>
          </h2>
          <ul>
            {lines.map((item) => (
              <Line key={item.id} {...props} item={item} now={now} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Line({
  words,
  locale,
  timeZone,
  item,
  now,
  shown,
  selected,
  onOpen,
  onToggle,
}: Props & { item: InboxItem; now: number }) {
  const t = words.inbox;
  // A promise to the hour can be missed today.
  const isLate = Date.parse(item.dueAt) < now;
  const exact = fill(isLate ? t.overdue : t.due, { date: lastMinute(locale, item.dueAt, timeZone) });
  const left = timeLeft(item, now);
  const canBulk = bulkDecisionsOf(item).length > 0;
  return (
    <li className="inbox-item" data-case={item.id} aria-current={item.id === shown || undefined}>
      {canBulk ? (
        <label className="inbox-select">
          <input type="checkbox" checked={selected.includes(item.id)} onChange={() => onToggle(item.id)} />
          <span className="visually-hidden">{fill(t.select, { title: item.title })}</span>
        </label>
      ) : (
        <span className="inbox-select" />
      )}
      <button type="button" className="inbox-open-button" onClick={() => onOpen(item.id)}>
        <ClientCell
          left={left}
          of={1}
          size={26}
          state={isLate ? 'grace' : left < 0.25 || item.dueInDays === 0 ? 'soon' : 'protected'}
        />
        <span className="inbox-title">
          <strong>{item.title}</strong>
          <span>{whoseOf(item, words)}</span>
        </span>
        <span className="inbox-kind">
          {t.kinds[item.kind]}
          <span className="number">{item.number}</span>
        </span>
        <span className={`inbox-clock${isLate ? ' inbox-late' : ''}`} title={exact}>
          <span aria-hidden="true">{clockText(item, t, now)}</span>
          <span className="visually-hidden">
            {exact}
            {item.escalated && `, ${t.escalated}`}
          </span>
          {item.escalated && (
            <span className="inbox-escalated" aria-hidden="true" title={t.escalated}>
              ↑
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

export const lastMinute = (locale: string, dueAt: string, timeZone: string) =>
  formatMoment(locale, lastMomentOf(dueAt, timeZone), timeZone);

export function clockText(item: Pick<InboxItem, 'dueAt'>, t: CaseProps['words']['inbox'], now: number): string {
  const { unit, n, isLate } = clockOf(item.dueAt, now);
  const text = fill(t.left[unit], { n });
  return isLate ? fill(t.left.late, { text }) : text;
}
