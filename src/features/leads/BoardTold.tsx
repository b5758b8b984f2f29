import { fill } from '#i18n/formats.ts';
import { problemText } from '#ui/ProblemNote.tsx';
import type { LeadDeskProps } from './LeadDesk.tsx';
import type { Told } from './use-board.ts';

/** At the foot of the window: what was moved, and the way back. */
export function BoardTold({
  words,
  told,
  onUndo,
}: {
  words: LeadDeskProps['words'];
  told: Told | undefined;
  onUndo: () => void;
}) {
  const t = words.leadBoard;
  const said = { moved: t.moved, undone: t.undone, failed: t.notMoved };
  const problem = told?.kind === 'failed' ? problemText(told.problem, words) : undefined;
  return (
    <div className="board-told" data-is-shown={told ? true : undefined}>
      <p role="status">
        {told && fill(said[told.kind], { client: told.card.client.name, stage: t.stages[told.card.stage] })}
        {problem && ` ${problem.title}. ${problem.text}`}
      </p>
      {told?.kind === 'moved' && (
        <button type="button" onClick={onUndo}>
          {words.states.undo}
        </button>
      )}
    </div>
  );
}
