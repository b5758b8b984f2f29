import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ListQuery } from '../../api/list-address.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { ListControls } from '#ui/ListControls.tsx';
import { changeAddress, useAddress } from '#ui/use-address.ts';
import { BoardColumn } from './BoardColumn.tsx';
import { BoardTold } from './BoardTold.tsx';
import { asksFirst } from './lead-board-rules.ts';
import type { LeadCard } from './lead-contract.ts';
import type { LeadDeskProps } from './LeadDesk.tsx';
import { LeadsEmpty } from './LeadsEmpty.tsx';
import { leadFilterChoices } from './lead-filter-choices.ts';
import type { LeadStage } from './lead-stage-contract.ts';
import { StageDialog } from './StageDialog.tsx';
import { useBoard } from './use-board.ts';

const filters = ['search', 'source', 'status', 'person'];

/** The sales by stage. A card goes on by drag, by its select, or by the arrow keys; on a phone one stage is shown at a time. */
export function LeadBoard(props: LeadDeskProps) {
  const { words, locale } = props;
  const t = words.leadBoard;
  const address = useAddress();
  const [limit, setLimit] = useState(20);
  const query =
    address &&
    (Object.fromEntries(
      filters.flatMap((name) => (address.get(name) ? [[name, address.get(name)!]] : [])),
    ) as ListQuery);
  const { board, told, hush, move, undo } = useBoard(query && { ...query, limit: String(limit) });
  const [asked, setAsked] = useState<{ card: LeadCard; stage: 'won' | 'lost' }>();
  // On a phone: what was chosen, else the first stage with something in it.
  const [chosen, setChosen] = useState<LeadStage>();
  const place = useRef<HTMLDivElement>(null);
  const follow = useRef<{ id: string; part: string; stage: LeadStage }>(undefined);

  // A card that was moved by its keys or its select keeps the cursor, wherever it is now.
  useLayoutEffect(() => {
    if (!follow.current) return;
    const { id, part, stage } = follow.current;
    const card = place.current?.querySelector<HTMLElement>(`[data-stage="${stage}"] [data-lead="${id}"] ${part}`);
    if (!card) return;
    follow.current = undefined;
    if (card.offsetParent) {
      card.focus({ preventScroll: true });
      card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    } else place.current?.querySelector<HTMLElement>('.board-told button, .board-stage select')?.focus();
  });
  useEffect(() => {
    if (!told) return undefined;
    const wait = setTimeout(hush, 30_000);
    return () => clearTimeout(wait);
  }, [told, hush]);

  const go = (card: LeadCard, stage: LeadStage, part?: string) => {
    if (stage === card.stage) return;
    setChosen((before) => before ?? card.stage);
    if (part) follow.current = { id: card.id, part, stage };
    if (asksFirst(stage)) setAsked({ card, stage: stage as 'won' | 'lost' });
    else move(card, { stage });
  };
  const isNarrowed = Object.keys(query ?? {}).length > 0;

  return (
    <div className="lead-board" ref={place}>
      <ListControls
        words={words}
        locale={locale}
        list={{
          query,
          change: changeAddress,
          total: board.data?.stages.reduce((sum, { count }) => sum + count, 0),
          isNarrowed,
          isAsking: board.isFetching && board.isPlaceholderData,
        }}
        searchLabel={t.search}
        filters={leadFilterChoices(words, board.data?.people ?? [], ['source', 'status', 'person'])}
      />
      <Awaited query={board} words={words} rows={5}>
        {({ stages }) =>
          !isNarrowed && stages.every(({ count }) => count === 0) ? (
            <LeadsEmpty {...props} />
          ) : (
            <>
              <p className="note muted board-keys" id="board-keys">
                {t.keys}
              </p>
              <label className="board-stage">
                <span className="visually-hidden">{t.stage}</span>
                <select
                  className="control"
                  value={shownOf(stages, chosen)}
                  onChange={({ target }) => setChosen(target.value as LeadStage)}
                >
                  {stages.map(({ stage, count }) => (
                    <option key={stage} value={stage}>
                      {t.stages[stage]} · {count}
                    </option>
                  ))}
                </select>
              </label>
              <div className="board-columns" role="group" aria-label={t.boardLabel}>
                {stages.map((column) => (
                  <BoardColumn
                    key={column.stage}
                    {...props}
                    column={column}
                    isShown={column.stage === shownOf(stages, chosen)}
                    onMove={go}
                    onDropped={(id, stage) => {
                      const card = stages.flatMap(({ items }) => items).find((one) => one.id === id);
                      if (card) go(card, stage);
                    }}
                    {...(limit < 100 && { onMore: () => setLimit(100) })}
                  />
                ))}
              </div>
            </>
          )
        }
      </Awaited>
      <BoardTold words={words} told={told} onUndo={undo} />
      {asked && (
        <StageDialog
          words={words}
          locale={locale}
          card={asked.card}
          stage={asked.stage}
          onClose={() => {
            follow.current = undefined;
            setAsked(undefined);
          }}
          onSave={(to) => {
            setAsked(undefined);
            move(asked.card, to);
          }}
        />
      )}
    </div>
  );
}

const shownOf = (stages: { stage: LeadStage; count: number }[], chosen: LeadStage | undefined) =>
  chosen ?? (stages.find(({ count }) => count > 0) ?? stages[0])?.stage;
