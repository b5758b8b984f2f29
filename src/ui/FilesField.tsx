import './form.css';
import './files.css';
import { useId, useRef, useState, type DragEvent } from 'react';
import { fill, formatBytes } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import { fileAtMostBytes, fileKinds, sendFile, type SentFile } from '../api/send-file.ts';
import { fieldId } from './Field.tsx';
import { problemText, type ProblemWords } from './ProblemNote.tsx';

interface Props {
  name: string;
  label: string;
  hint?: string;
  words: ProblemWords & Pick<Strings, 'files'>;
  locale: string;
  files: SentFile[];
  onChange: (files: SentFile[]) => void;
  /** How many at most. */
  atMost?: number;
  /** Where else a file goes than to `POST /api/files`. */
  send?: typeof sendFile;
}

interface Trouble {
  name: string;
  text: string;
}

/** Files that go with a form: chosen or dropped, sent at once, so that the form itself sends only their ids. */
export function FilesField({ name, label, hint, words, locale, files, onChange, atMost = 3, send = sendFile }: Props) {
  const t = words.files;
  const input = useRef<HTMLInputElement>(null);
  const note = useId();
  const [sending, setSending] = useState<string[]>([]);
  const [troubles, setTroubles] = useState<Trouble[]>([]);
  const [isOver, setOver] = useState(false);
  const isFull = files.length + sending.length >= atMost;

  async function take(chosen: File[]) {
    const taken = chosen.slice(0, Math.max(0, atMost - files.length - sending.length));
    const found: Trouble[] = chosen
      .slice(taken.length)
      .map((one) => ({ name: one.name, text: fill(t.tooMany, { n: atMost }) }));
    const fits = taken.filter((one) => {
      const text = one.size === 0 ? t.empty : one.size > fileAtMostBytes ? t.tooLarge : undefined;
      if (text) found.push({ name: one.name, text });
      return !text;
    });
    setSending(fits.map((one) => one.name));
    const sent: SentFile[] = [];
    for (const one of fits) {
      const answer = await send(one);
      if (answer.ok) sent.push(answer.value);
      else if (answer.problem !== 'network' && answer.problem.code === 'unsupported_media_type')
        found.push({ name: one.name, text: t.wrongKind });
      else {
        const { title, text } = problemText(answer.problem, words);
        found.push({ name: one.name, text: `${title}. ${text}` });
      }
    }
    setSending([]);
    setTroubles(found);
    if (sent.length > 0) onChange([...files, ...sent]);
  }

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take([...event.dataTransfer.files]);
  };

  return (
    <div
      className="field files-field"
      data-is-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label className="field-label" htmlFor={fieldId(name)}>
        {label}
      </label>
      <input
        ref={input}
        className="files-input"
        id={fieldId(name)}
        type="file"
        multiple={atMost > 1}
        accept={fileKinds}
        disabled={isFull}
        aria-describedby={note}
        onChange={({ target }) => {
          void take([...(target.files ?? [])]).then(() => {
            target.value = '';
          });
        }}
      />
      <p className="field-hint" id={note}>
        {hint ? `${hint} ` : ''}
        {t.limits}
      </p>
      <ul className="files-list" aria-live="polite">
        {files.map((file) => (
          <li key={file.id}>
            <span>{file.name}</span> <span className="note muted">{formatBytes(locale, file.bytes)}</span>
            <button
              type="button"
              className="button-quiet"
              onClick={() => {
                onChange(files.filter(({ id }) => id !== file.id));
                input.current?.focus();
              }}
            >
              {t.remove}
              <span className="visually-hidden">: {file.name}</span>
            </button>
          </li>
        ))}
        {sending.map((file) => (
          <li key={file} className="muted">
            {fill(t.sending, { name: file })}
          </li>
        ))}
        {troubles.map((trouble) => (
          <li key={trouble.name} className="field-error">
            {trouble.name}: {trouble.text}
          </li>
        ))}
      </ul>
    </div>
  );
}
