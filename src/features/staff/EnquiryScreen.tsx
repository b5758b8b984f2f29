import { fill, formatDate, formatMoment } from '#i18n/formats.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { ClientCell } from '#ui/ClientCell.tsx';
import { useAnswer } from '#ui/room-query.ts';
import { RoomQueries } from '#ui/RoomQueries.tsx';
import { RoomTable, type Column } from '#ui/RoomTable.tsx';
import { useAddress } from '#ui/use-address.ts';
import { useList } from '#ui/use-list.ts';
import type { EnquiryProps } from './case-words.ts';
import { EnquiryActions } from './EnquiryActions.tsx';
import { EventLeads } from './EventLeads.tsx';
import { Block, Facts } from './Facts.tsx';
import { timeLeft } from './inbox-rules.ts';
import { enquiryRows } from './InboxFacts.tsx';
import { clockText, lastMinute, useNow } from './InboxList.tsx';
import { listEnquiries, readEnquiry } from './staff-api.ts';
import { enquiryStates, type EnquiryLine, type EnquiryList } from './staff-enquiry-contract.ts';

/** `/staff/enquiries/`: what to pass, what partners think about, what went back; with `?id=` one of them. */
export function EnquiryScreen(props: EnquiryProps) {
  return (
    <RoomQueries>
      <ListOrOne {...props} />
    </RoomQueries>
  );
}

function ListOrOne(props: EnquiryProps) {
  const address = useAddress();
  if (!address) return null;
  const id = address.get('id');
  return id ? <OneEnquiry key={id} {...props} id={id} /> : <EnquiryTable {...props} />;
}

function EnquiryTable(props: EnquiryProps) {
  const { words, locale } = props;
  const t = words.staffEnquiries;
  const now = useNow();
  const list = useList<EnquiryLine, EnquiryList>({
    name: 'enquiries',
    load: listEnquiries,
    filters: ['status'],
    sort: '',
  });
  const status = (list.query?.['status'] as (typeof enquiryStates)[number] | undefined) ?? 'waiting';
  const counts = list.first?.counts;
  return (
    <>
      <div className="inbox-filters" role="group" aria-label={t.list.title}>
        {enquiryStates.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={status === one}
            onClick={() => list.change({ status: one === 'waiting' ? '' : one })}
          >
            {t.tabs[one]} <span className="tabular">{counts?.[one] ?? 0}</span>
          </button>
        ))}
      </div>
      {list.rows?.length === 0 && !list.query?.['search'] && !list.isAsking ? (
        <div className="empty">
          <h2>{t.empty[status]}</h2>
          <p className="muted">{t.emptyText[status]}</p>
        </div>
      ) : (
        <RoomTable
          list={list}
          words={words}
          locale={locale}
          label={t.tabs[status]}
          rowKey={({ id }) => id}
          searchLabel={t.search}
          empty={null}
          columns={enquiryColumns(props, status, now)}
        />
      )}
      {/* Below a list of unknown length: seen when that has come, kept when it changes, so nothing jumps and nothing typed is lost. */}
      <div hidden={!list.rows && !list.problem}>
        <EventLeads {...props} />
      </div>
    </>
  );
}

