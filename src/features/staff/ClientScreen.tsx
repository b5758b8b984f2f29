import { useState } from 'react';
import { fill, formatMoney } from '#i18n/formats.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { FetchedPart } from '#ui/FetchedPart.tsx';
import { Moment } from '#ui/Moment.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import { RoomQueries } from '#ui/RoomQueries.tsx';
import { RoomTable, type Column } from '#ui/RoomTable.tsx';
import { Told } from '#ui/Told.tsx';
import { changeAddress, useAddress } from '#ui/use-address.ts';
import { useList } from '#ui/use-list.ts';
import type { CaseList, ClientCase, ClientLine } from './case-contract.ts';
import type { ClientProps } from './case-words.ts';
import { CaseHistory, decisionEvents, leadEvents } from './CaseHistory.tsx';
import { Block, Facts } from './Facts.tsx';
import { Pins } from './LeadView.tsx';
import { stateOf } from './LikenessTable.tsx';
import { MergeForm } from './MergeForm.tsx';
import { listClients, readClient } from './staff-api.ts';
import { StandingForm } from './StandingForm.tsx';

/** `/staff/clients/`: all of them, or with `?id=` one. */
export function ClientScreen(props: ClientProps) {
  return (
    <RoomQueries>
      <ListOrOne {...props} />
    </RoomQueries>
  );
}

function ListOrOne(props: ClientProps) {
  const address = useAddress();
  // What was done is told on the record that stays, too, to which a merge leads.
  const [told, tell] = useState('');
  if (!address) return null;
  const id = address.get('id');
  return id ? <OneClient key={id} {...props} id={id} told={told} tell={tell} /> : <ClientTable {...props} />;
}

function ClientTable(props: ClientProps) {
  const { words, locale } = props;
  const t = words.staffClients;
  const list = useList<ClientLine, CaseList<ClientLine>>({
    name: 'clients',
    load: listClients,
    filters: ['state', 'partnerId'],
    sort: 'name',
  });
  return (
    <RoomTable
      list={list}
      words={words}
      locale={locale}
      label={t.list.title}
      rowKey={({ id }) => id}
      searchLabel={t.search}
      filters={[
        {
          name: 'state',
          label: t.state,
          choices: Object.entries(t.states).map(([value, label]) => ({ value, label })),
        },
      ]}
      empty={
        <div className="empty">
          <h2>{t.empty}</h2>
          <p className="muted">{t.emptyText}</p>
        </div>
      }
      columns={clientColumns(props)}
    />
  );
}

function clientColumns({ words, locale, timeZone, urls }: ClientProps): Column<ClientLine>[] {
  const t = words.staffClients;
  return [
    {
      id: 'name',
      title: t.columns.client,
      sort: 'name',
      isName: true,
      cell: (row) => (
        <a href={`${urls.clients}?id=${row.id}`}>
          {row.name} {row.sample && <span className="sample-mark">{words.sample}</span>}
        </a>
      ),
    },
    { id: 'taxId', title: t.columns.taxId, cell: (row) => <span className="tabular">{row.taxId}</span> },
    { id: 'holder', title: t.columns.holder, sort: 'partner', cell: (row) => row.pin?.partner.name ?? '' },
    {
      id: 'until',
      title: t.columns.until,
      sort: 'until',
      cell: (row) => row.pin && <Moment at={row.pin.until} locale={locale} timeZone={timeZone} />,
    },
    { id: 'state', title: t.columns.state, cell: (row) => t.states[stateName(row)] },
  ];
}

export function stateName(client: ClientLine): keyof ClientProps['words']['staffClients']['states'] {
  if (client.pin) return client.pin.daysLeft < 0 ? 'grace' : 'held';
  if (client.standing !== 'open') return client.standing;
  return client.inReview ? 'in_review' : 'free';
}

type Action = 'transfer' | 'merge' | 'standing';

interface Telling {
  told: string;
  tell: (says: string) => void;
}

function OneClient(props: ClientProps & Telling & { id: string }) {
  const { words, id, urls } = props;
  const t = words.staffClients;
  const query = useAnswer(['client', id], () => readClient(id));
  return (
    <Awaited query={query} words={words} rows={6}>
      {(client) => (
        <article className="case case-page">
          <p className="note">
            <a href={urls.clients}>← {t.back}</a>
          </p>
          <header className="case-head">
            <p className="note muted">
              {words.taxIds[client.country]} <span className="tabular">{client.taxId}</span>
              {client.sample && <span className="sample-mark">{words.sample}</span>}
            </p>
            <h2>{client.name}</h2>
            <p className="case-state">{client.pin ? stateOf(props, client) : t.nobody}</p>
          </header>
          <Actions {...props} client={client} />
          <ClientFacts {...props} client={client} />
        </article>
      )}
    </Awaited>
  );
}

