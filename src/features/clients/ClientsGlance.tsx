import { useMemo } from 'react';
import { formatDate, plural } from '#i18n/formats.ts';
import { ClientCell } from '#ui/ClientCell.tsx';
import { Loaded } from '#ui/Loaded.tsx';
import type { ClientList } from './client-contract.ts';
import type { ClientListProps } from './ClientList.tsx';
import { cellStateOf } from './client-rules.ts';
import { readClients } from './clients-api.ts';

type Props = Omit<ClientListProps, 'urls'> & { urls: { register: string; clients: string } };

/** My clients at a glance: one cell each, the number says how many days are left, the words beside it until when. */
export function ClientsGlance({ words, locale, timeZone, protectionDays, urls }: Props) {
  const t = words.clients;
  const load = useMemo(() => () => readClients(), []);
  return (
    <Loaded<ClientList> load={load} room="partner" words={words} rows={2}>
      {({ items }) => (
        <section className="glance" aria-labelledby="glance">
          <div className="glance-head">
            <h2 id="glance">{t.glance}</h2>
            {items.length > 0 && <a href={urls.clients}>{t.all}</a>}
          </div>
          {items.length === 0 ? (
            <p className="muted">
              {t.empty}. {t.emptyText}
            </p>
          ) : (
            <ul className="glance-cells">
              {items.slice(0, 12).map(({ id, name, pin }) => (
                <li key={id} className={`client-${pin.state}`}>
                  <ClientCell
                    left={pin.daysLeft}
                    of={protectionDays}
                    state={cellStateOf(pin)}
                    mark={String(Math.max(0, pin.daysLeft))}
                    size={64}
                  />
                  <p>
                    <strong>{name}</strong>
                    <span className="note muted">
                      {pin.state === 'in_grace'
                        ? t.graceUntil.replace('{date}', formatDate(locale, pin.graceUntil, timeZone))
                        : `${plural(locale, words.days, Math.max(0, pin.daysLeft))}, ${t.until.toLowerCase()} ${formatDate(locale, pin.until, timeZone)}`}
                    </span>
                  </p>
                </li>
              ))}
            </ul>
          )}
          <p className="actions">
            <a className="button button-honey" href={urls.register}>
              {t.register}
            </a>
          </p>
        </section>
      )}
    </Loaded>
  );
}