function enquiryColumns(
  props: EnquiryProps,
  status: (typeof enquiryStates)[number],
  now: number,
): Column<EnquiryLine>[] {
  const { words, locale, timeZone, urls, solutions } = props;
  return [
    {
      id: 'name',
      title: words.inbox.company,
      isName: true,
      cell: (row) => (
        <a href={`${urls.enquiries}?id=${row.id}`}>
          {row.title} {row.sample && <span className="sample-mark">{words.sample}</span>}
        </a>
      ),
    },
    {
      id: 'number',
      title: words.cases.columns.number,
      cell: (row) => <span className="number">{row.number}</span>,
    },
    {
      id: 'solutions',
      title: words.inbox.solutions,
      cell: (row) => (row.facts.solutions ?? []).map((slug) => solutions[slug] ?? slug).join(', '),
    },
    { id: 'what', title: words.cases.columns.status, cell: (row) => whatOf(props, row) },
    {
      id: 'clock',
      title: status === 'waiting' || status === 'passed' ? words.cases.untilWhen : words.inbox.received,
      cell: (row) =>
        row.status === 'waiting' || row.offers?.[0]?.status === 'offered' ? (
          <span className="row-clock" title={lastMinute(locale, row.dueAt, timeZone)}>
            <ClientCell
              left={timeLeft({ dueAt: row.dueAt, createdAt: row.offers?.[0]?.offeredAt ?? row.createdAt }, now)}
              of={1}
              size={20}
              state={Date.parse(row.dueAt) < now ? 'grace' : 'protected'}
            />
            {clockText(row, words.inbox, now)}
          </span>
        ) : (
          formatDate(locale, row.createdAt, timeZone)
        ),
    },
  ];
}

/** What became of an enquiry, or what is to be done, in one line. */
function whatOf(
  { words, locale }: EnquiryProps,
  { returned, offers, nextPartners, status, answerBy }: EnquiryLine,
): string {
  const t = words.staffEnquiries;
  if (returned)
    return `${fill(t.returnedTo, { partner: returned.partner.name })}, ${returned.by === 'client' ? t.byItself : t.byStaff}`;
  const open = offers?.[0];
  if (status === 'passed' && open?.status === 'offered') {
    const next = nextPartners?.[0];
    return `${fill(t.offeredTo, { partner: open.partner.name, date: formatDate(locale, open.answerBy) })}; ${next ? fill(t.nextIs, { partner: next.name }) : t.nobodyNext}`;
  }
  if (open?.status === 'accepted') return `${open.partner.name}: ${t.statuses.accepted}`;
  return status === 'waiting' ? fill(t.answerUntil, { date: formatDate(locale, answerBy) }) : '';
}

/** The edition may have reasons of its own. */
const declinedFor = ({ words }: EnquiryProps, reason = '') => words.declineReasons[reason] ?? reason;

function OneEnquiry(props: EnquiryProps & { id: string }) {
  const { words, locale, timeZone, id, urls } = props;
  const t = words.staffEnquiries;
  const query = useAnswer(['enquiry', id], () => readEnquiry(id));
  return (
    <Awaited query={query} words={words} rows={6}>
      {(enquiry) => (
        <article className="case case-page">
          <p className="note">
            <a href={urls.enquiries}>← {t.back}</a>
          </p>
          <header className="case-head">
            <p className="note muted">
              {words.inbox.kinds.enquiry} <span className="number">{enquiry.number}</span>
            </p>
            <h2>{enquiry.title}</h2>
            <p className="case-state">{whatOf(props, enquiry)}</p>
          </header>
          <Facts
            rows={[
              ...enquiryRows(props, enquiry.facts),
              [words.inbox.received, formatMoment(locale, enquiry.createdAt, timeZone)],
            ]}
          />
          {enquiry.returned && (
            <p className="note">
              <a href={`${urls.leads}?id=${enquiry.returned.leadId}`}>
                {fill(t.leadNumber, { number: enquiry.returned.leadNumber })}
              </a>
            </p>
          )}
          {enquiry.offers && (
            <Block title={t.offers}>
              <ul className="case-lines">
                {enquiry.offers.map((offer) => (
                  <li key={offer.id}>
                    <span>{offer.partner.name}</span>
                    <span className="muted">
                      {[t.statuses[offer.status], declinedFor(props, offer.declineReason), offer.comment]
                        .filter(Boolean)
                        .join('. ')}
                    </span>
                    <span className="muted">{formatDate(locale, offer.answeredAt ?? offer.offeredAt, timeZone)}</span>
                  </li>
                ))}
              </ul>
            </Block>
          )}
          <EnquiryActions {...props} enquiry={enquiry} />
        </article>
      )}
    </Awaited>
  );
}
