import { useState } from 'react';
import { fill, formatDate } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { Moment } from '#ui/Moment.tsx';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import { PartnersRoom } from '#ui/PartnersRoom.tsx';
import type { Problem } from '../../api/problem-contract.ts';
import type { AppealItem, WaitingPlace } from '../clients/client-contract.ts';
import { joinWaitingList, leaveWaiting, readAppeals, readWaiting } from './leads-api.ts';

export interface AppealListProps {
  words: IslandWords & Pick<Strings, 'leadAppeals'> & { taxIds: Record<string, string> };
  locale: string;
  timeZone: string;
  urls: { lead: string; register: string };
}

/** What the partner asked to be looked at again, with the answers, and which clients it waits for. */
export const AppealList = (props: AppealListProps) => (
  <PartnersRoom words={props.words}>
    <div className="appeal-list">
      <Appeals {...props} />
      <Waiting {...props} />
    </div>
  </PartnersRoom>
);

function Appeals(props: AppealListProps) {
  const { words, locale, timeZone, urls } = props;
  const t = words.leadAppeals;
  const query = useAnswer<{ items: AppealItem[] }>(['appeals'], readAppeals);
  return (
    <section>
      <h2>{t.appeals}</h2>
      <Awaited query={query} words={words} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="empty">
              <p>{t.noAppeals}</p>
              <p className="muted">{t.noAppealsText}</p>
            </div>
          ) : (
            <ul className="rows">
              {items.map((appeal) => (
                <li key={appeal.number}>
                  <h3>
                    {appeal.leadId ? (
                      <a href={`${urls.lead}?id=${appeal.leadId}`}>{appeal.clientName}</a>
                    ) : (
                      appeal.clientName
                    )}
                  </h3>
                  <p className={`note appeal-${appeal.status}`}>
                    {fill(t.statuses[appeal.status], { date: formatDate(locale, appeal.answerBy) })}
                  </p>
                  <p className="note muted">
                    <span className="number">{appeal.number}</span>,{' '}
                    <Moment at={appeal.createdAt} locale={locale} timeZone={timeZone} />
                    {appeal.file && (
                      <>
                        {' '}
                        · {t.file}:{' '}
                        <a href={`/api/files/${appeal.file.id}`} download={appeal.file.name}>
                          {appeal.file.name}
                        </a>
                      </>
                    )}
                  </p>
                  <p className="appeal-words">{appeal.statement}</p>
                  {appeal.answer && (
                    <p className="appeal-words appeal-answer">
                      {t.answer} {fill(t.sentOn, { date: formatDate(locale, appeal.answer.at, timeZone) })}:{' '}
                      {appeal.answer.reason}
                    </p>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Awaited>
    </section>
  );
}

function Waiting(props: AppealListProps) {
  const { words, locale, timeZone, urls } = props;
  const t = words.leadAppeals;
  const query = useAnswer<{ items: WaitingPlace[] }>(['waiting-list'], readWaiting);
  const [gone, setGone] = useState<WaitingPlace>();
  const [problem, setProblem] = useState<Problem | 'network'>();
  const renew = () => void roomQueries.invalidateQueries({ queryKey: ['waiting-list'] });

  async function leave(place: WaitingPlace) {
    setProblem(undefined);
    const answer = await leaveWaiting(place.id);
    if (!answer.ok) return setProblem(answer.problem);
    setGone(place);
    renew();
  }
  async function bringBack({ client: { country, taxId } }: WaitingPlace) {
    const answer = await joinWaitingList({ country, taxId });
    if (!answer.ok) return setProblem(answer.problem);
    setGone(undefined);
    renew();
  }

  return (
    <section>
      <h2>{t.waiting}</h2>
      <p className="told" role="status">
        {gone && (
          <>
            {fill(t.left, { client: gone.client.name })}{' '}
            <button type="button" className="button-quiet" onClick={() => void bringBack(gone)}>
              {t.back}
            </button>
          </>
        )}
      </p>
      {problem && <ProblemNote problem={problem} words={words} attempt={1} />}
      <Awaited query={query} words={words} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="empty">
              <p>{t.noWaiting}</p>
              <p className="muted">{t.noWaitingText}</p>
            </div>
          ) : (
            <>
              <p className="note muted">{t.told}</p>
              <ul className="rows">
                {items.map((place) => (
                  <li key={place.id}>
                    <h3>{place.client.name}</h3>
                    <p className="note muted">
                      {words.taxIds[place.client.country]} {place.client.taxId} ·{' '}
                      <time dateTime={place.joinedAt}>
                        {fill(t.waitsSince, { date: formatDate(locale, place.joinedAt, timeZone) })}
                      </time>
                    </p>
                    <p>
                      {place.toldAt ? (
                        <>
                          <strong>{fill(t.free, { date: formatDate(locale, place.toldAt, timeZone) })}</strong>{' '}
                          <a href={`${urls.register}?place=${place.id}`}>
                            {t.register}
                            <span className="visually-hidden">: {place.client.name}</span>
                          </a>
                        </>
                      ) : (
                        <button type="button" className="button-quiet" onClick={() => void leave(place)}>
                          {t.leave}
                          <span className="visually-hidden">: {place.client.name}</span>
                        </button>
                      )}
                    </p>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Awaited>
    </section>
  );
}
