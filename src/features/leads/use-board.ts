import { useState } from 'react';
import type { Problem } from '../../api/problem-contract.ts';
import type { ListQuery } from '../../api/list-address.ts';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import { movedCard, placeOf, withMoved } from './lead-board-rules.ts';
import type { LeadBoard, LeadCard } from './lead-contract.ts';
import type { StageInput } from './lead-stage-contract.ts';
import { changeStage, readBoard } from './leads-api.ts';

/** What was done last: a card moved, with the way back; taken back; or refused. */
export type Told =
  | { kind: 'moved'; card: LeadCard; back: StageInput }
  | { kind: 'undone'; card: LeadCard }
  | { kind: 'failed'; card: LeadCard; problem: Problem | 'network' };

/** The board and its moves: seen at once, taken back when the server refuses. */
export function useBoard(query: ListQuery | undefined) {
  const key = ['leads', 'board', query];
  const board = useAnswer<LeadBoard>(key, () => readBoard(query ?? {}), { isWanted: query !== undefined });
  const [told, setTold] = useState<Told>();

  const show = (card: LeadCard) => roomQueries.setQueryData<LeadBoard>(key, (known) => known && withMoved(known, card));

  async function put(card: LeadCard, to: StageInput, isUndo: boolean) {
    await roomQueries.cancelQueries({ queryKey: key });
    const moved = movedCard(card, to);
    show(moved);
    setTold(isUndo ? { kind: 'undone', card: moved } : { kind: 'moved', card: moved, back: placeOf(card) });
    const answer = await changeStage(card.id, to);
    if (answer.ok) {
      show(answer.value);
      // Lists and the page of the lead are asked again when they are looked at.
      void roomQueries.invalidateQueries({ queryKey: ['leads'], refetchType: 'none' });
    } else {
      show(card);
      setTold({ kind: 'failed', card, problem: answer.problem });
    }
  }

  return {
    board,
    told,
    hush: () => setTold(undefined),
    move: (card: LeadCard, to: StageInput) => void put(card, to, false),
    undo: () => {
      if (told?.kind === 'moved') void put(told.card, told.back, true);
    },
  };
}
