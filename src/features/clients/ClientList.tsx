import { useMemo, useState } from 'react';
import { fill, formatDate, formatNumber } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import type { ListFilter } from '#ui/ListControls.tsx';
import { PartnersRoom } from '#ui/PartnersRoom.tsx';
import { RoomTable } from '#ui/RoomTable.tsx';
import { Told } from '#ui/Told.tsx';
import { useList, type RoomList } from '#ui/use-list.ts';
import { useView } from '#ui/use-view.ts';
import { ViewSwitch } from '#ui/ViewSwitch.tsx';
import { ClientComb } from './ClientComb.tsx';
import { ClientDialog, type Asked } from './ClientDialog.tsx';
import { clientStateFilters, type ClientItem, type ClientList as Clients, type Pin } from './client-contract.ts';
import { clientColumns } from './ClientColumns.tsx';
import { readClients } from './clients-api.ts';
import { ClientsInReview } from './ClientsInReview.tsx';
import { NoClients } from './NoClients.tsx';
import { ProtectionFeed } from './ProtectionFeed.tsx';

export interface ClientListProps {
  words: IslandWords &
    Pick<Strings, 'clients' | 'protectionFeed'> & { days: Strings['rules']['days']; taxIds: Record<string, string> };
  locale: string;
  timeZone: string;
  protectionDays: number;
  urls: { register: string; receipts: string; client: string; lead: string };
}

export const ClientList = (props: ClientListProps) => (
  <PartnersRoom words={props.words}>
    <ClientRoom {...props} />
  </PartnersRoom>
);

/** Own clients as a table or as a comb, the ones that end first on top; what is being decided; the calendar of ends. */
function ClientRoom(props: ClientListProps) {
  const { words, locale, timeZone } = props;
  const t = words.clients;
  const list = useList<ClientItem, Clients>({
    name: 'clients',
    load: readClients,
    filters: ['state', 'broughtBy'],
    sort: 'until',
  });
  const [view, setView] = useView('clients', ['table', 'comb']);
  const [asked, ask] = useState<Asked>();
  const [told, tell] = useState('');
  const columns = useMemo(() => clientColumns(props, ask), [props]);
  const inReview = list.query?.['state'] ? [] : (list.first?.inReview ?? []);
  const quota = list.first?.quota;

  const done = ({ client, action }: Asked, pin: Pin | undefined) => {
    ask(undefined);
    list.patch((row) => (row.id !== client.id ? row : pin && { ...row, pin }));
    list.renew();
    tell(
      action === 'release' || !pin
        ? fill(t.released, { name: client.name })
        : fill(t.prolonged, { name: client.name, date: formatDate(locale, pin.until, timeZone) }),
    );
  };
  const shared = {
    list,
    words,
    locale,
    searchLabel: t.search,
    filters: filtersOf(list, words, locale),
    controls: (
      <ViewSwitch
        label={words.lists.view}
        name="clients-view"
        value={view}
        views={[
          { value: 'table', label: t.views.table },
          { value: 'comb', label: t.views.comb },
        ]}
        onChange={setView}
      />
    ),
  };
  return (
    <div className="client-room">
      <Told says={told} />
      {view === 'comb' ? (
        <ClientComb {...shared} {...props} inReview={inReview} />
      ) : (
        <>
          <RoomTable<ClientItem, Clients>
            {...shared}
            columns={columns}
            rowKey={({ id }) => id}
            rowClass={({ pin }) => `client-row client-${pin.state}`}
            label={t.list.title}
            empty={inReview.length > 0 ? null : <NoClients {...props} />}
          />
          {inReview.length > 0 && <ClientsInReview {...props} clients={inReview} />}
        </>
      )}
      {quota && (
        <p className="note muted client-quota">
          {fill(t.quota, { used: formatNumber(locale, quota.used), of: formatNumber(locale, quota.of) })}
        </p>
      )}
      {list.rows && <ProtectionFeed words={words} locale={locale} timeZone={timeZone} />}
      {asked && (
        <ClientDialog {...props} {...asked} onDone={(pin) => done(asked, pin)} onClose={() => ask(undefined)} />
      )}
    </div>
  );
}

/** States with how many there are of each; people where more than one has brought clients. */
function filtersOf(list: RoomList<ClientItem, Clients>, words: ClientListProps['words'], locale: string): ListFilter[] {
  const t = words.clients;
  const { counts, people = [] } = list.first ?? {};
  const counted = (label: string, n: number | undefined) =>
    n === undefined ? label : `${label} (${formatNumber(locale, n)})`;
  const filters: ListFilter[] = [
    {
      name: 'state',
      label: t.state,
      choices: clientStateFilters.map((value) => ({ value, label: counted(t.states[value], counts?.[value]) })),
    },
  ];
  if (people.length > 1 || list.query?.['broughtBy'])
    filters.push({
      name: 'broughtBy',
      label: t.anyone,
      choices: people.map(({ id, name, clients }) => ({ value: id, label: counted(name, clients) })),
    });
  return filters;
}
