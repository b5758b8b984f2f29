import './case-forms.css';
import { useRef, useState } from 'react';
import { fill, formatDate, plural } from '#i18n/formats.ts';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import { useAnswer } from '#ui/room-query.ts';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { TextField } from '#ui/TextField.tsx';
import type { Problem } from '../../api/problem-contract.ts';
import type { ClientCase } from './case-contract.ts';
import type { ClientProps } from './case-words.ts';
import { stateOf } from './LikenessTable.tsx';
import { secondPersonText } from './second-person-text.ts';
import { listClients, mergeClients, previewMerge } from './staff-api.ts';
import type { MergePreview } from './staff-client-contract.ts';

interface Props extends ClientProps {
  client: ClientCase;
  /** The other record, where a link has named it. */
  start: string | undefined;
  onDone: (says: string, goTo: string) => void;
}

/** This record and another are one company: which one stays, who keeps the client, what moves, what ends. For good, so it is asked plainly. */
export function MergeForm(props: Props) {
  const { words, client, start, onDone } = props;
  const t = words.staffClients.merge;
  const [search, setSearch] = useState('');
  const [intoId, setInto] = useState(start ?? '');
  const [partnerId, setPartner] = useState('');
  const [reason, setReason] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | 'network'>();
  const key = useRef(crypto.randomUUID());
  const found = useAnswer(['merge-search', search], () => listClients({ search, limit: '6' }), {
    isWanted: search.trim().length > 1 && !intoId,
  });
  const preview = useAnswer(
    ['merge-preview', client.id, intoId, partnerId],
    () => previewMerge(client.id, intoId, partnerId || undefined),
    {
      isWanted: intoId !== '',
    },
  );
  const offered = search.trim().length > 1 ? (found.data?.items ?? []) : client.similar;

  async function merge() {
    setWrong(reason.trim().length < 3);
    if (reason.trim().length < 3 || isSending) return;
    setSending(true);
    const answer = await mergeClients(client.id, { intoId, reason, ...(partnerId && { partnerId }) }, key.current);
    setSending(false);
    if (answer.ok) return onDone(t.done, answer.value.clientId);
    setProblem(answer.problem);
    key.current = crypto.randomUUID();
  }

  return (
    <form
      className="form case-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void merge();
      }}
    >
      <h3>{t.title}</h3>
      {!intoId && (
        <>
          <TextField
            name="merge-search"
            label={t.into}
            hint={t.find}
            value={search}
            maxLength={100}
            autoComplete="off"
            onChange={({ target }) => setSearch(target.value)}
          />
          <ul className="case-lines">
            {offered
              .filter(({ id }) => id !== client.id)
              .map((one) => (
                <li key={one.id}>
                  <button type="button" className="button-quiet" onClick={() => setInto(one.id)}>
                    {one.name}, {one.taxId}
                  </button>
                  <span className="muted">{stateOf(props, one)}</span>
                </li>
              ))}
          </ul>
        </>
      )}
      {preview.error && (
        <ProblemNote problem={preview.error.problem} words={words} onRetry={() => void preview.refetch()} />
      )}
      {preview.data && (
        <>
          <Preview {...props} preview={preview.data} />
          {preview.data.loses && !preview.data.loses.isSamePartner && preview.data.keeps && (
            <fieldset className="field choices">
              <legend className="field-label">{t.who}</legend>
              <div className="choice-list">
                {[preview.data.keeps, preview.data.loses]
                  .toSorted((a, b) => a.partner.name.localeCompare(b.partner.name))
                  .map(({ partner }) => (
                    <label className="choice" key={partner.id}>
                      <input
                        type="radio"
                        name="merge-partner"
                        checked={(partnerId || preview.data.keeps?.partner.id) === partner.id}
                        onChange={() => setPartner(partner.id)}
                      />
                      <span>{partner.name}</span>
                    </label>
                  ))}
              </div>
            </fieldset>
          )}
          <TextAreaField
            name="merge-reason"
            label={
              preview.data.loses && !preview.data.loses.isSamePartner ? t.reason : words.staffClients.setStanding.reason
            }
            required
            rows={2}
            maxLength={2000}
            value={reason}
            error={isWrong ? words.fieldProblems.too_short : undefined}
            onChange={({ target }) => setReason(target.value)}
          />
          {problem && <ProblemNote problem={problem} words={words} attempt={1} />}
          <p className="note">{t.question}</p>
          <p className="actions">
            <button
              className="button button-primary"
              type="submit"
              disabled={Boolean(preview.data.transferNeeded)}
              aria-disabled={isSending || undefined}
            >
              {t.submit}
            </button>
            <button type="button" className="button" onClick={() => setInto('')}>
              {words.states.cancel}
            </button>
          </p>
        </>
      )}
    </form>
  );
}

function Preview({ words, locale, timeZone, urls, preview }: ClientProps & { preview: MergePreview }) {
  const t = words.staffClients.merge;
  const { kept, moves, keeps, loses, transferNeeded } = preview;
  const day = (at: string) => formatDate(locale, at, timeZone);
  return (
    <section className="case-preview" aria-live="polite">
      <h4>{t.preview}</h4>
      <ul>
        <li>
          {t.chosen}: <strong>{kept.name}</strong>, <span className="number">{kept.taxId}</span>
        </li>
        {moves.leads > 0 && <li>{plural(locale, t.moves, moves.leads)}</li>}
        {moves.domains.length > 0 && <li>{fill(t.domains, { list: moves.domains.join(', ') })}</li>}
        <li>{keeps ? fill(t.keeps, { partner: keeps.partner.name, date: day(keeps.until) }) : t.nobody}</li>
        {loses && (
          <li>
            <strong>
              {fill(loses.isSamePartner ? t.losesSame : t.loses, {
                partner: loses.partner.name,
                date: day(loses.until),
              })}
            </strong>
          </li>
        )}
        {transferNeeded && (
          <li>
            <strong>{fill(t.transferNeeded, { why: secondPersonText({ words, locale }, transferNeeded) })}</strong>{' '}
            <a href={`${urls.clients}?id=${transferNeeded.clientId}`}>{t.toTransfer}</a>
          </li>
        )}
        {preview.endingReviews > 0 && <li>{plural(locale, t.reviews, preview.endingReviews)}</li>}
      </ul>
    </section>
  );
}
