import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { currentSession } from '../api/current-session.ts';
import type { Answer } from '../api/call-api.ts';
import type { Problem } from '../api/problem-contract.ts';
import type { SignedInUser } from '../features/account/session-contract.ts';
import { ProblemNote, type ProblemWords } from './ProblemNote.tsx';

interface Props<T> {
  /** Has to stay the same from one rendering to the next. */
  load: () => Promise<Answer<T>>;
  /** Whose page it is: the vendor's people may open a partner's, but have no clients of their own. */
  room: 'partner' | 'staff';
  words: ProblemWords;
  children: (value: T, more: { user: SignedInUser; reload: () => void; replace: (value: T) => void }) => ReactNode;
  /** How many rows are probably coming: their place is kept, so that nothing jumps. */
  rows?: number;
  /** Shown to the vendor's people in a partner's place; nothing says nothing. */
  quietForStaff?: boolean;
}

interface Shown<T> {
  user?: SignedInUser;
  value?: T;
  problem?: Problem | 'network';
}

/** What comes from the server: its place while it is awaited, the thing itself, or what went wrong with a way to try again. */
export function Loaded<T>({ load, room, words, children, rows = 3, quietForStaff = false }: Props<T>) {
  const [{ user, value, problem }, show] = useState<Shown<T>>({});
  const ask = useCallback(async (): Promise<Shown<T>> => {
    const session = await currentSession();
    if (!session.ok) return { problem: session.problem };
    const { user: person } = session.value;
    if (room === 'partner' && !person.partner) return { user: person };
    const answer = await load();
    return answer.ok ? { user: person, value: answer.value } : { user: person, problem: answer.problem };
  }, [load, room]);
  useEffect(() => void ask().then(show), [ask]);
  const reload = () => {
    // What is shown stays until the new is there.
    show(({ problem: _, ...kept }) => kept);
    void ask().then(show);
  };

  if (problem) return <ProblemNote problem={problem} words={words} onRetry={reload} />;
  if (user && room === 'partner' && !user.partner)
    return quietForStaff ? null : (
      <div className="empty">
        <h2>{words.states.partnersOnly}</h2>
        <p className="muted">{words.states.partnersOnlyText}</p>
      </div>
    );
  if (value === undefined || !user)
    return (
      <div className="awaited" role="status">
        <p className="visually-hidden">{words.states.loading}</p>
        {Array.from({ length: rows }, (_, row) => (
          <span key={row} aria-hidden="true" />
        ))}
      </div>
    );
  return children(value, { user, reload, replace: (next) => show({ user, value: next }) });
}
