import { useCallback, useRef, useState } from 'react';
import { fill, formatDate, plural } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { Loaded } from '#ui/Loaded.tsx';
import { DecisionForm } from './DecisionForm.tsx';
import type { DecisionMade, InboxItem } from './decision-contract.ts';
import { InboxFacts } from './InboxFacts.tsx';
import { readInbox } from './staff-api.ts';
import { UndoBar } from './UndoBar.tsx';

export interface InboxProps {
  words: IslandWords &
    Pick<Strings, 'inbox' | 'choices'> & {
      taxIds: Record<string, string>;
      sample: string;
      criteria: Record<string, string>;
      fitStates: { met: string; notMet: string };
    };
  locale: string;
  timeZone: string;
  solutions: Record<string, string>;
}

interface Inboxed {
  items: InboxItem[];
  next?: string;
}

const firstItems = () => readInbox();

/** What waits for a person, what is due first on top; opened and decided in place, and taken back within ten seconds. */
export function Inbox(props: InboxProps) {
  const { words, locale } = props;
  const t = words.inbox;
  const [open, setOpen] = useState<string>();
  const [made, setMade] = useState<{ decision: DecisionMade['decision']; item: InboxItem }>();
  const list = useRef<HTMLUListElement>(null);
  const forget = useCallback(() => setMade(undefined), []);
  return (
    <Loaded<Inboxed> load={firstItems} room="staff" words={words} rows={4}>
      {(inbox, { reload, replace }) => (
        <>
          {inbox.items.length === 0 ? (
            <div className="empty">
              <h2>{t.empty}</h2>
              <p className="muted">{t.emptyText}</p>
            </div>
          ) : (
            <>
              <p className="note muted">{plural(locale, t.count, inbox.items.length)}</p>
              <ul className="rows inbox" ref={list}>
                {inbox.items.map((item) => (
                  <InboxLine
                    key={item.id}
                    {...props}
                    item={item}
                    isOpen={open === item.id}
                    onToggle={() => setOpen(open === item.id ? undefined : item.id)}
                    onDecided={(decision) => {
                      setMade({ decision, item });
                      setOpen(undefined);
                      replace({ ...inbox, items: inbox.items.filter(({ id }) => id !== item.id) });
                    }}
                  />
                ))}
              </ul>
              {inbox.next && (
                <p className="actions">
                  <button
                    type="button"
                    className="button"
                    onClick={() =>
                      void readInbox(inbox.next).then(
                        (more) => more.ok && replace({ ...more.value, items: [...inbox.items, ...more.value.items] }),
                      )
                    }
                  >
                    {words.states.more}
                  </button>
                </p>
              )}
            </>
          )}
          {made && <UndoBar key={made.decision.id} {...made} words={words} onUndone={reload} onOver={forget} />}
        </>
      )}
    </Loaded>
  );
}

function InboxLine(
  props: InboxProps & {
    item: InboxItem;
    isOpen: boolean;
    onToggle: () => void;
    onDecided: (decision: DecisionMade['decision']) => void;
  },
) {
  const { words, locale, item, isOpen, onToggle, onDecided } = props;
  const t = words.inbox;
  const left = item.businessDaysLeft;
  const due = formatDate(locale, item.dueOn);
  const isLate = left !== undefined && left < 0;
  const isOwnAppeal = item.kind === 'appeal' && item.facts.isOwnDecision;
  return (
    <li className="inbox-item">
      <h2>
        <button type="button" aria-expanded={isOpen} aria-controls={`inbox-${item.id}`} onClick={onToggle}>
          <span className="inbox-title">
            {item.title} {item.sample && <span className="sample-mark">{words.sample}</span>}
          </span>
          <span className="inbox-kind">
            {t.kinds[item.kind]} <span className="number">{item.number}</span>
          </span>
          <span className={`inbox-due${isLate || item.escalated ? ' inbox-late' : ''}`}>
            {left === 0 ? t.dueToday : fill(isLate ? t.overdue : t.due, { date: due })}
            {item.escalated && <small>{t.escalated}</small>}
          </span>
        </button>
      </h2>
      <div id={`inbox-${item.id}`} hidden={!isOpen} className="inbox-open">
        {isOpen && (
          <>
            <InboxFacts {...props} />
            {isOwnAppeal ? (
              <p className="muted">{t.ownDecision}</p>
            ) : item.kind === 'support' ? (
              <p>
                <a className="button" href={`support/?number=${encodeURIComponent(item.number)}`}>
                  {t.openSupport}
                </a>
              </p>
            ) : item.kind === 'enquiry' ? (
              <p>
                <a className="button" href={`mailto:${encodeURIComponent(item.facts.contact.email)}`}>
                  {t.answerByMail}
                </a>
              </p>
            ) : (
              <DecisionForm {...props} kind={item.kind} onDecided={onDecided} />
            )}
          </>
        )}
      </div>
    </li>
  );
}
