import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { fill, formatMoney } from '#i18n/formats.ts';
import { withDragKit } from './drag-kit.ts';
import { amountOf, stageBeside } from './lead-board-rules.ts';
import type { LeadCard } from './lead-contract.ts';
import type { LeadDeskProps } from './LeadDesk.tsx';
import { leadStages, type LeadStage } from './lead-stage-contract.ts';
import { NextStep } from './NextStep.tsx';
import { ProtectionLeft } from './ProtectionLeft.tsx';

/** One lead on the board: whose, how much, what next and when, how long the client is protected. */
export function BoardCard({
  card,
  onMove,
  ...props
}: LeadDeskProps & { card: LeadCard; onMove: (card: LeadCard, stage: LeadStage, part: string) => void }) {
  const { words, locale, urls } = props;
  const t = words.leadBoard;
  const place = useRef<HTMLLIElement>(null);
  const [isDragged, setDragged] = useState(false);
  useEffect(
    () =>
      withDragKit(({ draggable }) =>
        draggable({
          element: place.current!,
          getInitialData: () => ({ leadId: card.id }),
          onDragStart: () => setDragged(true),
          onDrop: () => setDragged(false),
        }),
      ),
    [card.id],
  );

  const onKey = (event: KeyboardEvent<HTMLAnchorElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const aside = { ArrowRight: 1, ArrowLeft: -1 }[event.key] as 1 | -1 | undefined;
    const along = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key] as
      'nextElementSibling' | 'previousElementSibling' | undefined;
    if (!aside && !along) return;
    event.preventDefault();
    const stage = aside && stageBeside(card.stage, aside);
    if (stage) onMove(card, stage, 'a');
    if (along) place.current?.[along]?.querySelector('a')?.focus();
  };

  const amount = amountOf(card);
  // What the cell beside the name does not tell: that an answer is wanted, that it is over, that the client came by itself.
  const about = [
    card.source !== 'partner' && t.sources[card.source],
    card.status !== 'pinned' && card.status !== 'in_review' && t.statuses[card.status],
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <li className="board-card" ref={place} data-lead={card.id} data-is-dragged={isDragged || undefined}>
      <div className="board-card-head">
        <a
          href={`${urls.lead}?id=${card.id}`}
          draggable={false}
          onKeyDown={onKey}
          aria-keyshortcuts="ArrowLeft ArrowRight"
          aria-describedby="board-keys"
        >
          {card.client.name}
        </a>
        <ProtectionLeft {...props} card={card} isSmall />
      </div>
      {about && <p className="note muted">{about}</p>}
      {amount > 0 && <p className="tabular board-amount">{formatMoney(locale, amount)}</p>}
      {card.lostReason && <p className="note muted">{t.lostReasons[card.lostReason]}</p>}
      <NextStep {...props} card={card} />
      <select
        className="board-move"
        aria-label={fill(t.move, { client: card.client.name })}
        value={card.stage}
        onChange={({ target }) => onMove(card, target.value as LeadStage, 'select')}
      >
        {leadStages.map((stage) => (
          <option key={stage} value={stage}>
            {t.stages[stage]}
          </option>
        ))}
      </select>
    </li>
  );
}
