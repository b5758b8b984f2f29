import './decision.css';
import { useCallback, useEffect, useRef, useState } from 'react';
import { fill } from '#i18n/formats.ts';
import { problemText } from '#ui/ProblemNote.tsx';
import type { CaseProps } from './case-words.ts';
import type { DecisionMade } from './decision-contract.ts';
import { KeyCap } from './KeyCap.tsx';
import { keyOf } from './inbox-rules.ts';
import { isKeyForPage } from './page-keys.ts';
import { undoDecision } from './staff-api.ts';

/** After a decision, or several: what was decided, and ten seconds to take it back before anybody outside hears of it. */
export function UndoBar({
  words,
  decisions,
  says,
  onUndone,
  onOver,
}: {
  words: CaseProps['words'];
  decisions: DecisionMade['decision'][];
  says: string;
  onUndone: () => void;
  onOver: () => void;
}) {
  const t = words.inbox;
  // Counted by this browser's own clock from when the answer came: the clocks of two machines differ.
  const [end] = useState(
    () =>
      Date.now() +
      Math.min(
        ...decisions.map(({ undoUntil, at }) => Math.min(10_000, Math.max(0, Date.parse(undoUntil) - Date.parse(at)))),
      ),
  );
  const [left, setLeft] = useState(10);
  const [said, setSaid] = useState<string>();
  const isUnderWay = useRef(false);
  const isOver = said !== undefined || left <= 0;
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

  const takeBack = useCallback(async () => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    const answers = await Promise.all(decisions.map(({ id }) => undoDecision(id)));
    const failed = answers.find((answer) => !answer.ok);
    if (answers.some(({ ok }) => ok)) onUndone();
    setSaid(
      failed && !failed.ok ? problemText(failed.problem, words).title : decisions.length > 1 ? t.undoneMany : t.undone,
    );
  }, [decisions, onUndone, t, words]);
  useEffect(() => {
    if (isOver) return undefined;
    const press = (event: KeyboardEvent) => {
      if (!isKeyForPage(event) || keyOf(event) !== 'u') return;
      event.preventDefault();
      void takeBack();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [isOver, takeBack]);

  return (
    <div className="undo-bar">
      <p role="status">{said ?? says}</p>
      {!isOver && (
        <>
          <p className="note tabular" aria-hidden="true">
            {fill(t.undoIn, { n: left })}
          </p>
          <button type="button" onClick={() => void takeBack()}>
            {t.undo} <KeyCap>U</KeyCap>
          </button>
        </>
      )}
    </div>
  );
}
