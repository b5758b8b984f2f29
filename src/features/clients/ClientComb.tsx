import type { ReactNode } from 'react';
import { fill, formatNumber } from '#i18n/formats.ts';
import { Comb, CombAwaited, CombLegend } from '#ui/Comb.tsx';
import { ListControls, type ListFilter } from '#ui/ListControls.tsx';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import type { RoomList } from '#ui/use-list.ts';
import { cellOfClient, cellOfReview } from './client-cells.ts';
import type { ClientInReview, ClientItem, ClientList } from './client-contract.ts';
import type { ClientListProps } from './ClientList.tsx';
import { NoClients } from './NoClients.tsx';

interface Props extends ClientListProps {
  list: RoomList<ClientItem, ClientList>;
  inReview: ClientInReview[];
  searchLabel: string;
  filters: ListFilter[];
  controls: ReactNode;
}

/** The same clients as cells: the time left on the rim, what is being decided dotted, the way to one more at the end. */
export function ClientComb(props: Props) {
  const { words, locale, list, inReview, protectionDays, urls, searchLabel, filters, controls } = props;
  const t = words.clients;
  if (list.problem && !list.rows) return <ProblemNote problem={list.problem} words={words} onRetry={list.reload} />;
  if (list.rows?.length === 0 && inReview.length === 0 && !list.isNarrowed && !list.isAsking)
    return <NoClients {...props} />;
  const reviews = list.hasMore ? [] : inReview.map((client) => cellOfReview(client, props, urls.lead));
  const cells = list.rows?.map((client) => cellOfClient(client, props, urls.client)).concat(reviews);
  return (
    <div className="room-list">
      <ListControls words={words} locale={locale} list={list} searchLabel={searchLabel} filters={filters}>
        {controls}
      </ListControls>
      {list.problem && <ProblemNote problem={list.problem} words={words} onRetry={list.reload} />}
      {!cells ? (
        <CombAwaited label={words.states.loading} cells={11} />
      ) : cells.length === 0 ? (
        <p className="list-none muted">{words.lists.none}</p>
      ) : (
        <Comb
          label={t.list.title}
          cells={cells}
          add={list.hasMore || list.isNarrowed ? undefined : { href: urls.register, label: t.register }}
        />
      )}
      {list.hasMore && (
        <p className="actions">
          <button type="button" className="button" aria-disabled={list.isMoreComing || undefined} onClick={list.more}>
            {words.states.more}
            <span className="visually-hidden">: {t.list.title}</span>
          </button>
        </p>
      )}
      {cells && (
        <CombLegend
          rows={(['protected', 'soon', 'extended', 'grace', 'deciding'] as const).map((state) => ({
            state,
            text: fill(t.legend[state], { days: formatNumber(locale, protectionDays / 6) }),
          }))}
        />
      )}
    </div>
  );
}
