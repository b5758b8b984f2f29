import { useState } from 'react';
import { Moment } from '#ui/Moment.tsx';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { useSession } from '#ui/Awaited.tsx';
import { readInput, type Problem } from '../../api/problem-contract.ts';
import { addNote, changeNote, deleteNote, restoreNote } from './leads-api.ts';
import { noteRequest, type LeadNote } from './lead-work-contract.ts';
import type { LeadPart } from './LeadRoom.tsx';

const check = (name: string) => (answers: Record<string, string>) => {
  const read = readInput(noteRequest, { text: answers[name] });
  return read.ok ? {} : { [name]: read.fields['text'] ?? ('invalid' as const) };
};

/** What the own people write down; a deleted note comes back as long as the page is open. */
export function LeadNotes(props: LeadPart) {
  const { words, lead, show } = props;
  const t = words.leadCard;
  const [gone, setGone] = useState<LeadNote>();
  const [problem, setProblem] = useState<Problem | 'network'>();
  const me = useSession().data?.user.id;
  const form = useContractForm<Record<string, string>, LeadNote>({
    start: { note: '' },
    draft: `note-${lead.id}`,
    check: check('note'),
    send: ({ note = '' }, key) => addNote(lead.id, note, key),
    onDone: (note) => {
      form.reset({ note: '' });
      show({ notes: [note, ...lead.notes] });
    },
  });

  async function remove(note: LeadNote) {
    setProblem(undefined);
    const answer = await deleteNote(lead.id, note.id);
    if (!answer.ok) return setProblem(answer.problem);
    show({ notes: lead.notes.filter(({ id }) => id !== note.id) });
    setGone(note);
  }
  async function bringBack(note: LeadNote) {
    const answer = await restoreNote(lead.id, note.id);
    if (!answer.ok) return setProblem(answer.problem);
    setGone(undefined);
    show({
      notes: [...lead.notes, answer.value].toSorted((a, b) => b.writtenAt.localeCompare(a.writtenAt)),
    });
  }

  const wrong = form.problems['note'];
  return (
    <section className="lead-part">
      <h2>{t.notes}</h2>
      <p className="note muted">{t.notesNote}</p>
      <form className="form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
        <TextAreaField
          {...form.register('note')}
          label={t.noteLabel}
          rows={3}
          maxLength={4000}
          error={wrong && words.fieldProblems[wrong]}
        />
        <p>
          <button className="button" type="submit" aria-disabled={form.isSending || undefined}>
            {t.addNote}
          </button>
        </p>
      </form>
      {(problem ?? form.refusal) && <ProblemNote problem={(problem ?? form.refusal)!} words={words} attempt={1} />}
      <p className="told" role="status">
        {gone && (
          <>
            {t.noteDeleted}{' '}
            <button type="button" className="button-quiet" onClick={() => void bringBack(gone)}>
              {words.states.undo}
            </button>
          </>
        )}
      </p>
      {lead.notes.length === 0 ? (
        <p className="muted">{t.noNotes}</p>
      ) : (
        <ul className="rows lead-notes">
          {lead.notes.map((note) => (
            <Note
              key={note.id}
              {...props}
              note={note}
              isOwn={note.author.id === me}
              onChanged={(changed) => show({ notes: lead.notes.map((one) => (one.id === changed.id ? changed : one)) })}
              onRemove={() => void remove(note)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Note({
  words,
  locale,
  timeZone,
  lead,
  note,
  isOwn,
  onChanged,
  onRemove,
}: LeadPart & { note: LeadNote; isOwn: boolean; onChanged: (note: LeadNote) => void; onRemove: () => void }) {
  const t = words.leadCard;
  const [isOpen, setOpen] = useState(false);
  const name = `note-${note.id}`;
  const form = useContractForm<Record<string, string>, LeadNote>({
    start: { [name]: note.text },
    check: check(name),
    send: ({ [name]: text = '' }) => changeNote(lead.id, note.id, text),
    onDone: (changed) => {
      setOpen(false);
      onChanged(changed);
    },
  });
  const wrong = form.problems[name];
  return (
    <li>
      <p className="note muted">
        {note.author.name}, <Moment at={note.writtenAt} locale={locale} timeZone={timeZone} isExact />
        {note.changedAt && `, ${t.changed}`}
      </p>
      {isOpen ? (
        <form className="form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
          <TextAreaField
            {...form.register(name)}
            label={t.noteText}
            maxLength={4000}
            error={wrong && words.fieldProblems[wrong]}
          />
          {form.refusal && <ProblemNote problem={form.refusal} words={words} />}
          <p className="actions">
            <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
              {t.save}
            </button>
            <button className="button" type="button" onClick={() => setOpen(false)}>
              {words.states.cancel}
            </button>
          </p>
        </form>
      ) : (
        <p className="lead-note-text">{note.text}</p>
      )}
      {isOwn && !isOpen && (
        <p className="actions">
          <button type="button" className="button-quiet" onClick={() => setOpen(true)}>
            {t.edit}
            <span className="visually-hidden">: {note.text.slice(0, 60)}</span>
          </button>
          <button type="button" className="button-quiet" onClick={onRemove}>
            {t.delete}
            <span className="visually-hidden">: {note.text.slice(0, 60)}</span>
          </button>
        </p>
      )}
    </li>
  );
}
