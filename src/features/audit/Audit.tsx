import { useState } from 'react';
import { fill, formatDate, formatMoment, formatNumber } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { problemText } from '#ui/ProblemNote.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import { RoomQueries } from '#ui/RoomQueries.tsx';
import { checkNow, readState } from './audit-api.ts';
import type { RegisterState } from './audit-contract.ts';
import { RecordList } from './RecordList.tsx';

export interface AuditProps {
  words: IslandWords & Pick<Strings, 'audit'>;
  locale: string;
  timeZone: string;
}

/** The state of the chain, and the records it holds. */
export function Audit(props: AuditProps) {
  return (
    <RoomQueries>
      <Shown {...props} />
    </RoomQueries>
  );
}

function Shown(props: AuditProps) {
  const state = useAnswer(['audit', 'state'], readState);
  return (
    <Awaited query={state} words={props.words} rows={6}>
      {(told, user) => {
        const shown = { ...props, state: told, isLead: user.roles.includes('programme_lead') };
        return (
          <>
            <ChainState {...shown} />
            <RecordList {...shown} />
          </>
        );
      }}
    </Awaited>
  );
}

export interface RegisterProps extends AuditProps {
  state: RegisterState;
  /** Programme leads check the register and take it along. */
  isLead: boolean;
}

function ChainState({ words, locale, timeZone, state, isLead }: RegisterProps) {
  const t = words.audit;
  const [isChecking, setChecking] = useState(false);
  const [problem, setProblem] = useState('');
  const { head, waiting, lastMailed, lastCheck } = state;
  const moment = (at: string) => formatMoment(locale, at, timeZone);
  const check = async () => {
    if (isChecking) return;
    setChecking(true);
    setProblem('');
    const answer = await checkNow();
    setChecking(false);
    if (!answer.ok) return setProblem(problemText(answer.problem, words).title);
    void roomQueries.invalidateQueries({ queryKey: ['audit', 'state'] });
  };
  return (
    <section className="chain-state">
      <header>
        <h2>{t.chain}</h2>
        {isLead ? (
          <button
            type="button"
            className="button button-small"
            aria-disabled={isChecking || undefined}
            onClick={() => void check()}
          >
            {isChecking ? t.checking : t.check}
          </button>
        ) : (
          <p className="note muted">{t.checkLead}</p>
        )}
      </header>
      <dl className="facts">
        <div>
          <dt>{t.position}</dt>
          <dd className="tabular">{formatNumber(locale, head.position)}</dd>
        </div>
        <div>
          <dt>{t.waiting}</dt>
          <dd className="tabular">{waiting === 0 ? t.waitingNone : formatNumber(locale, waiting)}</dd>
        </div>
        <div>
          <dt>{t.head}</dt>
          <dd className="number">{head.sha256 ?? t.nothingSealed}</dd>
        </div>
        {head.at && (
          <div>
            <dt>{t.sealedAt}</dt>
            <dd>
              <time dateTime={head.at}>{moment(head.at)}</time>
            </dd>
          </div>
        )}
        <div>
          <dt>{t.mailed}</dt>
          <dd>
            {lastMailed
              ? fill(t.mailedText, {
                  position: formatNumber(locale, lastMailed.position),
                  date: formatDate(locale, lastMailed.week),
                })
              : t.notMailed}
          </dd>
        </div>
        <div>
          <dt>{t.lastCheck}</dt>
          <dd>
            <div role="status">
              {problem && <span className="chain-bad">{`${problem}\n`}</span>}
              {lastCheck ? (
                <>
                  <span className={lastCheck.problem ? 'chain-bad' : 'chain-fine'}>
                    {lastCheck.problem
                      ? fill(t.checkBad, { problem: lastCheck.problem })
                      : fill(t.checkFine, {
                          links: formatNumber(locale, lastCheck.links),
                          tables: formatNumber(locale, lastCheck.tables),
                        })}
                  </span>
                  {'\n'}
                  <span className="note muted">
                    {lastCheck.by
                      ? fill(t.checkBy, { at: moment(lastCheck.at), by: lastCheck.by })
                      : moment(lastCheck.at)}
                  </span>
                </>
              ) : (
                t.neverChecked
              )}
            </div>
          </dd>
        </div>
      </dl>
    </section>
  );
}
