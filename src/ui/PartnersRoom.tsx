import type { ReactNode } from 'react';
import { AwaitedRows, useSession } from './Awaited.tsx';
import { ProblemNote, type ProblemWords } from './ProblemNote.tsx';
import { RoomQueries } from './RoomQueries.tsx';

interface Props {
  words: ProblemWords;
  /** How many rows are probably coming. */
  rows?: number;
  children: ReactNode;
}

/**
 * Stands around an island of the partner's room. The vendor's people may open its pages too, but have nothing of their own there: they are
 * told so, and nothing inside asks the server before it is known who looks.
 */
export const PartnersRoom = (props: Props) => (
  <RoomQueries>
    <ForPartners {...props} />
  </RoomQueries>
);

function ForPartners({ words, rows = 5, children }: Props) {
  const session = useSession();
  if (session.error && !session.data)
    return <ProblemNote problem={session.error.problem} words={words} onRetry={() => void session.refetch()} />;
  if (!session.data) return <AwaitedRows rows={rows} words={words} />;
  if (session.data.user.partner) return children;
  return (
    <div className="empty">
      <h2>{words.states.partnersOnly}</h2>
      <p className="muted">{words.states.partnersOnlyText}</p>
    </div>
  );
}
