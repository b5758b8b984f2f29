import { useMemo, useRef, useState } from 'react';
import { fill } from '#i18n/formats.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import { PartnersRoom } from '#ui/PartnersRoom.tsx';
import { RoomTable } from '#ui/RoomTable.tsx';
import { Told } from '#ui/Told.tsx';
import { useAddress } from '#ui/use-address.ts';
import { useList } from '#ui/use-list.ts';
import { listSupport, readSupport, solveSupport, writeSupport } from './support-api.ts';
import {
  supportKinds,
  supportStates,
  type SupportKind,
  type SupportRow,
  type SupportThread as Thread,
} from './support-contract.ts';
import { openPlace, placeLink, threadPlace } from './support-place.ts';
import { promiseText, subjectOf, type SupportProps } from './support-words.ts';
import { requestColumns } from './SupportColumns.tsx';
import { SupportAsk } from './SupportAsk.tsx';
import { SupportClock } from './SupportClock.tsx';
import { SupportFacts } from './SupportFacts.tsx';
import { SupportReply } from './SupportReply.tsx';
import { SupportThread } from './SupportThread.tsx';

export interface SupportPageProps extends SupportProps {
  /** «4 рабочих часа», by kind and severity, of the edition in force. */
  promises: Record<'presale' | 'stopped' | 'broken' | 'hindered' | 'question', string>;
  /** When the vendor's people work. */
  hours: { from: string; to: string; zone: string };
  /** After so many days of silence an answered request closes. */
  silentDays: number;
}

/** Support as a partner sees it: its requests, one of them, or a new one. The address says which. */
export function Support(props: SupportPageProps) {
  return (
    <PartnersRoom words={props.words}>
      <Place {...props} />
    </PartnersRoom>
  );
}

function Place(props: SupportPageProps) {
  const { words } = props;
  const address = useAddress();
  const [told, setTold] = useState('');
  const number = address?.get('number');
  const asked = address?.get('ask');
  const kind = supportKinds.find((one) => one === asked) as SupportKind | undefined;
  return (
    <>
      <Told says={told} />
      {number ? (
        <Opened key={number} {...props} number={number} tell={setTold} />
      ) : kind ? (
        <SupportAsk
          {...props}
          kind={kind}
          lead={address?.get('lead') ?? ''}
          onAsked={(thread) => {
            keep(thread);
            setTold(
              `${fill(words.support.created, { number: thread.number })} ${fill(words.support.answerBy, { at: promiseText(props, thread.answerBy!) })}.`,
            );
            openPlace(threadPlace(thread.number));
          }}
        />
      ) : (
        <Requests {...props} />
      )}
    </>
  );
}

/** What a change answered is shown at once; the lists are asked for again. */
function keep(thread: Thread): void {
  roomQueries.setQueryData(['support', 'thread', thread.number], thread);
  void roomQueries.invalidateQueries({ queryKey: ['support', 'list'] });
}

function Requests(props: SupportPageProps) {
  const { words, locale } = props;
  const t = words.support;
  const list = useList<SupportRow>({
    name: 'support',
    load: listSupport,
    filters: ['state', 'kind'],
    sort: '-changed',
  });
  const columns = useMemo(() => requestColumns(props), [props]);
  const ways = (
    <div className="support-kinds">
      {supportKinds.map((one) => (
        <a key={one} {...placeLink(`?ask=${one}`)}>
          <strong>{t.ask[one]}</strong>
          <span className="note muted">{t.askTexts[one]}</span>
        </a>
      ))}
    </div>
  );
  return (
    <>
      {ways}
      <RoomTable
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        label={t.room.title}
        words={words}
        locale={locale}
        searchLabel={t.search}
        filters={[
          {
            name: 'state',
            label: t.filters.state,
            choices: [
              { value: 'open', label: t.filters.open },
              ...supportStates.map((value) => ({ value, label: t.states[value] })),
            ],
          },
          {
            name: 'kind',
            label: t.filters.kind,
            choices: supportKinds.map((value) => ({ value, label: t.ask[value] })),
          },
        ]}
        empty={
          <div className="empty support-empty">
            <h2>{t.empty}</h2>
            <p className="muted">{t.emptyText}</p>
          </div>
        }
      />
    </>
  );
}

function Opened(props: SupportPageProps & { number: string; tell: (said: string) => void }) {
  const { words, number, tell } = props;
  const t = words.support;
  const query = useAnswer(['support', 'thread', number], () => readSupport(number), { every: 30_000 });
  const isSolving = useRef(false);
  return (
    <div className="support-open">
      <p>
        <a {...placeLink('')}>← {t.back}</a>
      </p>
      <Awaited query={query} words={words} rows={4}>
        {(request) => (
          <>
            <header className="support-head">
              <h2>{subjectOf(props, request)}</h2>
              <p className="note muted">
                {t.number} <span className="number">{request.number}</span>
              </p>
              <SupportClock {...props} request={request} side="partner" />
            </header>
            <SupportFacts {...props} request={request} />
            <SupportThread
              {...props}
              request={request}
              loadBefore={(line) => readSupport(request.id, line)}
              side="partner"
            />
            <SupportReply
              key={request.number}
              {...props}
              request={request}
              side="partner"
              send={({ text, files }, key) => writeSupport(request.id, { text, files }, key)}
              onSent={(thread) => {
                keep(thread);
                tell(fill(t.sentUntil, { at: promiseText(props, thread.answerBy!) }));
              }}
            >
              {request.state !== 'solved' && (
                <button
                  type="button"
                  className="button"
                  onClick={() => {
                    if (isSolving.current) return;
                    isSolving.current = true;
                    void solveSupport(request.id).then((answer) => {
                      isSolving.current = false;
                      if (!answer.ok) return tell(words.states.network);
                      keep(answer.value);
                      tell(t.solved);
                    });
                  }}
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
