import { fill, formatDate, plural } from '#i18n/formats.ts';
import { ClientCell } from '#ui/ClientCell.tsx';
import { Moment } from '#ui/Moment.tsx';
import type { Column } from '#ui/RoomTable.tsx';
import type { Asked } from './ClientDialog.tsx';
import { termInWords } from './client-cells.ts';
import type { ClientItem } from './client-contract.ts';
import type { ClientListProps } from './ClientList.tsx';
import { actionsOf, cellStateOf } from './client-rules.ts';

/** The columns of the table of clients; `ask` opens the window in which something is done with one. */
export function clientColumns(props: ClientListProps, ask: (asked: Asked) => void): Column<ClientItem>[] {
  const { words, locale, timeZone, protectionDays, urls } = props;
  const t = words.clients;
  return [
    {
      id: 'name',
      title: t.client,
      sort: 'name',
      isName: true,
      cell: ({ id, name, pin }) => (
        <span className="client-name">
          <ClientCell left={pin.daysLeft} of={protectionDays} state={cellStateOf(pin)} size={34} />
          <a href={`${urls.client}?id=${id}`}>{name}</a>
        </span>
      ),
    },
    {
      id: 'taxId',
      title: t.taxId,
      cell: ({ taxId }) => <span className="tabular">{taxId}</span>,
    },
    {
      id: 'until',
      title: t.until,
      sort: 'until',
      cell: ({ name, pin }) => (
        <span>
          <Moment at={pin.until} locale={locale} timeZone={timeZone} />{' '}
          <a className="client-receipt" href={`${urls.receipts}?number=${encodeURIComponent(pin.receipt)}`}>
            {t.receipt}
            <span className="visually-hidden">: {name}</span>
          </a>
        </span>
      ),
    },
    {
      id: 'left',
      title: t.left,
      cell: ({ pin }) => (
        <span className="client-left" title={termInWords(pin, props)}>
          {pin.state === 'in_grace'
            ? fill(t.graceUntil, { date: formatDate(locale, pin.graceUntil, timeZone) })
            : plural(locale, words.days, Math.max(0, pin.daysLeft))}
          {pin.state === 'ends_soon' && <span>{t.endsSoon}</span>}
          {pin.state === 'active' && pin.extensions > 0 && <span>{t.extended}</span>}
        </span>
      ),
    },
    { id: 'broughtBy', title: t.broughtBy, cell: ({ broughtBy }) => broughtBy?.name },
    {
      id: 'actions',
      title: t.actions,
      isBare: true,
      cell: (client) => (
        <span className="client-actions">
          {actionsOf(client.pin).map((action) => (
            <button
              key={action}
              type="button"
              className={action === 'release' ? 'button-quiet client-release' : 'button button-small'}
              aria-haspopup="dialog"
              onClick={() => ask({ client, action })}
            >
              {t.verbs[action]}
              <span className="visually-hidden">: {client.name}</span>
            </button>
          ))}
        </span>
      ),
    },
  ];
}