function Actions(props: ClientProps & Telling & { client: ClientCase }) {
  const { told, tell } = props;
  const t = props.words.staffClients;
  const address = useAddress();
  const [open, setOpen] = useState<Action>();
  const done = (says: string, goTo?: string) => {
    tell(says);
    setOpen(undefined);
    // After a merge this record is asked for no more, nor what would become of it.
    if (goTo) {
      roomQueries.removeQueries({ queryKey: ['merge-preview'] });
      roomQueries.removeQueries({ queryKey: ['client', props.client.id] });
    }
    changeAddress({ merge: '', ...(goTo && { id: goTo }) });
    void roomQueries.invalidateQueries();
  };
  const shown = open ?? (address?.get('merge') ? 'merge' : undefined);
  return (
    <>
      <Told says={told} />
      <p className="actions">
        {(['transfer', 'merge', 'standing'] as const).map((action) => (
          <button
            key={action}
            type="button"
            className="button"
            aria-expanded={shown === action}
            onClick={() => {
              tell('');
              changeAddress({ merge: '' });
              setOpen(shown === action ? undefined : action);
            }}
          >
            {t.actions[action]}
          </button>
        ))}
      </p>
      {shown === 'transfer' && (
        <FetchedPart name="transfer-form" load={fetchTransfer} words={props.words} rows={6}>
          {(Form) => <Form {...props} onDone={done} />}
        </FetchedPart>
      )}
      {shown === 'merge' && <MergeForm {...props} start={address?.get('merge') ?? undefined} onDone={done} />}
      {shown === 'standing' && <StandingForm {...props} onDone={done} />}
    </>
  );
}

/** Few who look at a client transfer it. */
const fetchTransfer = () => import('./TransferForm.tsx').then((module) => module.TransferForm);

function ClientFacts(props: ClientProps & { client: ClientCase }) {
  const { words, locale, timeZone, client, urls } = props;
  const { staffClients: t, cases } = words;
  return (
    <>
      <Facts
        rows={[
          [t.standing, t.standings[client.standing]],
          [t.domains, client.domains?.join(', ')],
          [t.otherTaxIds, client.otherTaxIds?.map(({ name, taxId }) => `${name}, ${taxId}`).join('\n')],
          [t.waiting, client.waiting.join(', ')],
        ]}
      />
      {client.transfers.length > 0 && (
        <Block title={t.transfers}>
          <ul className="case-lines">
            {client.transfers.map((one) => (
              <li key={one.id}>
                <span>{fill(t.transferLine, { number: one.number, from: one.from, to: one.to, by: one.askedBy })}</span>
                <span className="muted">
                  {t.transferStatuses[one.status]}
                  {one.status === 'waiting' && (
                    <>
                      {', '}
                      <a href={`${urls.inbox}?case=${one.id}`}>{t.openInbox}</a>
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Block>
      )}
      <Block title={cases.pins}>
        <Pins {...props} pins={client.pins} />
      </Block>
      <Block title={t.leads}>
        <ul className="case-lines">
          {client.leads.map((lead) => (
            <li key={lead.id}>
              <a className="number" href={`${urls.leads}?id=${lead.id}`}>
                {lead.number}
              </a>
              <span>{lead.partner}</span>
              <span className="muted">
                {cases.leadStatuses[lead.status as 'ended'] ?? lead.status}
                {lead.expectedAmountKopecks ? `, ${formatMoney(locale, lead.expectedAmountKopecks)}` : ''}
              </span>
              <Moment at={lead.createdAt} locale={locale} timeZone={timeZone} />
            </li>
          ))}
        </ul>
      </Block>
      {client.similar.length > 0 && (
        <Block title={t.similar}>
          <ul className="case-lines">
            {client.similar.map((one) => (
              <li key={one.id}>
                <a href={`${urls.clients}?id=${one.id}`}>{one.name}</a>
                <span className="tabular">{one.taxId}</span>
                <span className="muted">{stateOf(props, one)}</span>
                <a href={`${urls.clients}?id=${client.id}&merge=${one.id}`}>
                  {t.mergeThis}
                  <span className="visually-hidden">: {one.name}</span>
                </a>
              </li>
            ))}
          </ul>
        </Block>
      )}
      <CaseHistory
        {...props}
        events={[
          ...leadEvents(props, client.history, true),
          ...client.transfers.flatMap((one) => decisionEvents(props, one.decisions)),
        ]}
      />
    </>
  );
}
