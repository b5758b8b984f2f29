import './timeline.css';
import type { ReactNode } from 'react';
import { Moment } from './Moment.tsx';

export interface TimelineEvent {
  /** ISO 8601 UTC. */
  at: string;
  title: ReactNode;
  /** Why, by which rule, what was written. */
  text?: ReactNode;
  /** Fills its cell: something was won by it. */
  isDone?: boolean;
}

/** What happened, one line an event, the newest as the caller has sorted it. */
export function Timeline({ events, locale, timeZone }: { events: TimelineEvent[]; locale: string; timeZone: string }) {
  return (
    <ol className="timeline">
      {events.map(({ at, title, text, isDone }, place) => (
        // oxlint-disable-next-line no-array-index-key -- two things may happen in one moment
        <li key={`${at} ${place}`} className={isDone ? 'timeline-done' : undefined}>
          <p className="timeline-at">
            <Moment at={at} locale={locale} timeZone={timeZone} isExact />
          </p>
          <div>
            <p>{title}</p>
            {text && <div className="note muted">{text}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
