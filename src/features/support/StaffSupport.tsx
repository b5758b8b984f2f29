import { useMemo, useRef, useState } from 'react';
import { fill } from '#i18n/formats.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import { RoomQueries } from '#ui/RoomQueries.tsx';
import { RoomTable } from '#ui/RoomTable.tsx';
import { Told } from '#ui/Told.tsx';
import { useAddress } from '#ui/use-address.ts';
import { useList } from '#ui/use-list.ts';
import type { Answer } from '../../api/call-api.ts';
import type { Problem } from '../../api/problem-contract.ts';
import { answerSupport, assignSupport, listStaffSupport, readStaffSupport, settleSupport } from './support-api.ts';
import { supportKinds, supportStates, type StaffSupportRow, type StaffSupportThread } from './support-contract.ts';
import { placeLink } from './support-place.ts';
import { subjectOf, type SupportProps } from './support-words.ts';
import { queueColumns } from './SupportColumns.tsx';
import { SupportClock } from './SupportClock.tsx';
import { SupportFacts } from './SupportFacts.tsx';
import { SupportReply } from './SupportReply.tsx';
import { SupportThread } from './SupportThread.tsx';

/** Support as the vendor's people see it: the queue, what is due first on top, and one request with its thread. */
export function StaffSupport(props: SupportProps) {
  return (
    <RoomQueries>
      <Place {...props} />
    </RoomQueries>
  );
}

function Place(props: SupportProps) {
  const number = useAddress()?.get('number');
  return number ? <Opened key={number} {...props} number={number} /> : <Queue {...props} />;
}

function Queue(props: SupportProps) {
  const { words, locale } = props;
  const t = words.support;
  const list = useList<StaffSupportRow>({
    name: 'staff-support',
    load: listStaffSupport,
    filters: ['state', 'kind', 'own'],
    sort: 'due',
  });
  const columns = useMemo(() => queueColumns(props), [props]);
  return (
    <RoomTable
      list={list}
      columns={columns}
      rowKey={({ id }) => id}
      label={t.queue.title}
      words={words}
      locale={locale}
      searchLabel={t.staffSearch}
      filters={[
        {
          name: 'state',
          label: t.filters.state,
          choices: [
            { value: 'open', label: t.filters.open },
            ...supportStates.map((value) => ({ value, label: t.staffStates[value] })),
          ],
        },
        { name: 'kind', label: t.filters.kind, choices: supportKinds.map((value) => ({ value, label: t.ask[value] })) },
        { name: 'own', label: t.filters.own, choices: [{ value: 'true', label: t.filters.mine }] },
      ]}
      empty={
        <div className="empty">
          <h2>{t.staffEmpty}</h2>
          <p className="muted">{t.staffEmptyText}</p>
        </div>
      }
    />
  );
}

function keep(thread: StaffSupportThread): void {
  roomQueries.setQueryData(['staff-support', 'thread', thread.number], thread);
  void roomQueries.invalidateQueries({ queryKey: ['staff-support', 'list'] });
}

function Opened(props: SupportProps & { number: string }) {
  const { words, number } = props;
  const t = words.support;
  const query = useAnswer(['staff-support', 'thread', number], () => readStaffSupport(number), { every: 30_000 });
  const [told, setTold] = useState('');
  const [problem, setProblem] = useState<Problem | 'network'>();
  const isUnderWay = useRef(false);
  async function change(
    asking: () => Promise<Answer<StaffSupportThread>>,
    say: (thread: StaffSupportThread) => string,
  ) {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    const answer = await asking();
    isUnderWay.current = false;
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    keep(answer.value);
    setTold(say(answer.value));
  }
  return (
    <div className="support-open">
      <p>
        <a {...placeLink('')}>← {t.back}</a>
      </p>
      <Told says={told} />
      {problem && <ProblemNote problem={problem} words={words} />}
      <Awaited query={query} words={words} rows={4}>
        {(request) => (
          <>
            <header className="support-head">
              <h2>{subjectOf(props, request)}</h2>
              <p className="note muted">
                {request.partner.name} · {t.number} <span className="number">{request.number}</span>
              </p>
              <SupportClock {...props} request={request} side="staff" />
            </header>
            <SupportFacts {...props} request={request} />
            <div className="support-assign">
              <label>
                <span className="note muted">{t.assigned}</span>
                <select
                  className="control"
                  value={request.assignedId ?? ''}
                  onChange={({ target }) =>
                    void change(
                      () => assignSupport(request.id, target.value),
                      ({ assignedTo }) => fill(t.assignedNow, { name: assignedTo ?? '' }),
                    )
                  }
                >
                  {!request.assignedId && <option value="">{t.assignedNobody}</option>}
                  {request.people.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              </label>
              {!request.isMine && (
                <button
                  type="button"
                  className="button button-small"
                  onClick={() =>
                    void change(
                      () => assignSupport(request.id),
                      ({ assignedTo }) => fill(t.assignedNow, { name: assignedTo ?? '' }),
                    )
                  }
                >
                  {t.takeIt}
                </button>
              )}
            </div>
            <SupportThread
              {...props}
              request={request}
              loadBefore={(line) => readStaffSupport(request.id, line)}
              side="staff"
            />
            <SupportReply
              {...props}
              request={request}
              side="staff"
              send={(message, key) => answerSupport(request.id, message, key)}
              onSent={(thread) => {
                keep(thread);
                setTold(t.sent);
              }}
            >
              {request.state !== 'solved' && (
                <button
                  type="button"
                  className="button"
                  onClick={() =>
                    void change(
                      () => settleSupport(request.id),
                      () => t.solved,
                    )
                  }
                >
                  {t.solve}
                </button>
              )}
            </SupportReply>
          </>
        )}
      </Awaited>
    </div>
  );
}
