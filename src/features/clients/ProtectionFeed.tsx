import '#ui/form.css';
import { useState } from 'react';
import { fill, formatDate, formatMoment } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import type { Problem } from '../../api/problem-contract.ts';
import { makeProtectionFeed, readProtectionFeed, revokeProtectionFeed } from './clients-api.ts';
import type { ProtectionFeedState } from './protection-feed-contract.ts';

interface Props {
  words: IslandWords & Pick<Strings, 'protectionFeed'>;
  locale: string;
  timeZone: string;
}

const key = ['protection-feed'];

/** The calendar of ends: a secret link that is shown once, replaced or revoked after a plain question. */
export function ProtectionFeed({ words, locale, timeZone }: Props) {
  const t = words.protectionFeed;
  const state = useAnswer<ProtectionFeedState>(key, readProtectionFeed);
  const [address, setAddress] = useState<string>();
  const [question, setQuestion] = useState<'replace' | 'revoke'>();
  const [problem, setProblem] = useState<Problem | 'network'>();
  const [isBusy, setBusy] = useState(false);
  const [told, tell] = useState('');
  const feed = state.data?.feed;

  async function make() {
    if (isBusy) return;
    setBusy(true);
    const answer = await makeProtectionFeed();
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    setQuestion(undefined);
    setAddress(answer.value.address);
    tell('');
    roomQueries.setQueryData<ProtectionFeedState>(key, { feed: { madeAt: answer.value.madeAt } });
  }
  async function revoke() {
    if (isBusy) return;
    setBusy(true);
    const answer = await revokeProtectionFeed();
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    setQuestion(undefined);
    setAddress(undefined);
    tell(t.revoked);
    roomQueries.setQueryData<ProtectionFeedState>(key, {});
  }

  return (
    <section className="room-block protection-feed" aria-labelledby="protection-feed">
      <h2 id="protection-feed">{t.title}</h2>
      <p className="muted">{t.text}</p>
      {state.error && !state.data && (
        <ProblemNote problem={state.error.problem} words={words} onRetry={() => void state.refetch()} />
      )}
      {problem && <ProblemNote problem={problem} words={words} onRetry={() => setProblem(undefined)} />}
      {address ? (
        <FeedLink address={address} words={words} />
      ) : (
        feed && (
          <p>
            {fill(t.exists, { date: formatDate(locale, feed.madeAt, timeZone) })}{' '}
            {feed.lastReadAt ? fill(t.read, { moment: formatMoment(locale, feed.lastReadAt, timeZone) }) : t.unread}
          </p>
        )
      )}
      {question ? (
        <div className="protection-feed-question" role="group" aria-label={t[question]}>
          <p>{t[`${question}Question`]}</p>
          <p className="actions">
            <button
              type="button"
              className={question === 'revoke' ? 'button client-release-now' : 'button button-primary'}
              aria-disabled={isBusy || undefined}
              onClick={() => void (question === 'revoke' ? revoke() : make())}
            >
              {t[`${question}Yes`]}
            </button>
            <button type="button" className="button" onClick={() => setQuestion(undefined)}>
              {words.states.cancel}
            </button>
          </p>
        </div>
      ) : feed ? (
        <p className="actions">
          {!address && (
            <button type="button" className="button" onClick={() => setQuestion('replace')}>
              {t.replace}
            </button>
          )}
          <button type="button" className="button-quiet" onClick={() => setQuestion('revoke')}>
            {t.revoke}
          </button>
        </p>
      ) : (
        <p className="actions">
          <button
            type="button"
            className="button"
            aria-disabled={isBusy || !state.data || undefined}
            onClick={() => void (state.data && make())}
          >
            {isBusy ? t.making : t.make}
          </button>
        </p>
      )}
      <p role="status">{told}</p>
    </section>
  );
}

function FeedLink({ address, words }: { address: string; words: Props['words'] }) {
  const t = words.protectionFeed;
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="protection-feed-link">
      <label>
        <span className="field-label">{t.link}</span>
        <input className="control number" readOnly value={address} onFocus={({ target }) => target.select()} />
      </label>
      <p className="actions">
        <a className="button button-primary" href={address.replace(/^https?:/, 'webcal:')} rel="noreferrer">
          {t.subscribe}
        </a>
        <button
          type="button"
          className="button"
          onClick={() =>
            void navigator.clipboard.writeText(address).then(
              () => setCopied(true),
              // Where the browser forbids it, the address stands in its field to be taken by hand.
              () => setCopied(false),
            )
          }
        >
          <span role="status">{isCopied ? t.copied : t.copy}</span>
        </button>
      </p>
      <p className="note">{t.how}</p>
      <p className="note protection-feed-once">{t.once}</p>
    </div>
  );
}
