import '#ui/form.css';
import { useEffect, useRef, useState } from 'react';
import { fill, plural } from '#i18n/formats.ts';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import type { Problem } from '../../api/problem-contract.ts';
import { ImportRows } from './ImportRows.tsx';
import type { ImportedRow } from './lead-import-contract.ts';
import { isLeft } from './lead-import-rules.ts';
import type { LeadImportProps, ReadFile } from './LeadImport.tsx';

interface Props extends LeadImportProps {
  file: ReadFile;
  rows: ImportedRow[];
  isBusy: boolean;
  trouble: Problem | 'network' | undefined;
  attempt: number;
  onAgain: () => void;
  onRegister: () => void;
}

/** What becomes of each row, before anything is registered. */
export function ImportPreview(props: Props) {
  const { words, locale, file, rows, isBusy, trouble, attempt, onAgain, onRegister } = props;
  const t = words.leadImport;
  const [onlyLeft, setOnlyLeft] = useState(false);
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => place.current?.focus(), []);
  const left = rows.filter(isLeft);
  const good = rows.length - left.length;
  const shown = onlyLeft ? left : rows;
  return (
    <section className="import-step" aria-labelledby="import-preview">
      <h2 id="import-preview" ref={place} tabIndex={-1}>
        {t.step2}
      </h2>
      <p>
        {file.name}: {plural(locale, t.rows, rows.length)}. {fill(t.summary, { good, bad: left.length })}
      </p>
      <p className="note muted">{good > 0 ? t.dryNote : t.nothingGood}</p>
      {trouble && <ProblemNote problem={trouble} words={words} attempt={attempt} />}
      <p className="actions">
        {good > 0 && (
          <button
            type="button"
            className="button button-honey"
            aria-disabled={isBusy || undefined}
            onClick={onRegister}
          >
            {isBusy ? t.registering : plural(locale, t.register, good)}
          </button>
        )}
        <button type="button" className="button" disabled={isBusy} onClick={onAgain}>
          {t.another}
        </button>
        {left.length > 0 ? (
          <label className="import-only">
            <input type="checkbox" checked={onlyLeft} onChange={({ target }) => setOnlyLeft(target.checked)} />{' '}
            {t.onlyProblems} ({left.length})
          </label>
        ) : (
          <span className="field-good">✓ {t.allGood}</span>
        )}
      </p>
      <ImportRows {...props} rows={shown} label={t.step2} />
    </section>
  );
}
