import { useMemo } from 'react';
import { Moment } from '#ui/Moment.tsx';
import { problemText } from '#ui/ProblemNote.tsx';
import { RoomTable, type Column } from '#ui/RoomTable.tsx';
import { useList } from '#ui/use-list.ts';
import { nameOfKind, type DeliveryProps } from './Delivery.tsx';
import { readDead, retryOne } from './delivery-api.ts';
import type { DeadNotification, DeliveryHealth } from './delivery-contract.ts';

/** What was given up, to whom it should have gone, and why it did not. */
export function DeadList({
  words,
  locale,
  timeZone,
  kinds,
  onRetried,
  onProblem,
}: DeliveryProps & {
  kinds: DeliveryHealth['deadKinds'];
  onRetried: () => void;
  onProblem: (said: string) => void;
}) {
  const t = words.delivery;
  const list = useList<DeadNotification>({ name: 'delivery', load: readDead, filters: ['kind'], sort: 'at' });
  const { patch } = list;
  const columns = useMemo(() => {
    const retry = async (row: DeadNotification) => {
      const answer = await retryOne(row.id);
      if (!answer.ok) return onProblem(problemText(answer.problem, words).title);
      if (answer.value.leftOut > 0) return patch((one) => (one.id === row.id ? { ...one, hasLeft: true } : one));
      patch((one) => (one.id === row.id ? undefined : one));
      onRetried();
    };
    return columnsOf({ words, locale, timeZone }, (row) => void retry(row));
  }, [words, locale, timeZone, patch, onRetried, onProblem]);
  return (
    <RoomTable
      list={list}
      columns={columns}
      rowKey={(row) => row.id}
      label={t.deadTitle}
      words={words}
      locale={locale}
      filters={[
        {
          name: 'kind',
          label: t.kindFilter,
          choices: [...new Set(kinds.map(({ kind }) => kind))].map((kind) => ({
            value: kind,
            label: nameOfKind(t, kind),
          })),
        },
      ]}
      empty={
        <div className="empty">
          <h3>{t.empty}</h3>
          <p className="muted">{t.emptyText}</p>
        </div>
      }
    />
  );
}

function columnsOf(
  { words, locale, timeZone }: DeliveryProps,
  retry: (row: DeadNotification) => void,
): Column<DeadNotification>[] {
  const t = words.delivery;
  return [
    {
      id: 'kind',
      title: t.kind,
      isName: true,
      cell: (row) => (
        <>
          {nameOfKind(t, row.kind)} {row.subject && <span className="number">{row.subject}</span>}
        </>
      ),
    },
    {
      id: 'recipient',
      title: t.recipient,
      cell: (row) => row.recipient ?? (row.channel === 'crm' ? t.crm : t.staffAddress),
    },
    { id: 'problem', title: t.problem, cell: (row) => <span className="dead-problem">{row.problem}</span> },
    {
      id: 'at',
      title: t.givenUp,
      cell: (row) => <Moment at={row.givenUpAt} locale={locale} timeZone={timeZone} isExact />,
    },
    {
      id: 'actions',
      title: t.retry,
      isBare: true,
      cell: (row) =>
        row.hasLeft ? (
          <span className="note muted">{t.hasLeft}</span>
        ) : (
          <button type="button" className="button button-small" onClick={() => retry(row)}>
            {t.retry}
            <span className="visually-hidden">
              : {nameOfKind(t, row.kind)}, {row.recipient}
            </span>
          </button>
        ),
    },
  ];
}
