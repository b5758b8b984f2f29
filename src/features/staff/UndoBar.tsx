import { useEffect, useRef, useState } from 'react';
import { fill } from '#i18n/formats.ts';
import { problemText } from '#ui/ProblemNote.tsx';
import type { DecisionMade, InboxItem } from './decision-contract.ts';
import type { InboxProps } from './Inbox.tsx';
import { undoDecision } from './staff-api.ts';

/** After a decision: what was decided, and ten seconds to take it back before anybody outside hears of it. */
export function UndoBar({
  words,
  decision,
  item,
  onUndone,
  onOver,
}: {
  words: InboxProps['words'];
  decision: DecisionMade['decision'];
  item: InboxItem;
  onUndone: () => void;
  onOver: () => void;
}) {
  const t = words.inbox;
  const done = item.kind === 'appeal' ? { ...t.done, ...t.appealDone } : t.done;
  // Counted by this browser's own clock from when the answer came: the clocks of two machines differ.
  const [end] = useState(
    () => Date.now() + Math.min(10_000, Math.max(0, Date.parse(decision.undoUntil) - Date.parse(decision.at))),
  );
  const [left, setLeft] = useState(10);
  const [said, setSaid] = useState<string>();
  const undo = useRef<HTMLButtonElement>(null);
  const isOver = said !== undefined || left <= 0;
  useEffect(() => undo.current?.focus(), []);
  useEffect(() => {
    if (said !== undefined) return undefined;
    const count = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    count();
    const clock = setInterval(count, 250);
    return () => clearInterval(clock);
  }, [end, said]);
  useEffect(() => {
    if (!isOver) return undefined;
    const wait = setTimeout(onOver, said ? 5000 : 400);
    return () => clearTimeout(wait);
  }, [isOver, said, onOver]);

  const takeBack = async () => {
    const answer = await undoDecision(decision.id);
    setSaid(answer.ok ? t.undone : problemText(answer.problem, words).title);
    if (answer.ok) onUndone();
  };
  return (
    <div className="undo-bar">
      <p role="status">{said ?? fill(done[decision.kind], { title: item.title })}</p>
      {!isOver && (
        <>
          <p className="undo-left" aria-hidden="true">
            {fill(t.undoIn, { n: left })}
          </p>
          <button type="button" ref={undo} onClick={() => void takeBack()}>
            {t.undo}
          </button>
        </>
      )}
    </div>
  );
}
