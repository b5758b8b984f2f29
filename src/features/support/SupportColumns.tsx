import { Moment } from '#ui/Moment.tsx';
import type { Column } from '#ui/RoomTable.tsx';
import type { StaffSupportRow, SupportRow } from './support-contract.ts';
import { placeLink, threadPlace } from './support-place.ts';
import { subjectOf, type SupportProps } from './support-words.ts';
import { SupportState } from './SupportFacts.tsx';

/** A partner's requests as a table. */
export function requestColumns(props: SupportProps): Column<SupportRow>[] {
  const { words, locale, timeZone } = props;
  const t = words.support;
  return [
    {
      id: 'request',
      title: t.columns.request,
      isName: true,
      cell: (row) => (
        <>
          <a {...placeLink(threadPlace(row.number))}>{subjectOf(props, row)}</a>
          <span className="support-excerpt note muted">{row.excerpt}</span>
        </>
      ),
    },
    { id: 'about', title: t.facts.client, cell: (row) => row.lead?.clientName },
    { id: 'state', title: t.columns.state, cell: (row) => <SupportState {...props} request={row} side="partner" /> },
    {
      id: 'changed',
      title: t.columns.changed,
      sort: '-changed',
      cell: (row) => <Moment at={row.changedAt} locale={locale} timeZone={timeZone} />,
    },
  ];
}

/** The queue as a table. */
export function queueColumns(props: SupportProps): Column<StaffSupportRow>[] {
  const { words } = props;
  const t = words.support;
  return [
    {
      id: 'request',
      title: t.columns.request,
      isName: true,
      cell: (row) => (
        <>
          <a {...placeLink(threadPlace(row.number))}>{subjectOf(props, row)}</a>{' '}
          {row.sample && <span className="sample-mark">{words.sample}</span>}
          <span className="support-excerpt note muted">{row.excerpt}</span>
        </>
      ),
    },
    {
      id: 'partner',
      title: t.columns.partner,
      cell: (row) => (
        <span>
          {row.partner.name}
          {row.lead && <span className="support-excerpt muted">{row.lead.clientName}</span>}
        </span>
      ),
    },
    {
      id: 'state',
      title: t.columns.due,
      sort: 'due',
      cell: (row) => <SupportState {...props} request={row} side="staff" />,
    },
    { id: 'assigned', title: t.columns.assigned, cell: (row) => row.assignedTo ?? t.assignedNobody },
  ];
}
