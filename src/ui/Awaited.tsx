import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { currentSession } from '../api/current-session.ts';
import type { SignedInUser } from '../features/account/session-contract.ts';
import { ProblemNote, type ProblemWords } from './ProblemNote.tsx';
import { useAnswer, type ProblemError } from './room-query.ts';

/** Who is signed in; asked once for all that a page shows. */
export const useSession = () => useAnswer(['session'], currentSession);

interface Props<T> {
  query: UseQueryResult<T, ProblemError>;
  words: ProblemWords;
  children: (value: T, user: SignedInUser) => ReactNode;
  /** How many rows are probably coming: their place is kept, so that nothing jumps. */
  rows?: number;
}

/** What comes from the server by a query: its place while it is awaited, the thing itself, or what went wrong with a way to try again. */
export function Awaited<T>({ query, words, children, rows = 3 }: Props<T>) {
  const session = useSession();
  const user = session.data?.user;
  const failed = [session, query].find(({ error, data }) => error && data === undefined);
  if (failed)
    return <ProblemNote problem={failed.error!.problem} words={words} onRetry={() => void failed.refetch()} />;
  if (query.data === undefined || !user) return <AwaitedRows rows={rows} words={words} />;
  return children(query.data, user);
}

export function AwaitedRows({ rows, words }: { rows: number; words: ProblemWords }) {
  return (
    <div className="awaited" role="status">
      <p className="visually-hidden">{words.states.loading}</p>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} aria-hidden="true" />
      ))}
    </div>
  );
}
