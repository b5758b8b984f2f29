import { useState, type ReactNode } from 'react';
import { fill, formatDate } from '#i18n/formats.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { Moment } from '#ui/Moment.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import { RoomQueries } from '#ui/RoomQueries.tsx';
import { RoomTable, type Column } from '#ui/RoomTable.tsx';
import { useAddress } from '#ui/use-address.ts';
import { useList } from '#ui/use-list.ts';
import { ApplicationView } from './ApplicationView.tsx';
import type { ApplicationLine, CaseList } from './case-contract.ts';
import type { CaseProps } from './case-words.ts';
import type { DecisionMade } from './decision-contract.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { LeadView } from './LeadView.tsx';
import { listApplications, readApplication, readLead, type Decidable } from './staff-api.ts';
import { UndoBar } from './UndoBar.tsx';

/** `/staff/applications/`: all of them, or with `?id=` one. */
export function ApplicationScreen(props: CaseProps) {
  return (
    <RoomQueries>
      <Applications {...props} />
    </RoomQueries>
  );
}

/** `/staff/leads/?id=`: one lead. */
export function LeadScreen(props: CaseProps) {
  return (
    <RoomQueries>
      <Lead {...props} />
    </RoomQueries>
  );
}

function Applications(props: CaseProps) {
  const address = useAddress();
  if (!address) return null;
  const id = address.get('id');
  return id ? <OneApplication {...props} id={id} /> : <ApplicationTable {...props} />;
}

function Lead(props: CaseProps) {
  const t = props.words.cases;
  const address = useAddress();
  if (!address) return null;
  const id = address.get('id');
  if (id) return <OneLead {...props} id={id} />;
  return (
    <div className="empty">
      <h2>{t.noId}</h2>
      <p className="muted">{t.noIdText}</p>
      <a className="button" href={props.urls.inbox}>
        {t.backToInbox}
      </a>
    </div>
  );
}

function ApplicationTable(props: CaseProps) {
  const { words, locale } = props;
  const t = words.cases;
  const list = useList<ApplicationLine, CaseList<ApplicationLine>>({
    name: 'applications',
    load: listApplications,
    filters: ['status'],
    sort: '-createdAt',
  });
  return (
    <RoomTable
      list={list}
      words={words}
      locale={locale}
      label={t.applications.title}
      rowKey={({ id }) => id}
      searchLabel={t.search}
      filters={[
        {
          name: 'status',
          label: t.status,
          choices: Object.entries(t.statuses).map(([value, label]) => ({ value, label })),
        },
      ]}
      empty={
        <div className="empty">
          <h2>{t.emptyApplications}</h2>
          <p className="muted">{t.emptyApplicationsText}</p>
        </div>
      }
      columns={applicationColumns(props)}
    />
  );
}

function applicationColumns({ words, locale, timeZone, urls }: CaseProps): Column<ApplicationLine>[] {
  const t = words.cases;
  return [
    {
      id: 'name',
      title: t.columns.company,
      sort: 'name',
      isName: true,
      cell: (row) => (
        <a href={`${urls.applications}?id=${row.id}`}>
          {row.name} {row.sample && <span className="sample-mark">{words.sample}</span>}
        </a>
      ),
    },
    { id: 'number', title: t.columns.number, cell: (row) => <span className="number">{row.number}</span> },
    { id: 'fit', title: t.columns.fit, cell: (row) => fill(words.inbox.fitScore, row.fit) },
    { id: 'status', title: t.columns.status, sort: 'status', cell: (row) => t.statuses[row.status] },
    { id: 'by', title: t.columns.decided, cell: (row) => row.decidedBy ?? '' },
    {
      id: 'received',
      title: t.columns.received,
      sort: '-createdAt',
      cell: (row) => <Moment at={row.createdAt} locale={locale} timeZone={timeZone} />,
    },
  ];
}

function OneApplication(props: CaseProps & { id: string }) {
  const { words, id, urls } = props;
  const t = words.cases;
  const query = useAnswer(['application', id], () => readApplication(id));
  return (
    <Awaited query={query} words={words} rows={6}>
      {(application) => (
        <Case
          {...props}
          kind="application"
          back={{ title: t.backToList, url: urls.applications }}
          number={fill(t.applicationOf, { number: application.number })}
          title={application.name}
          isOpen={application.status === 'waiting'}
          caseId={application.id}
          answerBy={application.answerBy}
        >
          <ApplicationView {...props} application={application} />
        </Case>
      )}
    </Awaited>
  );
}

function OneLead(props: CaseProps & { id: string }) {
  const { words, id, urls } = props;
  const t = words.cases;
  const query = useAnswer(['lead', id], () => readLead(id));
  return (
    <Awaited query={query} words={words} rows={6}>
      {(lead) => (
        <Case
          {...props}
          kind="lead"
          back={{ title: t.backToInbox, url: urls.inbox }}
          number={fill(t.leadOf, { number: lead.number })}
          title={lead.client.name}
          isOpen={lead.status === 'in_review'}
          caseId={lead.id}
          {...(lead.review && { answerBy: lead.review.answerBy })}
        >
          <LeadView {...props} lead={lead} />
        </Case>
      )}
    </Awaited>
  );
}

interface CaseFrame extends CaseProps {
  kind: Decidable;
  back: { title: string; url: string };
  number: string;
  title: string;
  isOpen: boolean;
  caseId: string;
  answerBy?: string;
  children: ReactNode;
}

/** A case on a page of its own: the same as in the inbox, with the decision at its foot while it waits. */
function Case(props: CaseFrame) {
  const { words, locale, back, number, title, isOpen, caseId, answerBy, children } = props;
  const t = words.inbox;
  const [made, setMade] = useState<DecisionMade['decision']>();
  const renew = () => void roomQueries.invalidateQueries();
  return (
    <article className="case case-page">
      <p className="note">
        <a href={back.url}>← {back.title}</a>
      </p>
      <header className="case-head">
        <p className="note muted">{number}</p>
        <h2>{title}</h2>
        {isOpen && answerBy && <p className="note muted">{fill(t.due, { date: formatDate(locale, answerBy) })}</p>}
      </header>
      {children}
      {isOpen ? (
        <DecisionForm
          {...props}
          id={caseId}
          onLate={renew}
          onDecided={(decision) => {
            setMade(decision);
            renew();
          }}
        />
      ) : (
        <p className="note muted">{words.cases.isDecided}</p>
      )}
      {made && (
        <UndoBar
          key={made.id}
          words={words}
          decisions={[made]}
          says={fill(t.done[made.kind], { title })}
          onUndone={renew}
          onOver={() => setMade(undefined)}
        />
      )}
    </article>
  );
}
