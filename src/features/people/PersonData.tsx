import { useState } from 'react';
import { fill, formatNumber } from '#i18n/formats.ts';
import { problemText } from '#ui/ProblemNote.tsx';
import { TextField } from '#ui/TextField.tsx';
import { readInput } from '../../api/problem-contract.ts';
import { personExportRequest, type PersonErased } from '../staff/person-contract.ts';
import { ErasedTold } from './ErasedTold.tsx';
import { ErasureQuestion } from './ErasureQuestion.tsx';
import { exportPerson } from './people-api.ts';
import type { PeopleProps } from './StaffPeople.tsx';

/** What a person may ask for: a copy of all that is written down about it, or that it goes. */
export function PersonData(props: PeopleProps) {
  const { words, locale } = props;
  const t = words.staffPeople;
  const [email, setEmail] = useState('');
  const [error, setError] = useState<string>();
  const [told, tell] = useState('');
  const [asked, ask] = useState<string>();
  const [erased, setErased] = useState<{ email: string; what: PersonErased }>();
  const [isSending, setSending] = useState(false);
  /** The address in its clean form; undefined where it is none, which is said beside the field. */
  const addressTyped = (): string | undefined => {
    const read = readInput(personExportRequest, { email });
    setError(read.ok ? undefined : words.fieldProblems[read.fields['email'] ?? 'invalid']);
    return read.ok ? read.value.email : undefined;
  };
  const handOut = async () => {
    const address = addressTyped();
    if (!address || isSending) return;
    setSending(true);
    const answer = await exportPerson(address);
    setSending(false);
    if (!answer.ok) return tell(problemText(answer.problem, words).title);
    save(answer.value);
    const tables = Object.values(answer.value.rows).filter((rows) => rows.length > 0);
    const rows = tables.reduce((sum, { length }) => sum + length, 0);
    const values = { tables: formatNumber(locale, tables.length), rows: formatNumber(locale, rows) };
    tell(rows === 0 ? t.nothingKnown : fill(t.exported, values));
  };
  return (
    <section className="room-block">
      <h2>{t.person}</h2>
      <p className="muted person-text">{t.personText}</p>
      <form
        className="form person-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void handOut();
        }}
      >
        <TextField
          name="person"
          label={t.personEmail}
          type="email"
          autoComplete="off"
          spellCheck={false}
          value={email}
          onChange={({ target }) => setEmail(target.value)}
          error={error}
        />
        <p className="actions">
          <button type="submit" className="button" aria-disabled={isSending || undefined}>
            {t.exportDo}
          </button>
          <button type="button" className="button button-danger" onClick={() => ask(addressTyped())}>
            {t.eraseDo}
          </button>
        </p>
      </form>
      <p role="status">{told}</p>
      {erased && <ErasedTold key={erased.email} {...props} {...erased} />}
      {asked && (
        <ErasureQuestion
          {...props}
          email={asked}
          onClose={() => ask(undefined)}
          onErased={(what) => {
            ask(undefined);
            tell('');
            setEmail('');
            setErased({ email: asked, what });
          }}
        />
      )}
    </section>
  );
}

function save(value: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: 'person.json' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
