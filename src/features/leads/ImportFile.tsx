import '#ui/files.css';
import { useRef, useState, type DragEvent } from 'react';
import { fill } from '#i18n/formats.ts';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { useAwake } from '#ui/use-awake.ts';
import type { Problem } from '../../api/problem-contract.ts';
import { importBytesAtMost, importRowsAtMost } from './lead-import-contract.ts';
import type { LeadImportProps, ReadFile } from './LeadImport.tsx';

interface Props extends LeadImportProps {
  file: ReadFile | undefined;
  isBusy: boolean;
  trouble: Problem | 'network' | undefined;
  attempt: number;
  onFile: (file: ReadFile) => void;
}

/** The file: chosen, dropped, or rows pasted from a table. What it may be is said before. */
export function ImportFile({ words, file, isBusy, trouble, attempt, onFile }: Props) {
  // What is chosen or pasted before the script is there would be lost.
  const isAwake = useAwake();
  const t = words.leadImport;
  const [pasted, setPasted] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  async function take(blob: Blob, name: string) {
    setWrong(blob.size === 0 ? t.empty : blob.size > importBytesAtMost ? t.tooLarge : undefined);
    if (blob.size === 0 || blob.size > importBytesAtMost) return;
    // Read now: a file that is changed or deleted meanwhile would be another one.
    const bytes = await blob.arrayBuffer();
    onFile({ name, blob: new Blob([bytes]), text: new TextDecoder().decode(bytes) });
  }
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) void take(dropped, dropped.name);
  };
  const missing =
    trouble && trouble !== 'network' && trouble.code === 'invalid_input' && trouble.fields
      ? fill(t.missing, { columns: Object.keys(trouble.fields).join(', ') })
      : undefined;

  return (
    <section className="import-step" aria-labelledby="import-file-title">
      <h2 id="import-file-title">{t.step1}</h2>
      <p className="note muted">
        {fill(t.limits, { n: importRowsAtMost })}{' '}
        <a href="/api/leads/import" download="leads.csv">
          {t.template}
        </a>
      </p>
      <div
        className="import-drop"
        data-is-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <label className="field-label" htmlFor="import-file">
          {t.drop}
        </label>
        <input
          ref={input}
          id="import-file"
          className="files-input"
          type="file"
          accept=".csv,text/csv,.txt,.tsv"
          disabled={isBusy || !isAwake}
          aria-describedby="import-wrong"
          onChange={({ target }) => {
            const chosen = target.files?.[0];
            if (chosen) void take(chosen, chosen.name);
            target.value = '';
          }}
        />
        <p className="note" role="status">
          {isBusy && fill(t.reading, { name: file?.name ?? '' })}
        </p>
        <p className="field-error" id="import-wrong" role="alert">
          {wrong ?? missing}
        </p>
      </div>
      {trouble && !missing && <ProblemNote problem={trouble} words={words} attempt={attempt} />}
      <details className="contents-fold import-paste">
        <summary>{t.paste}</summary>
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            void take(new Blob([pasted]), t.paste);
          }}
        >
          <TextAreaField
            name="import-pasted"
            label={t.pasteLabel}
            rows={8}
            value={pasted}
            disabled={!isAwake}
            onChange={({ target }) => setPasted(target.value)}
          />
          <p>
            <button className="button" type="submit" aria-disabled={isBusy || undefined}>
              {isBusy ? t.checking : t.check}
            </button>
          </p>
        </form>
      </details>
    </section>
  );
}
