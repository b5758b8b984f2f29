import { useState } from 'react';
import { fill, formatDate, plural } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { ClientCell } from '#ui/ClientCell.tsx';
import { Loaded } from '#ui/Loaded.tsx';
import { ClientAction, type Action } from './ClientAction.tsx';
import type { ClientItem, ClientList as Clients, Pin } from './client-contract.ts';
import { actionsOf, cellStateOf } from './client-rules.ts';
import { readClients } from './clients-api.ts';

export interface ClientListProps {
  words: IslandWords & Pick<Strings, 'clients'> & { days: Strings['rules']['days']; taxIds: Record<string, string> };
  locale: string;
  timeZone: string;
  protectionDays: number;
  urls: { register: string; receipts: string };
}

const firstClients = () => readClients();

/** Own clients, the ones that end first on top: a table where there is room for one, a list on a phone. */
export function ClientList(props: ClientListProps) {
  const { words, urls } = props;
  const t = words.clients;
  const [told, setTold] = useState('');
  return (
    <>
      <p className="client-told" role="status">
        {told}
      </p>
      <Loaded<Clients> load={firstClients} room="partner" words={words}>
        {(clients, { replace }) =>
          clients.items.length === 0 ? (
            <div className="empty">
              <h2>{t.empty}</h2>
              <p className="muted">{t.emptyText}</p>
              <a className="button button-honey" href={urls.register}>
                {t.register}
              </a>
            </div>
          ) : (
            <>
              <div className="client-list" role="table" aria-label={t.list.title}>
                <div role="rowgroup" className="client-list-head">
                  <div role="row">
                    {[t.client, t.taxId, t.until, t.left, t.actions].map((title) => (
                      <span role="columnheader" key={title}>
                        {title}
                      </span>
                    ))}
                  </div>
                </div>
                <div role="rowgroup">
                  {clients.items.map((client) => (
                    <ClientRow
                      key={client.id}
                      {...props}
                      client={client}
                      onChange={(pin, said) => {
                        const items = pin
                          ? clients.items.map((one) => (one.id === client.id ? { ...one, pin } : one))
                          : clients.items.filter(({ id }) => id !== client.id);
                        replace({ ...clients, items });
                        setTold(said);
                      }}
                    />
                  ))}
                </div>
              </div>
              {clients.next && (
                <p className="actions">
                  <button
                    type="button"
                    className="button"
                    onClick={() =>
                      void readClients(clients.next).then(
                        (more) => more.ok && replace({ ...more.value, items: [...clients.items, ...more.value.items] }),
                      )
                    }
                  >
                    {words.states.more}
                  </button>
                </p>
              )}
              {clients.quota && (
                <p className="note muted client-quota">
                  {fill(t.quota, { used: clients.quota.used, of: clients.quota.of })}
                </p>
              )}
            </>
          )
        }
      </Loaded>
    </>
  );
}

function ClientRow(
  props: ClientListProps & { client: ClientItem; onChange: (pin: Pin | undefined, said: string) => void },
) {
  const { words, locale, timeZone, protectionDays, urls, client, onChange } = props;
  const t = words.clients;
  const { pin } = client;
  const [open, setOpen] = useState<Action>();
  const day = (at: string) => formatDate(locale, at, timeZone);
  const done = (next: Pin | undefined) => {
    setOpen(undefined);
    onChange(
      next,
      next ? fill(t.prolonged, { name: client.name, date: day(next.until) }) : fill(t.released, { name: client.name }),
    );
  };
  return (
    <div role="row" className={`client-row client-${pin.state}`}>
      <div role="cell" className="client-name">
        <ClientCell left={pin.daysLeft} of={protectionDays} state={cellStateOf(pin)} size={34} />
        <strong>{client.name}</strong>
      </div>
      <div role="cell" data-label={words.taxIds[client.country]}>
        <span className="tabular">{client.taxId}</span>
      </div>
      <div role="cell" data-label={t.until}>
        {day(pin.until)}{' '}
        <a className="client-receipt" href={`${urls.receipts}?number=${encodeURIComponent(pin.receipt)}`}>
          {t.receipt}
          <span className="visually-hidden">: {client.name}</span>
        </a>
      </div>
      <div role="cell" data-label={t.left} className="client-left">
        {pin.state === 'in_grace'
          ? fill(t.graceUntil, { date: day(pin.graceUntil) })
          : plural(locale, words.days, Math.max(0, pin.daysLeft))}
        {pin.state === 'ends_soon' && <span>{t.endsSoon}</span>}
        {pin.state === 'active' && pin.extensions > 0 && <span>{t.extended}</span>}
      </div>
      <div role="cell" className="client-actions">
        {actionsOf(pin).map((action) => (
          <button
            key={action}
            type="button"
            className={action === 'release' ? 'client-release' : 'button'}
            aria-expanded={open === action}
            onClick={() => setOpen(open === action ? undefined : action)}
          >
            {t.verbs[action]}
            <span className="visually-hidden">: {client.name}</span>
          </button>
        ))}
        {open && <ClientAction {...props} key={open} action={open} onDone={done} onCancel={() => setOpen(undefined)} />}
      </div>
    </div>
  );
}
