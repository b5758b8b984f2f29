import { useCallback, useState } from 'react';
import { fill, formatBytes } from '#i18n/formats.ts';
import { useSession } from '#ui/Awaited.tsx';
import { FilesField } from '#ui/FilesField.tsx';
import { Moment } from '#ui/Moment.tsx';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import { roomQueries } from '#ui/room-query.ts';
import type { Problem } from '../../api/problem-contract.ts';
import { addLeadFile, deleteLeadFile } from './leads-api.ts';
import type { LeadFile } from './lead-work-contract.ts';
import type { LeadPart } from './LeadRoom.tsx';

/** Files of the own people; deleting one is asked about, for it does not come back. */
export function LeadFiles(props: LeadPart) {
  const { words, locale, timeZone, lead, show } = props;
  const t = words.leadCard;
  const user = useSession().data?.user;
  const [asked, setAsked] = useState<LeadFile>();
  const [problem, setProblem] = useState<Problem | 'network'>();
  const send = useCallback((file: File) => addLeadFile(lead.id, file), [lead.id]);

  async function remove(file: LeadFile) {
    const answer = await deleteLeadFile(lead.id, file.id);
    setAsked(undefined);
    if (answer.ok) show({ files: lead.files.filter(({ id }) => id !== file.id) });
    else setProblem(answer.problem);
  }
  const mayDelete = (file: LeadFile) => file.by?.id === user?.id || user?.roles.includes('owner');

  return (
    <section className="lead-part">
      <h2>{t.files}</h2>
      <FilesField
        name="lead-file"
        label={t.addFile}
        hint={t.filesNote}
        words={words}
        locale={locale}
        files={[]}
        atMost={Math.max(0, 20 - lead.files.length)}
        send={send}
        onChange={() => void roomQueries.invalidateQueries({ queryKey: ['leads', 'one', lead.id] })}
      />
      {problem && <ProblemNote problem={problem} words={words} attempt={1} />}
      {lead.files.length === 0 ? (
        <p className="muted">{t.noFiles}</p>
      ) : (
        <ul className="rows lead-files">
          {lead.files.map((file) => (
            <li key={file.id}>
              <p>
                <a href={`/api/files/${file.id}`} download={file.name}>
                  {file.name}
                </a>{' '}
                <span className="note muted">
                  {formatBytes(locale, file.bytes)}, {file.by?.name},{' '}
                  <Moment at={file.uploadedAt} locale={locale} timeZone={timeZone} />
                </span>
              </p>
              {asked?.id === file.id ? (
                <div className="actions" role="group" aria-label={t.delete}>
                  <p>{fill(t.deleteFile, { name: file.name })}</p>
                  <button type="button" className="button button-small" onClick={() => void remove(file)}>
                    {t.yesDelete}
                  </button>
                  <button type="button" className="button button-small" onClick={() => setAsked(undefined)}>
                    {t.keep}
                  </button>
                </div>
              ) : (
                mayDelete(file) && (
                  <button type="button" className="button-quiet" onClick={() => setAsked(file)}>
                    {t.delete}
                    <span className="visually-hidden">: {file.name}</span>
                  </button>
                )
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
