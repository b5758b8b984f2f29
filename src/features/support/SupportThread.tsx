import { fill, formatBytes } from '#i18n/formats.ts';
import { Moment } from '#ui/Moment.tsx';
import type { SupportLine } from './support-contract.ts';
import type { SupportProps } from './support-words.ts';

/** The thread, letter by letter: who wrote, when exactly, what, with which files. New ones are read out as they come. */
export function SupportThread(props: SupportProps & { lines: SupportLine[]; side: 'partner' | 'staff' }) {
  const { words, lines } = props;
  return (
    <section className="support-thread" role="log" aria-label={words.support.thread}>
      {lines.map((line) => (
        <Line key={line.id} {...props} line={line} />
      ))}
    </section>
  );
}

function Line({
  words,
  locale,
  timeZone,
  line,
  side,
}: SupportProps & { line: SupportLine; side: 'partner' | 'staff' }) {
  const t = words.support;
  const at = <Moment at={line.at} locale={locale} timeZone={timeZone} isExact />;
  if (line.kind === 'solved')
    return (
      <p className="support-solved note muted">
        {line.isOwn ? t.lineSolved.you : t.lineSolved[line.by]}
        {line.author && !line.isOwn && `, ${line.author}`} · {at}
      </p>
    );
  return (
    <article className={`support-letter support-by-${line.by}`}>
      <header>
        <strong>{line.author}</strong>{' '}
        <span className="note muted">
          {[line.isOwn ? t.you : line.by === 'vendor' && side === 'partner' && t.vendor, questionWords()]
            .filter(Boolean)
            .join(', ')}
        </span>
        <span className="support-at note muted">{at}</span>
      </header>
      <p className="support-text">{line.text}</p>
      {line.files.length > 0 && (
        <ul className="support-files">
          {line.files.map((file) => (
            <li key={file.id}>
              <a
                href={`/api/files/${file.id}`}
                download={file.name}
                aria-label={fill(t.download, { name: file.name, size: formatBytes(locale, file.bytes) })}
              >
                {file.name}
              </a>{' '}
              <span className="note muted">{formatBytes(locale, file.bytes)}</span>
            </li>
          ))}
        </ul>
      )}
    </article>
  );

  function questionWords() {
    if (line.kind !== 'question') return false;
    return side === 'partner' ? t.questionYou : t.question;
  }
}
