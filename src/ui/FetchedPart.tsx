import type { ReactNode } from 'react';
import { Awaited } from './Awaited.tsx';
import type { ProblemWords } from './ProblemNote.tsx';
import { useAnswer } from './room-query.ts';

interface Props<Part> {
  /** Under which it is kept once it is there. */
  name: string;
  load: () => Promise<Part>;
  words: ProblemWords;
  /** How many rows are probably coming. */
  rows: number;
  children: (Part: Part) => ReactNode;
}

/** A part of an island that few ask for: its code is fetched when it is first shown. */
export function FetchedPart<Part>({ name, load, words, rows, children }: Props<Part>) {
  const query = useAnswer<Part>([name], () =>
    load().then(
      (value) => ({ ok: true, value }),
      () => ({ ok: false, problem: 'network' }),
    ),
  );
  return (
    <Awaited query={query} words={words} rows={rows}>
      {children}
    </Awaited>
  );
}
