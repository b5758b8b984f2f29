import type { LeadBoard, LeadCard } from './lead-contract.ts';
import { leadStages, type LeadStage, type StageInput } from './lead-stage-contract.ts';

/** What a lead weighs on the board, kopecks: the contract, else what is expected. */
export const amountOf = (card: LeadCard) => card.wonAmountKopecks ?? card.expectedAmountKopecks ?? 0;

/** What puts a card back where it is now. */
export const placeOf = ({ stage, wonAmountKopecks, wonOn, lostReason }: LeadCard): StageInput => ({
  stage,
  ...(wonAmountKopecks !== undefined && { wonAmountKopecks }),
  ...(wonOn && { wonOn }),
  ...(lostReason && { lostReason }),
});

/** The neighbouring stage; none beyond the ends. */
export const stageBeside = (stage: LeadStage, step: 1 | -1): LeadStage | undefined =>
  leadStages[leadStages.indexOf(stage) + step];

/** Won and lost are asked about before a card goes there. */
export const asksFirst = (stage: LeadStage) => stage === 'won' || stage === 'lost';

/** The card as it is after a move. */
export function movedCard(card: LeadCard, to: StageInput): LeadCard {
  const { wonAmountKopecks: _, wonOn: __, lostReason: ___, ...kept } = card;
  return { ...kept, ...to };
}

/** The board with a card on top of another stage; counts and sums go with it. A card that is not on the board changes nothing. */
export function withMoved(board: LeadBoard, card: LeadCard): LeadBoard {
  const before = board.stages.flatMap(({ items }) => items).find(({ id }) => id === card.id);
  if (!before) return board;
  return {
    ...board,
    stages: board.stages.map((column) => {
      const left = column.stage === before.stage ? amountOf(before) : 0;
      const come = column.stage === card.stage ? amountOf(card) : 0;
      const isHome = before.stage === card.stage;
      const rest = column.items.filter(({ id }) => id !== card.id);
      return {
        ...column,
        count:
          column.count + (isHome ? 0 : Number(column.stage === card.stage) - Number(column.stage === before.stage)),
        amountKopecks: column.amountKopecks - left + come,
        items:
          column.stage !== card.stage
            ? rest
            : isHome
              ? column.items.map((one) => (one.id === card.id ? card : one))
              : [card, ...rest],
      };
    }),
  };
}
