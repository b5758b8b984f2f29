import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { fill, formatMoney, plural } from '#i18n/formats.ts';
import { BoardCard } from './BoardCard.tsx';
import { withDragKit } from './drag-kit.ts';
import type { LeadBoard, LeadCard } from './lead-contract.ts';
import type { LeadDeskProps } from './LeadDesk.tsx';
import type { LeadStage } from './lead-stage-contract.ts';

/** One stage: how many leads and how much money, and its cards. */
export function BoardColumn({
  column,
  isShown,
  onMove,
  onDropped,
  onMore,
  ...props
}: LeadDeskProps & {
  column: LeadBoard['stages'][number];
  /** On a phone, the one that is looked at. */
  isShown: boolean;
  onMove: (card: LeadCard, stage: LeadStage, part: string) => void;
  onDropped: (leadId: string, stage: LeadStage) => void;
  onMore?: () => void;
}) {
  const { words, locale, urls } = props;
  const t = words.leadBoard;
  const { stage, count, amountKopecks, items } = column;
  const place = useRef<HTMLElement>(null);
  const [isOver, setOver] = useState(false);
  const dropped = useEffectEvent((id: string) => onDropped(id, stage));
  useEffect(
    () =>
      withDragKit(({ dropTargetForElements }) =>
        dropTargetForElements({
          element: place.current!,
          canDrop: ({ source }) => 'leadId' in source.data,
          onDragEnter: () => setOver(true),
          onDragLeave: () => setOver(false),
          onDrop: ({ source }) => {
            setOver(false);
            dropped(String(source.data['leadId']));
          },
        }),
      ),
    [],
  );
  const sum = formatMoney(locale, amountKopecks);
  return (
    <section
      className="board-column"
      ref={place}
      data-stage={stage}
      data-is-shown={isShown || undefined}
      data-is-over={isOver || undefined}
      data-is-empty={count === 0 || undefined}
      aria-label={fill(t.inStage, { stage: t.stages[stage], count: plural(locale, t.columnCount, count), sum })}
    >
      <header>
        <h2>
          {t.stages[stage]} <span className="board-count">{count}</span>
        </h2>
        <p className="note muted tabular">{count === 0 ? t.columnEmpty : amountKopecks > 0 ? sum : '—'}</p>
      </header>
      <ul>
        {items.map((card) => (
          <BoardCard key={card.id} {...props} card={card} onMove={onMove} />
        ))}
      </ul>
      {count > items.length &&
        (onMore ? (
          <button type="button" className="button-quiet" onClick={onMore}>
            {t.more}
          </button>
        ) : (
          <a href={`${urls.leads}?view=list&stage=${stage}`}>{t.allInList}</a>
        ))}
    </section>
  );
}
