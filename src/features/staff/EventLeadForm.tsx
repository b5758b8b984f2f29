import './case-forms.css';
import { useRef, useState, type FormEvent } from 'react';
import { fill } from '#i18n/formats.ts';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { TextField } from '#ui/TextField.tsx';
import type { Problem } from '../../api/problem-contract.ts';
import type { EnquiryProps } from './case-words.ts';
import type { EventLeadsAdded } from './event-lead-contract.ts';
import { rowsOf } from './event-row-rules.ts';
import { PartnerField } from './PartnerField.tsx';
import { addEventLeads } from './staff-api.ts';

/** Contacts of a joint event become leads of the partner that took part; what became of each line is told beside it. */
export function EventLeadForm({ words, locale }: EnquiryProps) {
  const t = words.staffEnquiries.event;
  const [partnerId, setPartner] = useState('');
  const [event, setEvent] = useState('');
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | 'network'>();
  const [added, setAdded] = useState<EventLeadsAdded>();
  const key = useRef({ of: '', value: '' });
  const rows = rowsOf(text);
  const missing = (value: unknown) => (isTried && !value ? words.fieldProblems.required : undefined);

  async function send(submit: FormEvent) {
    submit.preventDefault();
    setTried(true);
    if (!partnerId || !event.trim() || rows.length === 0 || isSending) return;
    const of = JSON.stringify([partnerId, event, rows]);
    if (key.current.of !== of) key.current = { of, value: crypto.randomUUID() };
    setSending(true);
    setProblem(undefined);
    const answer = await addEventLeads({ partnerId, event, rows }, key.current.value);
    setSending(false);
    if (answer.ok) setAdded(answer.value);
    else setProblem(answer.problem);
  }
  return (
    <>
      <form className="form" noValidate onSubmit={(submit) => void send(submit)}>
        <p className="note muted">{t.lead}</p>
        <PartnerField
          name="event-partner"
          words={words}
          locale={locale}
          label={t.partner}
          error={missing(partnerId)}
          value={partnerId}
          onPick={setPartner}
        />
        <TextField
          name="event-name"
          label={t.name}
          required
          maxLength={200}
          value={event}
          error={missing(event.trim())}
          onChange={({ target }) => setEvent(target.value)}
        />
        <TextAreaField
          name="event-rows"
          label={t.rows}
          hint={t.rowsHint}
          required
          rows={5}
          value={text}
          error={missing(rows.length)}
          onChange={({ target }) => setText(target.value)}
        />
        {problem && <ProblemNote problem={problem} words={words} attempt={1} />}
        <p>
          <button className="button" type="submit" aria-disabled={isSending || undefined}>
            {isSending ? words.staffEnquiries.sending : t.submit}
          </button>
        </p>
      </form>
      <div role="status">
        {added && (
          <>
            <p className="told">{fill(t.added, added.counts)}</p>
            <ol className="case-lines">
              {added.rows.map((row) => (
                <li key={row.line}>
                  <span className="tabular">{row.line}</span>
                  <span>{t.outcome[row.outcome]}</span>
                  {row.number && <span className="number">{row.number}</span>}
                  {row.partner && <span className="muted">{row.partner}</span>}
                  {row.fields && (
                    <span className="field-error">
                      {Object.entries(row.fields)
                        .map(
                          ([name, code]) =>
                            `${t.columns[name as 'client.name'] ?? name}: ${words.fieldProblems[code as 'required'] ?? code}`,
                        )
                        .join(', ')}
                    </span>
                  )}
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
    </>
  );
}
