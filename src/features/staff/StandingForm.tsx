import './case-forms.css';
import { useState } from 'react';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import type { Problem } from '../../api/problem-contract.ts';
import type { ClientCase, Standing } from './case-contract.ts';
import type { ClientProps } from './case-words.ts';
import { setStanding } from './staff-api.ts';

/** Open to partners, the vendor's own, or closed; a pin goes on to its end. */
export function StandingForm({
  words,
  client,
  onDone,
}: ClientProps & { client: ClientCase; onDone: (says: string) => void }) {
  const t = words.staffClients;
  const [standing, choose] = useState<Standing>(client.standing);
  const [reason, setReason] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | 'network'>();
  const { name, country, taxId } = client;

  async function save() {
    setWrong(reason.trim().length < 3);
    if (reason.trim().length < 3 || isSending) return;
    setSending(true);
    const answer = await setStanding({ client: { name, country, taxId }, standing, reason });
    setSending(false);
    if (answer.ok) onDone(t.setStanding.done);
    else setProblem(answer.problem);
  }
  return (
    <form
      className="form case-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <fieldset className="field choices">
        <legend className="field-label">{t.setStanding.title}</legend>
        <p className="field-hint">{t.standingHint}</p>
        <div className="choice-list">
          {(['open', 'direct', 'blocked'] as const).map((one) => (
            <label className="choice" key={one}>
              <input type="radio" name="standing" checked={standing === one} onChange={() => choose(one)} />
              <span>{t.standings[one]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <TextAreaField
        name="standing-reason"
        label={t.setStanding.reason}
        required
        rows={2}
        maxLength={2000}
        value={reason}
        error={isWrong ? words.fieldProblems.too_short : undefined}
        onChange={({ target }) => setReason(target.value)}
      />
      {problem && <ProblemNote problem={problem} words={words} attempt={1} />}
      <p>
        <button className="button button-primary" type="submit" aria-disabled={isSending || undefined}>
          {t.setStanding.submit}
        </button>
      </p>
    </form>
  );
}
