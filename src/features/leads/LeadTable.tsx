import { useMemo } from 'react';
import { formatMoney } from '#i18n/formats.ts';
import { Moment } from '#ui/Moment.tsx';
import { RoomTable, type Column } from '#ui/RoomTable.tsx';
import { useList } from '#ui/use-list.ts';
import { amountOf } from './lead-board-rules.ts';
import type { LeadItem, LeadList } from './lead-contract.ts';
import type { LeadDeskProps } from './LeadDesk.tsx';
import { LeadsEmpty } from './LeadsEmpty.tsx';
import { leadFilterChoices } from './lead-filter-choices.ts';
import { readLeads } from './leads-api.ts';
import { NextStep } from './NextStep.tsx';
import { ProtectionLeft } from './ProtectionLeft.tsx';

const filters = ['stage', 'source', 'status', 'person'] as const;

function columnsOf(props: LeadDeskProps): Column<LeadItem>[] {
  const { words, locale, timeZone, urls } = props;
  const t = words.leadBoard;
  return [
    {
      id: 'client',
      title: t.columns.client,
      sort: 'client',
      isName: true,
      cell: (lead) => (
        <>
          <a href={`${urls.lead}?id=${lead.id}`}>{lead.client.name}</a>
          <span className="note muted lead-table-number">
            <span className="number">{lead.number}</span> · {t.statuses[lead.status]}
          </span>
        </>
      ),
    },
    { id: 'stage', title: t.columns.stage, cell: (lead) => t.stages[lead.stage] },
    {
      id: 'amount',
      title: t.columns.amount,
      sort: '-amount',
      align: 'end',
      cell: (lead) => (amountOf(lead) > 0 ? formatMoney(locale, amountOf(lead)) : ''),
    },
    { id: 'step', title: t.columns.step, sort: 'step', cell: (lead) => <NextStep {...props} card={lead} /> },
    {
      id: 'protection',
      title: t.columns.protection,
      cell: (lead) => <ProtectionLeft {...props} card={lead} isSmall />,
    },
    { id: 'person', title: t.columns.person, cell: (lead) => lead.responsible?.name ?? '' },
    {
      id: 'created',
      title: t.columns.created,
      sort: '-created',
      align: 'end',
      cell: (lead) => <Moment at={lead.createdAt} locale={locale} timeZone={timeZone} />,
    },
  ];
}

/** The leads as a table, searched, narrowed and sorted by the server. */
export function LeadTable(props: LeadDeskProps) {
  const { words, locale } = props;
  const t = words.leadBoard;
  const list = useList<LeadItem, LeadList>({ name: 'leads', load: readLeads, filters, sort: '-created' });
  const columns = useMemo(() => columnsOf(props), [props]);
  return (
    <RoomTable
      list={list}
      columns={columns}
      rowKey={({ id }) => id}
      label={t.title}
      words={words}
      locale={locale}
      searchLabel={t.search}
      filters={leadFilterChoices(words, list.first?.people ?? [], filters)}
      empty={<LeadsEmpty {...props} />}
    />
  );
}
