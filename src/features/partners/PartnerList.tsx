import { useMemo } from 'react';
import { fill, formatNumber } from '#i18n/formats.ts';
import { Moment } from '#ui/Moment.tsx';
import { useAnswer } from '#ui/room-query.ts';
import { RoomTable, type Column } from '#ui/RoomTable.tsx';
import { useList } from '#ui/use-list.ts';
import type { PartnerRow } from '../staff/staff-partner-contract.ts';
import { readColleagues, readPartners } from './partners-api.ts';
import type { PartnersProps } from './StaffPartners.tsx';

const filters = ['status', 'accountManager', 'accepted'] as const;

/** Every partner: searched, sorted and narrowed by the server. */
export function PartnerList({ words, locale, timeZone, editions, urls }: PartnersProps) {
  const t = words.staffPartners;
  const list = useList<PartnerRow>({ name: 'partners', load: readPartners, filters, sort: 'name' });
  const colleagues = useAnswer(['staff'], readColleagues).data?.items ?? [];
  const columns = useMemo(() => columnsOf({ words, locale, timeZone }), [words, locale, timeZone]);
  return (
    <RoomTable
      list={list}
      columns={columns}
      rowKey={(row) => row.id}
      label={t.list.title}
      words={words}
      locale={locale}
      searchLabel={t.search}
      filters={[
        {
          name: 'status',
          label: t.statusFilter,
          choices: (['active', 'suspended'] as const).map((value) => ({ value, label: t.status[value] })),
        },
        {
          name: 'accountManager',
          label: t.managerFilter,
          choices: [
            { value: 'none', label: t.noManager },
            ...colleagues.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name })),
          ],
        },
        {
          name: 'accepted',
          label: t.acceptedFilter,
          choices: [
            ...(['yes', 'due', 'none'] as const).map((value) => ({ value, label: t.acceptedChoices[value] })),
            ...editions.map((id) => ({ value: id, label: fill(t.edition, { id }) })),
          ],
        },
      ]}
      empty={
        <div className="empty">
          <h2>{t.empty}</h2>
          <p className="muted">{t.emptyText}</p>
          <a className="button" href={urls.inbox}>
            {t.toInbox}
          </a>
        </div>
      }
    />
  );
}

function columnsOf({
  words,
  locale,
  timeZone,
}: Pick<PartnersProps, 'words' | 'locale' | 'timeZone'>): Column<PartnerRow>[] {
  const t = words.staffPartners;
  return [
    {
      id: 'name',
      title: t.company,
      sort: 'name',
      isName: true,
      cell: (row) => (
        <>
          <a href={`?id=${row.id}`}>{row.name}</a> {row.sample && <span className="sample-mark">{words.sample}</span>}
          {row.status === 'suspended' && <div className="note partner-state-suspended">{t.status.suspended}</div>}
        </>
      ),
    },
    {
      id: 'taxId',
      title: words.taxIds['RU'] ?? '',
      cell: (row) => <span className="tabular">{row.taxId}</span>,
    },
    {
      id: 'manager',
      title: t.manager,
      cell: (row) => (row.accountManager ? row.accountManager.name : <span className="muted">{t.noManager}</span>),
    },
    {
      id: 'accepted',
      title: t.accepted,
      cell: (row) => (
        <span className={row.isAccepted ? undefined : 'partner-due'}>
          {row.acceptedEdition
            ? fill(row.isAccepted ? t.edition : t.editionOld, { id: row.acceptedEdition })
            : t.noEdition}
        </span>
      ),
    },
    {
      id: 'clients',
      title: t.clients,
      sort: '-clients',
      align: 'end',
      cell: (row) => formatNumber(locale, row.clients),
    },
    { id: 'leads', title: t.leads, sort: '-leads', align: 'end', cell: (row) => formatNumber(locale, row.leads) },
    {
      id: 'since',
      title: t.since,
      sort: '-since',
      cell: (row) => <Moment at={row.createdAt} locale={locale} timeZone={timeZone} />,
    },
  ];
}
